"""What a document is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from medlofte.core.messages import Translator
from medlofte.core.record import Record
from medlofte.model.entry import LoggedEntry
from medlofte.model.promise import Decision, Promise
from medlofte.progress.tally import PromiseProgress


class Provenance(Record):
    """Where a document comes from: the version of the tool, and the commit with whether files differ from it."""

    version: str
    commit: str | None = None
    dirty: bool = False


class Amendment(Record):
    """What has changed in a promise since it was adopted: on a day, in sentences, and by which decision.

    Without a day it is not committed yet.
    """

    day: date | None
    changes: tuple[str, ...]
    decision: Decision | None = None


class Subject(Record):
    """A promise's progress on a day, its source values, translators, and where it all comes from.

    ``by`` asks for figures by part of the year: month, quarter or tertial. ``amendments`` is what the project's
    history tells. ``links`` are addresses of the document's other forms, by name, where there are any.
    """

    progress: PromiseProgress
    swedish: Translator
    english: Translator
    provenance: Provenance
    logged: Sequence[LoggedEntry] = ()
    by: str | None = None
    amendments: tuple[Amendment, ...] = ()
    links: Mapping[str, str] = MappingProxyType({})

    @property
    def promise(self) -> Promise:
        """The promise itself."""
        return self.progress.promise

    @property
    def as_of(self) -> date:
        """The day that the figures are for."""
        return self.progress.as_of

    @property
    def has_begun(self) -> bool:
        """Whether the promise's period has begun."""
        return self.progress.elapsed is not None and self.progress.elapsed.days > 0
