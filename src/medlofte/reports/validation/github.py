"""``validate --format github``: workflow commands that GitHub shows at the line in a pull request."""

from __future__ import annotations

from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.escaping import escape_github_data, escape_github_property
from medlofte.core.messages import Translator, msg_n
from medlofte.reports.validation.report import Look, ValidationReport
from medlofte.reports.validation.text import closing_line
from medlofte.reports.validation.words import message_and_hint

MOST_OF_A_LEVEL = 10
"""So many annotations of one level GitHub shows for a step; what comes after them is thrown away in silence."""

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: ValidationReport, translator: Translator, look: Look) -> str:
    """Commands for the first ten of each level, gravest first, and the closing line. Notes only when asked for."""
    shown = report.diagnostics_for(look.notes)
    commands = [
        _command(each, translator, look.folder)
        for severity in reversed(Severity)
        for each in [each for each in shown if each.severity is severity][:MOST_OF_A_LEVEL]
    ]
    last = closing_line(report, translator)
    if len(shown) > len(commands):
        last += f" {_left_out(len(shown) - len(commands), translator, look)}"
    return "".join(f"{line}\n" for line in (*commands, escape_github_data(last)))


def _left_out(number: int, translator: Translator, look: Look) -> str:
    if look.summary:
        return translator(
            msg_n(
                "{n} is not annotated, because GitHub shows ten of each level; it is in the summary of the step.",
                "{n} are not annotated, because GitHub shows ten of each level; they are in the summary of the step.",
                number,
            )
        )
    return translator(
        msg_n(
            "{n} is not annotated, for GitHub shows ten of each level; see it with --format text.",
            "{n} are not annotated, for GitHub shows ten of each level; see them with --format text.",
            number,
        )
    )


def _command(diagnostic: LocatedDiagnostic, translator: Translator, folder: str) -> str:
    start, end = diagnostic.span.start, diagnostic.span.end
    last_column = max(end.column - 1, start.column) if end.line == start.line else end.column
    properties = {
        "file": f"{folder}{diagnostic.path}",
        "line": start.line,
        "endLine": end.line,
        "col": start.column,
        "endColumn": last_column,
        "title": diagnostic.code,
    }
    message = message_and_hint(diagnostic, translator, "\n")
    written = ",".join(f"{name}={escape_github_property(str(value))}" for name, value in properties.items())
    return f"::{_LEVEL[diagnostic.severity]} {written}::{escape_github_data(message)}"
