"""Takes out what has the wrong shape, so that the rules can look at the rest in the same run.

No item of a list is ever removed, for then those behind it would move and be spoken of in the wrong place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from medlofte.core.diagnostic import MOST_OF_A_KIND, Finding
from medlofte.core.record import Record
from medlofte.core.source import Route

Fault = tuple[str, Finding]

ROUNDS = 5
PLACEHOLDERS: Mapping[str, Any] = {
    "format": 1,
    "title": "–",
    "status": "draft",
    "municipality": {"name": "–"},
    "name": "–",
    "unit": "–",
    "goal": "–",
    "due": "2999-12-31",
    "tag": "–",
    "at_least": 1,
    "value": 0,
}
"""What stands in for a required key that is missing or was taken out."""

DEPENDS_ON: Mapping[str, Route] = {"period": ("status",), "decisions": ("status",)}
"""What the rules would say about the second could follow from the first having been taken out."""


class Repaired(Record):
    """What is left of a value, the routes of all that is not as it was written, and whether the shape is right now."""

    value: Any
    dropped: frozenset[Route]
    is_right: bool


def repair(value: Any, faults: Sequence[Fault], check: Callable[[Any], Sequence[Fault]]) -> Repaired:
    """The value without its faults. ``check`` says what is still wrong, for one removal can uncover another.

    Where there are very many faults nothing is mended.
    """
    copy = _copied(value)
    lost: set[Route] = set()
    for _ in range(ROUNDS):
        if not faults or len(faults) > MOST_OF_A_KIND:
            break
        for code, finding in faults:
            route = finding.at.route
            filled = _fill_in(copy, finding) if code == "missing-key" else None
            found = filled if filled is not None else _take_out(copy, route)
            lost.update(found if code == "missing-key" else [*found, route])
        faults = check(copy)
    lost.update(DEPENDS_ON[str(route[0])] for route in list(lost) if len(route) == 1 and route[0] in DEPENDS_ON)
    return Repaired(copy, frozenset(lost), not faults)


def _fill_in(value: Any, finding: Finding) -> list[Route] | None:
    """Put something neutral in a missing key's place, if anything is."""
    route, key = finding.at.route, finding.message.values.get("key")
    parent = _at(value, route)
    if not isinstance(parent, dict) or not isinstance(key, str):
        return None
    if key in PLACEHOLDERS:
        parent[key] = PLACEHOLDERS[key]
    elif key == "kind":
        parent[key] = "memo" if route[0] == "cases" else "adopted"
    elif key == "responsible" and isinstance(value.get("parties"), dict) and value["parties"]:
        parent[key] = list(value["parties"])
    else:
        return None
    return [(*route, key)]


def _take_out(value: Any, route: Route) -> list[Route]:
    """Remove what stands at the route. A faulty text in a list is replaced; for any other item the whole list goes."""
    parent = _at(value, route[:-1])
    if not route or not _has(parent, route[-1]):
        return []
    last = route[-1]
    if isinstance(parent, dict):
        del parent[last]
        return [route]
    assert isinstance(last, int)
    if all(isinstance(item, str) for index, item in enumerate(parent) if index != last):
        parent[last] = f"okand-{last}"
        return [route]
    return _take_out(value, route[:-1])


def _at(value: Any, route: Route) -> Any:
    for step in route:
        if not _has(value, step):
            return None
        value = value[step]
    return value


def _has(parent: Any, step: str | int) -> bool:
    if isinstance(parent, list):
        return isinstance(step, int) and step < len(parent)
    return isinstance(parent, dict) and step in parent


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value
