"""The project on disk and what the program does with it: files, locked logs, git, entries, imports, decisions."""
