"""Bytes to text to YAML to typed values, and an entry back to its line."""
