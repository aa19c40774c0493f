"""A milestone is 1 of 1."""

import pytest

from medlofte.progress.wording import text_of
from tests.progress.conftest import promised

CAMERA = promised("done: Kameraövervakning finns på plats, by: 2019-06-30")
ANY_DAY = promised("done: Ansöka om tillstånd")
END = "2019-09-30"


def test_a_milestone_is_1_of_1() -> None:
    tally = CAMERA.log("2019-06-10, done: true").on("2019-06-10")
    assert (tally.done, tally.wanted.whole, tally.percent, tally.status) == (1, 1, 100, "kept")


def test_done_is_1_after_true_0_after_false_else_null() -> None:
    story = CAMERA.log("2019-06-10, done: false", "2019-06-20, done: true")
    assert [story.on(day).done for day in ("2019-06-09", "2019-06-10", "2019-06-19", "2019-06-20")] == [None, 0, 0, 1]


def test_done_is_0_again_after_a_later_false() -> None:
    story = CAMERA.log("2019-06-20, done: false", "2019-06-10, done: true")
    assert [story.on(day).done for day in ("2019-06-10", "2019-06-20")] == [1, 0]


def test_wanted_by_now_is_0_and_1_from_by() -> None:
    days = ("2018-09-30", "2018-10-01", "2019-06-29", "2019-06-30", "2019-07-01", END)
    assert [CAMERA.on(day).wanted.now for day in days] == [0, 0, 0, 1, 1, 1]
    assert [CAMERA.on(day).wanted.whole for day in days] == [1] * 6


def test_without_by_1_is_wanted_from_the_last_day() -> None:
    assert [ANY_DAY.on(day).wanted.now for day in ("2018-10-01", "2019-09-29", END, "2019-10-01")] == [0, 0, 1, 1]


def test_without_by_1_is_wanted_from_the_last_day_of_the_activitys_own_period() -> None:
    story = promised("done: Ansöka om tillstånd", own="2019-01/2019-02")
    assert [story.on(day).wanted.now for day in ("2019-02-27", "2019-02-28")] == [0, 1]


def test_between_by_and_the_end_it_is_behind_never_not_kept() -> None:
    story = CAMERA.log("2018-11-01, done: false")
    days = ("2018-11-01", "2019-06-29", "2019-06-30", "2019-09-29", END)
    assert [story.on(day).status for day in days] == ["on-track", "on-track", "behind", "behind", "not-kept"]


@pytest.mark.parametrize("day", ["2019-06-30", "2019-07-01", "2019-09-30"])
def test_late_but_within_the_period_is_kept(day: str) -> None:
    assert CAMERA.log(f"{day}, done: true").on(day).status == "kept"
    assert CAMERA.log(f"{day}, done: true").on("2019-12-31").status == "kept"


def test_done_after_the_period_is_not_kept() -> None:
    story = CAMERA.log("2018-11-01, done: false", "2019-10-01, done: true")
    assert (story.warnings, story.on("2019-10-01").status) == (["entry-outside-period"], "not-kept")


def test_words_alone_do_not_make_it_no_figure() -> None:
    story = CAMERA.log("2018-11-01, words: Ansökan är inlämnad")
    days = ("2018-11-01", "2019-06-29", "2019-06-30", "2019-09-29", END)
    assert [story.on(day).status for day in days] == ["on-track", "on-track", "behind", "behind", "not-kept"]
    assert (story.on(END).done, story.on(END).percent) == (None, None)


def test_without_any_entry_it_is_not_reported() -> None:
    assert [CAMERA.on(day).status for day in ("2018-10-01", "2019-07-01", END)] == ["not-reported"] * 3


@pytest.mark.parametrize("figure", ["count: 1", "total: 1", "count: 0"])
def test_count_and_total_on_it_are_errors(figure: str) -> None:
    assert CAMERA.log(f"2019-06-10, {figure}").errors == ["figure-on-milestone"]


def test_a_count_on_a_milestone_among_several_activities_is_an_error() -> None:
    story = CAMERA.also("vandring").log("2019-06-10, activity: [vandring, insats], count: 2")
    assert story.errors == ["figure-on-milestone"]


def test_any_partys_done_is_enough() -> None:
    assert CAMERA.log("2019-06-10, done: true", file="kommun").on("2019-06-10").done == 1


def test_both_parties_done_is_still_1_of_1() -> None:
    story = CAMERA.log("2019-06-10, done: true").log("2019-06-11, done: true", file="kommun")
    assert (story.on(END).done, story.on(END).percent) == (1, 100)


def test_late_is_told_with_both_days() -> None:
    said = text_of(CAMERA.log("2019-07-01, done: true").on(END))
    assert {"2019-07-01", "2019-06-30"} <= {str(value) for value in said.values.values()}


def test_in_time_is_told_with_the_day_it_was_done() -> None:
    said = text_of(CAMERA.log("2019-06-30, done: true").on(END))
    assert {str(value) for value in said.values.values()} == {"2019-06-30"}


def test_late_is_told_with_the_day_it_was_first_done() -> None:
    said = text_of(CAMERA.log("2019-07-09, done: true", "2019-07-01, done: true", "2019-06-01, done: false").on(END))
    assert "2019-07-01" in {str(value) for value in said.values.values()}
