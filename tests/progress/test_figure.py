"""What each entry adds: summed up to any day it is the figure of that day, whatever readings replace."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from medlofte.core.dates import days
from medlofte.model.entry import ALL, LogEntry
from medlofte.model.promise import Number, exact_sum
from medlofte.progress import events as _events
from medlofte.progress.events import Event
from medlofte.progress.figure import Figure, figure_of, steps, total_of
from medlofte.progress.tally import tally_of
from tests.progress.conftest import Story, day_after, promised
from tests.support.oracle import figure_of_all, standing

DAYS = [day_after("2018-10-01", n) for n in range(30)]

STORIES = {
    "counts": promised("at_least: 9, unit: t").log(
        "2018-10-03, count: 3", "2018-10-05, count: 2", "2018-10-05, count: 1"
    ),
    "a reading replaces": promised("at_least: 9, unit: t").log(
        "2018-10-03, count: 3", "2018-10-08, total: 7", "2018-10-08, count: 1", "2018-10-09, count: 2"
    ),
    "a reading says less": promised("at_least: 9, unit: t").log("2018-10-03, count: 3", "2018-10-08, total: 1"),
    "two parties": promised("at_least: 9, unit: t")
    .log("2018-10-03, count: 3", "2018-10-08, total: 4", "2018-10-12, total: 6")
    .log("2018-10-04, count: 5", "2018-10-10, total: 5", "2018-10-11, count: 1", file="kommun"),
    "a joint event and a reading": promised("at_least: 9, unit: t")
    .log("2018-10-03, count: 3, ref: a", "2018-10-06, total: 2")
    .log("2018-10-03, count: 3, ref: a", "2018-10-07, count: 1", file="kommun"),
    "outside the period": promised("at_least: 9, unit: t").log("2018-09-01, count: 4", "2018-10-05, count: 1"),
    "hours": promised("at_least: 9, unit: timmar").log("2018-10-03, count: 0.1", "2018-10-04, count: 0.2"),
    "all of them": promised("all: skolor, of: 14").log(
        "2018-10-03, count: 3", "2018-10-05, reached: all", "2018-10-08, count: 2", "2018-10-12, reached: 9"
    ),
    "all of nobody knows how many": promised("all: skolor").log(
        "2018-10-03, count: 3", "2018-10-05, reached: all", "2018-10-08, count: 2"
    ),
    "cases in time": promised("within: 24, unit: timmar").log(
        "2018-10-03, count: 3, within: 2", "2018-10-04, count: 2, within: 2", "2018-10-09, total: 9, within: 8"
    ),
    "cases nobody knows of": promised("within: 24, unit: timmar").log(
        "2018-10-03, count: 3, within: 2", "2018-10-04, count: 2", "2018-10-05, count: 1, within: 1"
    ),
    "a milestone that was taken back": promised("done: klart").log(
        "2018-10-03, done: true", "2018-10-05, done: false", "2018-10-08, done: true"
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_the_steps_up_to_a_day_are_the_figure_of_that_day(name: str) -> None:
    story = STORIES[name]
    seen = {_holds(story, day) for day in DAYS}
    assert len(seen) > 1


def _holds(story: Story, day: date) -> object:
    progress = story.progress(day)
    checked = story.checked.value
    assert checked is not None
    activity, period = progress.tallies[0].activity, progress.tallies[0].period
    all_events = _events.events_of(checked.logged)
    done = tally_of(activity, period, [event for event in all_events if _events.exists(event, day)], day).done
    counted = [event for event in all_events if _events.figure_counts(event.entry, period)]
    until = [step for event, step in zip(counted, steps(activity, counted)) if _events.exists(event, day)]
    assert (until[-1].so_far if until else None) == done
    assert exact_sum([step.adds for step in until]) == (done or 0)
    return done


def test_many_counts_after_a_reading_take_no_long_time() -> None:
    """Each is one addition; made anew each time, twenty thousand would take hours."""
    lines = ["2018-10-01, total: 5", *(f"{day_after('2018-10-02', n % 300)}, count: 1" for n in range(20_000))]
    story = promised("at_least: 9, unit: t").log(*sorted(lines))
    dossier = story.checked.value
    assert dossier is not None
    counted = _events.events_of(dossier.logged)
    activity = dossier.promise.activities["insats"]
    assert [step.so_far for step in steps(activity, counted)][-1] == 20_005


TARGETS = {
    "at_least: 9, unit: t": ("count", "total"),
    "exact: 9, unit: t": ("count", "total"),
    "at_least: 2, per: month, unit: t": ("count", "total"),
    "all: skolor, of: 14": ("count", "reached"),
    "all: skolor": ("count", "reached"),
    "within: 24, unit: timmar": ("count", "total"),
    "done: klart": ("count", "total"),
}


@pytest.mark.parametrize("target", TARGETS)
def test_the_figure_kept_up_event_by_event_is_that_of_all_events_looked_at_together(target: str) -> None:
    activity = promised(target).checked.value.promise.activities["insats"]  # type: ignore[union-attr]
    draw = random.Random(target)
    seen: set[Number | None] = set()
    for _ in range(400):
        counted = [_drawn(draw, *TARGETS[target]) for _ in range(draw.randint(1, 12))]
        counted.sort(key=lambda event: event.entry.date.last)
        figures = [figure_of_all(activity, counted[: n + 1]) for n in range(len(counted))]
        assert [_known(figure_of(activity, counted[: n + 1])) for n in range(len(counted))] == list(
            map(_known, figures)
        )
        assert [step.so_far for step in steps(activity, counted)] == [figure.done for figure in figures]
        assert total_of(counted, PART) == standing(counted, PART).total
        seen.update(figure.done for figure in figures)
    assert len(seen) > 2


PART = _events.part_amount("ung", 14)


def _known(figure: Figure) -> object:
    """All of a figure, in no order."""
    parties = sorted((party, str(number)) for party, number in figure.by_party.items())
    return str(figure.done), parties, sorted(map(id, figure.used)), figure.cases, figure.everyone, figure.reached_on


def _drawn(draw: random.Random, count: str, reading: str) -> Event:
    """An event of one to three parties on one of few days, so that much falls on the same."""
    day = days(f"2018-10-0{draw.randint(1, 5)}")
    parties = frozenset(draw.sample(("polis", "kommun", "bolag"), draw.choice((1, 1, 1, 2, 3))))
    number: Number = draw.choice((0, 1, 2, 5, Decimal("0.5")))
    said: dict[str, Any] = {draw.choice((count, count, reading)): number, "done": draw.choice((None, True, False))}
    if "reached" in said and draw.random() < 0.3:
        said["reached"] = ALL
    if draw.random() < 0.7:
        said["within"] = draw.choice((0, 1))
    if draw.random() < 0.3:
        said["tags"] = ("ung",)
    if draw.random() < 0.2:
        said["of_which"] = {"ung": draw.choice((0, 1, 2))}
    return Event(LogEntry(day, ("insats",), **said), parties)
