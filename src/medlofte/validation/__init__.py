"""A promise with its logs, checked: the project's layout, the shape, the rules, and personal data."""
