"""``medlofte show``: a promise in plain words."""

from typing import Annotated

import typer

from medlofte.cli.options import offers
from medlofte.cli.output import write_out, write_stderr
from medlofte.cli.session import Session
from medlofte.core.messages import msg
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
    write_out(render(dossier.promise, session.translator), None)
    if not session.quiet:
        write_stderr(session.translator(msg("How far it has come: medlofte progress {id}", id=id)) + "\n")
