"""The overview in words: promises a line each, in their groups, with sums that count activities by status."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from medlofte.core.messages import Message, Translator, msg, msg_n
from medlofte.core.record import Record
from medlofte.model.promise import STATUS
from medlofte.progress.overview import (
    PROMISE_STATUSES,
    ProgressFilter,
    PromiseGroup,
    group_progress,
    municipalities_of,
    tallies_of,
)
from medlofte.progress.status import Status
from medlofte.progress.tally import PromiseProgress
from medlofte.progress.wording import STATUS_WORDS, summary_of
from medlofte.reports.progress.view import ProgressReportOptions, summary

HEADS = (msg("Promise"), msg("Period"), msg("Activities"))
_LACKING = {"police-area": msg("No police area"), "year": msg("No period")}


class OverviewLine(NamedTuple):
    """A promise: its id, its period, its activities in words, and below them what the promise before came to."""

    id: str
    period: str
    words: str
    before: str | None


class Section(Record):
    """Promises under a heading with their sum. Both are missing where all promises stand together."""

    heading: str | None
    lines: tuple[OverviewLine, ...]
    total: str | None


class Overview(Record):
    """The promises in their groups, or all of them together, and the sum of all where they are grouped or chosen."""

    sections: tuple[Section, ...]
    total: str | None


def overview(
    standing: Sequence[PromiseProgress],
    translator: Translator,
    setting: ProgressReportOptions,
    period: Callable[[PromiseProgress, Translator], str] | None = None,
) -> Overview | None:
    """The promises, a line for each; nothing where there are none.

    ``period`` tells a promise's period in other words than its first and last day.
    """
    if not standing:
        return None
    lines = {each.promise.id: _line(each, translator, setting, period or _days) for each in standing}
    has_sum = setting.groups_promises or not setting.is_of_all
    total = translator(msg("In all {total}", total=_sum(standing))) if has_sum else None
    if not setting.groups_promises:
        return Overview((Section(None, tuple(lines.values()), None),), total)
    return Overview(tuple(_section(group, lines, translator) for group in group_progress(standing, setting.by)), total)


def _section(group: PromiseGroup, lines: Mapping[str, OverviewLine], translator: Translator) -> Section:
    """A group of one promise has no sum of its own."""
    return Section(
        heading(group, translator),
        tuple(lines[progress.promise.id] for progress in group.standing),
        translator(msg("Sum: {total}", total=_sum(group.standing))) if len(group.standing) > 1 else None,
    )


def heading(group: PromiseGroup, translator: Translator) -> str:
    """What the promises of a group have in common, in words."""
    if group.name is None:
        return translator(_LACKING[group.by])
    return translator(STATUS[group.name]).capitalize() if group.by == "status" else group.name


def _days(progress: PromiseProgress, translator: Translator) -> str:
    period = progress.promise.period
    return f"{period.start}–{period.end or ''}" if period else translator(msg("no period"))


def _line(
    progress: PromiseProgress,
    translator: Translator,
    setting: ProgressReportOptions,
    period: Callable[[PromiseProgress, Translator], str],
) -> OverviewLine:
    before = setting.chain_of(progress).before
    told = None
    if before:
        words = summary(before[0], translator)
        told = translator.plain(msg("the promise before, {id}: {words}", id=before[0].promise.id, words=words))
    return OverviewLine(progress.promise.id, period(progress, translator), summary(progress, translator), told)


def intro(translator: Translator, setting: ProgressReportOptions) -> list[str]:
    """The day of the figures, and what is left out."""
    return [translator(msg("As of {day}", day=setting.as_of.isoformat())), *only(translator, setting)]


def only(translator: Translator, setting: ProgressReportOptions) -> list[str]:
    """A line that says what is left out, if anything is."""
    if setting.is_of_all:
        return []
    return [translator.plain(msg("Only {what}", what=", ".join(translator(each) for each in wishes(setting.wish))))]


def nothing(translator: Translator, setting: ProgressReportOptions) -> str:
    """What is said when nothing is as was asked for."""
    return translator.plain(
        msg("Nothing matches: {what}.", what=", ".join(translator(each) for each in wishes(setting.wish)))
    )


def wishes(wish: ProgressFilter) -> Iterator[Message]:
    """What was asked for, a few words for each."""
    if wish.municipality is not None:
        yield msg("municipality {name}", name=wish.municipality)
    if wish.active_on is not None:
        yield msg("promises active on {day}", day=wish.active_on.isoformat())
    if wish.status in PROMISE_STATUSES:
        yield msg("promises with the status {word}", word=STATUS[wish.status])
    elif wish.status is not None:
        yield msg("activities with the status {word}", word=STATUS_WORDS[Status(wish.status)])
    if wish.party is not None:
        yield msg("activities that {party} answers for", party=wish.party)


def _sum(standing: Sequence[PromiseProgress]) -> Message:
    """Activities of several promises by status: *12 activities in 2 promises, 2 municipalities: 5 kept, 7 behind*."""
    tallies, places = tallies_of(standing), len(municipalities_of(standing))
    activities = msg_n("{n} activity", "{n} activities", len(tallies))
    promises = msg_n("{n} promise", "{n} promises", len(standing))
    where = msg("{activities} in {promises}", activities=activities, promises=promises)
    if places > 1:
        municipalities = msg_n("{n} municipality", "{n} municipalities", places)
        where = msg("{where}, {municipalities}", where=where, municipalities=municipalities)
    return msg("{where}: {words}", where=where, words=_joined(summary_of(tallies)))


def _joined(words: Sequence[Message]) -> Message:
    first, *rest = words
    return msg("{first}, {rest}", first=first, rest=_joined(rest)) if rest else first
