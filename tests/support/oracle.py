"""What a figure is, by looking at all events together: a second way to it, which no part of medlofte uses."""

from collections.abc import Callable, Iterable, Sequence

from medlofte.core.record import Record
from medlofte.model.entry import ALL, LogEntry
from medlofte.model.promise import Activity, Number, TargetKind, exact_sum
from medlofte.progress import events as _events
from medlofte.progress.events import Amount, Event
from medlofte.progress.figure import Figure


class Standing(Record):
    """The figure that stands: its sum, each party's own, and the events it was made from."""

    total: Number | None
    by_party: dict[str, Number]
    used: tuple[Event, ...]


def figure_of_all(activity: Activity, events: Sequence[Event]) -> Figure:
    """The figure of all events looked at together, in the order of their last days."""
    match activity.target.kind:
        case TargetKind.MILESTONE:
            return _milestone(events)
        case TargetKind.TIME_LIMIT:
            return _time_limit(events)
        case TargetKind.COVERAGE:
            return _coverage(activity.target.of, events)
        case _:
            stands = standing(events)
            return Figure(stands.total, stands.by_party, stands.used)


def _milestone(events: Sequence[Event]) -> Figure:
    said = [event for event in events if event.entry.done is not None]
    if not said:
        return Figure(None, {})
    latest = [event for event in said if event.entry.date.last == said[-1].entry.date.last]
    done = int(all(event.entry.done for event in latest))
    by_party = dict.fromkeys(sorted(frozenset().union(*(event.parties for event in latest))), 1)
    by_party |= {party: 0 for event in latest if not event.entry.done for party in event.parties}
    since = [event.entry.date.last for event in said if not event.entry.done]
    days = [
        event.entry.date.last for event in said if event.entry.done and (not since or event.entry.date.last > since[-1])
    ]
    return Figure(done, by_party, latest, reached_on=days[0] if done else None)


def _time_limit(events: Sequence[Event]) -> Figure:
    cases = standing(events)
    in_time = standing(events, _events.cases_in_time)
    known = len(in_time.used) == len(cases.used) and cases.total is not None
    return Figure(in_time.total if known else None, in_time.by_party if known else {}, cases.used, cases.total or 0)


def _coverage(of: int | None, events: Sequence[Event]) -> Figure:
    """As others, but a party whose latest reading is *all* has reached all there are, whatever others say."""
    everyone = [event for event in latest_readings(events) if event.entry.reached == ALL]
    stands = standing(events)
    if not everyone:
        return Figure(stands.total, stands.by_party, stands.used)
    by_party = dict(stands.by_party)
    if of is not None:
        by_party |= {party: of for event in everyone for party in sorted(event.parties)}
    return Figure(of, by_party, everyone, everyone=True)


def latest_readings(events: Sequence[Event]) -> list[Event]:
    """Each party's latest reading, *all* among them; on one day, *all* comes last."""
    readings = [event for event in events if event.entry.reading is not None]
    readings.sort(key=lambda event: (event.entry.date.last, event.entry.reading == ALL))
    return list({party: event for event in readings for party in event.parties}.values())


def standing(events: Sequence[Event], amount: Callable[[LogEntry], Amount | None] = _events.whole_amount) -> Standing:
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
