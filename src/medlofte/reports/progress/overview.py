"""The overview in words: promises a line each, in their groups, with sums that count activities by status."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from medlofte.core.messages import Message, Voice, count, say
from medlofte.core.record import Record
from medlofte.model.promise import STATUS
from medlofte.progress.overview import (
    PROMISE_STATUSES,
    Group,
    Wish,
    grouped,
    municipalities_of,
    tallies_of,
)
from medlofte.progress.status import Status
from medlofte.progress.tally import Progress
from medlofte.progress.wording import STATUS_WORDS, summary_of
from medlofte.reports.progress.view import Setting, summary

HEADS = (say("Promise"), say("Period"), say("Activities"))
_LACKING = {"police-area": say("No police area"), "year": say("No period")}


class Line(NamedTuple):
    """A promise: its id, its period, its activities in words, and below them what the promise before came to."""

    id: str
    period: str
    words: str
    before: str | None


class Section(Record):
    """Promises under a heading with their sum. Both are missing where all promises stand together."""

    heading: str | None
    lines: tuple[Line, ...]
    total: str | None


class Overview(Record):
    """The promises in their groups, or all of them together, and the sum of all where they are grouped or chosen."""

    sections: tuple[Section, ...]
    total: str | None


def overview(
    standing: Sequence[Progress], voice: Voice, setting: Setting, period: Callable[[Progress, Voice], str] | None = None
) -> Overview | None:
    """The promises, a line for each; nothing where there are none.

    ``period`` tells a promise's period in other words than its first and last day.
    """
    if not standing:
        return None
    lines = {each.promise.id: _line(each, voice, setting, period or _days) for each in standing}
    has_sum = setting.groups_promises or not setting.is_of_all
    total = voice(say("In all {total}", total=_sum(standing))) if has_sum else None
    if not setting.groups_promises:
        return Overview((Section(None, tuple(lines.values()), None),), total)
    return Overview(tuple(_section(group, lines, voice) for group in grouped(standing, setting.by)), total)


def _section(group: Group, lines: Mapping[str, Line], voice: Voice) -> Section:
    """A group of one promise has no sum of its own."""
    return Section(
        heading(group, voice),
        tuple(lines[progress.promise.id] for progress in group.standing),
        voice(say("Sum: {total}", total=_sum(group.standing))) if len(group.standing) > 1 else None,
    )


def heading(group: Group, voice: Voice) -> str:
    """What the promises of a group have in common, in words."""
    if group.name is None:
        return voice(_LACKING[group.by])
    return voice(STATUS[group.name]).capitalize() if group.by == "status" else group.name


def _days(progress: Progress, voice: Voice) -> str:
    period = progress.promise.period
    return f"{period.start}–{period.end or ''}" if period else voice(say("no period"))


def _line(progress: Progress, voice: Voice, setting: Setting, period: Callable[[Progress, Voice], str]) -> Line:
    before = setting.chain_of(progress).before
    told = None
    if before:
        words = summary(before[0], voice)
        told = voice.whole(say("the promise before, {id}: {words}", id=before[0].promise.id, words=words))
    return Line(progress.promise.id, period(progress, voice), summary(progress, voice), told)


def intro(voice: Voice, setting: Setting) -> list[str]:
    """The day of the figures, and what is left out."""
    return [voice(say("As of {day}", day=setting.as_of.isoformat())), *only(voice, setting)]


def only(voice: Voice, setting: Setting) -> list[str]:
    """A line that says what is left out, if anything is."""
    if setting.is_of_all:
        return []
    return [voice.whole(say("Only {what}", what=", ".join(voice(each) for each in wishes(setting.wish))))]


def nothing(voice: Voice, setting: Setting) -> str:
    """What is said when nothing is as was asked for."""
    return voice.whole(say("Nothing matches: {what}.", what=", ".join(voice(each) for each in wishes(setting.wish))))


def wishes(wish: Wish) -> Iterator[Message]:
    """What was asked for, a few words for each."""
    if wish.municipality is not None:
        yield say("municipality {name}", name=wish.municipality)
    if wish.active_on is not None:
        yield say("promises active on {day}", day=wish.active_on.isoformat())
    if wish.status in PROMISE_STATUSES:
        yield say("promises with the status {word}", word=STATUS[wish.status])
    elif wish.status is not None:
        yield say("activities with the status {word}", word=STATUS_WORDS[Status(wish.status)])
    if wish.party is not None:
        yield say("activities that {party} answers for", party=wish.party)


def _sum(standing: Sequence[Progress]) -> Message:
    """Activities of several promises by status: *12 activities in 2 promises, 2 municipalities: 5 kept, 7 behind*."""
    tallies, places = tallies_of(standing), len(municipalities_of(standing))
    activities = count("{n} activity", "{n} activities", len(tallies))
    promises = count("{n} promise", "{n} promises", len(standing))
    where = say("{activities} in {promises}", activities=activities, promises=promises)
    if places > 1:
        municipalities = count("{n} municipality", "{n} municipalities", places)
        where = say("{where}, {municipalities}", where=where, municipalities=municipalities)
    return say("{where}: {words}", where=where, words=_joined(summary_of(tallies)))


def _joined(words: Sequence[Message]) -> Message:
    first, *rest = words
    return say("{first}, {rest}", first=first, rest=_joined(rest)) if rest else first
