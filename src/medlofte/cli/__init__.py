"""The command line: one command a file, imported when it is called, for start-up is most of the running time."""

COMMANDS = (
    *("init", "validate", "progress", "due", "list", "show", "render", "site"),
    *("diff", "new", "adopt", "log", "import", "export", "fmt"),
    *("schema", "rules", "explain", "lsp"),
)
"""The commands in the order of the help; each is the function of its name in the module of its name.

Where that is a word of Python's own, both have an underscore behind it.
"""
