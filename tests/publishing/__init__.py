"""Markdown to the files that people open."""
