"""The status: the first in the table that fits."""

import pytest

from medlofte.progress.wording import status_word, text_of
from tests.progress.conftest import promised

PASS = promised("at_least: 200, unit: pass")
END = "2019-09-30"
TARGETS = [
    "",
    "ongoing: true",
    "at_least: 200, unit: pass",
    "exact: 2, unit: vandringar",
    "at_least: 1, per: week, unit: pass",
    "all: skolor, of: 14",
    "all: skolor",
    "done: Klart",
    "within: 24, unit: timmar",
]


@pytest.mark.parametrize("target", TARGETS)
def test_not_started_when_d_lies_before_the_period(target: str) -> None:
    tally = promised(target).log("2018-09-30, words: Vi planerar", "2018-09-30, assessed: kept").on("2018-09-30")
    assert (tally.status, tally.done, tally.percent, tally.precision) == ("not-started", None, None, None)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("day", ["2018-10-01", "2019-09-29", "2019-09-30", "2019-10-01"])
def test_not_reported_when_there_is_no_entry_also_for_ongoing(target: str, day: str) -> None:
    tally = promised(target).on(day)
    assert (tally.status, tally.done, tally.percent, tally.precision) == ("not-reported", None, None, None)


def test_before_the_end_the_words_for_not_reported_are_others() -> None:
    before, at_the_end = PASS.on("2019-09-29"), PASS.on(END)
    assert status_word(before) != status_word(at_the_end)
    assert status_word(at_the_end) == status_word(PASS.on("2019-12-31"))


def test_kept_without_a_figure_reads_otherwise_than_kept() -> None:
    judged, counted = PASS.log("2019-09-30, assessed: kept"), PASS.log("2019-09-30, count: 200, assessed: kept")
    assert text_of(judged.on(END)).text == "kept according to the party, number not reported"
    assert text_of(judged.on(END)) != text_of(counted.on(END))


@pytest.mark.parametrize("target", ["", "ongoing: true"])
@pytest.mark.parametrize("day", ["2018-11-05", "2019-09-29", "2019-09-30", "2019-10-01"])
def test_ongoing_shows_the_count_and_no_percentage(target: str, day: str) -> None:
    tally = promised(target).log("2018-11-05, count: 3").on(day)
    assert (tally.status, tally.done, tally.percent, tally.wanted.whole, tally.wanted.now) == (
        "ongoing",
        3,
        None,
        None,
        None,
    )


@pytest.mark.parametrize("line", ["words: flera", "deviation: Inställt", "count: 0"])
def test_ongoing_comes_before_no_figure(line: str) -> None:
    assert promised().log(f"2018-11-05, {line}").on(END).status == "ongoing"


@pytest.mark.parametrize("line", ["words: flera", "deviation: Inställt", "assessed: partly"])
@pytest.mark.parametrize(
    "target", ["at_least: 200, unit: pass", "at_least: 1, per: week, unit: pass", "all: skolor, of: 14"]
)
def test_no_figure_when_something_was_reported_but_no_number(target: str, line: str) -> None:
    tally = promised(target).log(f"2018-11-05, {line}").on("2018-11-05")
    assert (tally.status, tally.done, tally.percent) == ("no-figure", None, None)


@pytest.mark.parametrize("day", ["2018-11-05", "2019-09-30", "2019-12-31"])
def test_words_alone_are_never_not_kept(day: str) -> None:
    tally = PASS.log("2018-11-05, words: flertalet").on(day)
    assert (tally.status, tally.words) == ("no-figure", "flertalet")


def test_the_latest_words_are_shown() -> None:
    story = PASS.log("2019-03-01, words: flera", "2018-11-05, words: några")
    assert [story.on(day).words for day in ("2018-11-05", "2019-03-01")] == ["några", "flera"]


def test_a_deviation_is_shown_with_what_replaced_it() -> None:
    tally = PASS.log("2019-05-01, deviation: Inställt på grund av pandemin, instead: Foldrar").on(END)
    assert [(each.text, each.instead) for each in tally.deviations] == [("Inställt på grund av pandemin", "Foldrar")]


@pytest.mark.parametrize("number", [200, 201, 500])
def test_kept_as_soon_as_the_whole_periods_target_is_reached(number: int) -> None:
    assert PASS.log(f"2018-10-01, count: {number}").on("2018-10-01").status == "kept"


@pytest.mark.parametrize(("number", "status"), [(0, "not-kept"), (1, "not-kept"), (2, "kept"), (3, "kept")])
def test_exact_counts_like_at_least(number: int, status: str) -> None:
    assert promised("exact: 2, unit: vandringar").log(f"2018-11-05, count: {number}").on(END).status == status


@pytest.mark.parametrize(
    ("day", "status"), [("2019-09-29", "on-track"), ("2019-09-30", "not-kept"), ("2019-10-01", "not-kept")]
)
def test_not_kept_when_the_period_has_ended_and_it_was_not(day: str, status: str) -> None:
    assert PASS.log("2018-11-05, count: 199").on(day).status == status


@pytest.mark.parametrize(("number", "status"), [(98, "behind"), (99, "on-track"), (100, "on-track"), (199, "on-track")])
def test_on_track_is_at_least_and_behind_less_than_what_is_wanted_by_now(number: int, status: str) -> None:
    assert PASS.log(f"2018-11-05, count: {number}").on("2019-03-31").status == status


PART = promised("at_least: 2, unit: pass", keys="of_which: [{tag: narkotika, at_least: 1}, {tag: kväll, at_least: 1}]")


def test_each_of_which_must_be_reached_too() -> None:
    story = PART.log("2018-11-05, tags: [narkotika]", "2018-11-06", "2019-09-30, count: 0, tags: [kväll]")
    assert [story.on(day).status for day in ("2018-11-06", END)] == ["on-track", "not-kept"]


def test_kept_when_each_of_which_is_reached() -> None:
    story = PART.log("2018-11-05, tags: [narkotika]", "2018-11-06, tags: [kväll]")
    assert [story.on(day).status for day in ("2018-11-05", "2018-11-06")] == ["on-track", "kept"]


def test_a_reached_of_which_is_not_enough() -> None:
    assert PART.log("2018-11-05, tags: [narkotika, kväll]").on(END).status == "not-kept"


@pytest.mark.parametrize("keys", ["best_effort: true", "condition: vid behov", "beyond_ordinary: true"])
@pytest.mark.parametrize("number", [0, 98, 99, 199, 200])
@pytest.mark.parametrize("day", ["2018-09-30", "2019-03-31", "2019-09-30"])
def test_best_effort_and_condition_never_change_a_status(keys: str, number: int, day: str) -> None:
    line = f"2018-11-05, count: {number}"
    assert promised("at_least: 200, unit: pass", keys=keys).log(line).on(day).status == PASS.log(line).on(day).status


@pytest.mark.parametrize(
    ("target", "done", "percent"),
    [
        ("at_least: 200, unit: pass", "199", 99),
        ("at_least: 200, unit: pass", "1", 0),
        ("at_least: 3, unit: pass", "2", 66),
        ("at_least: 4, unit: pass", "3", 75),
        ("exact: 2, unit: vandringar", "5", 250),
        ("exact: 2, unit: vandringar", "3", 150),
        ("at_least: 100000, unit: pass", "99999", 99),
        ("at_least: 37.5, unit: timmar", "37.4", 99),
        ("at_least: 0.3, unit: timmar", "0.1", 33),
        ("at_least: 1, unit: timmar", "0.29", 29),
    ],
)
def test_percent_is_the_floor(target: str, done: str, percent: int) -> None:
    assert promised(target).log(f"2018-11-05, count: {done}").on(END).percent == percent


def test_199_of_200_is_99_percent() -> None:
    assert PASS.log("2018-11-05, count: 199").on(END).percent == 99


def test_more_than_100_percent_is_shown_as_it_is() -> None:
    assert PASS.log("2018-11-05, count: 500").on(END).percent == 250


def test_percent_before_the_end_is_of_the_whole_number() -> None:
    assert PASS.log("2018-11-05, count: 99").on("2019-03-31").percent == 49


def test_a_promise_is_summed_up_as_counts_of_words() -> None:
    story = PASS.also("b", "exact: 2, unit: vandringar").also("c").also("d", "done: Klart", own="2019-06/2019-09")
    story = story.also("e", "all: skolor, of: 14").also("f", "exact: 1, unit: möten", own="2018-10/2018-12")
    story = story.log("2018-10-01, count: 99", "2018-10-01, activity: b, count: 2", "2018-10-01, activity: c")
    story = story.log("2018-10-01, activity: e, words: några", "2018-10-01, activity: f, count: 0")
    summary = {str(status): count for status, count in story.progress("2019-03-31").summary.items() if count}
    wanted = {"on-track": 1, "kept": 1, "ongoing": 1, "not-started": 1, "no-figure": 1, "not-kept": 1}
    assert summary == wanted
