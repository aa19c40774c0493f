"""``validate --format gitlab``: a Code Quality report, which GitLab shows in a merge request."""

from __future__ import annotations

from medlofte.core.diagnostic import Severity
from medlofte.core.escaping import json_text
from medlofte.core.messages import Translator
from medlofte.reports.validation.fingerprint import fingerprints
from medlofte.reports.validation.report import Look, ValidationReport
from medlofte.reports.validation.words import message_and_hint, span_of

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: ValidationReport, translator: Translator, look: Look) -> str:
    """A list of all diagnostics, notes too; message and hint are one description."""
    prints = fingerprints(report.diagnostics)
    issues = []
    for each, fingerprint in zip(report.diagnostics, prints):
        start, end = span_of(each.span).values()
        issues.append(
            {
                "type": "issue",
                "check_name": each.code,
                "description": message_and_hint(each, translator, " "),
                "fingerprint": fingerprint,
                "severity": _SEVERITY[each.severity],
                "location": {
                    "path": f"{look.folder}{each.path}",
                    "lines": {"begin": start["line"], "end": end["line"]},
                    "positions": {"begin": start, "end": end},
                },
            }
        )
    return json_text(issues)
