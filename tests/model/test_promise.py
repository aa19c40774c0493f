"""A promise's own arithmetic: exact sums, the period of an activity, the newest decision, and what is in hours."""

from datetime import date
from decimal import Decimal

import pytest

from medlofte.core.dates import days
from medlofte.model.promise import (
    Activity,
    Decision,
    Municipality,
    Number,
    Period,
    Precision,
    Promise,
    Target,
    TargetKind,
    exact_sum,
)

pytestmark = pytest.mark.quick

START, END = date(2026, 1, 1), date(2026, 12, 31)


def promise(period: Period | None = None, *decisions: Decision) -> Promise:
    named = Municipality("Exempelby kommun")
    return Promise("x-2026", "Löfte", named, "adopted", {}, {}, period=period, decisions=decisions)


@pytest.mark.parametrize(
    ("numbers", "total"),
    [
        ([], 0),
        ([1, 2], 3),
        ([Decimal("0.1")] * 3, Decimal("0.3")),
        ([Decimal("0.5"), Decimal("0.5")], 1),
        ([10**30, Decimal("0.01")], Decimal("1000000000000000000000000000000.01")),
        ([Decimal("2.50"), -3], Decimal("-0.5")),
    ],
)
def test_a_sum_keeps_every_digit_and_is_an_integer_when_whole(numbers: list[Number], total: Number) -> None:
    found = exact_sum(numbers)
    assert found == total
    assert isinstance(found, int) is isinstance(total, int)


def test_a_number_is_weaker_the_rougher_it_is() -> None:
    weakest_last = [Precision.EXACT, Precision.OVER, Precision.AT_LEAST, Precision.ABOUT]
    assert [each.weakness for each in weakest_last] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("end", "text", "holds"),
    [
        (END, "2026", True),
        (END, "2026-12-31", True),
        (END, "2025-12-31/2026-01-01", False),
        (END, "2026-12-31/2027-01-01", False),
        (None, "2999", True),
        (None, "2025-12-31", False),
    ],
)
def test_a_period_holds_its_first_and_last_day_and_without_an_end_all_that_come(
    end: date | None, text: str, holds: bool
) -> None:
    assert Period(START, end).holds(days(text)) is holds


@pytest.mark.parametrize(
    ("own_start", "own_end", "whole", "wanted"),
    [
        (None, None, Period(START, END), Period(START, END)),
        ("2026-03", None, Period(START, END), Period(date(2026, 3, 1), END)),
        (None, "2026-03", Period(START, END), Period(START, date(2026, 3, 31))),
        ("2026-03", None, None, Period(date(2026, 3, 1), None)),
        (None, "2026-03", None, None),
    ],
)
def test_an_activity_has_its_own_days_where_it_has_any_and_else_the_promise_s(
    own_start: str | None, own_end: str | None, whole: Period | None, wanted: Period | None
) -> None:
    starts, ends = (days(text) if text else None for text in (own_start, own_end))
    activity = Activity("a", "A", ("polis",), own_start=starts, own_end=ends)
    assert promise(whole).period_of(activity) == wanted


@pytest.mark.parametrize(
    ("dates", "newest"),
    [
        ([], None),
        ([None], 0),
        (["2026-01-12", None], 0),
        (["2026-05", "2026-01-12"], 0),
        (["2026-05-01", "2026-05"], 1),
    ],
)
def test_the_newest_decision_has_the_latest_day_and_of_one_day_is_the_last(
    dates: list[str | None], newest: int | None
) -> None:
    decisions = [Decision("revised", days(text) if text else None) for text in dates]
    assert promise(None, *decisions).newest_decision == newest


@pytest.mark.parametrize(
    ("kind", "unit", "is_in_hours"),
    [
        (TargetKind.AT_LEAST, "timmar", True),
        (TargetKind.RATE, "Arbetstimmar", True),
        (TargetKind.TIME_LIMIT, "timmar", False),
        (TargetKind.AT_LEAST, "tillfällen", False),
        (TargetKind.AT_LEAST, None, False),
    ],
)
def test_only_hours_that_are_counted_may_have_decimals(kind: TargetKind, unit: str | None, is_in_hours: bool) -> None:
    assert Target(kind, 24, unit).is_in_hours is is_in_hours
