"""The formats of ``validate``: each against its published schema, and read back."""
