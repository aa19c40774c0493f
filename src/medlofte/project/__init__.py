"""The folder of a project: its files, its locked logs, and what git knows of them."""
