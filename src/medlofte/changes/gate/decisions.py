"""Decisions: which are new, what they lift, and what was done to those that stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from medlofte.changes.gate import kinds
from medlofte.changes.gate.grade import Grade, GradedChange
from medlofte.changes.gate.promise_version import PromiseVersion, grade_change
from medlofte.core.diagnostic import Pointer
from medlofte.core.escaping import collapse_whitespace
from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.core.source import Route
from medlofte.model.promise import CHANGING, Decision

NEVER_APPROVED = (kinds.DECISION_REMOVED, kinds.DECISION_ALTERED)
"""What was decided stays decided: no later decision makes it another."""
MOST_LIKENED = 10_000
"""So many pairs of decisions are likened to each other; more stand in no promise."""
_FIELDS = ("kind", "date", "body", "reference", "paragraph", "changes")
_WORD = {
    "adopted": msg("adopted"),
    "revised": msg("revised"),
    "extended": msg("extended"),
    "ended": msg("ended"),
}


class DecisionPairs(Record):
    """Which decision is which, by number: those in both, those that went and those that came."""

    both: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    new: tuple[int, ...]


def grade(before: PromiseVersion, after: PromiseVersion) -> Iterator[GradedChange]:
    """What was done to decisions: removed, altered, marked with a fingerprint, added."""
    pairs = pair_decisions(before.promise.decisions, after.promise.decisions)
    for was, now in pairs.both:
        old, new = before.promise.decisions[was], after.promise.decisions[now]
        if _content(old) != _content(new) or old.fingerprint != new.fingerprint:
            is_marked = _content(old) == _content(new) and old.fingerprint is None
            kind = kinds.DECISION_MARKED if is_marked else kinds.DECISION_ALTERED
            message = msg("Decision: from {old} to {new}", old=_describe(old, new), new=_describe(new, old))
            if is_marked:
                message = msg("Decision: {new} was given a fingerprint", new=in_words(new))
            hint = None if is_marked else msg("Restore the previous decision, and add the new one to the list.")
            yield grade_change(kind, message, before, after, ("decisions", was), ("decisions", now)).replace(hint=hint)
        elif collapse_whitespace(old.note or "") != collapse_whitespace(new.note or ""):
            message = msg("Decision: the note on {new} has changed", new=in_words(new))
            yield grade_change(
                kinds.ASIDE_CHANGED, message, before, after, ("decisions", was, "note"), ("decisions", now, "note")
            )
    for was in pairs.gone:
        message = msg("Decision removed: {old}", old=in_words(before.promise.decisions[was]))
        hint = msg("Restore the previous decision, and add the new one to the list.")
        yield grade_change(kinds.DECISION_REMOVED, message, before, after, ("decisions", was), None).replace(hint=hint)
    for now in pairs.new:
        new = after.promise.decisions[now]
        message = msg("New decision: {new}", new=in_words(new))
        found = grade_change(kinds.DECISION_ADDED, message, before, after, None, ("decisions", now))
        yield found.replace(hint=_what_it_lacks(new))


def pair_decisions(before: Sequence[Decision], after: Sequence[Decision]) -> DecisionPairs:
    """First the equal ones; then each that stood takes the likest that is left, for altering one makes no new one.

    Where very many were altered they are taken in their order.
    """
    waiting: dict[object, list[int]] = {}
    for now in reversed(range(len(after))):
        waiting.setdefault(_content(after[now]), []).append(now)
    equal = {was: waiting[key].pop() for was, each in enumerate(before) if waiting.get(key := _content(each))}
    gone = {was: before[was] for was in range(len(before)) if was not in equal}
    come = {now: after[now] for now in sorted(number for numbers in waiting.values() for number in numbers)}
    altered = _likest(gone, come) if len(gone) * len(come) <= MOST_LIKENED else dict(zip(gone, come))
    both = {**equal, **altered}
    lost = tuple(was for was in gone if was not in altered)
    new = tuple(now for now in come if now not in altered.values())
    return DecisionPairs(tuple(sorted(both.items(), key=lambda pair: pair[1])), lost, new)


def _likest(gone: Mapping[int, Decision], come: Mapping[int, Decision]) -> dict[int, int]:
    """From old numbers to new, the most alike first."""
    ranked = sorted((-_likeness(old, new), was, now) for was, old in gone.items() for now, new in come.items())
    found: dict[int, int] = {}
    for _, was, now in ranked:
        if was not in found and now not in found.values():
            found[was] = now
    return found


def apply_decisions(
    found: Sequence[GradedChange], before: PromiseVersion, after: PromiseVersion
) -> Iterator[GradedChange]:
    """The changes, those that a new decision names whole lifted by it; and decisions that name what was not changed."""
    decisions = after.promise.decisions
    new = pair_decisions(before.promise.decisions, decisions).new
    stood = set(map(_found_by, before.promise.decisions))
    fresh = [decisions[number] for number in new if _found_by(decisions[number]) not in stood]
    lifting = [decision for decision in fresh if can_approve(decision)]
    named = [(decision, frozenset(map(_names, decision.changes))) for decision in lifting]
    for each in found:
        can_be = each.kind.grade >= Grade.UNCLEAR and each.kind not in NEVER_APPROVED
        decision = _approving_decision(each, named) if can_be else None
        yield each if decision is None else _by(decision, each)
    changed = {tuple(map(str, route)) for each in found for part in each.parts for route in part}
    held = {route[:length] for route in changed for length in range(1, len(route) + 1)}
    for number in new:
        for place, path in enumerate(decisions[number].changes):
            names = _names(path)
            if names not in held and not any(names[:length] in changed for length in range(1, len(names))):
                message = msg(
                    "The decision {decision} names {path}, which was not changed.",
                    decision=in_words(decisions[number]),
                    path=path,
                )
                hint = msg("Name what the decision changes, and nothing else.")
                at = Pointer(("decisions", number, "changes", place))
                yield GradedChange(kinds.DECISION_NAMES_TOO_MUCH, message, at, after=path, hint=hint)


def can_approve(decision: Decision) -> bool:
    """Whether the decision can lift anything: it changes a promise, says when, who and where it is found, and what."""
    says_all = decision.date is not None and decision.body is not None and decision.reference is not None
    return decision.kind in CHANGING and says_all and bool(decision.changes)


def in_words(decision: Decision) -> Message:
    """The decision in one line: its kind, day, body and reference."""
    more = [decision.date.text if decision.date else None, decision.body, decision.reference, decision.paragraph]
    said = ", ".join(collapse_whitespace(text) for text in more if text is not None)
    return msg("{kind} {more}", kind=_WORD[decision.kind], more=said) if said else _WORD[decision.kind]


def _what_it_lacks(decision: Decision) -> Message | None:
    """What a decision that could lift something would have to say; nothing when it says it, or can't."""
    if decision.kind not in CHANGING and decision.changes:
        return msg("It approves nothing: only a decision of kind revised, extended or ended changes what was adopted.")
    if decision.kind not in CHANGING or can_approve(decision):
        return None
    lacking = [key for key in ("date", "body", "reference", "changes") if not getattr(decision, key)]
    return msg("It approves nothing: {keys} missing.", keys=", ".join(lacking))


def _describe(decision: Decision, other: Decision) -> Message:
    """The decision in one line, with what it changes where all else is said alike."""
    if in_words(decision) != in_words(other):
        return in_words(decision)
    return msg("{decision} (changes: {changes})", decision=in_words(decision), changes=", ".join(decision.changes))


def _found_by(decision: Decision) -> object:
    """What a decision is known by in the minutes: one that says the same of these is the same one."""
    return _content(decision)[:4]


def _approving_decision(found: GradedChange, named: Sequence[tuple[Decision, Set[tuple[str, ...]]]]) -> Decision | None:
    """The first decision that names some of what changed, when the decisions together name all of it."""
    naming = [next((decision for decision, paths in named if _covers(paths, part)), None) for part in found.parts]
    return naming[0] if naming and all(each is not None for each in naming) else None


def _by(decision: Decision, found: GradedChange) -> GradedChange:
    said = msg("{what} (decided: {decision})", what=found.message, decision=in_words(decision))
    return found.replace(decision=decision, message=said)


def _names(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def _covers(paths: Set[tuple[str, ...]], part: tuple[Route, ...]) -> bool:
    """Whether a path leads to what changed, or to something that holds it, by its name now or before."""
    return any(tuple(map(str, route[:length])) in paths for route in part for length in range(1, len(route) + 1))


def _likeness(old: Decision, new: Decision) -> int:
    """How many fields say the same; equal ones are the likest."""
    return sum(first == last for first, last in zip(_content(old), _content(new), strict=True))


def _content(decision: Decision) -> tuple[object, ...]:
    """What the decision says, but for its fingerprint: texts on one line, days by the calendar."""
    found = []
    for field in _FIELDS:
        value = getattr(decision, field)
        if isinstance(value, str):
            value = collapse_whitespace(value)
        elif field == "date" and value is not None:
            value = (value.first, value.last)
        found.append(value)
    return tuple(found)
