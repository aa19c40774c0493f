"""``validate --format json``: one document, described in ``docs/cli.md``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.escaping import json_text
from medlofte.core.messages import Translator
from medlofte.reports.validation.fingerprint import fingerprints
from medlofte.reports.validation.report import Look, ValidationReport
from medlofte.reports.validation.words import span_of


def render(report: ValidationReport, translator: Translator, look: Look) -> str:
    """The report as JSON, version 1."""
    del look
    document = {
        "format": 1,
        "diagnostics": items(report.diagnostics, translator),
        "summary": {
            "promises": report.promises,
            "files": report.files,
            "errors": report.number_of(Severity.ERROR),
            "warnings": report.number_of(Severity.WARNING),
            "notes": report.number_of(Severity.NOTE),
            **({} if report.share is None else {"changed_since": report.share.since, "of": report.share.of}),
        },
    }
    return json_text(document)


def items(diagnostics: Sequence[LocatedDiagnostic], translator: Translator) -> list[dict[str, Any]]:
    """Each diagnostic as a JSON object."""
    return [
        {
            "code": each.code,
            "severity": each.severity.word,
            "message": translator(each.message),
            "hint": translator(each.hint) if each.hint else None,
            "path": each.path,
            **span_of(each.span),
            "route": list(each.route),
            "related": [
                {"path": other.path, **span_of(other.span), "message": translator(other.message)}
                for other in each.related
            ],
            "fingerprint": fingerprint,
        }
        for each, fingerprint in zip(diagnostics, fingerprints(diagnostics))
    ]
