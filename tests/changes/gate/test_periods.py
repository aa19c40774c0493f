"""A moved start or end: more time for the same work is weaker, less time for what goes on is too."""

from datetime import date

import pytest

from medlofte.changes.gate.periods import of_activity, of_promise
from medlofte.core.dates import days
from medlofte.model.promise import Activity, Municipality, Period, Promise, Target, TargetKind

pytestmark = pytest.mark.quick

ONCE = Activity("a", "A", ("polis",), target=Target(TargetKind.AT_LEAST, 20, "pass"))
GOES_ON = Activity("a", "A", ("polis",), target=Target(TargetKind.RATE, 1, "pass", "week"))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def promise(period: Period | None, activity: Activity = ONCE) -> Promise:
    named = Municipality("Exempelby kommun")
    return Promise("x-2026", "Löfte", named, "adopted", {}, {activity.id: activity}, period=period)


def graded(old: Period | None, new: Period | None, activity: Activity = ONCE) -> list[str]:
    return [each.kind.name for each in of_promise(promise(old, activity), promise(new, activity), {})]


@pytest.mark.parametrize(
    ("new", "once", "goes_on"),
    [
        (YEAR, [], []),
        (YEAR.replace(end=date(2027, 1, 31)), ["period-longer"], ["period-longer"]),
        (YEAR.replace(end=None), ["period-longer"], ["period-longer"]),
        (None, ["period-longer"], ["period-longer"]),
        (YEAR.replace(end=date(2026, 11, 30)), ["period-tightened"], ["period-shorter"]),
        (YEAR.replace(start=date(2026, 2, 1)), ["period-tightened"], ["period-shorter"]),
        (YEAR.replace(start=date(2025, 12, 1)), ["period-longer"], ["period-tightened"]),
        (
            Period(date(2026, 2, 1), date(2027, 1, 31)),
            ["period-tightened", "period-longer"],
            ["period-shorter", "period-longer"],
        ),
    ],
)
def test_how_moved_days_are_graded_depends_on_what_is_promised(
    new: Period | None, once: list[str], goes_on: list[str]
) -> None:
    assert graded(YEAR, new) == once
    assert graded(YEAR, new, GOES_ON) == goes_on


def test_a_period_that_comes_where_there_was_none_binds_more() -> None:
    assert graded(None, YEAR) == ["period-tightened"]
    assert graded(YEAR.replace(end=None), YEAR, GOES_ON) == ["period-shorter"]


def test_an_activity_with_days_of_its_own_is_not_asked_about_the_promise_s() -> None:
    own = GOES_ON.replace(own_end=days("2026-06-30"))
    assert graded(YEAR, YEAR.replace(end=date(2026, 11, 30)), own) == ["period-tightened"]


def test_an_activity_s_own_end_is_graded_against_the_days_that_it_had() -> None:
    before = promise(YEAR)
    found = of_activity(before, before, ONCE, ONCE.replace(own_end=days("2026-06")))
    assert [each.kind.name for each in found] == ["period-tightened"]
    found = of_activity(before, before, ONCE.replace(own_end=days("2026-06")), ONCE)
    assert [each.kind.name for each in found] == ["period-longer"]
