"""Reports of diagnostics: their format, GitHub's summary of a step, and the errors for which a command refuses."""

import os
from collections.abc import Sequence
from pathlib import Path

from medlofte.cli.output import tell_user, write_out, write_stderr
from medlofte.cli.session import Session
from medlofte.core.diagnostic import LocatedDiagnostic
from medlofte.core.errors import Rejected
from medlofte.project import workspace
from medlofte.reports.validation import Look, ValidationReport, render, summary

AUTO, GITHUB = "auto", "github"
FOR_PEOPLE = ("text", GITHUB)
"""Formats that leave out the notes unless they are asked for."""

SUMMARY = "GITHUB_STEP_SUMMARY"
LARGEST = 1 << 20
"""The most bytes that GitHub takes for a step; a larger summary is not shown at all."""


def report_rejection(session: Session, error: Rejected) -> None:
    """Print everything for which something was not done, and what that was: the one way in which commands refuse."""
    for each in (*error.notices, *error.problems):
        tell_user(session.translator, each.message, each.hint)
    if error.diagnostics:
        show_errors(session, error.diagnostics, error.promises, error.files)
    write_stderr(session.translator(error.outcome) + "\n")


def show_errors(session: Session, errors: Sequence[LocatedDiagnostic], promises: int = 1, files: int = 1) -> None:
    """Print the errors on standard error."""
    look = Look(width=session.width, color=False, quiet=True)
    write_stderr(render("text", ValidationReport(tuple(errors), promises, files), session.translator, look))


def output_format(format: str) -> str:
    """The format that is meant: ``auto`` is GitHub's form inside Actions, and text elsewhere."""
    if format != AUTO:
        return format
    return GITHUB if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def write_report(session: Session, format: str, report: ValidationReport, look: Look, output: str | None) -> None:
    """Write a report and, in GitHub's form, add everything to the summary of the step. Raises ``MedlofteError``."""
    named = os.environ.get(SUMMARY) if format == GITHUB else None
    told = summary(report, session.translator, look, LARGEST - _size(Path(named)) - 1) if named else ""
    folder = workspace.inside_repository(session.workspace.root) if _is_on_platform() else ""
    write_out(render(format, report, session.translator, look.replace(summary=bool(told), folder=folder)), output)
    if named and told:
        _add(Path(named), told)


def _is_on_platform() -> bool:
    """Whether this is a job of GitHub's or GitLab's, which know files by their paths from the top of the repository."""
    return "true" in (os.environ.get("GITHUB_ACTIONS"), os.environ.get("GITLAB_CI"))


def _add(path: Path, text: str) -> None:
    """Add to a file, on a line of its own."""
    gap = "\n" if _size(path) else ""
    workspace.append(path, f"{gap}{text}".encode(errors="backslashreplace"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
