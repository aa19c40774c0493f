"""What the parties' own judgement decides, and what it does not."""

import pytest

from tests.progress.conftest import promised

PASS = promised("at_least: 200, unit: pass")
END = "2019-09-30"


@pytest.mark.parametrize("judgement", ["kept", "partly", "not-kept"])
@pytest.mark.parametrize("day", [END, "2019-12-31"])
def test_on_the_last_day_and_later_the_assessment_decides(judgement: str, day: str) -> None:
    tally = PASS.log(f"2019-09-30, assessed: {judgement}, reason: Brist på folk").on(day)
    assert tally.assessed is not None
    assert (tally.status, tally.assessed.value, tally.assessed.reason) == (judgement, judgement, "Brist på folk")


def test_kept_without_a_figure_is_kept() -> None:
    tally = PASS.log("2018-11-05, assessed: kept").on("2018-11-05")
    assert (tally.status, tally.done, tally.percent) == ("kept", None, None)


def test_kept_with_words_alone_is_kept() -> None:
    story = PASS.log("2018-11-05, words: flertalet", "2019-09-30, assessed: kept")
    assert [story.on(day).status for day in ("2019-09-29", END)] == ["no-figure", "kept"]


@pytest.mark.parametrize("judgement", ["partly", "not-kept"])
def test_before_the_last_day_partly_and_not_kept_are_shown_and_decide_nothing(judgement: str) -> None:
    story = PASS.log(f"2018-10-02, count: 10, assessed: {judgement}")
    tallies = [story.on(day) for day in ("2018-10-02", "2018-12-31", "2019-09-29")]
    assert [tally.status for tally in tallies] == ["on-track", "behind", "behind"]
    assert [tally.assessed.value if tally.assessed else None for tally in tallies] == [judgement] * 3


@pytest.mark.parametrize("judgement", ["partly", "not-kept"])
def test_before_the_last_day_partly_and_not_kept_are_a_report_without_a_number(judgement: str) -> None:
    story = PASS.log(f"2018-10-02, assessed: {judgement}")
    assert [story.on(day).status for day in ("2019-09-29", END)] == ["no-figure", judgement]


def test_the_last_day_is_that_of_the_activitys_own_period() -> None:
    story = promised("at_least: 200, unit: pass", own="2019-01/2019-02").log("2019-01-31, count: 199, assessed: partly")
    assert [story.on(day).status for day in ("2019-02-27", "2019-02-28")] == ["on-track", "partly"]


@pytest.mark.parametrize("judgement", ["partly", "not-kept"])
def test_partly_and_not_kept_decide_also_against_figures_that_suffice(judgement: str) -> None:
    story = PASS.log("2018-11-05, count: 250", f"2019-09-30, assessed: {judgement}")
    assert [story.on(day).status for day in ("2019-09-29", END)] == ["kept", judgement]


def test_kept_never_stands_against_figures_that_fall_short() -> None:
    story = PASS.log("2018-11-05, count: 199", "2019-09-30, assessed: kept")
    assert (story.on(END).status, story.warnings) == ("not-kept", ["kept-against-figures"])


def test_kept_before_the_end_never_stands_against_figures_that_fall_short() -> None:
    story = PASS.log("2018-11-05, count: 1, assessed: kept")
    assert [story.on(day).status for day in ("2018-12-31", END)] == ["behind", "not-kept"]


def test_kept_never_stands_against_a_written_zero() -> None:
    story = PASS.log("2018-11-05, count: 0", "2019-09-30, assessed: kept")
    assert (story.on(END).status, story.warnings) == ("not-kept", ["kept-against-figures"])


def test_kept_never_stands_against_a_milestone_that_was_not_reached() -> None:
    story = promised("done: Klart").log("2019-09-29, done: false", "2019-09-30, assessed: kept")
    assert (story.on(END).status, story.warnings) == ("not-kept", ["kept-against-figures"])


def test_kept_never_stands_against_an_of_which_that_falls_short() -> None:
    story = promised("at_least: 2, unit: pass", keys="of_which: [{tag: narkotika, at_least: 1}]")
    story = story.log("2018-11-05, count: 2", "2019-09-30, assessed: kept")
    assert (story.on(END).status, story.warnings) == ("not-kept", ["kept-against-figures"])


def test_kept_never_stands_against_a_late_case_of_a_time_limit() -> None:
    story = promised("within: 24, unit: timmar").log("2019-06-30, count: 12, within: 11", "2019-09-30, assessed: kept")
    assert (story.on(END).status, story.warnings) == ("not-kept", ["kept-against-figures"])


def test_kept_never_stands_against_a_coverage_that_falls_short() -> None:
    story = promised("all: skolor, of: 14").log("2019-06-30, reached: 13", "2019-09-30, assessed: kept")
    assert (story.on(END).status, story.warnings) == ("not-kept", ["kept-against-figures"])


def test_kept_never_stands_against_a_rate_that_falls_short() -> None:
    story = promised("at_least: 1, per: week, unit: pass").log("2019-06-30, count: 51", "2019-09-30, assessed: kept")
    assert (story.on(END).status, story.warnings) == ("not-kept", ["kept-against-figures"])


def test_kept_stands_with_figures_that_suffice_without_a_warning() -> None:
    story = PASS.log("2018-11-05, count: 200", "2019-09-30, assessed: kept")
    assert (story.on(END).status, story.warnings) == ("kept", [])


def test_the_latest_assessment_up_to_d_decides() -> None:
    story = PASS.log("2019-11-15, assessed: kept", "2019-09-30, assessed: not-kept", "2019-10-31, assessed: partly")
    days = (END, "2019-10-30", "2019-10-31", "2019-11-14", "2019-11-15")
    assert [story.on(day).status for day in days] == ["not-kept", "not-kept", "partly", "partly", "kept"]


def test_an_assessment_over_an_interval_is_of_its_last_day() -> None:
    story = PASS.log("2018-10/2019-10, assessed: partly", "2019-10-30, assessed: kept")
    assert [story.on(day).status for day in ("2019-10-30", "2019-10-31")] == ["kept", "partly"]


@pytest.mark.parametrize(
    ("one", "other", "worst"),
    [("kept", "partly", "partly"), ("partly", "not-kept", "not-kept"), ("not-kept", "kept", "not-kept")],
)
def test_of_the_same_day_the_worst_decides(one: str, other: str, worst: str) -> None:
    assert (
        PASS.log(f"2019-09-30, assessed: {one}").log(f"2019-09-30, assessed: {other}", file="kommun").on(END).status
        == worst
    )
    assert PASS.log(f"2019-09-30, assessed: {other}", f"2019-09-30, assessed: {one}").on(END).status == worst


def test_a_later_partly_takes_the_decision_from_an_earlier_kept() -> None:
    story = PASS.log("2018-11-05, assessed: kept", "2018-12-31, assessed: partly")
    assert [story.on(day).status for day in ("2018-12-30", "2018-12-31", END)] == ["kept", "no-figure", "partly"]


@pytest.mark.parametrize(
    ("judgement", "statuses"),
    [("kept", ["kept", "kept"]), ("partly", ["ongoing", "partly"]), ("not-kept", ["ongoing", "not-kept"])],
)
def test_an_ongoing_activity_may_be_assessed(judgement: str, statuses: list[str]) -> None:
    story = promised().log(f"2018-11-05, count: 3, assessed: {judgement}")
    assert [story.on(day).status for day in ("2019-09-29", END)] == statuses


def test_the_assessment_is_shown_beside_the_count() -> None:
    tally = PASS.log("2018-11-05, count: 150, assessed: partly").on(END)
    assert (tally.done, tally.percent, tally.status) == (150, 75, "partly")


def test_before_the_period_not_started_comes_first() -> None:
    assert PASS.log("2018-09-01, assessed: kept").on("2018-09-30").status == "not-started"
