"""Tills vidare: a period without an end."""

from datetime import date
from math import floor

import pytest

from medlofte.progress.target import Elapsed
from tests.progress.conftest import Story, each_day, promised


def until_further_notice(target: str, keys: str = "") -> Story:
    return promised(target, period="2018-10-31", keys=keys)


FAR = "2031-01-01"
PASS = "at_least: 200, unit: pass"


def test_it_never_ends() -> None:
    tally = until_further_notice(PASS).log("2018-10-31").on(FAR)
    assert (tally.ended, tally.elapsed) == (False, Elapsed((date(2031, 1, 1) - date(2018, 10, 31)).days + 1, None))


def test_before_its_start_it_is_not_started() -> None:
    assert [until_further_notice(PASS).on(day).status for day in ("2018-10-30", "2018-10-31")] == [
        "not-started",
        "not-reported",
    ]


def test_a_rate_has_wanted_by_now_from_elapsed_days_and_no_whole() -> None:
    story = until_further_notice("at_least: 2, per: week, unit: pass")
    for elapsed, day in enumerate(each_day("2018-10-31", "2019-01-31"), 1):
        assert (story.on(day).wanted.now, story.on(day).wanted.whole) == (floor(2 * elapsed / 7), None)


def test_a_monthly_rate_from_a_31st_without_an_end() -> None:
    story = until_further_notice("at_least: 1, per: month, unit: pass")
    days = ("2018-11-28", "2018-11-29", "2018-12-30", "2019-02-26", "2019-02-27", "2028-10-30")
    assert [story.on(day).wanted.now for day in days] == [0, 1, 2, 3, 4, 120]


def test_a_rate_is_on_track_or_behind_and_its_percent_is_of_wanted_by_now() -> None:
    story = until_further_notice("at_least: 1, per: day, unit: pass").log("2018-10-31, count: 3")
    tallies = [story.on(day) for day in ("2018-11-02", "2018-11-03", FAR)]
    assert [(tally.status, tally.percent) for tally in tallies[:2]] == [("on-track", 100), ("behind", 75)]
    assert tallies[2].status == "behind"


def test_a_rate_is_never_kept() -> None:
    assert (
        until_further_notice("at_least: 1, per: year, unit: pass").log("2018-10-31, count: 99").on(FAR).status
        == "on-track"
    )


@pytest.mark.parametrize("target", [PASS, "exact: 2, unit: pass", "all: skolor, of: 14", "done: Klart, by: 2019-06-30"])
@pytest.mark.parametrize("keys", ["", "pace: end", "pace: {months: [6]}"])
def test_for_the_rest_wanted_by_now_is_null(target: str, keys: str) -> None:
    for day in ("2018-10-31", "2019-06-30", "2019-07-01", FAR):
        assert until_further_notice(target, keys).on(day).wanted.now is None


@pytest.mark.parametrize(
    ("target", "line"),
    [
        (PASS, "count: 1"),
        (PASS, "count: 0"),
        ("exact: 2, unit: pass", "count: 1"),
        ("all: skolor, of: 14", "reached: 1"),
        ("done: Klart, by: 2019-06-30", "done: false"),
        ("done: Klart, by: 2019-06-30", "words: Snart"),
        ("within: 24, unit: timmar", "count: 3, within: 2"),
    ],
)
def test_the_status_is_never_behind_or_not_kept(target: str, line: str) -> None:
    story = until_further_notice(target, "of_which: [{tag: x, at_least: 1}]").log(f"2018-10-31, {line}")
    assert {story.on(day).status.value for day in ("2018-10-31", "2019-06-30", "2019-07-01", FAR)} == {"on-track"}


@pytest.mark.parametrize(
    ("target", "line"),
    [(PASS, "count: 200"), ("all: skolor, of: 14", "reached: all"), ("done: Klart", "done: true")],
)
def test_a_reached_target_is_kept(target: str, line: str) -> None:
    assert until_further_notice(target).log(f"2018-10-31, {line}").on("2018-10-31").status == "kept"


def test_percent_is_of_the_number() -> None:
    assert until_further_notice(PASS).log("2018-10-31, count: 50").on(FAR).percent == 25


@pytest.mark.parametrize("judgement", ["partly", "not-kept"])
def test_there_is_no_last_day_so_partly_and_not_kept_decide_nothing(judgement: str) -> None:
    tally = until_further_notice(PASS).log(f"2018-10-31, count: 1, assessed: {judgement}").on(FAR)
    assert tally.assessed is not None
    assert (tally.status, tally.assessed.value) == ("on-track", judgement)


def test_an_ongoing_activity_without_end_is_ongoing() -> None:
    assert until_further_notice("ongoing: true").log("2018-10-31").on(FAR).status == "ongoing"


def test_an_activity_with_an_end_of_its_own_ends() -> None:
    story = promised(PASS, period="2018-10-31", own="2018-11/2018-12").log("2018-11-01, count: 199")
    assert [story.on(day).status for day in ("2018-12-30", "2018-12-31")] == ["on-track", "not-kept"]
    assert story.on("2018-11-30").wanted.now == 200 * 30 // 61


def test_an_activity_with_only_a_start_of_its_own_never_ends() -> None:
    tally = promised("at_least: 1, per: week, unit: pass", period="2018-10-31", own="2019-01-31").on("2019-02-06")
    assert (tally.elapsed, tally.wanted.now, tally.wanted.whole) == (Elapsed(7, None), 1, None)
