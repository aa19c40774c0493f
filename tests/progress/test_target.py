"""What is wanted by now of a number, by an even pace, a season, or all at the end; and the days it rests on."""

from datetime import date

import pytest

from medlofte.progress.target import Elapsed
from tests.progress.conftest import LEAP_YEAR, YEAR, each_day, promised

PASS = "at_least: 200, unit: pass"


@pytest.mark.parametrize(
    ("day", "elapsed"),
    [
        ("2018-09-30", 0),
        ("2018-10-01", 1),
        ("2018-10-02", 2),
        ("2019-03-31", 182),
        ("2019-09-29", 364),
        ("2019-09-30", 365),
        ("2019-10-01", 365),
        ("2031-01-01", 365),
    ],
)
def test_d_is_one_of_the_elapsed_days(day: str, elapsed: int) -> None:
    assert promised(PASS).progress(day).elapsed == Elapsed(elapsed, 365)
    assert promised(PASS).on(day).elapsed == Elapsed(elapsed, 365)


def test_a_leap_day_is_a_day() -> None:
    story = promised("at_least: 366, unit: pass", period=LEAP_YEAR)
    assert [story.on(day).wanted.now for day in ("2020-02-28", "2020-02-29", "2020-03-01")] == [151, 152, 153]


@pytest.mark.parametrize(("day", "ended"), [("2019-09-29", False), ("2019-09-30", True), ("2019-10-01", True)])
def test_the_period_has_ended_when_d_is_its_last_day_or_later(day: str, ended: bool) -> None:
    tally = promised(PASS).log("2018-10-01, count: 199").on(day)
    assert (tally.ended, tally.status) == (ended, "not-kept" if ended else "on-track")


def test_the_example_of_the_cli_is_reckoned_so() -> None:
    tally = promised(PASS).log("2019-03-01, total: 121").on("2019-03-31")
    assert (tally.wanted.whole, tally.wanted.now, tally.percent, tally.status) == (200, 99, 60, "on-track")


@pytest.mark.parametrize("kind", ["at_least", "exact"])
@pytest.mark.parametrize("number", [1, 2, 3, 200, 364, 365, 366, 1000003])
def test_wanted_is_the_floor_of_n_times_elapsed_days_of_days(kind: str, number: int) -> None:
    story = promised(f"{kind}: {number}, unit: pass")
    for elapsed, day in enumerate(each_day("2018-10-01", "2019-09-30"), 1):
        if elapsed % 13 in (0, 1):
            assert story.on(day).wanted.now == number * elapsed // 365


def test_before_the_period_nothing_is_wanted_and_the_whole_is_known() -> None:
    assert (promised(PASS).on("2018-09-30").wanted.now, promised(PASS).on("2018-09-30").wanted.whole) == (0, 200)


def test_after_the_end_the_whole_is_wanted() -> None:
    assert promised(PASS).on("2019-10-01").wanted.now == 200


def test_wanted_is_there_also_when_nothing_was_reported() -> None:
    assert (promised(PASS).on("2019-03-31").wanted.now, promised(PASS).on("2019-03-31").status) == (99, "not-reported")


def test_a_period_of_one_day_starts_and_ends_on_it() -> None:
    story = promised(PASS, period="2020-02-29/2020-02-29").log("2020-02-29, count: 199")
    assert (story.on("2020-02-29").wanted.now, story.on("2020-02-29").status) == (200, "not-kept")


def test_an_activitys_own_period_decides_its_elapsed_share() -> None:
    story = promised("at_least: 59, unit: pass", own="2019-01-01/2019-02-28")
    assert [story.on(day).wanted.now for day in ("2018-12-31", "2019-01-01", "2019-01-31", "2019-02-28")] == [
        0,
        1,
        31,
        59,
    ]
    assert story.on("2019-01-31").elapsed == Elapsed(31, 59)
    assert story.progress("2019-01-31").elapsed == Elapsed(123, 365)


def test_an_activity_is_not_started_before_its_own_period() -> None:
    story = promised(PASS, own="2019-01-01/2019-02-28")
    assert [story.on(day).status for day in ("2018-12-31", "2019-01-01")] == ["not-started", "not-reported"]


def test_an_activity_has_ended_on_the_last_day_of_its_own_period() -> None:
    story = promised(PASS, own="2019-01-01/2019-02-28").log("2019-01-01, count: 199")
    assert [story.on(day).status for day in ("2019-02-27", "2019-02-28", "2019-09-30")] == [
        "on-track",
        "not-kept",
        "not-kept",
    ]


def test_an_activity_with_only_its_own_start_ends_with_the_promise() -> None:
    tally = promised(PASS, own="2019-01-31").on("2019-09-30")
    assert (tally.elapsed, tally.ended, tally.wanted.now) == (Elapsed(243, 243), True, 200)


def test_an_activity_with_only_its_own_end_starts_with_the_promise() -> None:
    tally = promised("at_least: 31, unit: pass", own="/2018-10-31").on("2018-10-15")
    assert (tally.elapsed, tally.wanted.now) == (Elapsed(15, 31), 15)


@pytest.mark.parametrize("own", ["2018-09-30/2019-02-28", "2019-01-01/2019-10-01"])
def test_an_activitys_own_period_lies_within_the_promises(own: str) -> None:
    assert "activity-period-outside" in promised(PASS, own=own).errors


def test_the_promises_ends_are_within_it() -> None:
    assert promised(PASS, own=YEAR).errors == []


def season_days(months: list[int], first: str | date, last: str | date) -> int:
    return sum(day.month in months for day in each_day(first, last))


@pytest.mark.parametrize("months", [[4, 5, 6, 7, 8, 9], [2], [11, 12, 1, 2], [6, 8], [10], [9]])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2018-10-01", "2019-09-30"),
        ("2018-10-01", "2020-09-30"),
        ("2018-08-31", "2020-02-29"),
        ("2018-02-15", "2019-02-14"),
    ],
)
def test_a_season_wants_days_of_those_months_gone_of_those_in_the_period(
    months: list[int], first: str, last: str
) -> None:
    story = promised("at_least: 1000, unit: pass", period=f"{first}/{last}", keys=f"pace: {{months: {months}}}")
    for number, day in enumerate(each_day(first, last)):
        if day.day in (1, 28, 29) or number % 31 == 0:
            gone = season_days(months, first, day)
            assert story.on(day).wanted.now == 1000 * gone // season_days(months, first, last)
    assert story.on(last).wanted.now == 1000


def test_nothing_is_wanted_before_the_season_and_all_after_it() -> None:
    story = promised("at_least: 92, unit: pass", keys="pace: {months: [6, 7, 8]}")
    days = ("2019-05-31", "2019-06-01", "2019-08-30", "2019-08-31", "2019-09-30")
    assert [story.on(day).wanted.now for day in days] == [0, 1, 91, 92, 92]


def test_a_season_is_reckoned_from_the_activitys_own_period() -> None:
    story = promised("at_least: 31, unit: pass", own="2019-06-16/2019-07-16", keys="pace: {months: [6, 7, 8]}")
    assert [story.on(day).wanted.now for day in ("2019-06-15", "2019-06-16", "2019-07-16")] == [0, 1, 31]


def test_behind_after_the_season_though_the_period_goes_on() -> None:
    story = promised(PASS, keys="pace: {months: [6, 7, 8]}").log("2019-06-01, count: 199")
    assert [story.on(day).status for day in ("2019-08-30", "2019-08-31", "2019-09-29")] == [
        "on-track",
        "behind",
        "behind",
    ]


def test_pace_end_wants_nothing_until_the_last_day() -> None:
    story = promised(PASS, keys="pace: end").log("2018-10-01, count: 0")
    assert [story.on(day).wanted.now for day in ("2018-10-01", "2019-09-29", "2019-09-30")] == [0, 0, 200]
    assert [story.on(day).status for day in ("2018-10-01", "2019-09-29", "2019-09-30")] == [
        "on-track",
        "on-track",
        "not-kept",
    ]


def test_pace_end_wants_the_whole_at_the_end_of_the_activitys_own_period() -> None:
    story = promised(PASS, own="2019-01/2019-02", keys="pace: end")
    assert [story.on(day).wanted.now for day in ("2019-02-27", "2019-02-28")] == [0, 200]


def test_even_is_the_default_pace() -> None:
    assert promised(PASS, keys="pace: even").on("2019-03-31").wanted == promised(PASS).on("2019-03-31").wanted


@pytest.mark.parametrize("pace", ["even", "end", "{months: [6]}"])
def test_pace_together_with_a_rate_is_an_error(pace: str) -> None:
    assert promised("at_least: 1, per: week, unit: pass", keys=f"pace: {pace}").errors == ["pace-with-rate"]
