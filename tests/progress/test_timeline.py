"""How a figure came about: by parts of the calendar year, day by day, and by what was counted in."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from medlofte.model.promise import Number, Period, TargetKind
from medlofte.progress import timeline
from medlofte.progress.charts import PaceChart
from medlofte.progress.events import Event, events_of
from medlofte.progress.tally import ActivityFigures, events_by_activity, progress_of
from medlofte.validation.checker import check_promise
from tests.progress.conftest import Story, promised
from tests.support.strategies import Case, bundle_of, cases_of_promises


def reckoned(story: Story, day: date) -> tuple[ActivityFigures, list[Event]]:
    """The figures of the one activity, and the events that they are made from."""
    dossier = story.checked.value
    assert dossier is not None
    events = events_by_activity(dossier.promise, events_of(dossier.logged), day)["insats"]
    return story.on(day), events


def by(story: Story, day: date, part: str) -> list[tuple[int, int, Number | None]]:
    """Year, number and figure of each part in which something was reported."""
    tally, events = reckoned(story, day)
    assert tally.period is not None
    parts = timeline.parts_of(tally.period, day, part)
    return [
        (each.part.year, each.part.number, each.done)
        for each in timeline.by_part(tally.activity, tally.period, events, parts)
        if each.reported
    ]


def pace(story: Story, day: date) -> PaceChart | None:
    tally, events = reckoned(story, day)
    return timeline.pace(tally.activity, tally.period, events, day)


AT_LEAST = promised("at_least: 200, unit: tillfällen")


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("tertial", [(2018, 3, 5), (2019, 1, 7)]),
        ("quarter", [(2018, 4, 5), (2019, 1, 3), (2019, 2, 4)]),
        ("month", [(2018, 11, 2), (2018, 12, 3), (2019, 1, 3), (2019, 4, 4)]),
    ],
)
def test_parts_are_those_of_the_calendar_year(part: str, expected: list[tuple[int, int, Number]]) -> None:
    story = AT_LEAST.log("2018-11-30, count: 2", "2018-12-31, count: 3", "2019-01-01, count: 3", "2019-04-30, count: 4")
    assert by(story, date(2019, 9, 30), part) == expected


def test_a_milestone_stays_done() -> None:
    story = promised("done: Klart").log("2018-12-01, done: true", "2019-02-01, done: true", "2019-06-01, words: firat")
    tally, events = reckoned(story, date(2019, 9, 30))
    assert tally.period is not None
    found = timeline.by_part(
        tally.activity, tally.period, events, timeline.parts_of(tally.period, tally.period.start, "tertial")
    )
    assert [(each.done, each.so_far, each.reported) for each in found] == [
        (1, 1, True),
        (0, 1, True),
        (None, None, True),
        (None, None, False),
    ]


def test_an_entry_belongs_to_the_part_that_its_last_day_is_in() -> None:
    assert by(AT_LEAST.log("2018-11-01/2019-01-01, count: 9"), date(2019, 9, 30), "tertial") == [(2019, 1, 9)]


def test_a_reading_is_what_is_more_than_before() -> None:
    story = AT_LEAST.log("2018-12-31, total: 40", "2019-04-30, total: 100")
    assert by(story, date(2019, 9, 30), "tertial") == [(2018, 3, 40), (2019, 1, 60)]


def test_words_alone_are_no_figure_and_nothing_later_is_told() -> None:
    story = AT_LEAST.log("2018-12-31, words: flera", "2019-02-01, count: 3", "2019-06-01, count: 9")
    assert by(story, date(2019, 5, 31), "tertial") == [(2018, 3, None), (2019, 1, 3)]


def test_zero_is_told_and_silence_is_not() -> None:
    assert by(AT_LEAST.log("2018-12-31, count: 0"), date(2019, 9, 30), "tertial") == [(2018, 3, 0)]


def test_without_an_end_there_are_parts_up_to_the_day() -> None:
    parts = timeline.parts_of(Period(date(2019, 3, 1)), date(2020, 2, 1), "tertial")
    assert [(each.year, each.number) for each in parts] == [(2019, 1), (2019, 2), (2019, 3), (2020, 1)]
    assert len(timeline.parts_of(Period(date(2019, 3, 1)), date(2018, 2, 1), "month")) == 1


def test_a_course_needs_three_days() -> None:
    two = AT_LEAST.log("2018-11-01, count: 1", "2018-11-02, count: 1", "2018-11-02, count: 3, place: Torget")
    assert pace(two, date(2019, 9, 30)) is None
    drawn = pace(two.log("2018-12-24, count: 2", file="kommun"), date(2019, 1, 31))
    assert drawn is not None
    assert drawn.done == ((date(2018, 11, 1), 1), (date(2018, 11, 2), 5), (date(2018, 12, 24), 7))
    assert drawn.wanted == ((date(2018, 10, 1), 0), (date(2019, 9, 30), 200))
    assert (drawn.start, drawn.end, drawn.as_of) == (date(2018, 10, 1), date(2019, 9, 30), date(2019, 1, 31))


def test_a_season_is_asked_for_as_it_falls() -> None:
    summer = promised("at_least: 60, unit: pass", keys="pace: {months: [6, 7, 8]}")
    drawn = pace(summer.log(*(f"2019-06-0{n}, count: 1" for n in range(1, 5))), date(2019, 7, 1))
    assert drawn is not None
    asked = dict(drawn.wanted)
    assert {now for day, now in asked.items() if day < date(2019, 6, 1)} == {0}
    assert asked[date(2019, 9, 30)] == 60
    assert len(asked) > 10


def test_what_has_no_pace_has_no_chart() -> None:
    days = [f"2019-0{n}-01, count: 1" for n in range(1, 5)]
    assert pace(promised("ongoing: true").log(*days), date(2019, 9, 30)) is None
    assert pace(promised("all: skolor").log(*days), date(2019, 9, 30)) is None


def test_a_coverage_has_its_group_for_a_unit() -> None:
    story = promised("all: skolor, of: 14").log(*(f"2019-0{n}-01, reached: {n}" for n in range(1, 5)))
    drawn = pace(story, date(2019, 9, 30))
    assert drawn is not None
    assert (drawn.unit, drawn.done[-1]) == ("skolor", (date(2019, 4, 1), 4))


def test_a_long_course_is_thinned_and_keeps_its_end() -> None:
    days = [date(2018, 10, 1) + timedelta(n) for n in range(364)]
    drawn = pace(AT_LEAST.log(*(f"{day}, count: 1" for day in days)), date(2019, 9, 30))
    assert drawn is not None
    assert len(drawn.done) <= timeline.MOST_POINTS + 1
    assert drawn.done[-1] == (days[-1], 364)


def test_what_was_counted_in_is_told_by_kind() -> None:
    def told(*lines: str) -> dict[str | None, Number]:
        tally, events = reckoned(AT_LEAST.log(*lines), date(2019, 9, 30))
        return timeline.sum_by_kind(tally.activity, tally.period, events)

    lines = ("2018-11-01, count: 3, type: hotspot", "2018-11-02, count: 2", "2018-11-03, type: hotspot")
    assert told(*lines) == {"hotspot": 4, None: 2}
    assert told("2018-11-02, count: 2") == {}
    assert told(*lines, "2018-12-31, total: 9, type: hotspot") == {}


def courses(case: Case) -> Iterator[tuple[ActivityFigures, list[Event], date]]:
    """Each activity of a promise that has no error, with its events, as of a late day."""
    dossier = check_promise(bundle_of(case)).value
    if dossier is None:
        return
    day = date(2023, 6, 30)
    events = events_by_activity(dossier.promise, events_of(dossier.logged), day)
    for tally in progress_of(dossier.promise, dossier.logged, day).tallies:
        yield tally, events[tally.activity.id], day


@settings(max_examples=60)
@given(cases_of_promises(12))
def test_the_parts_add_up_to_the_whole_and_the_course_ends_at_it(case: Case) -> None:
    for tally, events, day in courses(case):
        if tally.period is None:
            continue
        for by in timeline.MONTHS_IN:
            parts = timeline.parts_of(tally.period, day, by)
            assert all(one.last + timedelta(1) == other.first for one, other in pairwise(parts))
            assert parts[0].first <= tally.period.start <= parts[0].last
            figures = [each.done for each in timeline.by_part(tally.activity, tally.period, events, parts)]
            if tally.done is not None and tally.activity.target.kind is not TargetKind.TIME_LIMIT:
                assert sum(figure for figure in figures if figure is not None) == tally.done
        drawn = timeline.pace(tally.activity, tally.period, events, day)
        if drawn is not None:
            assert drawn.done[-1][1] == tally.done
            assert [each for each, _ in drawn.done] == sorted({each for each, _ in drawn.done})
        counted = timeline.sum_by_kind(tally.activity, tally.period, events)
        assert not counted or sum(counted.values()) == tally.done
