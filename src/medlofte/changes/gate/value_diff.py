"""What exactly differs between two values of a file, key by key, whatever form they are written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from medlofte.core.escaping import collapse_whitespace
from medlofte.core.record import Record
from medlofte.core.source import Route


class ChangedValue(Record):
    """A value that differs: where it stands now and where it stood. One of the two may be missing from its file."""

    now: Route
    was: Route


def parts(old: Any, new: Any, whole: ChangedValue) -> tuple[ChangedValue, ...]:
    """The innermost values that differ between an old value and a new one, which stood and stands at the routes."""
    return tuple(_differing(old, new, whole.was, whole.now))


def at(value: Any, route: Route) -> Any:
    """What stands at the route; nothing where nothing does."""
    for step in route:
        is_key = isinstance(value, Mapping) and step in value
        if not is_key and not (isinstance(value, list) and isinstance(step, int) and step < len(value)):
            return None
        value = value[step]
    return value


def nearest(value: Any, route: Route) -> Route:
    """The route as far as it leads to something."""
    while route and at(value, route) is None:
        route = route[:-1]
    return route


def same(old: Any, new: Any) -> bool:
    """Whether two values say the same: neither blanks, nor how a number is written, nor the order of keys matter."""
    return bool(_plain(old) == _plain(new))


def _differing(old: Any, new: Any, was: Route, now: Route) -> Iterator[ChangedValue]:
    if same(old, new):
        return
    if isinstance(old or new, Mapping) and isinstance(new or old, Mapping):
        before, after = old or {}, new or {}
        for key in dict.fromkeys((*after, *before)):
            yield from _differing(before.get(key), after.get(key), (*was, key), (*now, key))
    else:
        yield ChangedValue(now, was)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return collapse_whitespace(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return ("number", value) if is_number else value
