"""An activity's figure, kept up event by event: counts add, and a reading replaces what its party had counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from medlofte.core.record import Record
from medlofte.model.entry import ALL, LogEntry
from medlofte.model.promise import Activity, Number, TargetKind, exact_sum
from medlofte.progress import events as _events
from medlofte.progress.events import Amount, Event


class Figure(Record):
    """The figure that counted events give an activity, and the events that it was made from."""

    done: Number | None
    by_party: Mapping[str, Number]
    used: Sequence[Event] = ()
    cases: Number = 0
    everyone: bool = False
    reached_on: date | None = None


class Step(Record):
    """What one event makes of a figure: what it adds, which may be less than nothing, and the figure after it.

    The figure is missing when no number is known; it then adds what brings the sum of all steps to zero.
    """

    adds: Number
    so_far: Number | None


class RunningFigure(Protocol):
    """A figure that is kept up as events come, in the order of their last days."""

    @property
    def done(self) -> Number | None:
        """The figure so far; missing when no number is known."""
        ...

    def add(self, event: Event) -> None:
        """Take one event more."""
        ...

    def to_figure(self) -> Figure:
        """All that is known of the figure so far."""
        ...


def start_figure(activity: Activity) -> RunningFigure:
    """The figure of an activity before anything has come."""
    match activity.target.kind:
        case TargetKind.MILESTONE:
            return _Milestone()
        case TargetKind.TIME_LIMIT:
            return _TimeLimit()
        case TargetKind.COVERAGE:
            return _Coverage(activity.target.of)
        case _:
            return Total()


def figure_of(activity: Activity, counted: Iterable[Event]) -> Figure:
    """The figure by events that count, in the order of their last days."""
    figure = start_figure(activity)
    for event in counted:
        figure.add(event)
    return figure.to_figure()


def steps(activity: Activity, counted: Iterable[Event]) -> Iterator[Step]:
    """The step of each event that counts; their sum up to the close of a day is the figure of that day."""
    figure, before = start_figure(activity), None
    for event in counted:
        figure.add(event)
        yield Step(exact_sum((figure.done or 0, -(before or 0))), figure.done)
        before = figure.done


def total_of(
    events: Iterable[Event], amount: Callable[[LogEntry], Amount | None] = _events.whole_amount
) -> Number | None:
    """The sum that stands; missing where nothing does."""
    total = Total(amount)
    for event in events:
        total.add(event)
    return total.to_figure().done


class Total:
    """A sum. A party's reading replaces what it counted up to that day; the parties are added, each event once.

    A joint event that one party's reading covers is covered for all; a joint reading stands as long as it is the
    latest of some party and none of its parties has a later one.
    """

    def __init__(self, amount: Callable[[LogEntry], Amount | None] = _events.whole_amount) -> None:
        self._amount = amount
        self._used: dict[int, tuple[Event, Number]] = {}
        self._sum: Number = 0
        self._counts: dict[str, list[Event]] = {}
        self._readings: dict[str, list[Event]] = {}
        self._latest_for: dict[int, int] = {}
        self._own: dict[str, list[Number]] = {}

    @property
    def done(self) -> Number | None:
        """The sum; missing where nothing stands."""
        return self._sum if self._used else None

    def __len__(self) -> int:
        return len(self._used)

    def to_figure(self) -> Figure:
        """The sum, each party's own, and the events that it is made from."""
        by_party = {party: exact_sum(numbers) for party, numbers in self._own.items()}
        done = exact_sum([number for _, number in self._used.values()]) if self._used else None
        return Figure(done, by_party, tuple(event for event, _ in self._used.values()))

    def add(self, event: Event) -> None:
        """Take one event more."""
        found = self._amount(event.entry)
        if found is None:
            return
        parties = sorted(event.parties)
        if found.reading:
            for party in parties:
                self._replace(party, event)
                self._own[party] = [found.number]
            self._latest_for[id(event)] = len(parties)
            self._take(event, found.number)
            return
        is_covered = False
        for party in parties:
            own = self._own.setdefault(party, [])
            if self._covers(party, event):
                is_covered = True
            else:
                own.append(found.number)
        if not is_covered:
            for party in parties:
                self._counts.setdefault(party, []).append(event)
            self._take(event, found.number)

    def _covers(self, party: str, event: Event) -> bool:
        """Whether the party's latest reading is of the event's last day, and so holds what it counts."""
        readings = self._readings.get(party)
        return readings is not None and readings[-1].entry.date.last == event.entry.date.last

    def _replace(self, party: str, event: Event) -> None:
        """Take away what a party's new reading replaces: its counts, its earlier readings, and one of the same day."""
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
        self._used[id(event)] = event, number
        self._sum = exact_sum((self._sum, number))

    def _drop(self, event: Event) -> None:
        used = self._used.pop(id(event), None)
        if used is not None:
            self._sum = exact_sum((self._sum, -used[1]))


class _TimeLimit:
    """The cases in time; missing when of some cases it is not known how many were."""

    def __init__(self) -> None:
        self._cases, self._in_time = Total(), Total(_events.cases_in_time)

    @property
    def done(self) -> Number | None:
        known = len(self._cases) == len(self._in_time) and self._cases.done is not None
        return self._in_time.done if known else None

    def add(self, event: Event) -> None:
        self._cases.add(event)
        self._in_time.add(event)

    def to_figure(self) -> Figure:
        cases, in_time = self._cases.to_figure(), self._in_time.to_figure()
        known = len(in_time.used) == len(cases.used) and cases.done is not None
        return Figure(in_time.done if known else None, in_time.by_party if known else {}, cases.used, cases.done or 0)


class _Coverage:
    """As a sum, but all there are, known or not, while the latest reading of some party is *all*."""

    def __init__(self, of: int | None) -> None:
        self._of = of
        self._total = Total()
        self._all: dict[str, Event] = {}

    @property
    def done(self) -> Number | None:
        return self._of if self._all else self._total.done

    def add(self, event: Event) -> None:
        """On one day, *all* comes last."""
        reading, day = event.entry.reading, event.entry.date.last
        for party in sorted(event.parties) if reading is not None else ():
            if reading == ALL:
                self._all[party] = event
            elif party in self._all and self._all[party].entry.date.last < day:
                del self._all[party]
        self._total.add(event)

    def to_figure(self) -> Figure:
        stands = self._total.to_figure()
        if not self._all:
            return stands
        everyone = list(self._all.values())
        parties = sorted({party for event in everyone for party in event.parties}) if self._of is not None else ()
        by_party = {**stands.by_party, **dict.fromkeys(parties, self._of or 0)}
        return Figure(self._of, by_party, everyone, everyone=True)


class _Milestone:
    """Whether it is done by all that is said on the last day that anything is, and since when nobody denies it."""

    def __init__(self) -> None:
        self._latest: list[Event] = []
        self._undone_on: date | None = None
        self._reached_on: date | None = None

    @property
    def done(self) -> Number | None:
        return int(all(event.entry.done for event in self._latest)) if self._latest else None

    def add(self, event: Event) -> None:
        if event.entry.done is None:
            return
        day = event.entry.date.last
        is_same_day = bool(self._latest) and self._latest[-1].entry.date.last == day
        self._latest = [*self._latest, event] if is_same_day else [event]
        if not event.entry.done:
            self._undone_on, self._reached_on = day, None
        elif self._reached_on is None and self._undone_on != day:
            self._reached_on = day

    def to_figure(self) -> Figure:
        if not self._latest:
            return Figure(None, {})
        by_party = dict.fromkeys(sorted(frozenset().union(*(event.parties for event in self._latest))), 1)
        by_party |= {party: 0 for event in self._latest if not event.entry.done for party in event.parties}
        return Figure(self.done, by_party, self._latest, reached_on=self._reached_on if self.done else None)
