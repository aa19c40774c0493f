"""``validate --format rdjson``: Reviewdog Diagnostic Format, for comments in reviews on any platform."""

from __future__ import annotations

from typing import Any

from medlofte.core.diagnostic import Severity
from medlofte.core.escaping import json_text
from medlofte.core.messages import Translator
from medlofte.core.source import Position, Span
from medlofte.reports.validation.report import Look, ValidationReport
from medlofte.reports.validation.words import first_line, message_and_hint

_SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(report: ValidationReport, translator: Translator, look: Look) -> str:
    """All diagnostics, notes too. Columns count bytes of UTF-8, as the format wants it."""
    del look
    document = {
        "source": {"name": "medlofte"},
        "diagnostics": [
            {
                "message": message_and_hint(each, translator, "\n"),
                "location": _location(each.path, each.span, each.line),
                "severity": _SEVERITY[each.severity],
                "code": {"value": each.code},
                "original_output": first_line(each, translator),
                "related_locations": [
                    {"message": translator(other.message), "location": _location(other.path, other.span, other.line)}
                    for other in each.related
                ],
            }
            for each in report.diagnostics
        ],
    }
    return json_text(document)


def _location(path: str, span: Span, line: str) -> dict[str, Any]:
    """The place. Only the text of its first line is known, so an end on another line is left out."""
    start, end = _position(span.start, line), _position(span.end, line)
    is_known = span.end.line == span.start.line and "column" in start and "column" in end
    return {"path": path, "range": {"start": start, "end": end} if is_known else {"start": start}}


def _position(position: Position, line: str) -> dict[str, int]:
    """The position with its column in bytes; without one where the line's text does not reach so far."""
    before = position.column - 1
    if before > len(line):
        return {"line": position.line}
    return {"line": position.line, "column": len(line[:before].encode("utf-8", "surrogatepass")) + 1}
