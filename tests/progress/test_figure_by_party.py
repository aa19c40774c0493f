"""Whose figure it is: what each party's own logs say, for every kind of target."""

from tests.progress.conftest import promised

END = "2019-09-30"
SCHOOLS = promised("all: skolor, of: 14")
CAMERA = promised("done: Kamerorna är uppsatta")
GRAFFITI = promised("within: 24, unit: timmar")


def test_a_coverage_is_told_for_each_party() -> None:
    tally = SCHOOLS.log("2019-05-20, reached: 6, precision: about").log("2019-05-21, count: 2", file="kommun").on(END)
    assert (tally.done, dict(tally.by_party), tally.precision) == (8, {"polis": 6, "kommun": 2}, "about")


def test_a_party_that_has_reached_all_has_all_of_them_and_the_other_its_own() -> None:
    tally = SCHOOLS.log("2019-05-20, reached: all").log("2019-05-21, count: 2", file="kommun").on(END)
    assert (tally.done, dict(tally.by_party)) == (14, {"polis": 14, "kommun": 2})


def test_all_of_an_unknown_number_is_no_number_for_the_party_either() -> None:
    tally = promised("all: skolor").log("2019-05-20, reached: all").log("2019-05-21, count: 2", file="kommun").on(END)
    assert (tally.done, tally.everyone, dict(tally.by_party)) == (None, True, {"kommun": 2})


def test_a_joint_reading_of_all_is_all_for_both() -> None:
    line = "2019-05-20, reached: all, ref: a1"
    tally = SCHOOLS.log(line).log(line, file="kommun").on(END)
    assert (tally.done, dict(tally.by_party)) == (14, {"polis": 14, "kommun": 14})


def test_a_milestone_that_nobody_has_spoken_of_is_nobodys() -> None:
    assert dict(CAMERA.log("2019-05-20, words: Snart").on(END).by_party) == {}


def test_a_milestone_is_done_for_those_who_say_so_on_the_last_day_that_it_was_spoken_of() -> None:
    story = CAMERA.log("2019-05-20, done: true").log("2019-05-20, done: false", file="kommun")
    assert (story.on(END).done, dict(story.on(END).by_party)) == (0, {"polis": 1, "kommun": 0})
    later = story.log("2019-06-20, done: true", file="kommun.2")
    assert (later.on(END).done, dict(later.on(END).by_party)) == (1, {"kommun": 1})


def test_cases_in_time_are_told_for_each_party() -> None:
    story = GRAFFITI.log("2019-06-30, count: 12, within: 11").log("2019-06-30, count: 5, within: 5", file="kommun")
    assert dict(story.on(END).by_party) == {"polis": 11, "kommun": 5}


def test_when_some_cases_are_unknown_no_partys_figure_is_known() -> None:
    tally = GRAFFITI.log("2019-06-30, count: 12, within: 11").log("2019-06-30, count: 5", file="kommun").on(END)
    assert (tally.done, tally.percent, tally.status, dict(tally.by_party)) == (None, None, "no-figure", {})
    assert tally.wanted.whole == 17
