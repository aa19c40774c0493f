"""Four times as much is four times the work, however a log is written: for the check and for the figures."""

from collections.abc import Callable

import pytest

from medlofte.core.dates import days
from medlofte.model.entry import LogEntry
from medlofte.progress import events as _events
from medlofte.progress.events import Event
from medlofte.progress.figure import steps
from medlofte.progress.tally import progress_of
from medlofte.validation.checker import PromiseFiles, check_promise
from tests.progress.conftest import Story, day_after, promised
from tests.support.growth import MOST, growth

SIZE = 150
START = "2018-10-01"


def _day(n: int) -> str:
    return day_after(START, n % 360).isoformat()


def _activities(n: int) -> Story:
    story = promised("at_least: 9, unit: t")
    for number in range(n):
        story = story.also(f"a{number}", "at_least: 9, unit: t")
    return story.log(*(f"{_day(each)}, activity: a{each}, count: 1, ref: r{each}" for each in range(n)))


SHAPES: dict[str, Callable[[int], Story]] = {
    "counts": lambda n: promised("at_least: 9, unit: t").log(*(f"{_day(each)}, count: 1" for each in range(n))),
    "on one day": lambda n: promised("at_least: 9, unit: t").log(
        "2018-10-01/2018-10-09, count: 1", *(f"2018-10-05, count: 1, ref: r{each}" for each in range(n))
    ),
    "readings": lambda n: promised("at_least: 9, unit: t").log(
        *(f"{_day(each * 360 // n)}, total: {each * 360 // n}, ref: r{each}" for each in range(n))
    ),
    "intervals that cover each other": lambda n: promised("at_least: 9, unit: t").log(
        *(f"2018-10-01/2019-0{1 + each % 9}-05, count: 1, ref: r{each}" for each in range(n))
    ),
    "intervals and readings": lambda n: promised("at_least: 9, unit: t").log(
        *(f"2018-10-0{1 + each % 4}/2018-10-05, count: 1, ref: r{each}, place: P{each}" for each in range(n // 8)),
        *(f"{_day(10 + each * 340 // n)}, total: 900, ref: t{each}" for each in range(n)),
    ),
    "unknown activities": lambda n: promised("at_least: 9, unit: t").log(
        *(f"{_day(each)}, activity: x{each}, count: 1" for each in range(n))
    ),
    "tags": lambda n: promised("at_least: 9, unit: t", keys="of_which: [{tag: natt, at_least: 1}]").log(
        *(f"{_day(each)}, count: 1, ref: r{each}, tags: [t{each}]" for each in range(n))
    ),
    "milestones": lambda n: promised("done: klart").log(*(f"{_day(each)}, done: true" for each in range(n))),
    "cases": lambda n: promised("within: 24, unit: timmar").log(*(f"{_day(each)}, count: 1" for each in range(n))),
    "all": lambda n: promised("all: skolor, of: 14").log(*(f"{_day(each)}, reached: all" for each in range(n))),
    "activities": _activities,
}


def _checked(bundle: PromiseFiles) -> Callable[[], object]:
    return lambda: check_promise(bundle)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_check_grows_with_the_log(shape: str) -> None:
    assert growth(lambda n: _checked(SHAPES[shape](n).bundle), SIZE) < MOST


@pytest.mark.parametrize("shape", SHAPES)
def test_the_figures_grow_with_the_log(shape: str) -> None:
    def made(n: int) -> Callable[[], object]:
        dossier = SHAPES[shape](n).checked.value
        assert dossier is not None
        return lambda: progress_of(dossier.promise, dossier.logged, day_after(START, 300))

    assert growth(made, SIZE) < MOST


@pytest.mark.parametrize("shape", ["readings", "milestones", "cases", "all", "on one day"])
def test_the_steps_grow_with_the_log(shape: str) -> None:
    def made(n: int) -> Callable[[], object]:
        dossier = SHAPES[shape](n).checked.value
        assert dossier is not None
        counted = _events.events_of(dossier.logged)
        return lambda: list(steps(dossier.promise.activities["insats"], counted))

    assert growth(made, SIZE) < MOST


def test_the_steps_of_counts_on_the_day_of_another_party_s_reading_grow_with_them() -> None:
    def made(n: int) -> Callable[[], object]:
        activity = promised("at_least: 9, unit: t").checked.value.promise.activities["insats"]  # type: ignore[union-attr]
        day = days("2018-10-05")
        counted = [Event(LogEntry(day, ("insats",), total=5), frozenset({"polis"}))]
        counted += (Event(LogEntry(day, ("insats",), count=1), frozenset({"kommun"})) for _ in range(n))
        return lambda: list(steps(activity, counted))

    assert growth(made, SIZE) < MOST
