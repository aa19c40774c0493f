"""``medlofte rules``: every code that a diagnostic can have."""

import typer

from medlofte.changes.codes import CODES
from medlofte.cli.output import write_out
from medlofte.core.escaping import strip_asterisks
from medlofte.core.messages import msg


def rules(ctx: typer.Context) -> None:
    """List everything that validate looks for."""
    translator = ctx.obj.translator
    widest = max(len(name) for name in CODES)
    lines = [
        f"{code.name.ljust(widest)}  {translator(msg(code.severity.word)):10} "
        + strip_asterisks(translator(msg(code.about)))
        for code in sorted(CODES.values(), key=lambda code: (-code.severity, code.name))
    ]
    write_out("\n".join(lines) + "\n", None)
