"""Entries as the rows of a sheet, and a sheet as entries: new, known or in conflict."""
