"""``diff --format json``: one document, its diagnostics as those of ``validate`` with grade, values and decision."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from medlofte.changes.gate.grade import Grade
from medlofte.core.diagnostic import Severity
from medlofte.core.escaping import json_text, simplify_number
from medlofte.core.messages import Translator
from medlofte.model.promise import Decision
from medlofte.reports.diff.report import DiffReport
from medlofte.reports.validation.json import items
from medlofte.reports.validation.report import Look


def render(report: DiffReport, translator: Translator, look: Look) -> str:
    """The report as JSON, version 1."""
    del look
    return json_text(document_of(report, translator))


def document_of(report: DiffReport, translator: Translator) -> dict[str, Any]:
    """The document as plain values."""
    severities = [each.diagnostic.severity for each in report.differences]
    return {
        "format": 1,
        "before": report.before,
        "after": report.after,
        "diagnostics": [
            {
                **item,
                "grade": each.grade.word,
                "before": _plain(each.before),
                "after": _plain(each.after),
                "decision": None if each.decision is None else _decision(each.decision),
            }
            for item, each in zip(
                items([each.diagnostic for each in report.differences_shown], translator),
                report.differences_shown,
                strict=True,
            )
        ],
        "summary": {
            **{grade.word: report.number_of(grade) for grade in reversed(Grade)},
            "decided": report.approved,
            "errors": severities.count(Severity.ERROR),
            "warnings": severities.count(Severity.WARNING),
            "notes": severities.count(Severity.NOTE),
        },
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "kind": decision.kind,
        "date": decision.date.text if decision.date else None,
        "body": decision.body,
        "reference": decision.reference,
        "paragraph": decision.paragraph,
        "changes": list(decision.changes),
    }


def _plain(value: Any) -> Any:
    """The value with numbers that JSON has: a decimal is written as its digits."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        number = simplify_number(value)
        return number if isinstance(number, int) else float(number)
    return value
