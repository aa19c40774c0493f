"""``medlofte diff``: what changed in the promises, in words, graded."""

from typing import Annotated

import typer

from medlofte.changes.codes import CODES
from medlofte.cli.options import FailOn, Output, choice
from medlofte.cli.output import exit_code, write_out
from medlofte.cli.report import AUTO, output_format, write_report
from medlofte.cli.session import Session
from medlofte.core.diagnostic import Severity
from medlofte.project.revisions import compare_with, diagnostics
from medlofte.reports.diff import FORMATS, OWN, DiffReport, render
from medlofte.reports.validation import Look, ValidationReport


def diff(
    ctx: typer.Context,
    ref: Annotated[
        str | None,
        typer.Argument(
            metavar="[REF]",
            help="A revision, or two: A..B, or A...B from what they have in common; the default branch if left out.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format", help="As validate has it; markdown is a comment for a pull request.", **choice(AUTO, *FORMATS)
        ),
    ] = AUTO,
    output: Output = None,
    fail_on: FailOn = Severity.ERROR.word,
) -> None:
    """Show what changed in the promises, and what it means for those who were promised something."""
    session: Session = ctx.obj
    report = compare_with(session.workspace, ref)
    name = output_format(format)
    look = Look(
        width=session.width,
        color=name == "text" and output is None and session.has_color,
        notes=True,
        quiet=session.quiet,
    )
    if name in OWN:
        write_out(render(name, report, session.translator, look), output)
    else:
        write_report(session, name, _as_validation(report), look, output)
    raise typer.Exit(exit_code((each.diagnostic.severity for each in report.differences), fail_on))


def _as_validation(report: DiffReport) -> ValidationReport:
    return report.as_validation(diagnostics(report.differences), tuple(CODES.values()))
