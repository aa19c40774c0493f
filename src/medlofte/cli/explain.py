"""``medlofte explain``: what a code means."""

from typing import Annotated

import typer

from medlofte.cli import session as _session
from medlofte.cli.options import Lang
from medlofte.codes import CODES
from medlofte.errors import MedlofteError
from medlofte.language import say
from medlofte.likeness import nearest
from medlofte.text import plain


def explain(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A code, as validate prints it.", show_default=False)],
    lang: Lang = None,
) -> None:
    """Say what a code means and why it matters."""
    voice = _session.open_session(ctx.obj, lang=lang).voice
    if code not in CODES:
        near = nearest(code, list(CODES))
        hint = say("Did you mean {key}?", key=near) if near else say("All codes: medlofte rules")
        raise MedlofteError(say("There is no code {code}.", code=code), hint)
    found = CODES[code]
    severity = voice(say(found.severity.word))
    _session.write_out(f"{found.name} ({severity})\n\n{plain(voice(say(found.about)))}\n", None)
