"""Follow-ups that recur, in the gate: less often, later or no more is weaker, however it is written."""

from typing import Any

import pytest

from medlofte.changes import compare
from tests.changes.gate.test_any_change import files_of
from tests.support.strategies import Case, bundle_of

PERIOD = {"start": "2026-01-01", "end": "2026-12-31"}
Owed = list[dict[str, Any]] | None


def said(before: Owed, after: Owed, period: dict[str, str] | None = PERIOD) -> list[str]:
    """The kinds of change between two promises that differ in their follow-ups only."""
    plain: dict[str, Any] = {
        "format": 1,
        "title": "Löfte för Exempelby",
        "municipality": {"name": "Exempelby kommun"},
        "status": "adopted" if period else "proposed",
        "parties": {"polis": {"name": "Polisen"}},
        "activities": {"patrull": {"title": "Patruller", "responsible": ["polis"]}},
        **({"period": period} if period else {}),
    }
    sides = [bundle_of(Case({**plain, **({"followups": owed} if owed else {})}, {})) for owed in (before, after)]
    found = compare.compare(files_of(sides[0]), files_of(sides[1]), "main")
    return [each.diagnostic.code for each in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"every": "tertial"}, {"every": "half-year"}, "followup-thinned"),
        ({"every": "year"}, {"every": "month"}, "followup-oftener"),
        ({"every": "tertial"}, {"due": "2026-05"}, "followup-thinned"),
        ({"every": "tertial"}, {"due": "2027-05"}, "followup-thinned"),
        ({"due": "2026-05"}, {"every": "tertial"}, "followup-oftener"),
        ({"due": "2026-05"}, {"every": "tertial", "due": "2026-05"}, "followup-oftener"),
        ({"due": "2026-04"}, {"every": "tertial"}, "followup-later"),
        ({"every": "tertial"}, {"every": "tertial", "due": "2026-06"}, "followup-later"),
        ({"every": "tertial", "due": "2026-04"}, {"every": "tertial"}, "followup-later"),
        ({"every": "tertial", "due": "2026-06"}, {"every": "tertial"}, "followup-earlier"),
        ({"every": "tertial"}, {"every": "tertial", "due": "2026-05-31"}, "reworded"),
        ({"every": "year"}, {"every": "tertial", "due": "2027-06"}, "followup-later"),
        ({"every": "tertial"}, {"every": "tertial", "note": "muntligt"}, "aside-changed"),
    ],
)
def test_what_becomes_of_one(before: dict[str, Any], after: dict[str, Any], expected: str) -> None:
    assert said([before], [after]) == [expected]


def test_what_comes_and_goes() -> None:
    again = {"every": "quarter", "to": "nämnden"}
    assert said([again], None) == ["followup-removed"]
    assert said(None, [again]) == ["followup-added"]
    assert said([again, {"due": "2026-05"}], [{"due": "2026-05"}, again]) == []


def test_what_nobody_can_reckon_is_other_words() -> None:
    assert said([{"every": "year"}], [{"every": "year", "due": "2026-06"}], None) == ["reworded"]
