"""Parts with a floor of their own (*varav*) where readings, *all* and cases meet them."""

import pytest

from tests.progress.conftest import promised

END = "2019-09-30"
TAGGED = "of_which: [{tag: gymnasium, at_least: 3}]"


def test_all_with_a_tag_replaces_what_the_part_had_counted() -> None:
    story = promised("all: skolor, of: 14", keys=TAGGED).log(
        "2019-04-01, count: 2, tags: [gymnasium]", "2019-05-20, reached: all, tags: [gymnasium]"
    )
    assert [part.done for part in story.on("2019-04-30").of_which] == [2]
    assert [part.done for part in story.on(END).of_which] == [14]


def test_all_of_an_unknown_number_gives_a_part_no_number_once_a_number_is_read() -> None:
    story = promised("all: skolor", keys=TAGGED).log(
        "2019-05-20, reached: all, tags: [gymnasium]", "2019-06-20, reached: 5"
    )
    tally = story.on(END)
    assert (tally.done, [part.done for part in tally.of_which]) == (5, [0])


def test_a_milestone_with_a_tag_has_no_number_for_the_part() -> None:
    story = promised("done: Klart", keys=TAGGED).log("2019-05-20, done: true, tags: [gymnasium]")
    assert [part.done for part in story.on(END).of_which] == [0]


def test_a_later_reading_of_cases_replaces_the_earlier_cases_and_those_in_time() -> None:
    story = promised("within: 24, unit: timmar").log(
        "2019-01-31, count: 5, within: 5", "2019-03-31, total: 12, within: 10"
    )
    assert [(story.on(day).done, story.on(day).wanted.whole) for day in ("2019-01-31", END)] == [(5, 5), (10, 12)]


@pytest.mark.parametrize("none", ["count: 0", "count: 0, within: 0"])
def test_no_cases_add_none_in_time(none: str) -> None:
    tally = promised("within: 24, unit: timmar").log(f"2019-01-31, {none}", "2019-02-28, count: 3, within: 3").on(END)
    assert (tally.done, tally.wanted.whole, tally.status) == (3, 3, "kept")


def test_all_cases_are_wanted_in_time_by_now_too_but_not_when_there_is_no_end() -> None:
    line = "2019-01-31, count: 12, within: 11"
    ends, goes_on = (promised("within: 24, unit: timmar", period=period) for period in ("2018-10/2019-09", "2018-10"))
    assert [(ends.log(line).on(day).wanted.now) for day in ("2018-12-31", "2019-01-31", END)] == [0, 12, 12]
    assert (goes_on.log(line).on(END).wanted.whole, goes_on.log(line).on(END).wanted.now) == (12, None)
