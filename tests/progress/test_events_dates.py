"""When an entry counts: on its last day, and only inside the activity's period."""

import pytest

from medlofte.progress.target import Elapsed
from tests.progress.conftest import LEAP_YEAR, promised

PASS = "at_least: 200, unit: pass"


@pytest.mark.parametrize(
    ("written", "eve", "last"),
    [
        ("2018-11-05", "2018-11-04", "2018-11-05"),
        ("2018-11", "2018-11-29", "2018-11-30"),
        ("2019-02", "2019-02-27", "2019-02-28"),
        ("2018-10-01/2018-12-31", "2018-12-30", "2018-12-31"),
        ("2018-10/2018-12", "2018-12-30", "2018-12-31"),
        ("2018-11-15/2019-02", "2019-02-27", "2019-02-28"),
        ("2018-10/2019-09-30", "2019-09-29", "2019-09-30"),
    ],
)
def test_an_entry_counts_on_its_last_day(written: str, eve: str, last: str) -> None:
    story = promised(PASS).log(f"{written}, count: 7")
    assert (story.on(eve).done, story.progress(eve).later) == (None, 1)
    assert (story.on(last).done, story.progress(last).later) == (7, 0)


def test_a_leap_february_counts_on_the_29th() -> None:
    story = promised(PASS, period=LEAP_YEAR).log("2020-02, count: 7")
    assert (story.on("2020-02-28").done, story.on("2020-02-29").done) == (None, 7)


def test_a_year_counts_on_new_years_eve() -> None:
    story = promised(PASS, period="2018-01-01/2019-12-31").log("2018, count: 7")
    assert (story.on("2018-12-30").done, story.on("2018-12-31").done) == (None, 7)


def test_years_from_and_to_are_both_included() -> None:
    story = promised(PASS, period="2018-01-01/2019-12-31").log("2018/2019, count: 7")
    assert (story.on("2019-12-30").done, story.on("2019-12-31").done) == (None, 7)


def test_as_of_an_earlier_day_an_entry_does_not_exist_yet() -> None:
    story = promised(PASS).log("2019-03-01, count: 7", "2019-04-01, words: flera", "2019-05-01, deviation: Inställt")
    tally = story.on("2019-02-28")
    assert (tally.status, tally.words, tally.deviations) == ("not-reported", None, ())


def test_later_says_how_many_entries_are_yet_to_come() -> None:
    story = promised(PASS).log("2018-10-01", "2018-11", "2019-01-01, words: flera", "2019-09-30, assessed: kept")
    days = ("2018-09-30", "2018-10-01", "2018-11-29", "2018-11-30", "2019-01-01", "2019-09-29", "2019-09-30")
    assert [story.progress(day).later for day in days] == [4, 3, 3, 2, 1, 1, 0]


def test_later_counts_the_entries_of_all_parties_and_activities() -> None:
    story = promised(PASS).also("vandring", "exact: 2, unit: vandringar")
    story = story.log("2018-11-01").log("2018-11-02, activity: vandring", file="kommun")
    assert [story.progress(f"2018-{day}").later for day in ("10-31", "11-01", "11-02")] == [2, 1, 0]


def test_later_counts_an_entry_for_several_activities_once() -> None:
    story = promised(PASS).also("vandring").log("2018-11-02, activity: [insats, vandring]")
    assert story.progress("2018-11-01").later == 1


@pytest.mark.parametrize("figure", ["count: 7", "total: 7", "reached: 7", "note: ett pass", "results: {böter: 3}"])
@pytest.mark.parametrize(
    "written", ["2018-09-30", "2019-10-01", "2018-09-30/2018-10-01", "2019-09-30/2019-10-01", "2018"]
)
def test_a_figure_not_wholly_inside_the_period_is_a_warning_and_does_not_count(figure: str, written: str) -> None:
    story = promised(PASS).log(f"{written}, {figure}")
    assert story.warnings == ["entry-outside-period"]
    assert (story.on("2019-12-31").done, story.on("2019-12-31").status) == (None, "not-reported")


@pytest.mark.parametrize("written", ["2018-09-30", "2019-10-01"])
def test_done_outside_the_period_is_a_warning_and_does_not_count(written: str) -> None:
    story = promised("done: Kameror finns på plats").log(f"{written}, done: true")
    assert story.warnings == ["entry-outside-period"]
    assert story.on("2019-12-31").done is None


@pytest.mark.parametrize("written", ["2018-10-01", "2019-09-30", "2018-10-01/2019-09-30", "2018-10/2019-09", "2019-09"])
def test_the_first_and_the_last_day_lie_inside(written: str) -> None:
    story = promised(PASS).log(f"{written}, count: 7")
    assert (story.warnings, story.on("2019-09-30").done) == ([], 7)


def test_a_figure_inside_the_promise_but_outside_the_activitys_own_period_does_not_count() -> None:
    story = promised(PASS, own="2019-01-31/2019-02-28").log("2019-01-30", "2019-01-31", "2019-02-28", "2019-03-01")
    assert story.warnings == ["entry-outside-period", "entry-outside-period"]
    assert story.on("2019-09-30").done == 2


def test_a_joint_entry_counts_for_the_activity_whose_period_it_lies_in() -> None:
    story = promised(PASS).also("vår", PASS, own="2019-03/2019-05").log("2019-02-28, activity: [insats, vår], count: 3")
    assert story.warnings == ["entry-outside-period"]
    assert (story.on("2019-09-30").done, story.on("2019-09-30", "vår").done) == (3, None)


@pytest.mark.parametrize("text", ["words: flertalet", "deviation: Inställt", "assessed: partly, reason: Regn"])
def test_words_deviation_and_assessed_may_come_later(text: str) -> None:
    story = promised(PASS).log("2019-09-30, count: 7", f"2019-11-15, {text}")
    assert story.warnings == []
    assert (story.on("2019-09-30").status, story.on("2019-09-30").words) == ("not-kept", None)


def test_words_after_the_end_are_a_report() -> None:
    story = promised(PASS).log("2019-10-01, words: flertalet")
    assert [story.on(day).status for day in ("2019-09-30", "2019-10-01")] == ["not-reported", "no-figure"]


def test_a_deviation_after_the_end_is_shown() -> None:
    tally = promised(PASS).log("2019-10-01, deviation: Inställt, instead: Foldrar").on("2019-10-01")
    assert [(each.text, each.instead) for each in tally.deviations] == [("Inställt", "Foldrar")]


def test_an_assessment_after_the_end_decides_from_its_day() -> None:
    story = promised(PASS).log("2019-09-30, count: 150", "2019-11-15, assessed: partly")
    assert [story.on(day).status for day in ("2019-11-14", "2019-11-15")] == ["not-kept", "partly"]


def test_words_beside_a_figure_outside_the_period_are_kept_when_the_figure_is_not() -> None:
    tally = promised(PASS).log("2019-10-05, count: 3, words: flertalet").on("2019-10-05")
    assert (tally.done, tally.words, tally.status) == (None, "flertalet", "no-figure")


def test_an_entry_that_spans_lines_is_an_error() -> None:
    assert "entry-spans-lines" in promised(PASS).log("2018-11-05,\n   count: 3").errors


def test_start_and_end_may_be_months_the_first_and_the_last_day_of_them() -> None:
    assert promised(PASS, period="2020-02/2020-02").progress("2020-02-29").elapsed == Elapsed(29, 29)


def test_an_activitys_own_period_may_be_months() -> None:
    tally = promised(PASS, own="2019-01/2019-02").on("2019-02-28")
    assert (tally.elapsed, tally.ended) == (Elapsed(59, 59), True)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2018-10/2019-10", ["last-month-unclear"]),
        ("2018-10/2020-10", ["last-month-unclear"]),
        ("2018-10/2018-10", []),
        ("2018-10/2019-09", []),
        ("2018-10/2019-11", []),
    ],
)
def test_an_end_in_the_month_of_the_start_a_year_or_more_later_is_a_warning(period: str, said: list[str]) -> None:
    assert promised(PASS, period=period).warnings == said


@pytest.mark.parametrize("written", ["'2018-11'", '"2018-11"', "2018-11"])
def test_a_date_is_read_as_text(written: str) -> None:
    assert promised(PASS).log(f"{written}, count: 7").on("2018-11-30").done == 7
