"""What differs between two versions of a promise in what binds, as values with routes and in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from medlofte.core.escaping import collapse_whitespace, format_number
from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.core.source import Route
from medlofte.model import recurrence
from medlofte.model.promise import (
    STATUS,
    Activity,
    Effect,
    FocusArea,
    FollowUp,
    Pace,
    Party,
    Period,
    Precision,
    Promise,
    TargetKind,
)
from medlofte.progress.wording import amount, target_text

T = TypeVar("T")


class PromiseChange(Record):
    """One thing that binds and is not as it was.

    ``route`` is where it stands after, ``was`` where it stood before; what came has no ``was``, and what went has a
    ``route`` that is where it stood. ``before`` and ``after`` are the values, None for what was not there.
    """

    route: Route
    what: Message
    before: Any = None
    after: Any = None
    was: Route | None = None

    @property
    def is_added(self) -> bool:
        """Whether there was nothing in its place."""
        return self.before is None

    @property
    def is_removed(self) -> bool:
        """Whether there is nothing in its place."""
        return self.after is None


class Renames(Record):
    """Keys that were given other names, from old to new: of parties, focus areas and activities."""

    parties: Mapping[str, str]
    focus_areas: Mapping[str, str]
    activities: Mapping[str, str]

    @property
    def by_section(self) -> dict[str, Mapping[str, str]]:
        """The same by the part of the file that the keys stand in."""
        return {"parties": self.parties, "focus_areas": self.focus_areas, "activities": self.activities}


def diff_promises(before: Promise, after: Promise) -> tuple[PromiseChange, ...]:
    """What binds and differs, in the order of the promise's own parts; what was removed comes after what is there.

    Form is no difference: neither order, nor blanks and line breaks in a text, nor how a number or a day is written.
    Nor are notes, sources, cases, decisions and figures, nor another key for the same thing.
    """
    if before == after:
        return ()
    names = find_renames(before, after)
    return (
        *_promise(before, after),
        *_parties(before, after, names.parties),
        *_areas(before, after, names.focus_areas),
        *_activities(before, after, names),
        *_diff_items("effects", before.effects, after.effects, _SAME_EFFECT, _effect_text, _effect),
        *_diff_items("followups", before.followups, after.followups, _SAME_FOLLOWUP, _followup_text, _followup),
    )


def find_renames(before: Promise, after: Promise) -> Renames:
    """Which keys only changed their names: those whose content stands under another key, or whose title does."""
    parties = _find_renamed(before.parties, after.parties, _party_content, lambda party: _plain(party.name))
    areas = _find_renamed(before.focus_areas, after.focus_areas, _area_content, lambda area: _plain(area.title))
    old = {id: _in_new_names(each, parties, areas) for id, each in before.activities.items()}
    return Renames(
        parties,
        areas,
        _find_renamed(old, after.activities, _activity_content, lambda activity: _plain(activity.title)),
    )


def _find_renamed(
    before: Mapping[str, T], after: Mapping[str, T], content: Callable[[T], Hashable], title: Callable[[T], Hashable]
) -> dict[str, str]:
    """From old keys to new: those with the same content, then of keys that are gone those with the same single title.

    A key whose content is what it was is never renamed. No content takes the key of another that is gone, or leaves its
    own to something new: only those that trade keys do.
    """
    changed = {id for id in before if id not in after or content(before[id]) != content(after[id])}
    come = {id for id in after if id not in before or id in changed}
    found = _match_equal({id: before[id] for id in before if id in changed}, {id: after[id] for id in come}, content)
    while odd := [
        old for old, to in found.items() if (to in before and to not in found) or _is_left(old, after, found)
    ]:
        found = {old: to for old, to in found.items() if old not in odd}
    taken = set(found.values())
    gone = {id: before[id] for id in before if id not in after and id not in found}
    new = {id: after[id] for id in after if id not in before and id not in taken}
    once = [Counter(map(title, side.values())) for side in (gone, new)]
    single = _match_equal(gone, new, title)
    alone = {old: to for old, to in single.items() if all(each[title(before[old])] == 1 for each in once)}
    return {**{old: to for old, to in found.items() if old != to}, **alone}


def _is_left(old: str, after: Mapping[str, object], found: Mapping[str, str]) -> bool:
    """Whether a key stays, and nothing that was takes it."""
    return old in after and old not in found.values()


def _match_equal(before: Mapping[str, T], after: Mapping[str, T], key: Callable[[T], Hashable]) -> dict[str, str]:
    """The keys of equal things, in the order of the keys."""
    waiting: dict[Hashable, list[str]] = {}
    for id in sorted(after, reverse=True):
        waiting.setdefault(key(after[id]), []).append(id)
    return {id: waiting[found].pop() for id in sorted(before) if waiting.get(found := key(before[id]))}


def pair_keys(before: Mapping[str, T], after: Mapping[str, T], names: Mapping[str, str]) -> dict[str, str]:
    """Which key is which, from old to new: by its new name, or else by its own where no other has taken that."""
    taken = set(names.values())
    own = {id: id for id in before if id in after and id not in names and id not in taken}
    return {**own, **names}


def _in_new_names(activity: Activity, parties: Mapping[str, str], areas: Mapping[str, str]) -> Activity:
    """The activity with the parties and the focus area by the names that they have after."""
    if not parties and not areas:
        return activity
    return activity.replace(
        responsible=tuple(parties.get(id, id) for id in activity.responsible),
        supporting=tuple(parties.get(id, id) for id in activity.supporting),
        focus_area=areas.get(activity.focus_area or "", activity.focus_area),
    )


def _plain(value: Any) -> Any:
    """The value as it is compared: texts without their line breaks, lists without their order, days by the calendar."""
    if isinstance(value, str):
        return collapse_whitespace(value)
    if isinstance(value, tuple):
        return frozenset(_plain(each) for each in value)
    return value


# The promise itself

_PROMISE = msg("The promise")


def _promise(before: Promise, after: Promise) -> Iterator[PromiseChange]:
    if before.status != after.status:
        said = _describe(_PROMISE, msg("status"), STATUS[before.status], STATUS[after.status])
        yield PromiseChange(("status",), said, before.status, after.status, ("status",))
    yield from _value(("title",), _PROMISE, msg("title"), before.title, after.title)
    yield from _value(
        ("municipality", "name"), _PROMISE, msg("municipality"), before.municipality.name, after.municipality.name
    )
    yield from _value(("area",), _PROMISE, msg("area"), before.area, after.area)
    old, new = _days_of(before.period), _days_of(after.period)
    if old != new:
        said = _describe(_PROMISE, msg("period"), _period_text(before.period), _period_text(after.period))
        yield PromiseChange(("period",), said, before.period, after.period, ("period",) if before.period else None)


def _days_of(period: Period | None) -> object:
    return None if period is None else (period.start, period.end)


def _period_text(period: Period | None) -> Message | None:
    if period is None:
        return None
    if period.end is None:
        return msg("{start} until further notice", start=period.start)
    return msg("{start}–{end}", start=period.start, end=period.end)


# Parties and focus areas

_PARTY_KINDS = {"police": msg("police"), "municipality": msg("municipality"), "other": msg("other")}


def _party_content(party: Party) -> Hashable:
    return _plain(party.name), party.kind


def _parties(before: Promise, after: Promise, names: Mapping[str, str]) -> Iterator[PromiseChange]:
    for was, route, old, new in _pairs("parties", before.parties, after.parties, names):
        if old is None or new is None:
            text = msg("New party: {name}") if old is None else msg("Party removed: {name}")
            yield _whole(text, (new or old).name, was, route, old, new)  # type: ignore[union-attr]
            continue
        name = msg("{name}", name=new.name)
        yield from _value((*route, "name"), name, msg("name"), old.name, new.name, (*was, "name"))
        if old.kind != new.kind:
            said = _describe(name, msg("kind"), _PARTY_KINDS[old.kind], _PARTY_KINDS[new.kind])
            yield PromiseChange((*route, "kind"), said, old.kind, new.kind, (*was, "kind"))


_AREA_FIELDS = (
    ("title", msg("title")),
    ("problem", msg("problem")),
    ("causes", msg("causes")),
    ("places", msg("places")),
    ("target_group", msg("target group")),
)


def _area_content(area: FocusArea) -> Hashable:
    return tuple(_plain(getattr(area, field)) for field, _ in _AREA_FIELDS), area.watched


def _areas(before: Promise, after: Promise, names: Mapping[str, str]) -> Iterator[PromiseChange]:
    for was, route, old, new in _pairs("focus_areas", before.focus_areas, after.focus_areas, names):
        if old is None or new is None:
            text = msg("New focus area: {name}") if old is None else msg("Focus area removed: {name}")
            yield _whole(text, (new or old).title, was, route, old, new)  # type: ignore[union-attr]
            continue
        name = msg("{name}", name=new.title)
        for field, label in _AREA_FIELDS:
            yield from _value((*route, field), name, label, getattr(old, field), getattr(new, field), (*was, field))
        if old.watched != new.watched:
            text = (
                msg("{name}: now only watched, nothing is promised")
                if new.watched
                else msg("{name}: no longer only watched")
            )
            yield PromiseChange(
                (*route, "status"), text.replace(values={"name": name}), old.watched, new.watched, (*was, "status")
            )


# Activities

_TEXTS = (
    ("title", "title", msg("title")),
    ("wording", "wording", msg("wording")),
    ("purpose", "purpose", msg("purpose")),
    ("when", "when", msg("when")),
    ("condition", "condition", msg("condition")),
    ("counts", "counts", msg("rule of counting")),
    ("places", "places", msg("places")),
    ("takes_part", "with", msg("taking part")),
    ("any_of", "any_of", msg("any of")),
)
"""Fields of an activity that are texts or lists of texts: the field, its key in the file and what it is called."""

_FLAGS = (
    (
        "best_effort",
        msg("{name}: the parties now promise only to work towards this"),
        msg("{name}: the parties no longer promise only to work towards this"),
    ),
    (
        "beyond_ordinary",
        msg("{name}: now beyond the ordinary work"),
        msg("{name}: no longer beyond the ordinary work"),
    ),
)


def _activity_content(activity: Activity) -> Hashable:
    return (
        tuple(_plain(getattr(activity, field)) for field, _, _ in _TEXTS),
        tuple(getattr(activity, field) for field, _, _ in _FLAGS),
        (_plain(activity.responsible), _plain(activity.supporting), activity.focus_area, _pace(activity)),
        (_target_content(activity), _own_days(activity), frozenset(_parts(activity).items())),
    )


def _activities(before: Promise, after: Promise, names: Renames) -> Iterator[PromiseChange]:
    for was, route, old, new in _pairs("activities", before.activities, after.activities, names.activities):
        if old is None or new is None:
            there = new or old
            assert there is not None
            text = msg("New activity: {name} ({target})") if old is None else msg("Activity removed: {name} ({target})")
            said = text.replace(values={"name": there.title, "target": target_text(there.target)})
            yield PromiseChange(route, said, old, new, was or None)
            continue
        old_names = _in_new_names(old, names.parties, names.focus_areas)
        if old_names != new and _activity_content(old_names) != _activity_content(new):
            yield from _activity(route, was, old_names, new, after, before)


def _activity(
    route: Route, was: Route, old: Activity, new: Activity, after: Promise, before: Promise
) -> Iterator[PromiseChange]:
    name = msg("{name}", name=new.title)
    yield from _target(route, was, name, old, new)
    yield from _of_which(route, was, name, old, new)
    if _own_days(old) != _own_days(new):
        said = _describe(name, msg("period"), _own_period_text(old), _own_period_text(new))
        yield PromiseChange((*route, "period"), said, _own_days(old), _own_days(new), (*was, "period"))
    if _pace(old) != _pace(new):
        said = _describe(name, msg("pace"), _pace_text(old.pace), _pace_text(new.pace))
        yield PromiseChange((*route, "pace"), said, old.pace, new.pace, (*was, "pace"))
    parties = {id: party.name for promise in (before, after) for id, party in promise.parties.items()}
    for field, label in (("responsible", msg("responsible")), ("supporting", msg("supporting"))):
        change = _list((*route, field), name, label, getattr(old, field), getattr(new, field), (*was, field), parties)
        yield from change
    for field, key, label in _TEXTS:
        yield from _value((*route, key), name, label, getattr(old, field), getattr(new, field), (*was, key))
    for field, now, no_longer in _FLAGS:
        if getattr(old, field) != getattr(new, field):
            said = (now if getattr(new, field) else no_longer).replace(values={"name": name})
            yield PromiseChange((*route, field), said, getattr(old, field), getattr(new, field), (*was, field))
    if old.focus_area != new.focus_area:
        titles = {id: area.title for promise in (before, after) for id, area in promise.focus_areas.items()}
        texts = [None if id is None else _quote(titles.get(id, id)) for id in (old.focus_area, new.focus_area)]
        said = _describe(name, msg("focus area"), *texts)
        yield PromiseChange((*route, "focus_area"), said, old.focus_area, new.focus_area, (*was, "focus_area"))


def _target_content(activity: Activity) -> Hashable:
    target = activity.target
    by = None if target.by is None else (target.by.first, target.by.last)
    texts = tuple(_plain(text) for text in (target.unit, target.whom, target.done))
    return target.kind, target.amount, target.per, target.average, target.of, target.share, by, texts


_COUNTED = {TargetKind.AT_LEAST: Precision.AT_LEAST, TargetKind.EXACT: Precision.EXACT}


def _target(route: Route, was: Route, name: Message, old: Activity, new: Activity) -> Iterator[PromiseChange]:
    """The change of a target; the unit is said once when it is the same."""
    if _target_content(old) == _target_content(new):
        return
    before, after = old.target, new.target
    first, last = target_text(before), target_text(after)
    if before.kind in _COUNTED and after.kind in _COUNTED and _plain(before.unit) == _plain(after.unit):
        first = amount(before.amount or 0, _COUNTED[before.kind])
    said = msg("{name}: from {old} to {new}", name=name, old=first, new=last)
    if before.kind is after.kind is TargetKind.MILESTONE and _plain(before.done) == _plain(after.done):
        days = [None if each is None else msg("{day}", day=each.text) for each in (before.by, after.by)]
        said = _describe(name, msg("deadline"), *days)
    yield PromiseChange((*route, "target"), said, before, after, (*was, "target"))


def _parts(activity: Activity) -> dict[str, Any]:
    return {_plain(part.tag): part.at_least for part in activity.of_which}


def _of_which(route: Route, was: Route, name: Message, old: Activity, new: Activity) -> Iterator[PromiseChange]:
    before, after = _parts(old), _parts(new)
    for tag in (*after, *(tag for tag in before if tag not in after)):
        if before.get(tag) == after.get(tag):
            continue
        texts = [
            None if n is None else msg("at least {n}", n=format_number(n)) for n in (before.get(tag), after.get(tag))
        ]
        said = _describe(name, msg("of which {tag}", tag=tag), *texts)
        stood = (*was, "of_which") if tag in before else None
        yield PromiseChange((*route, "of_which"), said, before.get(tag), after.get(tag), stood)


def _own_days(activity: Activity) -> Hashable:
    if activity.own_start is None and activity.own_end is None:
        return None
    return (
        activity.own_start.first if activity.own_start else None,
        activity.own_end.last if activity.own_end else None,
    )


def _own_period_text(activity: Activity) -> Message | None:
    start, end = activity.own_start, activity.own_end
    if start is not None and end is not None:
        return msg("{start}–{end}", start=start.first, end=end.last)
    if start is not None:
        return msg("from {start}", start=start.first)
    return None if end is None else msg("until {end}", end=end.last)


def _pace(activity: Activity) -> object:
    return frozenset(activity.pace.months), activity.pace.at_end


def _pace_text(pace: Pace) -> Message:
    if pace.months:
        return msg("in the months {months}", months=", ".join(str(month) for month in pace.months))
    return msg("all at the end") if pace.at_end else msg("evenly")


# Effects and follow-ups, which have no keys of their own


def pairs_of_effects(before: Promise, after: Promise) -> tuple[tuple[int, int], ...]:
    """Which effect is which, by their numbers in the two lists."""
    return tuple(_pair_items(before.effects, after.effects, _SAME_EFFECT)[0])


def pairs_of_followups(before: Promise, after: Promise) -> tuple[tuple[int, int], ...]:
    """Which follow-up is which, by their numbers in the two lists."""
    return tuple(_pair_items(before.followups, after.followups, _SAME_FOLLOWUP)[0])


def _diff_items(
    key: str,
    before: Sequence[T],
    after: Sequence[T],
    same: Sequence[Callable[[T], Hashable]],
    name: Callable[[T], Message],
    compare: Callable[[Route, Route, T, T], Iterable[PromiseChange]],
) -> Iterator[PromiseChange]:
    """The changes of a list's items."""
    pairs, gone, come = _pair_items(before, after, same)
    for old, new in pairs:
        yield from compare((key, old), (key, new), before[old], after[new])
    added, removed = _LISTED[key]
    for new in come:
        yield PromiseChange((key, new), added.replace(values={"what": name(after[new])}), None, after[new])
    for old in gone:
        yield PromiseChange(
            (key, old), removed.replace(values={"what": name(before[old])}), before[old], None, (key, old)
        )


def _pair_items(
    before: Sequence[T], after: Sequence[T], same: Sequence[Callable[[T], Hashable]]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Which item is which, by number; which went and which came.

    ``same`` are the likenesses that make two items one, the closest first. When as many are left on either side, they
    are taken for each other in their order.
    """
    gone, come = list(range(len(before))), list(range(len(after)))
    pairs: list[tuple[int, int]] = []
    for key in same:
        waiting: dict[Hashable, list[int]] = {}
        for new in reversed(come):
            waiting.setdefault(key(after[new]), []).append(new)
        found = [(old, waiting[like].pop()) for old in gone if waiting.get(like := key(before[old]))]
        pairs += found
        gone = sorted(set(gone) - {old for old, _ in found})
        come = sorted(set(come) - {new for _, new in found})
    if len(gone) == len(come):
        pairs += zip(gone, come, strict=True)
        gone, come = [], []
    return sorted(pairs, key=lambda pair: pair[1]), gone, come


_LISTED = {
    "effects": (msg("New effect: {what}"), msg("Effect removed: {what}")),
    "followups": (msg("New follow-up: {what}"), msg("Follow-up removed: {what}")),
}


def _effect_content(effect: Effect) -> Hashable:
    baseline = None if effect.baseline is None else _plain(effect.baseline.value)
    return _plain(effect.goal), _plain(effect.measure), baseline


_SAME_EFFECT = (_effect_content, lambda effect: _plain(effect.goal))


def _effect_text(effect: Effect) -> Message:
    return _quote(effect.goal)


def _effect(was: Route, route: Route, old: Effect, new: Effect) -> Iterator[PromiseChange]:
    effect = msg("Effect")
    yield from _value((*route, "goal"), effect, msg("goal"), old.goal, new.goal, (*was, "goal"))
    name = msg("{name}", name=new.goal)
    yield from _value((*route, "measure"), name, msg("measure"), old.measure, new.measure, (*was, "measure"))
    before, after = (None if each.baseline is None else _plain(each.baseline.value) for each in (old, new))
    if before != after:
        texts = [
            None if value is None else _quote(value) if isinstance(value, str) else msg("{n}", n=format_number(value))
            for value in (before, after)
        ]
        said = _describe(name, msg("baseline"), *texts)
        yield PromiseChange((*route, "baseline"), said, before, after, (*was, "baseline") if old.baseline else None)


def _followup_content(followup: FollowUp) -> Hashable:
    due = followup.due
    return due and (due.first, due.last), followup.every, _receiver(followup)


def _receiver(followup: FollowUp) -> Hashable:
    return _plain(followup.to or ""), _plain(followup.form or "")


_SAME_FOLLOWUP = (_followup_content, _receiver, lambda followup: (followup.due and followup.due.last, followup.every))


def _followup_text(followup: FollowUp) -> Message:
    more = ", ".join(text for text in (followup.to, followup.form) if text is not None)
    day = recurrence.when(followup)
    return msg("{day} ({more})", day=day, more=more) if more else day


def _followup(was: Route, route: Route, old: FollowUp, new: FollowUp) -> Iterator[PromiseChange]:
    if _followup_content(old) != _followup_content(new):
        said = msg("Follow-up: from {old} to {new}", old=_followup_text(old), new=_followup_text(new))
        yield PromiseChange(route, said, old, new, was)


# Words


def _pairs(
    key: str, before: Mapping[str, T], after: Mapping[str, T], names: Mapping[str, str]
) -> Iterator[tuple[Route, Route, T | None, T | None]]:
    """Where each stood and stands, and what it was and is: those that are there in their order, then those gone."""
    known = pair_keys(before, after, names)
    old_ids = {new: old for old, new in known.items()}
    for id, new in after.items():
        old_id = old_ids.get(id)
        yield () if old_id is None else (key, old_id), (key, id), None if old_id is None else before[old_id], new
    for id, old in before.items():
        if id not in known:
            yield (key, id), (key, id), old, None


def _whole(text: Message, name: str, was: Route, route: Route, old: object, new: object) -> PromiseChange:
    return PromiseChange(route, text.replace(values={"name": name}), old, new, was or None)


def _value(
    route: Route, name: Message, label: Message, old: Any, new: Any, was: Route | None = None
) -> Iterator[PromiseChange]:
    """The change of a text or a list of texts, if there is one."""
    if isinstance(old, tuple):
        yield from _list(route, name, label, old, new, was or route)
    elif _plain(old) != _plain(new):
        texts = [None if text is None else _quote(text) for text in (old, new)]
        yield PromiseChange(route, _describe(name, label, *texts), old, new, None if old is None else was or route)


def _list(
    route: Route,
    name: Message,
    label: Message,
    old: tuple[str, ...],
    new: tuple[str, ...],
    was: Route,
    known: Mapping[str, str] | None = None,
) -> Iterator[PromiseChange]:
    """The change of a list whose order says nothing; ``known`` has the names of what stands in it by key."""
    before, after = _plain(old), _plain(new)
    if before == after:
        return
    named = known or {}
    added = ", ".join(dict.fromkeys(named.get(each, each) for each in map(_plain, new) if each not in before))
    removed = ", ".join(dict.fromkeys(named.get(each, each) for each in map(_plain, old) if each not in after))
    if not removed:
        said = msg("{name}, {what}: {added} added", name=name, what=label, added=added)
    elif not added:
        said = msg("{name}, {what}: {removed} removed", name=name, what=label, removed=removed)
    else:
        said = msg(
            "{name}, {what}: {added} added, {removed} removed", name=name, what=label, added=added, removed=removed
        )
    yield PromiseChange(route, said, old, new, was if old else None)


def _describe(name: Message, what: Message, old: Message | None, new: Message | None) -> Message:
    """What became of one thing in plain words."""
    if old is None:
        return msg("{name}, {what}: {new} added", name=name, what=what, new=new)
    if new is None:
        return msg("{name}, {what}: {old} removed", name=name, what=what, old=old)
    return msg("{name}, {what}: from {old} to {new}", name=name, what=what, old=old, new=new)


def _quote(text: str) -> Message:
    return msg("“{text}”", text=_plain(text))
