"""What is about to be written: a new entry, a new promise, a decision, an issue form, a new repository."""
