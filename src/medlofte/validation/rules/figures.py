"""Rules about entries seen together: what is said twice, what overlaps, and readings that contradict."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from medlofte.core.diagnostic import Finding
from medlofte.core.escaping import format_number
from medlofte.core.messages import msg
from medlofte.core.record import Record
from medlofte.model.entry import ALL, LogEntry, LoggedEntry
from medlofte.model.promise import Number, TargetKind, exact_sum
from medlofte.validation.rules.dossier import FIRST_DAY, LAST_DAY, LoggedPromise, at

if TYPE_CHECKING:
    from medlofte.progress.tally import ActivityFigures


def kept_against_figures(dossier: LoggedPromise) -> Iterator[Finding]:
    """An assessment as kept has no effect when the figures fall short; the figures decide."""
    judged = {id for logged in dossier.special if logged.entry.assessed == "kept" for id in logged.entry.activities}
    for id, logs in dossier.by_activity.items():
        assessed = [logged for logged in logs if logged.entry.assessed == "kept"] if id in judged else []
        if not assessed or not any(logged.entry.has_figure for logged in logs):
            continue
        from medlofte.progress.events import events_of  # here, because few logs need it
        from medlofte.progress.tally import tally_of

        activity = dossier.promise.activities[id]
        events = events_of(logs)
        tallies: dict[date, ActivityFigures] = {}
        for logged in assessed:
            day = logged.entry.date.last
            if day not in tallies:
                so_far = [event for event in events if event.entry.date.last <= day]
                period = dossier.promise.period_of(activity)
                tallies[day] = tally_of(activity, period, so_far, day, foretell=False)
            tally = tallies[day]
            if tally.counts_short:
                wanted = tally.wanted.whole if tally.wanted.whole is not None else tally.wanted.now
                message = msg(
                    "{activity} is judged as kept, but the log says {done} of {wanted}.",
                    activity=id,
                    done=format_number(tally.done or 0),
                    wanted=format_number(wanted or 0),
                )
                if tally.done is not None and (wanted is None or tally.done >= wanted):
                    message = msg("{activity} is judged as kept, but a part of it falls short.", activity=id)
                hint = msg("Add what is missing to the log, or judge it as partly or not-kept.")
                yield Finding(at(logged, "assessed"), message, hint)


def equal_entries(dossier: LoggedPromise) -> Iterator[Finding]:
    """Two equal lines may be one event or two, also of two parties; only a reference can tell them apart."""
    first: dict[tuple[str, str], LoggedEntry] = {}
    for logged in dossier.without_ref:
        whose = logged.party if logged.entry.date.is_interval else ""
        key = (whose, _content(logged.entry))
        if key in first:
            related = ((at(first[key]), msg("The equal line is here.")),)
            message = msg("The same line is in the log twice, and both are counted.")
            hint = msg("Remove one. If they are two events, give each a ref of its own.")
            yield Finding(at(logged), message, hint, related)
        else:
            first[key] = logged


def repeated_ref(dossier: LoggedPromise) -> Iterator[Finding]:
    """The same entry is twice in one party's logs under one reference. It counts once."""
    seen: dict[tuple[str, str], LoggedEntry] = {}
    for logged in dossier.with_same_ref:
        ref = logged.entry.ref
        assert ref is not None, "they are the same for two"
        earlier = seen.setdefault((logged.party, ref), logged)
        if earlier is not logged and earlier.entry == logged.entry:
            related = ((at(earlier, "ref"), msg("It is first written here.")),)
            message = msg("The entry {ref} is in the log twice; it is counted once.", ref=ref)
            yield Finding(at(logged, "ref"), message, msg("Remove one of them."), related)


def ref_conflict(dossier: LoggedPromise) -> Iterator[Finding]:
    """One reference is one event, so lines that say different things can't share it."""
    seen: dict[str, LoggedEntry] = {}
    for logged in dossier.with_same_ref:
        ref = logged.entry.ref
        assert ref is not None, "they are the same for two"
        earlier = seen.setdefault(ref, logged)
        if earlier.entry != logged.entry:
            related = ((at(earlier, "ref"), msg("It is first written here.")),)
            message = msg("Two entries that differ have the ref {ref}.", ref=ref)
            hint = msg("Give one of them another ref, or make them equal if they are one event.")
            yield Finding(at(logged, "ref"), message, hint, related)


def overlapping_entries(dossier: LoggedPromise) -> Iterator[Finding]:
    """A count over several days and another count in the same days may be the same work counted twice."""
    for logs in dossier.by_activity.values():
        if [*map(FIRST_DAY, logs)] == [*map(LAST_DAY, logs)]:
            continue
        counting = [logged for logged in logs if logged.entry.count is not None]
        order = {id(logged): position for position, logged in enumerate(counting)}
        for logged, partner in _overlaps(counting):
            one, other = sorted((logged, partner), key=lambda each: order[id(each)])
            if not one.entry.date.is_interval or other.entry.date.is_interval:
                one, other = other, one
            message = msg(
                "{days} overlaps another entry for the same activity; the same work may be counted twice.",
                days=one.entry.date.text,
            )
            related = ((at(other, "date"), msg("The other entry is here.")),)
            hint = msg("Make the dates meet without overlapping, or give both a place if they are apart.")
            yield Finding(at(one, "date"), message, hint, related)


def _overlaps(counting: Sequence[LoggedEntry]) -> Iterator[tuple[LoggedEntry, LoggedEntry]]:
    """For each interval, and each entry in one, the first that it overlaps; each pair and each interval once.

    On one day intervals come first, so only they are waited for, each under its places, until one has been said.
    """
    waiting: dict[str | None, dict[int, LoggedEntry]] = {}
    ordered = sorted(counting, key=lambda each: (each.entry.date.first, -each.entry.date.last.toordinal()))
    for turn, logged in enumerate(ordered):
        places = logged.entry.places
        for waited, each in sorted(_at_places([None, *places] if places else [*waiting], waiting, logged).items()):
            if _may_be_the_same(each, logged):
                for place in each.entry.places or (None,):
                    waiting.get(place, {}).pop(waited, None)
                yield logged, each
        if logged.entry.date.is_interval:
            for place in places or (None,):
                waiting.setdefault(place, {})[turn] = logged


def _at_places(
    places: Sequence[str | None], waiting: dict[str | None, dict[int, LoggedEntry]], logged: LoggedEntry
) -> dict[int, LoggedEntry]:
    """The intervals that wait at the places and reach the entry, with their turns; the places forget all others."""
    found: dict[int, LoggedEntry] = {}
    for place in places:
        still = {
            n: each for n, each in waiting.pop(place, {}).items() if each.entry.date.last >= logged.entry.date.first
        }
        if still:
            waiting[place] = still
            found |= still
    return found


def _may_be_the_same(logged: LoggedEntry, partner: LoggedEntry) -> bool:
    one, other = logged.entry, partner.entry
    if not (one.date.is_interval or other.date.is_interval):
        return False
    if one.ref is not None and one.ref == other.ref:
        return False
    if one.ref is None and one == other and logged.party == partner.party:
        return False  # said already, as equal entries
    return not (one.places and other.places) or bool(set(one.places) & set(other.places))


def _with_readings(dossier: LoggedPromise) -> dict[str, list[LoggedEntry]]:
    """The entries of each activity that has a reading among them."""
    read = {id for each in dossier.special if each.entry.reading is not None for id in each.entry.activities}
    return {id: logs for id, logs in dossier.by_activity.items() if id in read}


def totals_conflict(dossier: LoggedPromise) -> Iterator[Finding]:
    """A party has given two different cumulative readings for one activity on one day."""
    for logs in _with_readings(dossier).values():
        first: dict[tuple[str, object], LoggedEntry] = {}
        for logged in logs:
            reading = logged.entry.reading
            if reading is None:
                continue
            earlier = first.setdefault((logged.party, logged.entry.date.last), logged)
            if earlier.entry.reading != reading:
                related = ((at(earlier, _key(earlier.entry)), msg("The other reading is here.")),)
                message = msg(
                    "Two readings for {day}: {one} and {other}.",
                    day=logged.entry.date.last.isoformat(),
                    one=str(earlier.entry.reading),
                    other=str(reading),
                )
                yield Finding(at(logged, _key(logged.entry)), message, msg("Remove the wrong one."), related)


def total_too_low(dossier: LoggedPromise) -> Iterator[Finding]:
    """A cumulative reading is lower than what was counted before it, or than an earlier reading."""
    for id, logs in _with_readings(dossier).items():
        period = dossier.promise.period_of(dossier.promise.activities[id])
        by_party: dict[str, list[LoggedEntry]] = {}
        for each in logs:
            if period is None or period.holds(each.entry.date):
                by_party.setdefault(each.party, []).append(each)
        for own in by_party.values():
            if any(each.entry.reading is not None for each in own):
                yield from _too_low(_once(own))


def _once(logs: Sequence[LoggedEntry]) -> list[LoggedEntry]:
    """The entries without those whose reference has stood before: they are one event."""
    seen: set[str] = set()
    kept = []
    for logged in logs:
        if logged.entry.ref is None or logged.entry.ref not in seen:
            kept.append(logged)
        seen.add(logged.entry.ref or "")
    return kept


def _too_low(logs: Sequence[LoggedEntry]) -> Iterator[Finding]:
    """Goes through one party's entries by last day; on one day, counts come before readings.

    Readings of one day are held against what stood before that day's first, for two different ones are said already.
    """
    stands = before = _Stands()
    day = None
    for logged in sorted(logs, key=lambda each: (each.entry.date.last, each.entry.reading is not None)):
        reading = logged.entry.reading
        if reading is None:
            stands = stands.counting(logged.entry.count or 0)
            continue
        if day != logged.entry.date.last:
            day, before = logged.entry.date.last, stands
        if before.is_above(reading):
            said = msg("all") if before.everyone else msg("{n}", n=str(max(before.number, before.highest)))
            message = msg(
                "The reading {total} is lower than {said}, as reported before it.", total=str(reading), said=said
            )
            hint = msg("A reading is the sum so far; write count: … for what is added.")
            yield Finding(at(logged, _key(logged.entry)), message, hint)
        stands = stands.read(reading)


class _Stands(Record):
    """What one party has reported so far: the number that stands, the highest reading, and whether all were reached."""

    number: Number = 0
    highest: Number = 0
    everyone: bool = False

    def counting(self, count: Number) -> _Stands:
        return self.replace(number=exact_sum([self.number, count]))

    def read(self, reading: Number | Literal["all"]) -> _Stands:
        if reading == ALL:
            return self.replace(everyone=True)
        return self.replace(number=reading, highest=max(self.highest, reading))

    def is_above(self, reading: Number | Literal["all"]) -> bool:
        return reading != ALL and (self.everyone or reading < max(self.number, self.highest))


def interval_across_total(dossier: LoggedPromise) -> Iterator[Finding]:
    """A count begun before a reading's day and ended after it is added whole, though the reading may hold a part."""
    for logs in _with_readings(dossier).values():
        readings: dict[str, dict[date, tuple[int, LoggedEntry]]] = {}
        for place, logged in enumerate(logs):
            if logged.entry.reading is not None:
                readings.setdefault(logged.party, {})[logged.entry.date.last] = (place, logged)
        ordered = {party: sorted(on_days) for party, on_days in readings.items()}
        for logged in logs:
            days = logged.entry.date
            if logged.entry.count is None or logged.entry.reading is not None or not days.is_interval:
                continue
            own = ordered.get(logged.party, [])
            across = own[bisect_left(own, days.first) : bisect_left(own, days.last)]
            if across:
                _, last = max(readings[logged.party][day] for day in across)
                related = ((at(last, "date"), msg("The reading is here.")),)
                message = msg("{days} goes past a reading and is added to it whole.", days=days.text)
                yield Finding(at(logged, "date"), message, msg("Split it at the reading's day."), related)


def milestone_conflict(dossier: LoggedPromise) -> Iterator[Finding]:
    """A party has reported on one date that a milestone is done and that it is not."""
    for id, logs in dossier.by_activity.items():
        if dossier.promise.activities[id].target.kind is not TargetKind.MILESTONE:
            continue
        first: dict[tuple[str, object], LoggedEntry] = {}
        for logged in logs:
            if logged.entry.done is None:
                continue
            earlier = first.setdefault((logged.party, logged.entry.date.last), logged)
            if earlier.entry.done is not logged.entry.done:
                related = ((at(earlier, "done"), msg("The other entry is here.")),)
                message = msg("Done and not done on the same day, {day}.", day=logged.entry.date.last.isoformat())
                yield Finding(at(logged, "done"), message, msg("Remove the wrong one."), related)


def _key(entry: LogEntry) -> str:
    return "total" if entry.total is not None else "reached"


def _content(entry: LogEntry) -> str:
    return repr(entry)
