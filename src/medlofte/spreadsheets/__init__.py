"""Entries to the rows of a sheet, and a sheet to entries: what is new, known or in conflict."""
