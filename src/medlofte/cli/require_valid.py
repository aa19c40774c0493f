"""No figure is made from a promise that has an error: a plausible wrong figure is worse than none."""

from collections.abc import Iterator, Sequence
from typing import NoReturn

import typer

from medlofte.cli.session import FINDINGS, UNABLE, Session, grave, say_aside
from medlofte.core.diagnostic import Diagnostic, Severity
from medlofte.core.messages import count
from medlofte.reports.validation import Look, Report, render
from medlofte.validation.rules import Dossier


def refuse_errors(session: Session, ids: Sequence[str]) -> list[Dossier]:
    """The promises with their entries. With an error in any, it prints the errors and ends the command."""
    return list(without_errors(session, ids))


def without_errors(session: Session, ids: Sequence[str]) -> Iterator[Dossier]:
    """The promises with their entries, each read when its turn comes.

    With an error in any, the others are only looked through; then it prints the errors and ends the command. So
    nothing may be told of a promise before the last has been taken.
    """
    errors: list[Diagnostic] = []
    files = 0
    for bundle, checked in session.check(ids):
        files += 1 + len(bundle.logs)
        errors += (each for each in checked.diagnostics if each.severity is Severity.ERROR)
        if not errors and checked.value is not None:
            yield checked.value
    if errors:
        _refuse(session, Report(tuple(errors), len(ids), files))


def _refuse(session: Session, report: Report) -> NoReturn:
    look = Look(width=session.width, color=False, quiet=True)
    say_aside(render("text", report, session.voice, look))
    refused = count(
        "No figures or documents were made: {n} error must be mended first.",
        "No figures or documents were made: {n} errors must be mended first.",
        len(report.diagnostics),
    )
    say_aside(session.voice(refused) + "\n")
    raise typer.Exit(UNABLE if grave(report.diagnostics) else FINDINGS)
