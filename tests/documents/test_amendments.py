"""What has changed since the adoption, by day and decision."""

from datetime import UTC, date, datetime

import pytest

from medlofte.changes.diff import PromiseChange
from medlofte.changes.history import SinceAdoption, StandingChange
from medlofte.core.dates import days
from medlofte.core.messages import Message, Translator
from medlofte.documents.amendments import amendments
from medlofte.documents.subject import Amendment
from medlofte.model.promise import Decision

pytestmark = pytest.mark.quick

REVISED = Decision("revised", days("2026-05-04"), "kommunstyrelsen")
END = date(2026, 12, 31)


def standing(what: str, day: int | None, decision: Decision | None = None) -> StandingChange:
    when = None if day is None else datetime(2026, 5, day, 12, tzinfo=UTC)
    return StandingChange(PromiseChange((), Message(what)), decision, when)


def test_changes_of_one_day_and_decision_are_one_amendment(english: Translator) -> None:
    changes = (standing("a", 9), standing("b", 9), standing("c", 9, REVISED), standing("d", 1))
    assert amendments(SinceAdoption(changes), END, english) == (
        Amendment(date(2026, 5, 1), ("d",)),
        Amendment(date(2026, 5, 4), ("c",), REVISED),
        Amendment(date(2026, 5, 9), ("a", "b")),
    )


def test_a_decision_whose_change_is_not_known_is_told_by_itself(english: Translator) -> None:
    since = SinceAdoption((standing("a", 9, REVISED),), (REVISED, Decision("extended")))
    assert amendments(since, END, english) == (
        Amendment(date(2026, 5, 4), ("a",), REVISED),
        Amendment(None, (), Decision("extended")),
    )


def test_what_comes_after_the_day_is_left_out_and_what_is_not_committed_comes_last(english: Translator) -> None:
    since = SinceAdoption((standing("a", None), standing("b", 4), standing("c", 5)), (REVISED,))
    assert amendments(since, date(2026, 5, 4), english) == (
        Amendment(date(2026, 5, 4), ("b",)),
        Amendment(date(2026, 5, 4), (), REVISED),
        Amendment(None, ("a",)),
    )
    assert REVISED not in [each.decision for each in amendments(since, date(2026, 5, 3), english)]
