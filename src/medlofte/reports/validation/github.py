"""``validate --format github``: workflow commands that GitHub shows at the line in a pull request."""

from __future__ import annotations

from medlofte.diagnostic import Diagnostic, Severity
from medlofte.language import Voice
from medlofte.reports.validation.report import Look, Report
from medlofte.reports.validation.text import closing_line
from medlofte.text import github_data, github_property

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, voice: Voice, look: Look) -> str:
    """A command for each diagnostic, gravest first, and the closing line. Notes only when asked for."""
    shown = [each for each in report.diagnostics if look.notes or each.severity is not Severity.NOTE]
    gravest_first = sorted(shown, key=lambda each: -each.severity)
    return (
        "".join(_command(each, voice) + "\n" for each in gravest_first)
        + github_data(closing_line(report, voice))
        + "\n"
    )


def _command(diagnostic: Diagnostic, voice: Voice) -> str:
    start, end = diagnostic.span.start, diagnostic.span.end
    last_column = max(end.column - 1, start.column) if end.line == start.line else end.column
    properties = {
        "file": diagnostic.path,
        "line": start.line,
        "endLine": end.line,
        "col": start.column,
        "endColumn": last_column,
        "title": diagnostic.code,
    }
    message = voice(diagnostic.message)
    if diagnostic.hint is not None:
        message += f"\n{voice(diagnostic.hint)}"
    written = ",".join(f"{name}={github_property(str(value))}" for name, value in properties.items())
    return f"::{_LEVEL[diagnostic.severity]} {written}::{github_data(message)}"
