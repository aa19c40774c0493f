"""``medlofte rules``: every code that a diagnostic can have."""

import typer

from medlofte.changes.codes import CODES
from medlofte.cli import session as _session
from medlofte.cli.options import Lang
from medlofte.core.escaping import plain
from medlofte.core.messages import say


def rules(ctx: typer.Context, lang: Lang = None) -> None:
    """List everything that validate looks for."""
    voice = _session.open_session(ctx.obj, lang=lang).voice
    widest = max(len(name) for name in CODES)
    lines = [
        f"{code.name.ljust(widest)}  {voice(say(code.severity.word)):10} {plain(voice(say(code.about)))}"
        for code in sorted(CODES.values(), key=lambda code: (-code.severity, code.name))
    ]
    _session.write_out("\n".join(lines) + "\n", None)
