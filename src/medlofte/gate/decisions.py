"""Decisions: which are new, what they lift, and what was done to those that stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medlofte.diagnostic import Pointer
from medlofte.gate import kinds
from medlofte.gate.grade import Grade, Judged
from medlofte.gate.side import Side, judged
from medlofte.language import Message, say
from medlofte.promise import Decision
from medlofte.record import Record
from medlofte.source import Route
from medlofte.text import one_line

LIFTING = ("revised", "extended", "ended")
"""The kinds of decisions by which what was adopted may be changed."""

_FIELDS = ("kind", "date", "body", "reference", "paragraph", "changes", "note")
_WORD = {
    "adopted": say("adopted"),
    "revised": say("revised"),
    "extended": say("extended"),
    "ended": say("ended"),
}


class Paired(Record):
    """Which decision is which, by number: those in both, those that went and those that came."""

    both: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    new: tuple[int, ...]


def judge(before: Side, after: Side) -> Iterator[Judged]:
    """What was done to decisions: removed, altered, marked with a fingerprint, added."""
    pairs = paired(before.promise.decisions, after.promise.decisions)
    for was, now in pairs.both:
        old, new = before.promise.decisions[was], after.promise.decisions[now]
        if _content(old) != _content(new) or old.fingerprint != new.fingerprint:
            is_marked = _content(old) == _content(new) and old.fingerprint is None
            kind = kinds.DECISION_MARKED if is_marked else kinds.DECISION_ALTERED
            message = say("Decision: from {old} to {new}", old=in_words(old), new=in_words(new))
            if is_marked:
                message = say("Decision: {new} was given a fingerprint", new=in_words(new))
            yield judged(kind, message, before, after, ("decisions", was), ("decisions", now))
    for was in pairs.gone:
        message = say("Decision removed: {old}", old=in_words(before.promise.decisions[was]))
        yield judged(kinds.DECISION_REMOVED, message, before, after, ("decisions", was), None)
    for now in pairs.new:
        new = after.promise.decisions[now]
        message = say("New decision: {new}", new=in_words(new))
        found = judged(kinds.DECISION_ADDED, message, before, after, None, ("decisions", now))
        yield found.but(hint=_what_it_lacks(new))


def paired(before: Sequence[Decision], after: Sequence[Decision]) -> Paired:
    """First the equal ones; then each that stood takes the likest that is left, for altering one makes no new one."""
    gone, come = list(range(len(before))), list(range(len(after)))
    both: list[tuple[int, int]] = []
    ranked = sorted((-_likeness(before[was], after[now]), was, now) for was in gone for now in come)
    for _, was, now in ranked:
        if was in gone and now in come:
            both.append((was, now))
            gone.remove(was)
            come.remove(now)
    return Paired(tuple(sorted(both, key=lambda pair: pair[1])), tuple(gone), tuple(come))


def lift(found: Sequence[Judged], before: Side, after: Side) -> Iterator[Judged]:
    """The changes, those that a new decision names whole lifted by it; and decisions that name what was not changed."""
    decisions = after.promise.decisions
    new = paired(before.promise.decisions, decisions).new
    lifting = [decisions[number] for number in new if can_lift(decisions[number])]
    for each in found:
        decision = _lifted_by(each, lifting) if each.kind.grade >= Grade.UNCLEAR else None
        yield each if decision is None else _by(decision, each)
    for number in new:
        for place, path in enumerate(decisions[number].changes):
            if not any(_is_about(_names(path), part) for each in found for part in each.parts):
                message = say(
                    "The decision {decision} names {path}, which was not changed.",
                    decision=in_words(decisions[number]),
                    path=path,
                )
                hint = say("Name what the decision changes, and nothing else.")
                at = Pointer(("decisions", number, "changes", place))
                yield Judged(kinds.DECISION_NAMES_TOO_MUCH, message, at, after=path, hint=hint)


def can_lift(decision: Decision) -> bool:
    """Whether the decision can lift anything: it changes a promise, says when, who and where it is found, and what."""
    says_all = decision.date is not None and decision.body is not None and decision.reference is not None
    return decision.kind in LIFTING and says_all and bool(decision.changes)


def in_words(decision: Decision) -> Message:
    """The decision in one line: its kind, day, body and reference."""
    more = [decision.date.text if decision.date else None, decision.body, decision.reference, decision.paragraph]
    said = ", ".join(one_line(text) for text in more if text is not None)
    return say("{kind} {more}", kind=_WORD[decision.kind], more=said) if said else _WORD[decision.kind]


def _what_it_lacks(decision: Decision) -> Message | None:
    """What a decision that could lift something would have to say; nothing when it says it, or can't."""
    if decision.kind not in LIFTING or can_lift(decision):
        return None
    lacking = [key for key in ("date", "body", "reference", "changes") if not getattr(decision, key)]
    return say("It lifts nothing: {keys} missing.", keys=", ".join(lacking))


def _lifted_by(found: Judged, decisions: Sequence[Decision]) -> Decision | None:
    """The first decision that names some of what changed, when the decisions together name all of it."""
    naming = [
        next((each for each in decisions if any(_covers(_names(path), part) for path in each.changes)), None)
        for part in found.parts
    ]
    return naming[0] if naming and all(each is not None for each in naming) else None


def _by(decision: Decision, found: Judged) -> Judged:
    said = say("{what} (decided: {decision})", what=found.message, decision=in_words(decision))
    return found.but(decision=decision, message=said)


def _names(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def _covers(path: tuple[str, ...], part: tuple[Route, ...]) -> bool:
    """Whether the path leads to what changed, or to something that holds it, by its name now or before."""
    return any(tuple(map(str, route[: len(path)])) == path for route in part)


def _is_about(path: tuple[str, ...], part: tuple[Route, ...]) -> bool:
    """As ``_covers``, or whether it leads into what changed."""
    return _covers(path, part) or any(path[: len(route)] == tuple(map(str, route)) for route in part)


def _likeness(old: Decision, new: Decision) -> int:
    """How many fields say the same; equal ones are the likest."""
    return sum(first == last for first, last in zip(_content(old), _content(new), strict=True))


def _content(decision: Decision) -> tuple[object, ...]:
    """What the decision says, but for its fingerprint: texts on one line, days by the calendar."""
    found = []
    for field in _FIELDS:
        value = getattr(decision, field)
        if isinstance(value, str):
            value = one_line(value)
        elif field == "date" and value is not None:
            value = (value.first, value.last)
        found.append(value)
    return tuple(found)
