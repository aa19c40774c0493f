"""What binds in a promise, as one mark: the same for the same content however it is written, another for any other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from medlofte.core.escaping import collapse_whitespace
from medlofte.model.promise import Activity, Effect, FocusArea, FollowUp, Number, Party, Promise, Target

VERSION = "v1"
"""How a mark is made; a mark of another version can't be compared with one of this."""
_NO_NUMBER = "(?![0-9a-f]{0,6}[0-9]{10})[0-9a-f]{16}"
"""Sixteen digits without ten decimal ones in a row, which could have the form of a personal number."""

Plain = Any
"""Texts, lists and mappings of such: what JSON can hold without a number, for numbers are written in many ways."""


def fingerprint(promise: Promise) -> str:
    """The mark of what binds: ``v1-`` and 16 hexadecimal digits.

    It follows from what ``changes.between`` compares, but for the status and what focus area an activity stands in.
    Keys, order, line breaks and how a number or a day is written make no difference; nor do notes, sources, cases,
    decisions and readings.
    """
    from hashlib import sha256  # here, because most promises have no mark to compare with
    from json import dumps

    text = dumps(_promise(promise), sort_keys=True, separators=(",", ":"))
    digest = sha256(text.encode()).hexdigest()
    while (found := re.search(_NO_NUMBER, digest)) is None:
        digest = sha256(digest.encode()).hexdigest()
    return f"{VERSION}-{found[0]}"


def is_known(mark: str) -> bool:
    """Whether a mark is made as ``fingerprint`` makes it, so that the two can be compared."""
    return mark.startswith(f"{VERSION}-")


def _promise(promise: Promise) -> Plain:
    period = promise.period
    return _there(
        title=_text(promise.title),
        municipality=_text(promise.municipality.name),
        area=_text(promise.area),
        period=period and _there(start=period.start.isoformat(), end=period.end and period.end.isoformat()),
        parties=_bag(_party(each) for each in promise.parties.values()),
        focus_areas=_bag(_area(each) for each in promise.focus_areas.values()),
        activities=_bag(_activity(each, promise.parties) for each in promise.activities.values()),
        effects=_bag(_effect(each) for each in promise.effects),
        followups=_bag(_followup(each) for each in promise.followups),
    )


def _party(party: Party) -> Plain:
    return _there(name=_text(party.name), kind=party.kind)


def _area(area: FocusArea) -> Plain:
    return _there(
        title=_text(area.title),
        problem=_text(area.problem),
        causes=_texts(area.causes),
        places=_texts(area.places),
        target_group=_text(area.target_group),
        watched=area.watched,
    )


def _activity(activity: Activity, parties: Mapping[str, Party]) -> Plain:
    start, end, pace = activity.own_start, activity.own_end, activity.pace
    return _there(
        title=_text(activity.title),
        wording=_text(activity.wording),
        purpose=_text(activity.purpose),
        when=_text(activity.when),
        condition=_text(activity.condition),
        counts=_text(activity.counts),
        places=_texts(activity.places),
        takes_part=_texts(activity.takes_part),
        any_of=_texts(activity.any_of),
        best_effort=activity.best_effort,
        beyond_ordinary=activity.beyond_ordinary,
        responsible=_named(activity.responsible, parties),
        supporting=_named(activity.supporting, parties),
        target=_target(activity.target),
        of_which={_text(part.tag): _number(part.at_least) for part in activity.of_which},
        period=_there(start=start and start.first.isoformat(), end=end and end.last.isoformat()),
        pace=_there(months=sorted(f"{month:02}" for month in set(pace.months)), at_end=pace.at_end),
    )


def _named(ids: Iterable[str], parties: Mapping[str, Party]) -> Plain:
    """The parties by their names, in a certain order; a key that is no party's stands for itself."""
    return _bag(_party(parties[id]) if id in parties else id for id in set(ids))


def _target(target: Target) -> Plain:
    by = target.by
    return _there(
        kind=target.kind.value,
        amount=_number(target.amount),
        unit=_text(target.unit),
        per=target.per,
        average=target.average,
        whom=_text(target.whom),
        of=_number(target.of),
        share=_number(target.share),
        done=_text(target.done),
        by=by and [by.first.isoformat(), by.last.isoformat()],
    )


def _effect(effect: Effect) -> Plain:
    value = None if effect.baseline is None else effect.baseline.value
    return _there(
        goal=_text(effect.goal),
        measure=_text(effect.measure),
        words=_text(value) if isinstance(value, str) else None,
        number=None if isinstance(value, str) else _number(value),
    )


def _followup(followup: FollowUp) -> Plain:
    due = followup.due
    return _there(
        due=due and [due.first.isoformat(), due.last.isoformat()],
        to=_text(followup.to),
        form=_text(followup.form),
        every=followup.every,
    )


def _there(**values: Plain) -> Plain:
    """Those of the values that say something, so that a field that comes later leaves older marks as they are."""
    return {key: value for key, value in values.items() if value}


def _bag(items: Iterable[Plain]) -> Plain:
    """The items in an order that depends on nothing but themselves; equal ones are all there."""
    from json import dumps

    return sorted(items, key=lambda item: dumps(item, sort_keys=True))


def _text(text: str | None) -> str | None:
    return None if text is None else collapse_whitespace(text)


def _texts(texts: Iterable[str]) -> Plain:
    return sorted({collapse_whitespace(text) for text in texts})


def _number(number: Number | None) -> str | None:
    """The number's digits, the same for 2, 2.0 and 2.00."""
    if number is None:
        return None
    if not number:
        return "0"
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
