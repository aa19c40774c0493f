"""``medlofte show``: a promise in plain words."""

from typing import Annotated

import typer

from medlofte.cli import session as _session
from medlofte.cli.options import Lang, Quiet, Root, offers
from medlofte.cli.require_valid import refuse_errors
from medlofte.core.messages import say
from medlofte.reports.show import render


def show(
    ctx: typer.Context,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The promise.", show_default=False, autocompletion=offers("ids"))
    ],
    root: Root = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Show a promise in plain words: who promises what, and who decided it."""
    session = _session.open_session(ctx.obj, root, lang, None, quiet)
    (dossier,) = refuse_errors(session, session.ids([id]))
    _session.write_out(render(dossier.promise, session.voice), None)
    if not session.quiet:
        _session.say_aside(session.voice(say("How far it has come: medlofte progress {id}", id=id)) + "\n")
