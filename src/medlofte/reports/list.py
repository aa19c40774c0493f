"""What promises there are: two lines for each on a screen, or JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from medlofte.core.dates import Days
from medlofte.core.escaping import escaped, json_text, wrappable
from medlofte.core.messages import Voice, count, say
from medlofte.core.record import Record
from medlofte.model.entry import Logged
from medlofte.model.promise import STATUS, Period, Promise

FORMATS = ("table", "json")
WIDTH = 80


class Listed(Record):
    """A promise's id, the promise if it can be read, the last of the days that its logs tell of, and its errors."""

    id: str
    promise: Promise | None
    last: Days | None
    entries: int
    errors: int


def listed(id: str, promise: Promise | None, logged: Sequence[Logged], errors: int) -> Listed:
    """What the list tells of one promise."""
    last = max((each.entry.date for each in logged), key=lambda days: days.last, default=None)
    return Listed(id, promise, last, len(logged), errors)


def render(format: str, found: Sequence[Listed], voice: Voice) -> str:
    """The list in one of the formats."""
    return _json(found) if format == "json" else _table(found, voice)


def _table(found: Sequence[Listed], voice: Voice) -> str:
    heads = (say("Promise"), say("Status"), say("Period"), say("Activities"), say("Last entry"))
    rows = [[voice(head) for head in heads], *(_cells(each, voice) for each in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
    parts = [lines[0] + "\n"]
    for line, each in zip(lines[1:], found):
        below = _below(each, voice)
        parts.append(
            "\n".join((line, *textwrap.wrap(below, WIDTH, initial_indent="  ", subsequent_indent="  "))) + "\n"
        )
    return "".join(parts)


def _cells(each: Listed, voice: Voice) -> list[str]:
    promise = each.promise
    if promise is None:
        return [escaped(each.id), "–", "–", "–", "–"]
    return [
        escaped(each.id),
        voice(STATUS[promise.status]),
        _period(promise.period, voice),
        str(len(promise.activities)),
        "–" if each.last is None else each.last.last.isoformat(),
    ]


def _period(period: Period | None, voice: Voice) -> str:
    return voice(say("no period")) if period is None else f"{period.start}–{period.end or ''}"


def _below(each: Listed, voice: Voice) -> str:
    """The title, the municipality where the title does not name it, and how many errors there are."""
    parts = []
    if each.promise is not None:
        title, name = each.promise.title, each.promise.municipality.name
        stem = name.removesuffix(" kommun").removesuffix("s")
        parts.append(title if stem in title else f"{title}, {name}")
    if each.errors:
        parts.append(voice(count("{n} error", "{n} errors", each.errors)))
    return wrappable(" · ".join(parts))


def _json(found: Sequence[Listed]) -> str:
    return json_text({"format": 1, "promises": [value_of(each) for each in found]}) + "\n"


def value_of(each: Listed) -> dict[str, object]:
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
