"""``medlofte rules``: every code that a diagnostic can have."""

import typer

from medlofte.changes.codes import CODES
from medlofte.cli.output import write_out
from medlofte.core.escaping import plain
from medlofte.core.messages import say


def rules(ctx: typer.Context) -> None:
    """List everything that validate looks for."""
    voice = ctx.obj.voice
    widest = max(len(name) for name in CODES)
    lines = [
        f"{code.name.ljust(widest)}  {voice(say(code.severity.word)):10} {plain(voice(say(code.about)))}"
        for code in sorted(CODES.values(), key=lambda code: (-code.severity, code.name))
    ]
    write_out("\n".join(lines) + "\n", None)
