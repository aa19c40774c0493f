"""Sheets to entries: bytes to cells, cells to rows, rows to what is new, known or in conflict."""
