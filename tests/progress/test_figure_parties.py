"""Several parties, several files: what adds up, what is one event, and what is said about it."""

import pytest

from tests.progress.conftest import promised

PASS = "at_least: 200, unit: pass"
END = "2019-09-30"


def test_the_parties_entries_add_up() -> None:
    tally = promised(PASS).log("2018-11-05, count: 3").log("2018-11-05, count: 4", file="kommun").on(END)
    assert (tally.done, dict(tally.by_party)) == (7, {"polis": 3, "kommun": 4})


def test_the_same_ref_is_one_event_in_all_logs() -> None:
    story = promised(PASS).log("2018-11-05, count: 3, ref: a1").log("2018-11-05, count: 3, ref: a1", file="kommun")
    assert (story.errors, story.on(END).done) == ([], 3)


def test_the_same_ref_in_two_files_of_a_party_is_one_event() -> None:
    story = promised(PASS).log("2018-11-05, count: 3, ref: a1").log("2018-11-05, count: 3, ref: a1", file="polis.2")
    assert story.on(END).done == 3


def test_the_same_sheet_read_twice_counts_once() -> None:
    assert promised(PASS).log("2018-11-05, count: 3, ref: a1", "2018-11-05, count: 3, ref: a1").on(END).done == 3


@pytest.mark.parametrize(
    "other",
    [
        "2018-11-05, count: 4, ref: a1",
        "2018-11-06, count: 3, ref: a1",
        "2018-11-05, activity: vandring, count: 3, ref: a1",
        "2018-11-05, count: 3, place: Komarken, ref: a1",
        "2018-11-05, count: 3, precision: about, ref: a1",
        "2018-11-05, count: 3, note: kväll, ref: a1",
    ],
)
@pytest.mark.parametrize("file", ["polis", "polis.2", "kommun"])
def test_the_same_ref_with_different_content_is_an_error(other: str, file: str) -> None:
    story = promised(PASS).also("vandring").log("2018-11-05, count: 3, ref: a1")
    assert "ref-conflict" in story.log(other, file=file).errors


def test_different_refs_are_different_events() -> None:
    story = promised(PASS).log("2018-11-05, count: 3, ref: a1", "2018-11-05, count: 3, ref: a2")
    assert (story.warnings, story.on(END).done) == ([], 6)


def test_a_ref_may_be_a_number() -> None:
    story = promised(PASS).log("2018-11-05, count: 3, ref: 17").log("2018-11-05, count: 3, ref: '17'", file="kommun")
    assert (story.errors, story.on(END).done) == ([], 3)


def test_two_equal_lines_without_a_ref_are_a_warning_and_both_count() -> None:
    story = promised(PASS).log("2018-11-05, count: 3", "2018-11-05, count: 3")
    assert (story.warnings, story.on(END).done) == (["equal-entries"], 6)


def test_equal_lines_in_two_files_of_a_party_are_a_warning_and_both_count() -> None:
    story = promised(PASS).log("2018-11-05, count: 3").log("2018-11-05, count: 3", file="polis.2")
    assert (story.warnings, story.on(END).done) == (["equal-entries"], 6)


def test_a_line_with_a_ref_and_one_without_are_two_events() -> None:
    assert promised(PASS).log("2018-11-05, count: 3, ref: a1", "2018-11-05, count: 3").on(END).done == 6


def test_a_party_that_is_not_responsible_counts_with_a_note() -> None:
    story = promised(PASS, responsible="[polis]").log("2018-11-05, count: 3", file="kommun")
    assert (story.warnings, story.on(END).done) == ([], 3)
    assert "party-not-responsible" in story.notes


def test_a_responsible_party_counts_without_a_note() -> None:
    story = promised(PASS, responsible="[polis]").log("2018-11-05, count: 3")
    assert "party-not-responsible" not in story.notes


@pytest.mark.parametrize("file", ["polis", "polis.2", "kommun"])
def test_overlapping_entries_where_one_is_an_interval_are_a_warning(file: str) -> None:
    story = promised(PASS).log("2018-10-01/2018-12-31, count: 71").log("2018-11-05, count: 3", file=file)
    assert (story.warnings, story.on(END).done) == (["overlapping-entries"], 74)


@pytest.mark.parametrize("day", ["2018-10-31", "2018-12-31", "2018-12-31/2019-01-31", "2018-10-01/2018-10-31"])
def test_one_common_day_is_an_overlap(day: str) -> None:
    story = promised(PASS).log("2018-10-31/2018-12-31, count: 71").log(f"{day}, count: 3", file="kommun")
    assert story.warnings == ["overlapping-entries"]


@pytest.mark.parametrize("day", ["2018-10-30", "2019-01-01", "2019-01-01/2019-01-31", "2018-10-01/2018-10-30"])
def test_the_day_before_and_the_day_after_are_no_overlap(day: str) -> None:
    story = promised(PASS).log("2018-10-31/2018-12-31, count: 71").log(f"{day}, count: 3", file="kommun")
    assert story.warnings == []


def test_two_entries_of_one_day_are_no_overlap() -> None:
    assert promised(PASS).log("2018-11-05, count: 71").log("2018-11-05, count: 3", file="kommun").warnings == []


def test_entries_of_two_activities_are_no_overlap() -> None:
    story = promised(PASS).also("vandring").log("2018-10-01/2018-12-31", "2018-11-05, activity: vandring")
    assert story.warnings == []


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (", place: Komarken", ", place: Nordmannatorget", []),
        (", place: Komarken", ", place: Komarken", ["overlapping-entries"]),
        (", place: Komarken", "", ["overlapping-entries"]),
        ("", ", place: Komarken", ["overlapping-entries"]),
    ],
)
def test_an_overlap_is_no_warning_when_both_have_places_and_these_differ(one: str, other: str, said: list[str]) -> None:
    story = promised(PASS).log(f"2018-10-01/2018-12-31, count: 71{one}")
    assert story.log(f"2018-11-05, count: 3{other}", file="kommun").warnings == said


def test_the_same_interval_counted_in_both_parties_logs_is_a_warning() -> None:
    line = "2018-10-01/2018-12-31, count: 71"
    assert promised(PASS).log(line).log(line, file="kommun").warnings == ["overlapping-entries"]


def test_the_same_interval_twice_in_one_log_is_a_warning() -> None:
    line = "2018-10-01/2018-12-31, count: 71"
    assert promised(PASS).log(line, line).warnings != []


def test_the_same_interval_with_a_ref_is_one_event_and_no_warning() -> None:
    line = "2018-10-01/2018-12-31, count: 71, ref: a1"
    story = promised(PASS).log(line).log(line, file="kommun")
    assert (story.warnings, story.on(END).done) == ([], 71)


def test_a_joint_event_shows_at_both_parties_and_counts_once() -> None:
    line = "2018-11-05, count: 3, ref: a1"
    story = promised(PASS).log(line, "2018-11-06").log(line, "2018-11-07, count: 2", file="kommun")
    assert (story.on(END).done, dict(story.on(END).by_party)) == (6, {"polis": 4, "kommun": 5})
