"""What a rule is given to look at: one promise, all its logs, and which other promises there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from medlofte.core.diagnostic import Pointer
from medlofte.core.record import Record
from medlofte.model.entry import LoggedEntry
from medlofte.model.promise import Activity, Promise

FIRST_DAY, LAST_DAY, PARTY = attrgetter("entry.date.first"), attrgetter("entry.date.last"), attrgetter("party")
"""What is asked of many entries at once."""


class PartyLog(Record):
    """A log's file and the party that its name says it belongs to."""

    path: str
    party: str


class LoggedPromise:
    """A promise with its entries, in the order of files and lines, and the ids of all promises there are.

    ``is_whole`` says that the promise is all that its file says: nothing in it was taken out for a fault.
    """

    def __init__(
        self,
        promise: Promise,
        log_files: tuple[PartyLog, ...] = (),
        logged: Sequence[LoggedEntry] = (),
        known_ids: frozenset[str] = frozenset(),
        is_whole: bool = True,
    ) -> None:
        self.promise = promise
        self.log_files = log_files
        self.logged = logged
        self.known_ids = known_ids
        self.is_whole = is_whole

    def activities_of(self, logged: LoggedEntry) -> Iterator[Activity]:
        """The activities that an entry names and the promise has."""
        for id in logged.entry.activities:
            activity = self.promise.activities.get(id)
            if activity is not None:
                yield activity

    @property
    def by_activity(self) -> dict[str, list[LoggedEntry]]:
        """The entries of each activity that the promise has and some entry names."""
        return self._piles.by_activity

    @property
    def lost(self) -> list[LoggedEntry]:
        """The entries that name an activity that the promise does not have."""
        return self._piles.lost

    @property
    def special(self) -> list[LoggedEntry]:
        """The entries that say more than when, what, a whole number, where, of which kind, and a note."""
        return self._piles.special

    @property
    def without_ref(self) -> list[LoggedEntry]:
        """The entries without a reference."""
        return self._piles.without_ref

    @cached_property
    def with_same_ref(self) -> list[LoggedEntry]:
        """The entries whose reference stands on another entry too."""
        times = Counter([logged.entry.ref for logged in self.logged])
        if len(times) == len(self.logged):
            return []
        return [logged for logged in self.logged if logged.entry.ref is not None and times[logged.entry.ref] > 1]

    @cached_property
    def _piles(self) -> _Piles:
        piles = _Piles({}, [], [], [])
        activities = self.promise.activities
        for logged in self.logged:
            entry = logged.entry
            for id in entry.activities:
                if id in piles.by_activity:
                    piles.by_activity[id].append(logged)
                elif id in activities:
                    piles.by_activity[id] = [logged]
                elif logged not in piles.lost[-1:]:
                    piles.lost.append(logged)
            if type(entry.count) is not int or not entry.is_plain:
                piles.special.append(logged)
            if entry.ref is None:
                piles.without_ref.append(logged)
        return piles


class _Piles(NamedTuple):
    """The entries sorted once, so that each rule looks only at those that can break it."""

    by_activity: dict[str, list[LoggedEntry]]
    lost: list[LoggedEntry]
    special: list[LoggedEntry]
    without_ref: list[LoggedEntry]


def at(logged: LoggedEntry, *keys: str | int) -> Pointer:
    """The place of an entry, or of a value in it."""
    return Pointer((logged.number, *keys), logged.path)
