"""``medlofte due``: what is owed, and what comes."""

from typing import Annotated

import typer

from medlofte.cli.options import AsOf, FailOn, Ids, Output, choice
from medlofte.cli.output import exit_code, write_out
from medlofte.cli.session import Session
from medlofte.core.diagnostic import Severity
from medlofte.due import SILENCE_DAYS, obligations, until_of
from medlofte.project.context import today_or
from medlofte.reports.due import FORMATS, DueReportOptions, Owing, render

WITHIN = "60d"


def due(
    ctx: typer.Context,
    ids: Ids = None,
    within: Annotated[
        str, typer.Option("--within", metavar="TIME", help="How far ahead to look: 60d, 8w or 3m.")
    ] = WITHIN,
    as_of: AsOf = None,
    format: Annotated[
        str,
        typer.Option(
            "--format", help="A table for people, or a form for programs; ics is a calendar.", **choice(*FORMATS)
        ),
    ] = FORMATS[0],
    output: Output = None,
    fail_on: FailOn = Severity.ERROR.word,
) -> None:
    """Show the follow-ups that are overdue or coming, and what else is missing."""
    session: Session = ctx.obj
    day = today_or(as_of)
    until = until_of(day, within)
    silence = session.settings.get("due", {}).get("silence_days", SILENCE_DAYS)
    dossiers = session.require_valid(session.ids(ids or []))
    owing = [Owing(each.promise, obligations(each, day, until, silence)) for each in dossiers]
    found = [duty for each in owing for duty in each.duties]
    setting = DueReportOptions(day, until, color=output is None and session.has_color)
    if found or not (session.quiet and format == FORMATS[0]):
        write_out(render(format, owing, session.translator, setting), output)
    raise typer.Exit(exit_code((duty.kind.severity for duty in found), fail_on))
