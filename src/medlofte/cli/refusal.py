"""No figure is made from a promise that has an error: a plausible wrong figure is worse than none."""

from collections.abc import Sequence

import typer

from medlofte.cli.session import FINDINGS, UNABLE, Session, grave, say_aside
from medlofte.diagnostic import Severity
from medlofte.language import count
from medlofte.reports.validation import Look, Report, render
from medlofte.rules import Dossier


def refuse_errors(session: Session, ids: Sequence[str]) -> list[Dossier]:
    """The promises with their entries. With an error in any, it prints the errors and ends the command."""
    checked = session.check(ids)
    errors = tuple(
        diagnostic
        for _, result in checked
        for diagnostic in result.diagnostics
        if diagnostic.severity is Severity.ERROR
    )
    if not errors:
        return [result.value for _, result in checked if result.value is not None]
    files = sum(1 + len(bundle.logs) for bundle, _ in checked)
    look = Look(width=session.width, color=False, quiet=True)
    say_aside(render("text", Report(errors, len(checked), files), session.voice, look))
    refused = count(
        "No figures or documents were made: {n} error must be mended first.",
        "No figures or documents were made: {n} errors must be mended first.",
        len(errors),
    )
    say_aside(session.voice(refused) + "\n")
    raise typer.Exit(UNABLE if grave(errors) else FINDINGS)
