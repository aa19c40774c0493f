"""A time limit: those in time, of all."""

import pytest

from tests.progress.conftest import promised

GRAFFITI = promised("within: 24, unit: timmar")
END = "2019-09-30"


def test_done_is_within_and_wanted_is_the_count() -> None:
    tally = GRAFFITI.log("2019-06-30, count: 12, within: 11").on(END)
    assert (tally.done, tally.wanted.whole, tally.percent) == (11, 12, 91)


def test_cases_of_several_entries_and_parties_add_up() -> None:
    story = GRAFFITI.log("2019-06-30, count: 12, within: 11", "2019-07-31, count: 3, within: 3")
    tally = story.log("2019-07-31, count: 5, within: 5", file="kommun").on(END)
    assert (tally.done, tally.wanted.whole, tally.percent) == (19, 20, 95)


def test_a_single_case_in_time_is_1_of_1() -> None:
    tally = GRAFFITI.log("2019-06-30, within: 1").on(END)
    assert (tally.done, tally.wanted.whole, tally.status) == (1, 1, "kept")


@pytest.mark.parametrize("day", ["2019-06-30", "2019-09-29"])
@pytest.mark.parametrize(("within", "status"), [(12, "on-track"), (11, "behind"), (0, "behind")])
def test_before_the_end_it_is_on_track_or_behind_if_any_was_late(within: int, status: str, day: str) -> None:
    assert GRAFFITI.log(f"2019-06-30, count: 12, within: {within}").on(day).status == status


@pytest.mark.parametrize("day", [END, "2019-12-31"])
@pytest.mark.parametrize(("within", "status"), [(12, "kept"), (11, "not-kept"), (0, "not-kept")])
def test_kept_or_not_kept_only_at_the_end(within: int, status: str, day: str) -> None:
    assert GRAFFITI.log(f"2019-06-30, count: 12, within: {within}").on(day).status == status


@pytest.mark.parametrize("day", ["2019-06-30", END])
def test_without_within_no_figure(day: str) -> None:
    tally = GRAFFITI.log("2019-06-30, count: 12").on(day)
    assert (tally.status, tally.percent) == ("no-figure", None)


def test_words_alone_are_no_figure() -> None:
    assert GRAFFITI.log("2019-06-30, words: de flesta").on(END).status == "no-figure"


def test_no_cases_kept_at_the_end() -> None:
    story = GRAFFITI.log("2019-06-30, count: 0, within: 0")
    assert [story.on(day).status for day in ("2019-06-30", "2019-09-29", END)] == ["on-track", "on-track", "kept"]
    assert story.on(END).percent is None


def test_no_entry_is_not_reported_rather_than_no_cases() -> None:
    assert GRAFFITI.on(END).status == "not-reported"


def test_more_in_time_than_cases_is_an_error() -> None:
    assert GRAFFITI.log("2019-06-30, count: 12, within: 13").errors == ["part-exceeds-whole"]


def test_cases_outside_the_period_do_not_count() -> None:
    story = GRAFFITI.log("2019-06-30, count: 12, within: 12", "2019-10-01, count: 3, within: 0")
    assert (story.on("2019-10-01").wanted.whole, story.on("2019-10-01").status) == (12, "kept")


def test_a_written_zero_is_no_cases() -> None:
    story = GRAFFITI.log("2019-06-30, count: 0")
    assert [story.on(day).status for day in ("2019-06-30", END)] == ["on-track", "kept"]
