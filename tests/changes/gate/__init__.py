"""The gate, its cases and its table."""
