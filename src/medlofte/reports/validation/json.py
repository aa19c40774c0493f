"""``validate --format json``: one document, described in ``docs/cli.md``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from medlofte.diagnostic import Diagnostic, Severity
from medlofte.language import Voice
from medlofte.reports.validation.fingerprint import fingerprints
from medlofte.reports.validation.report import Look, Report
from medlofte.source import Position, Span
from medlofte.text import json_text


def render(report: Report, voice: Voice, look: Look) -> str:
    """The report as JSON, version 1."""
    del look
    document = {
        "format": 1,
        "diagnostics": items(report.diagnostics, voice),
        "summary": {
            "promises": report.promises,
            "files": report.files,
            "errors": report.number_of(Severity.ERROR),
            "warnings": report.number_of(Severity.WARNING),
            "notes": report.number_of(Severity.NOTE),
        },
    }
    return json_text(document)


def items(diagnostics: Sequence[Diagnostic], voice: Voice) -> list[dict[str, Any]]:
    """Each diagnostic as a JSON object."""
    return [
        {
            "code": each.code,
            "severity": each.severity.word,
            "message": voice(each.message),
            "hint": voice(each.hint) if each.hint else None,
            "path": each.path,
            **_span(each.span),
            "route": list(each.route),
            "related": [
                {"path": other.path, **_span(other.span), "message": voice(other.message)} for other in each.related
            ],
            "fingerprint": fingerprint,
        }
        for each, fingerprint in zip(diagnostics, fingerprints(diagnostics))
    ]


def _span(span: Span) -> dict[str, Any]:
    return {"start": _position(span.start), "end": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
