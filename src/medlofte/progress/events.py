"""Entries to events: what was reported by a day, each event once, and the sums that stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from medlofte.core.record import Record
from medlofte.model.entry import ALL, Entry, Logged
from medlofte.model.promise import Number, Period, exact_sum


class Event(Record):
    """One thing that happened, and the parties whose logs tell of it. Equal references are one event."""

    entry: Entry
    parties: frozenset[str]


class Amount(Record):
    """What an event says of a figure: a number that adds, or a ``reading`` that replaces what was counted."""

    number: Number
    reading: bool


class Standing(Record):
    """The figure that stands: its sum, each party's own, and the events it was made from."""

    total: Number | None
    by_party: dict[str, Number]
    used: tuple[Event, ...]


def events_of(logged: Iterable[Logged]) -> list[Event]:
    """The events that entries tell of, in the order of their last days; entries with one ``ref`` are one event."""
    joint: dict[str, set[str]] = {}
    first: dict[str, Entry] = {}
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


def figure_counts(entry: Entry, period: Period | None) -> bool:
    """Whether the entry's figures count: it says one, and lies wholly inside the activity's period."""
    return entry.has_figure and (period is None or period.holds(entry.date))


def remark_counts(entry: Entry, period: Period | None) -> bool:
    """Whether the entry's words, deviation or assessment count: they may come after the period, not before it."""
    says = entry.words is not None or entry.deviation is not None or entry.assessed is not None
    return says and (period is None or entry.date.first >= period.start)


def counts(entry: Entry, period: Period | None) -> bool:
    """Whether anything that the entry says counts, so that the activity has been reported on."""
    return figure_counts(entry, period) or remark_counts(entry, period)


def whole_amount(entry: Entry) -> Amount | None:
    """What the entry says of the activity's own figure. *All* is no number and is left to the coverage."""
    if entry.reading is not None:
        return None if entry.reading == ALL else Amount(entry.reading, True)
    return None if entry.count is None else Amount(entry.count, False)


def part_amount(tag: str, of: int | None) -> Callable[[Entry], Amount | None]:
    """What an entry says of a part: its own number for the tag, or all of it when it carries the tag.

    ``of`` is how many *all* are, where that is known.
    """

    def amount(entry: Entry) -> Amount | None:
        if tag in entry.of_which:
            return Amount(entry.of_which[tag], entry.reading is not None)
        if tag not in entry.tags:
            return None
        if entry.reading == ALL:
            return None if of is None else Amount(of, True)
        return whole_amount(entry)

    return amount


def cases_in_time(entry: Entry) -> Amount | None:
    """What the entry says of the cases that met a time limit; no cases are all in time."""
    whole = whole_amount(entry)
    if whole is None or (entry.within is None and whole.number != 0):
        return None
    return Amount(entry.within or 0, whole.reading)


def latest_readings(events: Sequence[Event]) -> list[Event]:
    """Each party's latest reading, *all* among them; on one day, *all* comes last."""
    readings = [event for event in events if event.entry.reading is not None]
    readings.sort(key=lambda event: (event.entry.date.last, event.entry.reading == ALL))
    return list({party: event for event in readings for party in event.parties}.values())


def standing(events: Sequence[Event], amount: Callable[[Entry], Amount | None] = whole_amount) -> Standing:
    """The figure that stands when each party's latest reading has replaced what that party counted until then.

    A reading replaces counts whose last day is its own last day or earlier. A joint event that one party's reading
    covers is covered for all. The parties are then added, each event once. The events come by their last days.
    """
    said = [(event, found) for event in events if (found := amount(event.entry)) is not None]
    latest: dict[str, tuple[Event, Amount]] = {}
    for event, found in said:
        for party in event.parties if found.reading else ():
            latest[party] = (event, found)

    def covered(event: Event, parties: Iterable[str]) -> bool:
        return any(party in latest and event.entry.date.last <= latest[party][0].entry.date.last for party in parties)

    def superseded(event: Event) -> bool:
        """Whether one of the parties to a joint reading has a later one."""
        return any(latest[party][0].entry.date.last > event.entry.date.last for party in event.parties)

    counts = [(event, found) for event, found in said if not found.reading]
    adding = [(event, found) for event, found in counts if not covered(event, event.parties)]
    standing_readings = [(event, found) for event, found in latest.values() if not superseded(event)]
    readings = list({id(event): (event, found) for event, found in standing_readings}.values())
    used = readings + adding
    own: dict[str, list[Number]] = {}
    for event, found in said:
        for party in sorted(event.parties):
            numbers = own.setdefault(party, [latest[party][1].number] if party in latest else [])
            if not found.reading and not covered(event, (party,)):
                numbers.append(found.number)
    by_party = {party: exact_sum(numbers) for party, numbers in own.items()}
    total = exact_sum([found.number for _, found in used]) if used else None
    return Standing(total, by_party, tuple(event for event, _ in used))
