"""Promises that follow each other: what became of an activity in the promises before, beside how it goes now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.model.promise import Promise, TargetKind
from medlofte.progress.status import Status
from medlofte.progress.tally import ActivityFigures, PromiseProgress
from medlofte.progress.wording import status_word, text_of

LONGEST = 3
"""So many promises before one are looked at: enough to see where it is going, and few enough to stand on a line."""


class PredecessorActivity(Record):
    """An activity as it was in an earlier promise."""

    promise: Promise
    tally: ActivityFigures


class Predecessors(Record):
    """The promises before one, the nearest first, and for its activities the same one in them, the earliest first."""

    before: tuple[PromiseProgress, ...] = ()
    links: Mapping[str, tuple[PredecessorActivity, ...]] = MappingProxyType({})

    def of_activities(self, ids: Collection[str]) -> Predecessors:
        """The same for some of the activities: of the promises before, only what these were."""
        links = {id: each for id, each in self.links.items() if id in ids}
        tallies: dict[str, list[ActivityFigures]] = {}
        for link in (link for each in links.values() for link in each):
            tallies.setdefault(link.promise.id, []).append(link.tally)
        told = [each for each in self.before if each.promise.id in tallies]
        return Predecessors(tuple(each.replace(tallies=tuple(tallies[each.promise.id])) for each in told), links)


NO_PREDECESSORS = Predecessors()


def predecessors_of_all(shown: Iterable[PromiseProgress], known: Iterable[PromiseProgress]) -> dict[str, Predecessors]:
    """By id, the chain of each promise that is shown and follows another of those ``known``, itself among them.

    Of a promise that is shown with some of its activities, the chain is of these.
    """
    by_id = {progress.promise.id: progress for progress in known}
    chains: dict[str, Predecessors] = {}
    for progress in shown:
        chain = predecessors_of_filtered(progress, by_id[progress.promise.id], by_id.get)
        if chain.before:
            chains[progress.promise.id] = chain
    return chains


def predecessors_of_filtered(
    shown: PromiseProgress, whole: PromiseProgress, find: Callable[[str], PromiseProgress | None]
) -> Predecessors:
    """The chain of a promise that is shown; where only some of its activities are, of these."""
    chain = predecessors_of(whole, find)
    if len(shown.tallies) < len(whole.tallies):
        return chain.of_activities({tally.activity.id for tally in shown.tallies})
    return chain


def predecessors_of(progress: PromiseProgress, find: Callable[[str], PromiseProgress | None]) -> Predecessors:
    """What came before the promise, as far as it can be found by its id."""
    before = tuple(_before(progress, find))
    latest = {tally.activity.id: tally for tally in progress.tallies}
    found: dict[str, tuple[PredecessorActivity, ...]] = {}
    for earlier in before:
        for id, tally in same(latest, earlier.tallies).items():
            latest[id] = tally
            found[id] = (PredecessorActivity(earlier.promise, tally), *found.get(id, ()))
    return Predecessors(before, found)


def _before(progress: PromiseProgress, find: Callable[[str], PromiseProgress | None]) -> Iterator[PromiseProgress]:
    seen = {progress.promise.id}
    id = progress.promise.follows
    while id is not None and id not in seen and len(seen) <= LONGEST:
        earlier = find(id)
        if earlier is None:
            return
        seen.add(id)
        yield earlier
        id = earlier.promise.follows


def same(later: Mapping[str, ActivityFigures], earlier: Sequence[ActivityFigures]) -> dict[str, ActivityFigures]:
    """Which activity of an earlier promise each of ``later`` is: the one with its key, else the one with its title.

    A title tells nothing where several have it, or where the earlier one goes on under its own key.
    """
    by_key = {tally.activity.id: tally for tally in earlier}
    found = {id: by_key[tally.activity.id] for id, tally in later.items() if tally.activity.id in by_key}
    taken = {tally.activity.id for tally in found.values()}
    new = _by_title((id, tally) for id, tally in later.items() if id not in found)
    old = _by_title((tally.activity.id, tally) for tally in earlier if tally.activity.id not in taken)
    return found | {id: by_key[old[title]] for title, id in new.items() if title in old}


def _by_title(tallies: Iterable[tuple[str, ActivityFigures]]) -> dict[str, str]:
    """The keys of activities by their titles, where only one has it."""
    keys: dict[str, list[str]] = {}
    for key, tally in tallies:
        keys.setdefault(" ".join(tally.activity.title.casefold().split()), []).append(key)
    return {title: each[0] for title, each in keys.items() if len(each) == 1}


def link_text(promise: Promise, tally: ActivityFigures, *, public: bool = False) -> Message:
    """How it went in a promise, in a few words: "2025: 180 av minst 200 tillfällen, ej uppfyllt"."""
    years, figure, status = years_of(promise), text_of(tally, public=public), status_word(tally)
    if tally.done is None and not tally.everyone and (tally.words is None or tally.status is Status.KEPT):
        return msg("{years}: {status}", years=years, status=status)
    if tally.activity.target.kind is TargetKind.ONGOING and tally.done is None:
        return msg("{years}: {figure}", years=years, figure=figure)
    if _grows(tally):
        return msg("{years}: {figure} so far, {status}", years=years, figure=figure, status=status)
    return msg("{years}: {figure}, {status}", years=years, figure=figure, status=status)


def _grows(tally: ActivityFigures) -> bool:
    """Whether the figure is one of a period that has not ended, and its words don't say so."""
    return tally.done is not None and not tally.ended and tally.activity.target.kind in _SO_FAR


_SO_FAR = (TargetKind.AT_LEAST, TargetKind.EXACT, TargetKind.COVERAGE, TargetKind.ONGOING)


def years_of(promise: Promise) -> str:
    """The years that a promise is called by, *2026* or *2018–2019*; its id where it has no period."""
    if promise.period is None:
        return promise.id
    start, end = promise.period.start, promise.period.end
    if end is None:
        return f"{start.year}–"
    return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
