"""The command line: one command a file. Here they are gathered, and here every way out of the program is."""

import sys
from collections.abc import Callable, Mapping
from typing import NoReturn

from medlofte.cli import explain, progress, render, rules, schema, validate
from medlofte.cli.app import build, run

COMMANDS: Mapping[str, Callable[..., None]] = {
    "validate": validate.validate,
    "progress": progress.progress,
    "render": render.render,
    "schema": schema.schema,
    "rules": rules.rules,
    "explain": explain.explain,
}


def main() -> NoReturn:
    """Run the program and end the process with its exit code."""
    sys.exit(run(build(COMMANDS)))
