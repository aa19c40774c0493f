"""``diff`` for programs."""

import json
from decimal import Decimal
from typing import Any

import pytest

from medlofte.changes.compare import Difference
from medlofte.changes.gate.grade import Grade
from medlofte.core.dates import days
from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.messages import Message, Translator
from medlofte.core.source import on_line
from medlofte.model.promise import Decision
from medlofte.reports.diff.json import render
from medlofte.reports.diff.report import DiffReport
from medlofte.reports.validation import Look

pytestmark = pytest.mark.quick


def difference(grade: Grade, severity: Severity, **keys: object) -> Difference:
    said = LocatedDiagnostic("x", severity, Message("Less."), "promises/x.yaml", on_line(7, 1))
    return Difference(said, grade).replace(**keys)


def document(english: Translator, *differences: Difference) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(DiffReport(differences, "main"), english, Look()))
    return found


def test_a_change_has_its_grade_and_its_values_as_numbers(english: Translator) -> None:
    change = difference(Grade.WEAKER, Severity.ERROR, before=Decimal("1.50"), after={"a": [Decimal("2.0"), "x"]})
    (found,) = document(english, change)["diagnostics"]
    assert (found["grade"], found["before"], found["after"]) == ("weaker", 1.5, {"a": [2, "x"]})
    assert found["decision"] is None


def test_a_decision_is_told_with_its_date_as_written(english: Translator) -> None:
    decided = Decision("revised", days("2026-05"), "styrelsen", changes=("activities.a",))
    (found,) = document(english, difference(Grade.WEAKER, Severity.NOTE, decision=decided))["diagnostics"]
    assert found["decision"] == {
        "kind": "revised",
        "date": "2026-05",
        "body": "styrelsen",
        "reference": None,
        "paragraph": None,
        "changes": ["activities.a"],
    }


def test_the_summary_counts_those_not_shown_too(english: Translator) -> None:
    hidden = difference(Grade.NEUTRAL, Severity.NOTE, is_shown=False)
    decided = difference(Grade.WEAKER, Severity.NOTE, decision=Decision("revised"))
    found = document(english, difference(Grade.UNCLEAR, Severity.WARNING), hidden, decided)
    assert len(found["diagnostics"]) == 2
    assert found["summary"] == {
        "weaker": 0,
        "unclear": 1,
        "stronger": 0,
        "neutral": 1,
        "decided": 1,
        "errors": 0,
        "warnings": 1,
        "notes": 2,
    }
    assert (found["format"], found["before"], found["after"]) == (1, "main", None)
