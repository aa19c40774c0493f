"""Sheets: entries to the rows of a sheet, and back. In: bytes to cells, cells to rows, rows to what is new, known or in conflict."""
