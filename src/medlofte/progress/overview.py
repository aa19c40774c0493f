"""Many promises seen together: those that are asked for, and the groups they fall into, with activities as counts.

Nothing is averaged and nothing is ranked: a group is summed up as how many activities have each status, and groups and
promises come by the alphabet or the calendar, never by how well it went.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from medlofte.core.collation import swedish_order
from medlofte.core.record import Record
from medlofte.model.municipalities import key_of
from medlofte.model.promise import Promise
from medlofte.progress.status import Status
from medlofte.progress.tally import ActivityFigures, PromiseProgress

BY = ("municipality", "police-area", "status", "year")
"""What promises can be grouped by: status is the promise's own, year the one that its period begins in."""

IN_FORCE = ("adopted", "closed")
PROMISE_STATUSES = ("draft", "proposed", *IN_FORCE)
STATUSES = (*PROMISE_STATUSES, *(status.value for status in Status))
"""The statuses that can be asked for: a promise's own, and those of activities."""


class ProgressFilter(Record):
    """What is asked for; what is missing leaves everything in.

    Municipality, a status of promises and the day that they are active on choose promises; party, and a status of
    activities, choose among the activities.
    """

    municipality: str | None = None
    party: str | None = None
    status: str | None = None
    active_on: date | None = None

    @property
    def chooses_activities(self) -> bool:
        """Whether some activities of a promise may be left out."""
        return self.party is not None or (self.status is not None and self.status not in PROMISE_STATUSES)


class PromiseGroup(Record):
    """Promises that have something in common. ``key`` is missing for those that lack it.

    ``name`` is the key as people write it; for a status its key.
    """

    by: str
    key: str | None
    name: str | None
    standing: tuple[PromiseProgress, ...]

    @property
    def tallies(self) -> tuple[ActivityFigures, ...]:
        """The activities of all its promises."""
        return tallies_of(self.standing)

    @property
    def municipalities(self) -> tuple[str, ...]:
        """The names of its municipalities by the alphabet, each once however it is written."""
        return municipalities_of(self.standing)


def tallies_of(standing: Iterable[PromiseProgress]) -> tuple[ActivityFigures, ...]:
    """The activities of all the promises."""
    return tuple(tally for progress in standing for tally in progress.tallies)


def municipalities_of(standing: Iterable[PromiseProgress]) -> tuple[str, ...]:
    """The promises' municipalities by the alphabet, each once and by the first of the names that it is written with."""
    promises = [progress.promise for progress in standing]
    names = sorted({promise.municipality.name for promise in promises}, key=_alphabetical)
    keys = {promise.municipality.name: municipality_key(promise) for promise in promises}
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(keys[name], name)
    return tuple(first.values())


def municipality_key(promise: Promise) -> str:
    """What stands for the promise's municipality: its code where that is known, else its name."""
    return promise.municipality.code or key_of(promise.municipality.name)


def filter_progress(standing: Iterable[PromiseProgress], wish: ProgressFilter) -> Iterator[PromiseProgress]:
    """The promises asked for, with the activities asked for; one that has none of these is left out."""
    municipality = None if wish.municipality is None else key_of(wish.municipality)
    for progress in standing:
        if _is_wanted(progress.promise, wish, municipality):
            found = with_activities(progress, wish)
            if found.tallies or not wish.chooses_activities:
                yield found


def _is_wanted(promise: Promise, wish: ProgressFilter, municipality: str | None) -> bool:
    if municipality is not None and municipality_key(promise) != municipality:
        return False
    if wish.status in PROMISE_STATUSES and promise.status != wish.status:
        return False
    return wish.active_on is None or is_active(promise, wish.active_on)


def is_active(promise: Promise, day: date) -> bool:
    """Whether the promise had been given and ran on the day."""
    period = promise.period
    if period is None or promise.status not in IN_FORCE:
        return False
    return period.start <= day and (period.end is None or day <= period.end)


def with_activities(progress: PromiseProgress, wish: ProgressFilter) -> PromiseProgress:
    """The promise with the activities asked for."""
    if not wish.chooses_activities:
        return progress
    parties = None if wish.party is None else _parties(progress.promise, wish.party)
    status = None if wish.status in PROMISE_STATUSES else wish.status
    return progress.replace(
        tallies=tuple(
            tally
            for tally in progress.tallies
            if (parties is None or not parties.isdisjoint(tally.activity.responsible))
            and (status is None or tally.status.value == status)
        )
    )


def _parties(promise: Promise, word: str) -> set[str]:
    """The keys of the parties that the word means: by their key, their name or their kind."""
    wanted = _folded(word)
    return {
        id for id, party in promise.parties.items() if wanted in (_folded(id), _folded(party.name), _folded(party.kind))
    }


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def group_progress(standing: Sequence[PromiseProgress], by: str) -> tuple[PromiseGroup, ...]:
    """The promises in groups, each promise in one of them; those that lack what they are grouped by come last.

    Groups come by the alphabet, years in order, and statuses as a promise meets them. So do the promises in each: by
    municipality, then by the day they begin.
    """
    found: dict[str | None, list[PromiseProgress]] = {}
    for progress in standing:
        found.setdefault(_key(progress.promise, by), []).append(progress)
    groups = [
        PromiseGroup(by, key, _name(key, by, each), tuple(sorted(each, key=lambda progress: _order(progress.promise))))
        for key, each in found.items()
    ]
    return tuple(sorted(groups, key=_order_of_groups))


def _key(promise: Promise, by: str) -> str | None:
    match by:
        case "municipality":
            return municipality_key(promise)
        case "police-area":
            return None if promise.police_area is None else _folded(promise.police_area)
        case "status":
            return promise.status
    return None if promise.period is None else f"{promise.period.start.year}"


def _name(key: str | None, by: str, standing: Sequence[PromiseProgress]) -> str | None:
    if key is None:
        return None
    if by == "municipality":
        return municipalities_of(standing)[0]
    if by == "police-area":
        areas = {progress.promise.police_area or "" for progress in standing}
        return min(areas, key=_alphabetical)
    return key


def _order_of_groups(group: PromiseGroup) -> tuple[bool, int, str, str]:
    place = PROMISE_STATUSES.index(group.key) if group.by == "status" and group.key else 0
    return (group.key is None, place, swedish_order(group.name or ""), group.key or "")


def _order(promise: Promise) -> tuple[str, date, str]:
    start = date.max if promise.period is None else promise.period.start
    return (swedish_order(promise.municipality.name), start, promise.id)


def _alphabetical(text: str) -> tuple[str, str]:
    return (swedish_order(text), text)
