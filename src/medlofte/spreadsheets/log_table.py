"""Entries to a table: headings, and for each entry a value under each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from medlofte.core.escaping import csv_table
from medlofte.core.record import Record
from medlofte.model.entry import LogEntry, LoggedEntry
from medlofte.model.promise import Activity, Precision, Promise, TargetKind
from medlofte.spreadsheets.columns import HEADINGS, days_text, list_text, mapping_text

Value = str | int | Decimal | bool | date | None

ALWAYS = frozenset({"date", "activity", "party", "count", "place", "note", "ref"})
TO_FILL_IN = frozenset({"date", "activity", "party", "count", "place", "type", "note", "deviation"})


class LogTable(Record):
    """A table: the key of each column, its headings, and its rows."""

    keys: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...] = ()


def of_log(logged: Sequence[LoggedEntry], language: str) -> LogTable:
    """All entries, in the order of the logs, with the columns that some entry has something in."""
    values = [_values(each) for each in logged]
    used = {key for row in values for key, value in row.items() if value is not None}
    keys = tuple(key for key in HEADINGS if key in ALWAYS or key in used)
    rows = tuple(tuple(row.get(key) for key in keys) for row in values)
    return LogTable(keys, _headings(keys, language), rows)


def to_fill_in(promise: Promise, language: str) -> LogTable:
    """The columns that somebody who reports on the promise needs, without rows."""
    needed = {_FOR_KIND[each.target.kind] for each in promise.activities.values() if each.target.kind in _FOR_KIND}
    if any(each.of_which for each in promise.activities.values()):
        needed.add("tags")
    keys = tuple(key for key in HEADINGS if key in TO_FILL_IN or key in needed)
    return LogTable(keys, _headings(keys, language))


_FOR_KIND = {TargetKind.COVERAGE: "reached", TargetKind.MILESTONE: "done", TargetKind.TIME_LIMIT: "within"}


def _headings(keys: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(HEADINGS[key][0 if language == "sv" else 1] for key in keys)


def _values(logged: LoggedEntry) -> dict[str, Value]:
    """What stands under each key; a day is a date, all other days are text."""
    entry = logged.entry
    single = entry.date.text == entry.date.first.isoformat()
    return {
        "date": entry.date.first if single else days_text(entry.date),
        "activity": list_text(entry.activities),
        "party": logged.party,
        "count": entry.count,
        "total": entry.total,
        "reached": entry.reached,
        "done": entry.done,
        "within": entry.within,
        "precision": None if entry.precision is Precision.EXACT else entry.precision.value,
        "place": list_text(entry.places) or None,
        "results": mapping_text("results", entry.results) if entry.results else None,
        "tags": list_text(entry.tags) or None,
        "of_which": mapping_text("of_which", entry.of_which) if entry.of_which else None,
        **_texts(entry),
    }


def _texts(entry: LogEntry) -> dict[str, Value]:
    keys = ("type", "note", "words", "deviation", "instead", "assessed", "reason", "source", "ref")
    return {key: getattr(entry, key) for key in keys}


def choices(promise: Promise) -> dict[str, list[str]]:
    """What may be chosen under a key: activities and parties by their titles and names, places, kinds."""
    activities = list(promise.activities.values())
    places = [place for each in activities for place in each.places]
    places += [place for each in promise.focus_areas.values() for place in each.places]
    names = [party.name for party in promise.parties.values()]
    found = {
        "activity": [_title(promise, each) for each in activities],
        "party": [party.name if names.count(party.name) == 1 else id for id, party in promise.parties.items()],
        "place": [list_text([each]) for each in places],
        "type": [kind for each in activities for kind in each.any_of],
        "done": ["ja", "nej"],
    }
    return {key: list(dict.fromkeys(items)) for key, items in found.items() if items}


def _title(promise: Promise, activity: Activity) -> str:
    """The activity's title, or its id where the title is another's too, or reads as another's id."""
    title = activity.title
    same = [each for each in promise.activities.values() if each.title.casefold() == title.casefold()]
    is_plain = len(same) == 1 and title not in promise.activities and title == " ".join(title.split())
    return title if is_plain else activity.id


def as_csv(table: LogTable) -> str:
    """The table as CSV: commas between, a point for decimals, nothing that a spreadsheet would take for a formula."""
    return csv_table([table.headings, *(tuple(map(_csv_value, row)) for row in table.rows)])


def _csv_value(value: Value) -> str | int | Decimal | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value
