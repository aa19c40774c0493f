"""Promises, activities and entries as three tidy tables whose columns never change their meaning: open data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from medlofte.core.escaping import simplify_number
from medlofte.core.messages import Translator
from medlofte.core.personal_data import mask_identity_numbers
from medlofte.core.record import Record
from medlofte.model.entry import ALL, LogEntry, LoggedEntry
from medlofte.model.municipalities import codes_of
from medlofte.model.promise import Activity, Number, Period, Promise
from medlofte.opendata.columns import ACTIVITIES, ENTRIES, PROMISES, ColumnSpec
from medlofte.progress import events as _events
from medlofte.progress.disclosure import public
from medlofte.progress.events import Event
from medlofte.progress.figure import Step, steps
from medlofte.progress.tally import ActivityFigures, PromiseProgress, events_by_activity
from medlofte.progress.wording import text_of
from medlofte.spreadsheets.columns import list_text, mapping_text
from medlofte.spreadsheets.log_table import Value

Row = tuple[Value, ...]


class TidyTable(Record):
    """A tidy table: its name, its columns, and a value under each of them for every row."""

    name: str
    columns: tuple[ColumnSpec, ...]
    rows: list[Row]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> list[Value]:
        """What stands under a column, row by row."""
        place = self.names.index(name)
        return [row[place] for row in self.rows]


class PromiseEntries(Record):
    """A promise as of a day, with the entries of its logs."""

    progress: PromiseProgress
    logged: tuple[LoggedEntry, ...]


def tables_of(told: Iterable[PromiseEntries], swedish: Translator) -> tuple[TidyTable, TidyTable, TidyTable]:
    """The tables promises, activities and entries, as they may be published: see ``docs/open-data.md``.

    Each promise is asked for when its turn comes.
    """
    promises, activities, entries = (
        TidyTable("promises", PROMISES, []),
        TidyTable("activities", ACTIVITIES, []),
        TidyTable("entries", ENTRIES, []),
    )
    for each in told:
        code, withheld = _code(each.progress.promise), _withheld(each)
        promises.rows.extend(_rows(PROMISES, [_promise(each.progress, code)]))
        activities.rows.extend(_rows(ACTIVITIES, _activities(each, code, withheld, swedish)))
        entries.rows.extend(_rows(ENTRIES, _entries(each, code, withheld)))
    return promises, activities, entries


def _rows(columns: Sequence[ColumnSpec], told: Iterable[Mapping[str, Value]]) -> Iterator[Row]:
    names = [column.name for column in columns]
    return (tuple([_clean(row[name]) for name in names]) for row in told)


def _clean(value: Value) -> Value:
    if isinstance(value, str):
        return _masked(value)
    return simplify_number(value) if isinstance(value, Decimal) else value


_masked = lru_cache(maxsize=4096)(mask_identity_numbers)


def _promise(progress: PromiseProgress, code: str | None) -> dict[str, Value]:
    promise = progress.promise
    return {
        "promise": promise.id,
        "municipality_code": code,
        "municipality": promise.municipality.name,
        "area": promise.area,
        "police_area": promise.police_area,
        "title": promise.title,
        "status": promise.status,
        **_days_of(promise.period),
        "follows": promise.follows,
        "parties": " ".join(promise.parties),
        "activities": len(promise.activities),
        "as_of": progress.as_of,
    }


def _days_of(period: Period | None) -> dict[str, Value]:
    return {"first_day": period.start if period else None, "last_day": period.end if period else None}


def _activities(
    told: PromiseEntries, code: str | None, withheld: frozenset[str], swedish: Translator
) -> Iterator[dict[str, Value]]:
    progress = told.progress
    for shown, whole in zip(public(progress).tallies, progress.tallies):
        activity = shown.activity
        yield {
            "promise": progress.promise.id,
            "activity": activity.id,
            "municipality_code": code,
            **_promised(activity),
            "withheld": activity.id in withheld,
            **_days_of(shown.period),
            **_reported(shown),
            "text": swedish.plain(text_of(whole, public=True)),
            "as_of": progress.as_of,
        }


def _withheld(told: PromiseEntries) -> frozenset[str]:
    """The activities whose entries are not told: those of single persons, and those that share an entry with one.

    A shared entry that alone were missing could be reckoned out from the figure and the other rows.
    """
    waiting = [id for id, activity in told.progress.promise.activities.items() if activity.sensitive]
    found = set(waiting)
    sharing: dict[str, list[tuple[str, ...]]] = {}
    for ids in {each.entry.activities for each in told.logged if len(each.entry.activities) > 1} if waiting else ():
        for id in ids:
            sharing.setdefault(id, []).append(ids)
    while waiting:
        more = {id for ids in sharing.pop(waiting.pop(), ()) for id in ids} - found
        found |= more
        waiting += more
    return frozenset(found)


def _promised(activity: Activity) -> dict[str, Value]:
    target = activity.target
    return {
        "title": activity.title,
        "focus_area": activity.focus_area,
        "responsible": " ".join(activity.responsible),
        "kind": target.kind.value,
        "unit": target.whom or target.unit,
        "per": target.per,
        "best_effort": activity.best_effort,
    }


def _reported(tally: ActivityFigures) -> dict[str, Value]:
    return {
        "wanted": tally.wanted.whole,
        "wanted_now": tally.wanted.now,
        "done": tally.done,
        "everyone": tally.everyone,
        "precision": tally.precision.value if tally.precision else None,
        "percent": tally.percent,
        "status": tally.status.value,
        "reached_on": tally.reached_on,
        "assessed": tally.assessed.value if tally.assessed else None,
        "reason": tally.assessed.reason if tally.assessed else None,
        "words": tally.words,
    }


def _entries(told: PromiseEntries, code: str | None, withheld: frozenset[str]) -> Iterator[dict[str, Value]]:
    """A row for each activity that an entry names, in the order of their last days; none of what may not be told."""
    promise, day = told.progress.promise, told.progress.as_of
    events = [event for event in _events.events_of(told.logged) if _events.exists(event, day)]
    added = _added(told.progress, events)
    number = 0
    for event, place, logged in _in_order(events, told.logged):
        for id in logged.entry.activities:
            if id in promise.activities and id not in withheld:
                number += 1
                step = None if place else added.get((_mark(event.entry), id))
                yield {**_entry(id, logged, step), "promise": promise.id, "number": number, "municipality_code": code}


def _added(progress: PromiseProgress, events: Sequence[Event]) -> dict[tuple[str | int, str], Step]:
    """What each event that counts adds to each activity, by the event's mark and the activity."""
    by_activity = events_by_activity(progress.promise, events, progress.as_of)
    found: dict[tuple[str | int, str], Step] = {}
    for tally in progress.tallies:
        told = by_activity[tally.activity.id]
        counted = [event for event in told if _events.figure_counts(event.entry, tally.period)]
        for event, step in zip(counted, steps(tally.activity, counted)):
            found[_mark(event.entry), tally.activity.id] = step
    return found


def _mark(entry: LogEntry) -> str | int:
    """What tells an event from all others: its reference, or that it is this entry."""
    return id(entry) if entry.ref is None else entry.ref


def _in_order(events: Sequence[Event], logged: Sequence[LoggedEntry]) -> Iterator[tuple[Event, int, LoggedEntry]]:
    """Each event with the entries that tell of it: as number 0 the one whose figure is taken, then the others."""
    telling: dict[str | int, list[LoggedEntry]] = {}
    for each in logged:
        telling.setdefault(_mark(each.entry), []).append(each)
    for event in events:
        yield from ((event, place, each) for place, each in enumerate(telling[_mark(event.entry)]))


def _entry(activity: str, logged: LoggedEntry, step: Step | None) -> dict[str, Value]:
    entry = logged.entry
    kind, value = _figure(entry)
    return {
        "activity": activity,
        "party": logged.party,
        "first_day": entry.date.first,
        "last_day": entry.date.last,
        "figure": kind,
        "value": value,
        "within": entry.within,
        "precision": entry.precision.value if kind else None,
        "counts": step is not None,
        "counts_as": step.adds if step else None,
        "so_far": step.so_far if step else None,
        "place": list_text(entry.places) or None,
        "type": entry.type,
        "tags": list_text(entry.tags) or None,
        "of_which": mapping_text("of_which", entry.of_which) if entry.of_which else None,
        "results": mapping_text("results", entry.results) if entry.results else None,
        "words": entry.words,
        "deviation": entry.deviation,
        "instead": entry.instead,
        "assessed": entry.assessed,
        "reason": entry.reason,
        "source": entry.source,
        "ref": entry.ref,
    }


def _figure(entry: LogEntry) -> tuple[str | None, Number | None]:
    """The kind of an entry's figure, and the figure; *all* of a coverage is no number."""
    if entry.total is not None:
        return "total", entry.total
    if entry.reached is not None:
        return "reached", None if entry.reached == ALL else entry.reached
    if entry.done is not None:
        return "done", int(entry.done)
    return ("count", entry.count) if entry.count is not None else (None, None)


def _code(promise: Promise) -> str | None:
    """The municipality's code, as the promise gives it or by the municipality's name."""
    named = [] if promise.municipality.code else codes_of(promise.municipality.name)
    return named[0] if len(named) == 1 else promise.municipality.code
