"""What stands beside the promise and is compared by value: notes, sources, cases, and some texts that were adopted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from medlofte import changes
from medlofte.gate import kinds
from medlofte.gate.grade import Judged, Kind
from medlofte.gate.parts import at, same
from medlofte.gate.side import Side, judged
from medlofte.gate.wording import excerpts
from medlofte.language import Message, say
from medlofte.source import Route

NOBODY = kinds.ASIDE_CHANGED
TEXT = kinds.REWORDED

OF_PROMISE: Mapping[Route, Kind] = {
    ("format",): NOBODY,
    ("municipality", "code"): TEXT,
    ("police_area",): TEXT,
    ("period", "as_written"): TEXT,
    ("follows",): NOBODY,
    ("agreement", "title"): TEXT,
    ("agreement", "reference"): TEXT,
    ("agreement", "note"): NOBODY,
    ("basis", "situation"): TEXT,
    ("basis", "dialogues"): TEXT,
    ("basis", "sources"): NOBODY,
    ("cases",): NOBODY,
    ("sources",): NOBODY,
    ("note",): NOBODY,
}
OF_ITEMS: Mapping[str, Mapping[Route, Kind]] = {
    "parties": {("contact",): NOBODY},
    "focus_areas": {("note",): NOBODY},
    "activities": {("note",): NOBODY, ("sensitive",): kinds.SENSITIVITY_CHANGED},
    "effects": {
        ("baseline", "date"): kinds.BASELINE_CHANGED,
        ("baseline", "source"): NOBODY,
        ("baseline", "note"): NOBODY,
        ("readings",): NOBODY,
        ("focus_area",): NOBODY,
        ("note",): NOBODY,
    },
    "followups": {("note",): NOBODY},
}
"""How it weighs when a value is changed that the promise's own parts do not hold; a text that is only added is one."""


def judge(before: Side, after: Side, names: changes.Renames) -> Iterator[Judged]:
    """The changes of these values, in the order of the tables."""
    for route, kind in OF_PROMISE.items():
        yield from _compared(kind, before, after, route, route)
    for key, pairs in _items(before, after, names).items():
        for was, now in pairs:
            for route, kind in OF_ITEMS[key].items():
                yield from _compared(kind, before, after, (key, was, *route), (key, now, *route))


def _items(before: Side, after: Side, names: changes.Renames) -> dict[str, list[tuple[str | int, str | int]]]:
    """Which item is which, before and after, of all that have keys or stand in lists."""
    old, new = before.promise, after.promise
    found: dict[str, list[tuple[str | int, str | int]]] = {
        "effects": list(changes.pairs_of_effects(old, new)),
        "followups": list(changes.pairs_of_followups(old, new)),
    }
    for key, renamed in names.by_section.items():
        kept = [id for id in getattr(old, key) if renamed.get(id, id) in getattr(new, key)]
        found[key] = [(id, renamed.get(id, id)) for id in kept]
    return found


def _compared(kind: Kind, before: Side, after: Side, was: Route, now: Route) -> Iterator[Judged]:
    old, new = at(before.plain, was), at(after.plain, now)
    if same(old, new) or (kind is kinds.SENSITIVITY_CHANGED and not old and not new):
        return
    if kind is TEXT and old is None:
        kind = kinds.TEXT_ADDED
    elif kind is TEXT and new is None:
        kind = kinds.TEXT_REMOVED
    stood = None if old is None else was
    yield judged(kind, _words(".".join(str(step) for step in now), old, new), before, after, stood, now)


def _words(where: str, old: object, new: object) -> Message:
    if isinstance(old, str) and isinstance(new, str):
        first, last = excerpts(old, new)
        return say("{where}: from “{old}” to “{new}”", where=where, old=first, new=last)
    if old is None and isinstance(new, str):
        return say("{where}: “{new}” added", where=where, new=new)
    if new is None and isinstance(old, str):
        return say("{where}: “{old}” removed", where=where, old=old)
    if old is None:
        return say("{where}: added", where=where)
    return say("{where}: removed", where=where) if new is None else say("{where}: changed", where=where)
