"""Entries to events: what was reported by a day, each event once, and the sums that stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from medlofte.core.record import Record
from medlofte.model.entry import ALL, LogEntry, LoggedEntry
from medlofte.model.promise import Number, Period


class Event(Record):
    """One thing that happened, and the parties whose logs tell of it. Equal references are one event."""

    entry: LogEntry
    parties: frozenset[str]


class Amount(Record):
    """What an event says of a figure: a number that adds, or a ``reading`` that replaces what was counted."""

    number: Number
    reading: bool


def events_of(logged: Iterable[LoggedEntry]) -> list[Event]:
    """The events that entries tell of, in the order of their last days; entries with one ``ref`` are one event."""
    joint: dict[str, set[str]] = {}
    first: dict[str, LogEntry] = {}
    events: list[Event] = []
    for each in logged:
        ref = each.entry.ref
        if ref is None:
            events.append(Event(each.entry, frozenset({each.party})))
        else:
            joint.setdefault(ref, set()).add(each.party)
            first.setdefault(ref, each.entry)
    events += (Event(entry, frozenset(joint[ref])) for ref, entry in first.items())
    return sorted(events, key=lambda event: event.entry.date.last)


def exists(event: Event, as_of: date) -> bool:
    """Whether the event's last day has come."""
    return event.entry.date.last <= as_of


def figure_counts(entry: LogEntry, period: Period | None) -> bool:
    """Whether the entry's figures count: it says one, and lies wholly inside the activity's period."""
    return entry.has_figure and (period is None or period.holds(entry.date))


def remark_counts(entry: LogEntry, period: Period | None) -> bool:
    """Whether the entry's words, deviation or assessment count: they may come after the period, not before it."""
    says = entry.words is not None or entry.deviation is not None or entry.assessed is not None
    return says and (period is None or entry.date.first >= period.start)


def counts(entry: LogEntry, period: Period | None) -> bool:
    """Whether anything that the entry says counts, so that the activity has been reported on."""
    return figure_counts(entry, period) or remark_counts(entry, period)


def whole_amount(entry: LogEntry) -> Amount | None:
    """What the entry says of the activity's own figure. *All* is no number and is left to the coverage."""
    if entry.reading is not None:
        return None if entry.reading == ALL else Amount(entry.reading, True)
    return None if entry.count is None else Amount(entry.count, False)


def part_amount(tag: str, of: int | None) -> Callable[[LogEntry], Amount | None]:
    """What an entry says of a part: its own number for the tag, or all of it when it carries the tag.

    ``of`` is how many *all* are, where that is known.
    """

    def amount(entry: LogEntry) -> Amount | None:
        if tag in entry.of_which:
            return Amount(entry.of_which[tag], entry.reading is not None)
        if tag not in entry.tags:
            return None
        if entry.reading == ALL:
            return None if of is None else Amount(of, True)
        return whole_amount(entry)

    return amount


def cases_in_time(entry: LogEntry) -> Amount | None:
    """What the entry says of the cases that met a time limit; no cases are all in time."""
    whole = whole_amount(entry)
    if whole is None or (entry.within is None and whole.number != 0):
        return None
    return Amount(entry.within or 0, whole.reading)
