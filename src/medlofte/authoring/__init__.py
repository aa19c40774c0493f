"""New entries, new promises and decisions, before they are written."""
