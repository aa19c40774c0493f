"""Cumulative readings: ``total`` and ``reached``."""

import pytest

from tests.progress.conftest import promised

PASS = "at_least: 200, unit: pass"
END = "2019-09-30"


def test_a_total_replaces_the_counts_of_that_day_and_earlier() -> None:
    story = promised(PASS).log("2018-11-05, count: 3", "2018-12-31, count: 4", "2018-12-31, total: 50")
    assert (story.on(END).done, story.warnings) == (50, [])


def test_a_total_replaces_wherever_the_lines_stand() -> None:
    story = promised(PASS).log("2018-12-31, total: 50", "2018-12-31, count: 4", "2018-11-05, count: 3")
    assert story.on(END).done == 50


def test_a_total_does_not_replace_what_comes_after() -> None:
    assert promised(PASS).log("2019-01-01, count: 3", "2018-12-31, total: 50").on(END).done == 53


def test_before_its_day_a_total_replaces_nothing() -> None:
    story = promised(PASS).log("2018-11-05, count: 3", "2018-12-31, total: 50")
    assert [story.on(day).done for day in ("2018-12-30", "2018-12-31")] == [3, 50]


def test_the_latest_total_stands() -> None:
    story = promised(PASS).log("2019-03-31, total: 90", "2018-12-31, total: 50", "2019-02-01, count: 7")
    assert [story.on(day).done for day in ("2018-12-31", "2019-02-01", "2019-03-31")] == [50, 57, 90]


def test_a_total_over_an_interval_is_read_on_its_last_day() -> None:
    story = promised(PASS).log("2018-10-01/2018-12-31, total: 50", "2018-12-31, count: 4", "2019-01-01, count: 3")
    assert [story.on(day).done for day in ("2018-12-30", "2018-12-31", "2019-01-01")] == [None, 50, 53]


def test_an_interval_that_ends_on_the_totals_day_is_replaced() -> None:
    assert promised(PASS).log("2018-10/2018-12, count: 40", "2018-12-31, total: 50").on(END).done == 50


def test_an_interval_that_ends_later_still_adds() -> None:
    story = promised(PASS).log("2018-12-01/2019-01-01, count: 40", "2018-12-31, total: 50")
    assert story.on(END).done == 90


def test_an_interval_that_ends_later_is_a_warning() -> None:
    story = promised(PASS).log("2018-12-01/2019-01-01, count: 40", "2018-12-31, total: 50")
    assert "interval-across-total" in story.warnings


@pytest.mark.parametrize("written", ["2019-01-01/2019-01-31", "2019-01-01", "2018-11-01/2018-12-31"])
def test_an_interval_on_one_side_of_the_total_is_no_warning(written: str) -> None:
    story = promised(PASS).log(f"{written}, count: 40", "2018-12-31, total: 50")
    assert "interval-across-total" not in story.warnings


def test_a_total_is_a_reading_of_its_own_partys_log_only() -> None:
    story = promised(PASS).log("2018-11-05, count: 3").log("2018-12-31, total: 50", file="kommun")
    assert (story.on(END).done, dict(story.on(END).by_party)) == (53, {"polis": 3, "kommun": 50})


def test_the_parties_totals_are_added() -> None:
    story = promised(PASS).log("2018-12-31, total: 20").log("2018-12-31, total: 50", file="kommun")
    assert story.on(END).done == 70


def test_a_partys_files_are_read_as_one_log() -> None:
    story = promised(PASS).log("2018-11-05, count: 3").log("2018-12-31, total: 50", file="polis.2018-12")
    assert (story.on(END).done, dict(story.on(END).by_party)) == (50, {"polis": 50})


def test_a_total_of_another_activity_replaces_nothing() -> None:
    story = promised(PASS).also("vandring").log("2018-11-05, count: 3", "2018-12-31, activity: vandring, total: 50")
    assert (story.on(END).done, story.on(END, "vandring").done) == (3, 50)


def test_a_total_outside_the_period_replaces_nothing() -> None:
    story = promised(PASS).log("2018-11-05, count: 3", "2019-10-01, total: 50")
    assert (story.warnings, story.on("2019-10-01").done) == (["entry-outside-period"], 3)


def test_a_total_of_zero_is_a_figure() -> None:
    assert promised(PASS).log("2018-12-31, total: 0").on(END).done == 0


def test_a_reading_lower_than_what_was_counted_is_a_warning() -> None:
    story = promised(PASS).log("2018-11-05, count: 6", "2018-11-06, count: 5", "2018-12-31, total: 10")
    assert (story.warnings, story.on(END).done) == (["total-too-low"], 10)


def test_a_reading_lower_than_an_earlier_reading_is_a_warning() -> None:
    story = promised(PASS).log("2018-12-31, total: 50", "2019-03-31, total: 49")
    assert (story.warnings, story.on(END).done) == (["total-too-low"], 49)


def test_a_reading_lower_than_an_earlier_one_is_a_warning_wherever_the_lines_stand() -> None:
    story = promised(PASS).log("2019-03-31, total: 49").log("2018-12-31, total: 50", file="polis.2018")
    assert (story.warnings, story.on(END).done) == (["total-too-low"], 49)


@pytest.mark.parametrize("before", ["2018-11-05, count: 50", "2018-12-01, total: 50", "2019-01-01, count: 60"])
def test_a_reading_as_high_as_what_came_before_is_no_warning(before: str) -> None:
    assert promised(PASS).log(before, "2018-12-31, total: 50").warnings == []


def test_a_reading_lower_than_another_partys_is_no_warning() -> None:
    story = promised(PASS).log("2018-11-05, count: 80").log("2018-12-31, total: 50", file="kommun")
    assert story.warnings == []


def test_two_different_totals_for_one_day_are_an_error() -> None:
    assert promised(PASS).log("2018-12-31, total: 50", "2018-12-31, total: 51").errors == ["totals-conflict"]


def test_two_different_totals_for_one_day_in_two_files_of_a_party_are_an_error() -> None:
    story = promised(PASS).log("2018-12-31, total: 50").log("2018-12-31, total: 51", file="polis.2018")
    assert story.errors == ["totals-conflict"]


def test_a_month_and_its_last_day_are_one_day_for_totals() -> None:
    assert promised(PASS).log("2018-12, total: 50", "2018-12-31, total: 51").errors == ["totals-conflict"]


def test_two_equal_totals_for_one_day_are_no_error() -> None:
    story = promised(PASS).log("2018-12-31, total: 50, source: A", "2018-12-31, total: 50, source: B")
    assert (story.errors, story.on(END).done) == ([], 50)


def test_two_parties_may_have_different_totals_for_one_day() -> None:
    assert promised(PASS).log("2018-12-31, total: 50").log("2018-12-31, total: 51", file="kommun").errors == []


def test_two_activities_may_have_different_totals_for_one_day() -> None:
    story = promised(PASS).also("vandring").log("2018-12-31, total: 50", "2018-12-31, activity: vandring, total: 51")
    assert story.errors == []


def test_reached_is_a_reading_like_total() -> None:
    story = promised("all: skolor, of: 14").log(
        "2018-11-05, reached: 3", "2018-12-31, reached: 6", "2018-12-01, count: 2", "2019-01-01, count: 1"
    )
    assert [story.on(day).done for day in ("2018-11-05", "2018-12-01", "2018-12-31", END)] == [3, 5, 6, 7]


def test_reached_lower_than_an_earlier_reading_is_a_warning() -> None:
    story = promised("all: skolor, of: 14").log("2018-12-31, reached: 6", "2019-03-31, reached: 5")
    assert (story.warnings, story.on(END).done) == (["total-too-low"], 5)


def test_two_different_reached_for_one_day_are_an_error() -> None:
    story = promised("all: skolor, of: 14").log("2018-12-31, reached: 6", "2018-12-31, reached: 5")
    assert story.errors == ["totals-conflict"]


def test_a_part_of_a_total_is_read_from_it() -> None:
    story = promised(PASS, keys="of_which: [{tag: narkotika, at_least: 5}]")
    tally = story.log("2018-12-31, total: 50, of_which: {narkotika: 5}").on(END)
    assert [part.done for part in tally.of_which] == [5]


def test_an_event_read_twice_is_counted_once_also_against_a_later_reading() -> None:
    line = "2018-11-05, count: 30, ref: a1"
    story = promised(PASS).log(line, "2018-12-31, total: 40").log(line, file="polis.2018-11")
    assert ("total-too-low" in story.warnings, story.on(END).done) == (False, 40)


def test_an_interval_that_begins_on_the_totals_day_and_ends_later_adds_with_a_warning() -> None:
    story = promised(PASS).log("2018-12-31/2019-01-31, count: 40", "2018-12-31, total: 50")
    assert ("interval-across-total" in story.warnings, story.on(END).done) == (True, 90)


def test_an_interval_across_another_partys_total_is_no_such_warning() -> None:
    story = promised(PASS).log("2018-12-01/2019-01-31, count: 40").log("2018-12-31, total: 50", file="kommun")
    assert ("interval-across-total" in story.warnings, story.on(END).done) == (False, 90)


def test_a_reading_lower_than_any_earlier_reading_is_a_warning() -> None:
    story = promised(PASS).log("2018-11-30, total: 50", "2018-12-31, total: 40", "2019-01-31, total: 45")
    assert story.warnings == ["total-too-low", "total-too-low"]


def test_a_later_total_replaces_the_part_of_an_earlier() -> None:
    story = promised(PASS, keys="of_which: [{tag: narkotika, at_least: 5}]").log(
        "2018-11-30, total: 50, of_which: {narkotika: 5}", "2018-12-31, total: 90, of_which: {narkotika: 9}"
    )
    assert [part.done for part in story.on(END).of_which] == [9]
