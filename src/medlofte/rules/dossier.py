"""What a rule is given to look at: one promise, all its logs, and which other promises there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from medlofte.diagnostic import Pointer
from medlofte.entry import Logged
from medlofte.promise import Activity, Promise
from medlofte.record import Record


class LogFile(Record):
    """A log's file and the party that its name says it belongs to."""

    path: str
    party: str


class Dossier:
    """A promise with its entries, in the order of files and lines, and the ids of all promises there are.

    ``is_whole`` says that the promise is all that its file says: nothing in it was taken out for a fault.
    """

    def __init__(
        self,
        promise: Promise,
        log_files: tuple[LogFile, ...] = (),
        logged: Sequence[Logged] = (),
        known_ids: frozenset[str] = frozenset(),
        is_whole: bool = True,
    ) -> None:
        self.promise = promise
        self.log_files = log_files
        self.logged = logged
        self.known_ids = known_ids
        self.is_whole = is_whole

    def activities_of(self, logged: Logged) -> Iterator[Activity]:
        """The activities that an entry names and the promise has."""
        for id in logged.entry.activities:
            activity = self.promise.activities.get(id)
            if activity is not None:
                yield activity

    @cached_property
    def by_activity(self) -> dict[str, list[Logged]]:
        """The entries of each activity that the promise has and some entry names."""
        found: dict[str, list[Logged]] = {}
        for logged in self.logged:
            for activity in self.activities_of(logged):
                found.setdefault(activity.id, []).append(logged)
        return found


def at(logged: Logged, *keys: str | int) -> Pointer:
    """The place of an entry, or of a value in it."""
    return Pointer((logged.number, *keys), logged.path)
