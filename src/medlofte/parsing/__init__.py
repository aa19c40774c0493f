"""Bytes to text, to YAML with places, to the JSON Schema, to the model; and an entry back to its line."""
