"""An activity's figure entry by entry: how much each adds when it comes, after readings have replaced others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Protocol

from medlofte.core.record import Record
from medlofte.model.entry import ALL, Entry
from medlofte.model.promise import Activity, Kind, Number, exact_sum
from medlofte.progress import events as _events
from medlofte.progress.events import Amount, Event


class Step(Record):
    """What one event makes of a figure: what it adds, which may be less than nothing, and the figure after it.

    The figure is missing when no number is known; it then adds what brings the sum of all steps to zero.
    """

    adds: Number
    so_far: Number | None


class Running(Protocol):
    """A figure that is kept up as events come, in the order of their last days."""

    def after(self, event: Event) -> Number | None:
        """The figure with one event more; missing when no number is known."""
        ...


def steps(activity: Activity, counted: Iterable[Event]) -> Iterator[Step]:
    """The step of each event that counts, in the order of their last days.

    The sum of the steps up to the close of a day is the figure of that day.
    """
    figure = running(activity)
    before: Number | None = None
    for event in counted:
        after = figure.after(event)
        yield Step(exact_sum((after or 0, -(before or 0))), after)
        before = after


def running(activity: Activity) -> Running:
    """The figure of an activity before anything has come: after each event it is what ``figure_of`` makes of all."""
    match activity.target.kind:
        case Kind.MILESTONE:
            return _Milestone()
        case Kind.TIME_LIMIT:
            return _TimeLimit()
        case Kind.COVERAGE:
            return _Coverage(activity.target.of)
        case _:
            return _Sum()


class _Sum:
    """The sum of ``events.standing``. What a reading replaces is taken away once and never looked at again."""

    def __init__(self, amount: Callable[[Entry], Amount | None] = _events.whole_amount) -> None:
        self._amount = amount
        self._used: dict[int, Number] = {}
        self._sum: Number = 0
        self._counts: dict[str, list[Event]] = {}
        self._readings: dict[str, list[Event]] = {}
        self._latest_for: dict[int, int] = {}

    @property
    def total(self) -> Number | None:
        """The sum; missing where nothing stands."""
        return self._sum if self._used else None

    @property
    def used(self) -> int:
        """How many events it is made from."""
        return len(self._used)

    def after(self, event: Event) -> Number | None:
        """The sum with one event more."""
        found = self._amount(event.entry)
        if found is not None and found.reading:
            for party in event.parties:
                self._replace(party, event)
            self._latest_for[id(event)] = len(event.parties)
            self._take(event, found.number)
        elif found is not None and not any(self._covers(party, event) for party in event.parties):
            for party in event.parties:
                self._counts.setdefault(party, []).append(event)
            self._take(event, found.number)
        return self.total

    def _covers(self, party: str, event: Event) -> bool:
        """Whether the party's latest reading is of the event's last day, and so holds what it counts."""
        readings = self._readings.get(party)
        return readings is not None and readings[-1].entry.date.last == event.entry.date.last

    def _replace(self, party: str, event: Event) -> None:
        """Take away what a party's new reading replaces: its counts, its earlier readings, and one of the same day.

        A joint reading of the same day stands as long as it is some party's latest.
        """
        for each in self._counts.pop(party, ()):
            self._drop(each)
        readings = self._readings.setdefault(party, [])
        if readings and readings[-1].entry.date.last < event.entry.date.last:
            for each in readings:
                self._drop(each)
            readings.clear()
        elif readings:
            self._latest_for[id(readings[-1])] -= 1
            if not self._latest_for[id(readings[-1])]:
                self._drop(readings[-1])
        readings.append(event)

    def _take(self, event: Event, number: Number) -> None:
        self._used[id(event)] = number
        self._sum = exact_sum((self._sum, number))

    def _drop(self, event: Event) -> None:
        number = self._used.pop(id(event), None)
        if number is not None:
            self._sum = exact_sum((self._sum, -number))


class _TimeLimit:
    """The cases in time; missing when of some cases it is not known how many were."""

    def __init__(self) -> None:
        self._cases = _Sum()
        self._in_time = _Sum(_events.cases_in_time)

    def after(self, event: Event) -> Number | None:
        """The cases in time with one event more."""
        cases, in_time = self._cases.after(event), self._in_time.after(event)
        return in_time if cases is not None and self._in_time.used == self._cases.used else None


class _Coverage:
    """As a sum, but all there are, known or not, while the latest reading of some party is *all*."""

    def __init__(self, of: int | None) -> None:
        self._of = of
        self._sum = _Sum()
        self._all_on: dict[str, date] = {}

    def after(self, event: Event) -> Number | None:
        """How many were reached with one event more; on one day, *all* comes last."""
        reading, day = event.entry.reading, event.entry.date.last
        for party in event.parties if reading is not None else ():
            if reading == ALL:
                self._all_on[party] = day
            elif self._all_on.get(party, day) < day:
                del self._all_on[party]
        total = self._sum.after(event)
        return self._of if self._all_on else total


class _Milestone:
    """Whether it is done by all that is said on the last day that anything is."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._done: bool | None = None

    def after(self, event: Event) -> Number | None:
        """1 or 0 with one event more."""
        done, day = event.entry.done, event.entry.date.last
        if done is not None:
            self._done = done and self._done if day == self._day else done
            self._day = day
        return None if self._done is None else int(self._done)
