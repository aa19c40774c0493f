"""Entries to sheets: the rows of a log, or an empty sheet to fill in, as CSV and XLSX."""
