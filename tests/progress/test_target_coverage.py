"""Coverage: reached of all."""

import pytest

from tests.progress.conftest import promised

SCHOOLS = promised("all: skolor, of: 14")
UNKNOWN = promised("all: skolor")
END = "2019-09-30"


def test_wanted_is_of() -> None:
    assert (SCHOOLS.on(END).wanted.whole, SCHOOLS.on(END).wanted.now) == (14, 14)


@pytest.mark.parametrize(
    ("of", "share", "wanted"),
    [
        (14, "70", 10),
        (10, "70", 7),
        (100, "55", 55),
        (100, "7", 7),
        (1000, "33.3", 333),
        (1001, "33.3", 334),
        (3, "0.1", 1),
        (14, "100", 14),
        (1, "50", 1),
        (10**12, "0.0000000001", 1),
        (10**12 + 1, "0.0000000001", 2),
    ],
)
def test_with_share_wanted_is_the_ceiling_of_the_share(of: int, share: str, wanted: int) -> None:
    assert promised(f"all: skolor, of: {of}, share: {share}").on(END).wanted.whole == wanted


def test_reached_of_all() -> None:
    tally = SCHOOLS.log("2019-05-20, reached: 6").on(END)
    assert (tally.done, tally.percent, tally.status) == (6, 42, "not-kept")


@pytest.mark.parametrize(("reached", "status"), [(13, "not-kept"), (14, "kept"), (15, "kept")])
def test_all_but_one_is_not_all(reached: int, status: str) -> None:
    assert SCHOOLS.log(f"2019-05-20, reached: {reached}").on(END).status == status


def test_coverage_is_kept_as_soon_as_all_are_reached() -> None:
    assert SCHOOLS.log("2018-10-01, reached: 14").on("2018-10-01").status == "kept"


def test_reached_all_is_of() -> None:
    tally = SCHOOLS.log("2019-05-20, reached: all").on("2019-05-20")
    assert (tally.done, tally.percent, tally.status) == (14, 100, "kept")


def test_reached_all_is_all_of_a_share_too() -> None:
    tally = promised("all: skolor, of: 14, share: 70").log("2019-05-20, reached: all").on("2019-05-20")
    assert (tally.done, tally.percent, tally.status) == (14, 140, "kept")


@pytest.mark.parametrize(("reached", "percent", "status"), [(9, 90, "not-kept"), (10, 100, "kept")])
def test_percent_of_a_share_is_of_what_is_wanted(reached: int, percent: int, status: str) -> None:
    tally = promised("all: skolor, of: 14, share: 70").log(f"2019-05-20, reached: {reached}").on(END)
    assert (tally.percent, tally.status) == (percent, status)


def test_reached_all_later_replaces_a_number() -> None:
    story = SCHOOLS.log("2019-05-20, reached: 6", "2019-06-10, reached: all")
    assert [story.on(day).done for day in ("2019-06-09", "2019-06-10")] == [6, 14]


def test_counts_add_up_to_all() -> None:
    story = SCHOOLS.log("2019-05-20, count: 6").log("2019-05-21, count: 8", file="kommun")
    assert [story.on(day).done for day in ("2019-05-20", "2019-05-21")] == [6, 14]
    assert story.on("2019-05-21").status == "kept"


@pytest.mark.parametrize("day", ["2019-05-20", "2019-09-29", END, "2019-12-31"])
def test_without_of_nothing_is_wanted_and_the_status_is_no_figure(day: str) -> None:
    tally = UNKNOWN.log("2019-05-20, reached: 6").on(day)
    assert (tally.wanted.whole, tally.wanted.now, tally.percent, tally.status) == (None, None, None, "no-figure")


def test_without_of_and_without_entries_it_is_not_reported() -> None:
    assert [UNKNOWN.on(day).status for day in ("2018-10-01", END)] == ["not-reported", "not-reported"]


def test_without_of_reached_all_is_kept() -> None:
    story = UNKNOWN.log("2019-05-20, reached: all")
    assert [story.on(day).status for day in ("2019-05-20", END)] == ["kept", "kept"]


def test_without_of_an_assessment_says_more() -> None:
    story = UNKNOWN.log("2019-05-20, reached: 6", "2019-09-30, assessed: kept")
    assert [story.on(day).status for day in ("2019-09-29", END)] == ["no-figure", "kept"]
    assert story.warnings == []


@pytest.mark.parametrize("judgement", ["partly", "not-kept"])
def test_without_of_an_assessment_decides_on_the_last_day(judgement: str) -> None:
    story = UNKNOWN.log(f"2019-05-20, reached: 6, assessed: {judgement}")
    assert [story.on(day).status for day in ("2019-09-29", END)] == ["no-figure", judgement]


def test_all_where_the_target_says_of_no_one_is_an_error() -> None:
    assert promised("at_least: 3, unit: pass").log("2019-05-20, reached: all").errors == ["all-without-coverage"]


def test_a_party_that_has_reached_all_has_done_so_also_when_another_reads_later() -> None:
    story = SCHOOLS.log("2019-05-20, reached: all").log("2019-06-10, reached: 3", file="kommun")
    assert [story.on(day).status for day in ("2019-05-20", "2019-06-10", END)] == ["kept", "kept", "kept"]


def test_a_party_that_has_reached_all_has_done_so_also_when_another_read_before() -> None:
    story = SCHOOLS.log("2019-05-20, reached: all").log("2019-05-10, reached: 3", file="kommun")
    assert [story.on(day).status for day in ("2019-05-20", END)] == ["kept", "kept"]


def test_a_count_after_reached_all_does_not_undo_it() -> None:
    assert SCHOOLS.log("2019-05-20, reached: all", "2019-06-10, count: 1").on(END).status == "kept"


def test_reached_all_counts_wholly_for_its_tags() -> None:
    story = promised("all: skolor, of: 14", keys="of_which: [{tag: narkotika, at_least: 5}]")
    tally = story.log("2019-05-20, reached: all, tags: [narkotika]").on(END)
    assert ([part.done for part in tally.of_which], tally.status) == ([14], "kept")
