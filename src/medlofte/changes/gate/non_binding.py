"""What stands beside the promise and is compared by value: notes, sources, cases, and some texts that were adopted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from medlofte.changes import diff
from medlofte.changes.gate import kinds
from medlofte.changes.gate.grade import ChangeKind, GradedChange
from medlofte.changes.gate.promise_version import PromiseVersion, grade_change
from medlofte.changes.gate.texts import excerpts
from medlofte.changes.gate.value_diff import at, same
from medlofte.core.dates import days
from medlofte.core.escaping import collapse_whitespace
from medlofte.core.messages import Message, msg
from medlofte.core.source import Route
from medlofte.model import recurrence
from medlofte.model.promise import Dialogue

NOBODY = kinds.ASIDE_CHANGED
TEXT = kinds.REWORDED

OF_PROMISE: Mapping[Route, ChangeKind] = {
    ("format",): NOBODY,
    ("municipality", "code"): TEXT,
    ("police_area",): TEXT,
    ("period", "as_written"): TEXT,
    ("follows",): NOBODY,
    ("agreement", "title"): TEXT,
    ("agreement", "reference"): TEXT,
    ("agreement", "note"): NOBODY,
    ("basis", "situation"): TEXT,
    ("basis", "sources"): NOBODY,
    ("feedback",): NOBODY,
    ("cases",): NOBODY,
    ("sources",): NOBODY,
    ("note",): NOBODY,
}
OF_ITEMS: Mapping[str, Mapping[Route, ChangeKind]] = {
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


def grade(before: PromiseVersion, after: PromiseVersion, names: diff.Renames) -> Iterator[GradedChange]:
    """The changes of these values, in the order of the tables."""
    for route, kind in OF_PROMISE.items():
        yield from _compared(kind, before, after, route, route, msg("The promise"))
    yield from _dialogues(before, after)
    for key, pairs in _items(before, after, names).items():
        for was, now in pairs:
            name = _name(after, key, now)
            for route, kind in OF_ITEMS[key].items():
                yield from _compared(kind, before, after, (key, was, *route), (key, now, *route), name)


def _name(side: PromiseVersion, key: str, id: str | int) -> Message:
    """What an item is called: its title or name, an effect's goal, a follow-up's day."""
    item = getattr(side.promise, key)[id]
    if key == "followups":
        return msg("Follow-up {day}", day=recurrence.when(item))
    return msg("{name}", name=next(getattr(item, field) for field in ("title", "name", "goal") if hasattr(item, field)))


def _dialogues(before: PromiseVersion, after: PromiseVersion) -> Iterator[GradedChange]:
    """Dialogues that went or are told otherwise; one more is only told, and their order says nothing."""
    old, new = (Counter(map(_dialogue, side.promise.basis.dialogues)) for side in (before, after))
    if old == new:
        return
    kind = TEXT if old - new else kinds.TEXT_ADDED
    route: Route = ("basis", "dialogues")
    stood = None if at(before.plain, route) is None else route
    words = _words(msg("The promise"), route, at(before.plain, route), at(after.plain, route))
    yield grade_change(kind, words, before, after, stood, route)


def _dialogue(dialogue: Dialogue) -> tuple[object, ...]:
    when = None if dialogue.when is None else (dialogue.when.first, dialogue.when.last)
    texts = tuple(collapse_whitespace(text or "") for text in (dialogue.kind, dialogue.method))
    return when, texts, dialogue.answers, dialogue.precision, frozenset(map(collapse_whitespace, dialogue.places))


def _items(
    before: PromiseVersion, after: PromiseVersion, names: diff.Renames
) -> dict[str, list[tuple[str | int, str | int]]]:
    """Which item is which, before and after, of all that have keys or stand in lists."""
    old, new = before.promise, after.promise
    found: dict[str, list[tuple[str | int, str | int]]] = {
        "effects": list(diff.pairs_of_effects(old, new)),
        "followups": list(diff.pairs_of_followups(old, new)),
    }
    for key, renamed in names.by_section.items():
        found[key] = list(diff.pair_keys(getattr(old, key), getattr(new, key), renamed).items())
    return found


def _compared(
    kind: ChangeKind, before: PromiseVersion, after: PromiseVersion, was: Route, now: Route, name: Message
) -> Iterator[GradedChange]:
    old, new = at(before.plain, was), at(after.plain, now)
    if same(old, new) or (kind is kinds.SENSITIVITY_CHANGED and not old and not new):
        return
    if kind is kinds.BASELINE_CHANGED and _days(old) == _days(new):
        return
    if kind is TEXT and old is None:
        kind = kinds.TEXT_ADDED
    elif kind is TEXT and new is None:
        kind = kinds.TEXT_REMOVED
    stood = None if old is None else was
    yield grade_change(kind, _words(name, now, old, new), before, after, stood, now)


def _days(value: object) -> object:
    return None if value is None else (days(str(value)).first, days(str(value)).last)


def _words(name: Message, route: Route, old: object, new: object) -> Message:
    keys = [str(step) for step in route if isinstance(step, str)]
    key = ".".join(keys[1:] if len(route) > len(keys) else keys[2:] if keys[0] in OF_ITEMS else keys)
    if old is None:
        return msg("{name}, {key}: “{new}” added", name=name, key=key, new=_brief(new))
    if new is None:
        return msg("{name}, {key}: “{old}” removed", name=name, key=key, old=_brief(old))
    first, last = excerpts(_brief(old), _brief(new))
    return msg("{name}, {key}: from “{old}” to “{new}”", name=name, key=key, old=first, new=last)


def _brief(value: object) -> str:
    """A value on one line, without the signs of YAML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_brief(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "; ".join(_brief(each) for each in value)
    return collapse_whitespace(value) if isinstance(value, str) else str(value)
