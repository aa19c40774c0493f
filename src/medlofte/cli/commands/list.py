"""``medlofte list``: what promises there are."""

from typing import Annotated

import typer

from medlofte.cli.options import Output, choice
from medlofte.cli.output import write_out
from medlofte.cli.session import Session
from medlofte.core.diagnostic import Severity
from medlofte.reports.list import FORMATS, list_item, render
from medlofte.validation.checker import check_promise


def list(
    ctx: typer.Context,
    format: Annotated[
        str, typer.Option("--format", help="A table for people, or a form for programs.", **choice(*FORMATS))
    ] = FORMATS[0],
    output: Output = None,
) -> None:
    """List the promises: status, period, activities and the last day logged."""
    session: Session = ctx.obj
    known = session.workspace.ids
    found = []
    for id in session.ids([]):
        checked = check_promise(session.workspace.bundle(id), known, Severity.ERROR)
        errors = sum(each.severity is Severity.ERROR for each in checked.diagnostics)
        dossier = checked.value
        found.append(
            list_item(id, None, (), errors)
            if dossier is None
            else list_item(id, dossier.promise, dossier.logged, errors)
        )
    write_out(render(format, found, session.translator), output)
