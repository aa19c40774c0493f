"""The command line: arguments, screen, clock and exit codes. A command is imported when it is called."""

COMMANDS = (
    *("init", "validate", "progress", "due", "list", "show", "render", "site"),
    *("diff", "new", "adopt", "log", "import", "export", "fmt"),
    *("schema", "rules", "explain", "lsp"),
)
"""The commands in the order of the help. Each is a function in the module of its name in ``cli/commands``.

A name that is a keyword of Python ends with an underscore.
"""
