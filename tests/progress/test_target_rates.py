"""A rate wants so many for each unit of time that has gone."""

from calendar import monthrange
from datetime import date
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.progress.conftest import YEAR, day_after, each_day, promised

MONTHS = {"month": 1, "quarter": 3, "tertial": 4, "half-year": 6, "year": 12}


def boundary(start: date, months: int) -> date:
    """The start's day so many months later, or the month's last day."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def units(per: str, first: date, last: date) -> Fraction:
    """The units from the first to the last day, reckoned day by day as a part of the unit each day lies in."""
    if per in ("day", "week"):
        return Fraction(sum(1 for _ in each_day(first, last)), {"day": 1, "week": 7}[per])
    gone, number = Fraction(0), 0
    for day in each_day(first, last):
        if day == boundary(first, (number + 1) * MONTHS[per]):
            number += 1
        length = boundary(first, (number + 1) * MONTHS[per]) - boundary(first, number * MONTHS[per])
        gone += Fraction(1, length.days)
    return gone


@pytest.mark.parametrize(
    ("rate", "period", "whole"),
    [
        ("at_least: 1, per: week", YEAR, 52),
        ("at_least: 1, per: week", "2018-10-01/2020-09-30", 104),
        ("at_least: 5, per: week", "2018-01-01/2020-12-31", 782),
        ("at_least: 1, per: day", "2019-06-01/2019-08-31", 92),
        ("at_least: 1, per: month", YEAR, 12),
        ("at_least: 1, per: quarter", YEAR, 4),
        ("at_least: 1, per: tertial", YEAR, 3),
        ("at_least: 1, per: half-year", YEAR, 2),
        ("at_least: 900, per: year", YEAR, 900),
        ("at_least: 10, per: month", "2018-10-01/2018-11-15", 15),
        ("at_least: 0.29, per: day", "2019-01-01/2019-04-10", 29),
        ("at_least: 0.7, per: week", "2019-01-01/2019-03-11", 7),
    ],
)
def test_a_rate_wants_the_floor_of_n_times_units(rate: str, period: str, whole: int) -> None:
    wanted = promised(f"{rate}, unit: pass", period=period).on(period.partition("/")[2]).wanted
    assert (wanted.whole, wanted.now) == (whole, whole)


@pytest.mark.parametrize("per", ["day", "week", *MONTHS])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2018-10-01", "2019-09-30"),
        ("2019-01-31", "2020-01-30"),
        ("2019-08-31", "2020-03-15"),
        ("2018-11-30", "2020-02-29"),
        ("2020-02-29", "2021-02-28"),
        ("2019-12-29", "2020-03-01"),
        ("2020-01-30", "2020-03-31"),
    ],
)
def test_units_are_counted_from_the_first_day_of_the_period(per: str, first: str, last: str) -> None:
    story = promised(f"at_least: 11, per: {per}, unit: pass", period=f"{first}/{last}")
    start, whole = (
        date.fromisoformat(first),
        floor(11 * units(per, date.fromisoformat(first), date.fromisoformat(last))),
    )
    for number, day in enumerate(each_day(first, last)):
        if day.day in (1, 27, 28, 29, 30, 31) and number % 2:
            wanted = story.on(day).wanted
            assert (day, wanted.now, wanted.whole) == (day, floor(11 * units(per, start, day)), whole)


@pytest.mark.parametrize(
    ("period", "days", "wanted"),
    [
        (
            "2019-01-31/2019-12-30",
            ["2019-02-26", "2019-02-27", "2019-03-29", "2019-03-30", "2019-04-29"],
            [0, 1, 1, 2, 3],
        ),
        (
            "2020-01-31/2020-12-30",
            ["2020-02-27", "2020-02-28", "2020-03-29", "2020-03-30", "2020-04-29"],
            [0, 1, 1, 2, 3],
        ),
        ("2018-12-31/2019-12-30", ["2019-01-29", "2019-01-30", "2019-02-26", "2019-02-27"], [0, 1, 1, 2]),
        ("2018-10-15/2019-10-14", ["2018-11-13", "2018-11-14", "2018-12-13", "2018-12-14"], [0, 1, 1, 2]),
    ],
)
def test_from_a_31st_a_month_is_counted_from_the_months_last_day(
    period: str, days: list[str], wanted: list[int]
) -> None:
    story = promised("at_least: 1, per: month, unit: pass", period=period)
    assert [story.on(day).wanted.now for day in days] == wanted


def test_quarters_from_the_last_of_november_meet_the_end_of_february() -> None:
    story = promised("at_least: 1, per: quarter, unit: pass", period="2018-11-30/2019-11-29")
    days = ("2019-02-26", "2019-02-27", "2019-05-28", "2019-05-29", "2019-11-28", "2019-11-29")
    assert [story.on(day).wanted.now for day in days] == [0, 1, 1, 2, 3, 4]


def test_tertials_run_over_a_years_end() -> None:
    story = promised("at_least: 3, per: tertial, unit: pass")
    days = ("2018-12-31", "2019-01-30", "2019-01-31", "2019-05-31", "2019-09-30")
    assert [story.on(day).wanted.now for day in days] == [3 * 92 // 123, 2, 3, 6, 9]


def test_half_years_from_the_31st_of_august() -> None:
    story = promised("at_least: 1, per: half-year, unit: pass", period="2018-08-31/2019-08-30")
    assert [story.on(day).wanted.now for day in ("2019-02-26", "2019-02-27", "2019-08-29", "2019-08-30")] == [
        0,
        1,
        1,
        2,
    ]


def test_years_from_a_leap_day() -> None:
    story = promised("at_least: 1, per: year, unit: pass", period="2020-02-29/2024-02-28")
    days = ("2021-02-26", "2021-02-27", "2023-02-27", "2024-02-27", "2024-02-28")
    assert [story.on(day).wanted.now for day in days] == [0, 1, 3, 3, 4]


def test_a_year_with_a_leap_day_is_366_days_long() -> None:
    story = promised("at_least: 732, per: year, unit: timmar", period="2019-10-01/2021-09-30")
    assert [story.on(day).wanted.now for day in ("2019-10-01", "2020-09-29", "2020-09-30")] == [2, 730, 732]
    assert story.on("2020-10-01").wanted.now == 732 + 732 // 365


def test_a_rate_is_counted_from_the_first_day_of_the_activitys_own_period() -> None:
    story = promised("at_least: 1, per: month, unit: pass", own="2019-01-31/2019-04-29")
    days = ("2019-01-30", "2019-02-26", "2019-02-27", "2019-04-29")
    assert [story.on(day).wanted.now for day in days] == [0, 0, 1, 3]
    assert story.on("2019-01-31").wanted.whole == 3


def test_before_the_period_a_rate_wants_nothing_by_now() -> None:
    wanted = promised("at_least: 1, per: day, unit: pass").on("2018-09-30").wanted
    assert (wanted.now, wanted.whole) == (0, 365)


def test_after_the_end_a_rate_wants_no_more() -> None:
    assert promised("at_least: 1, per: day, unit: pass").on("2020-01-01").wanted.now == 365


@pytest.mark.parametrize(
    ("period", "said"), [("2019-01-01/2019-01-06", ["rate-wants-nothing"]), ("2019-01-01/2019-01-07", [])]
)
def test_a_rate_that_wants_0_of_its_whole_period_is_a_warning(period: str, said: list[str]) -> None:
    assert promised("at_least: 1, per: week, unit: pass", period=period).warnings == said


def test_a_rate_that_wants_0_of_its_own_period_is_a_warning() -> None:
    story = promised("at_least: 1, per: year, unit: pass", own="2018-10-01/2019-09-29")
    assert story.warnings == ["rate-wants-nothing"]


WEEKLY = promised("at_least: 1, per: week, unit: kontroller")


def test_average_changes_only_the_words() -> None:
    average = promised("at_least: 1, per: week, unit: kontroller, average: true").log("2018-12-01, count: 20")
    plain = WEEKLY.log("2018-12-01, count: 20")
    for day in ("2018-12-01", "2019-06-01", "2019-09-30"):
        one, other = average.on(day), plain.on(day)
        assert (one.status, one.percent, one.wanted) == (other.status, other.percent, other.wanted)


def test_a_rate_is_kept_only_at_the_end() -> None:
    story = WEEKLY.log("2018-10-01, count: 52")
    assert [story.on(day).status for day in ("2018-10-01", "2019-09-29", "2019-09-30")] == [
        "on-track",
        "on-track",
        "kept",
    ]


def test_a_rate_one_short_at_the_end_is_not_kept() -> None:
    story = WEEKLY.log("2018-10-01, count: 51")
    assert [story.on(day).status for day in ("2019-09-28", "2019-09-29", "2019-09-30")] == [
        "on-track",
        "behind",
        "not-kept",
    ]


def test_a_rate_is_behind_when_less_than_wanted_by_now() -> None:
    story = WEEKLY.log("2018-10-01, count: 25")
    assert [story.on(day).status for day in ("2019-03-30", "2019-03-31")] == ["on-track", "behind"]


def test_percent_of_a_rate_before_the_end_is_of_what_is_wanted_by_now() -> None:
    story = WEEKLY.log("2018-10-01, count: 13")
    assert [story.on(day).percent for day in ("2018-12-30", "2019-03-31", "2019-09-29")] == [100, 50, 25]


def test_percent_of_a_rate_at_the_end_is_of_the_whole() -> None:
    assert WEEKLY.log("2018-10-01, count: 51").on("2019-09-30").percent == 98


def test_percent_of_a_rate_is_null_when_nothing_is_wanted_yet() -> None:
    story = WEEKLY.log("2018-10-01, count: 1")
    assert [story.on(day).percent for day in ("2018-10-06", "2018-10-07")] == [None, 100]
    assert story.on("2018-10-06").status == "on-track"


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["day", "week", *MONTHS]),
    st.integers(1, 500),
    st.dates(date(2015, 1, 1), date(2024, 12, 31)),
    st.integers(0, 800),
    st.integers(0, 900),
)
def test_a_rate_wants_what_its_days_add_up_to(per: str, number: int, start: date, length: int, gone: int) -> None:
    end, day = day_after(start, length), day_after(start, gone)
    wanted = promised(f"at_least: {number}, per: {per}, unit: pass", period=f"{start}/{end}").on(day).wanted
    assert wanted.whole == floor(number * units(per, start, end))
    assert wanted.now == floor(number * units(per, start, min(day, end)))
