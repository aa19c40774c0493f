"""``medlofte show``: a promise in plain words."""

from typing import Annotated

import typer

from medlofte.cli.options import offers
from medlofte.cli.output import say_aside, write_out
from medlofte.cli.session import Session
from medlofte.core.messages import say
from medlofte.reports.show import render


def show(
    ctx: typer.Context,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The promise.", show_default=False, autocompletion=offers("ids"))
    ],
) -> None:
    """Show a promise in plain words: who promises what, and who decided it."""
    session: Session = ctx.obj
    (dossier,) = session.require_valid(session.ids([id]))
    write_out(render(dossier.promise, session.voice), None)
    if not session.quiet:
        say_aside(session.voice(say("How far it has come: medlofte progress {id}", id=id)) + "\n")
