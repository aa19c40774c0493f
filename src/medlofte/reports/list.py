"""What promises there are: two lines for each on a screen, or JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from medlofte.core.dates import DateSpan
from medlofte.core.escaping import escape_line, escape_wrapped, json_text
from medlofte.core.messages import Translator, msg, msg_n
from medlofte.core.record import Record
from medlofte.model.entry import LoggedEntry
from medlofte.model.promise import STATUS, Period, Promise

FORMATS = ("table", "json")
WIDTH = 80


class ListItem(Record):
    """A promise's id, the promise if it can be read, the last of the days that its logs tell of, and its errors."""

    id: str
    promise: Promise | None
    last: DateSpan | None
    entries: int
    errors: int


def list_item(id: str, promise: Promise | None, logged: Sequence[LoggedEntry], errors: int) -> ListItem:
    """What the list tells of one promise."""
    last = max((each.entry.date for each in logged), key=lambda days: days.last, default=None)
    return ListItem(id, promise, last, len(logged), errors)


def render(format: str, found: Sequence[ListItem], translator: Translator) -> str:
    """The list in one of the formats."""
    return _json(found) if format == "json" else _table(found, translator)


def _table(found: Sequence[ListItem], translator: Translator) -> str:
    heads = (msg("Promise"), msg("Status"), msg("Period"), msg("Activities"), msg("Last entry"))
    rows = [[translator(head) for head in heads], *(_cells(each, translator) for each in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    parts = [lines[0] + "\n"]
    for line, each in zip(lines[1:], found):
        below = _below(each, translator)
        parts.append(
            "\n".join((line, *textwrap.wrap(below, WIDTH, initial_indent="  ", subsequent_indent="  "))) + "\n"
        )
    return "".join(parts)


def _cells(each: ListItem, translator: Translator) -> list[str]:
    promise = each.promise
    if promise is None:
        return [escape_line(each.id), "–", "–", "–", "–"]
    return [
        escape_line(each.id),
        translator(STATUS[promise.status]),
        _period(promise.period, translator),
        str(len(promise.activities)),
        "–" if each.last is None else each.last.last.isoformat(),
    ]


def _period(period: Period | None, translator: Translator) -> str:
    return translator(msg("no period")) if period is None else f"{period.start}–{period.end or ''}"


def _below(each: ListItem, translator: Translator) -> str:
    """The title, the municipality where the title does not name it, and how many errors there are."""
    parts = []
    if each.promise is not None:
        title, name = each.promise.title, each.promise.municipality.name
        stem = name.removesuffix(" kommun").removesuffix("s")
        parts.append(title if stem in title else f"{title}, {name}")
    if each.errors:
        parts.append(translator(msg_n("{n} error", "{n} errors", each.errors)))
    return escape_wrapped(" · ".join(parts))


def _json(found: Sequence[ListItem]) -> str:
    return json_text({"format": 1, "promises": [value_of(each) for each in found]}) + "\n"


def value_of(each: ListItem) -> dict[str, object]:
    """A promise as an object of the JSON document."""
    promise = each.promise
    period = None if promise is None else promise.period
    dates = None
    if period is not None:
        dates = {"start": period.start.isoformat(), "end": period.end.isoformat() if period.end else None}
    return {
        "id": each.id,
        "title": promise and promise.title,
        "municipality": promise and {"name": promise.municipality.name, "code": promise.municipality.code},
        "status": promise and promise.status,
        "period": dates,
        "activities": None if promise is None else len(promise.activities),
        "entries": each.entries,
        "last_entry": None if each.last is None else each.last.last.isoformat(),
        "errors": each.errors,
    }
