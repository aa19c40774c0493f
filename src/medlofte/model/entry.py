"""An entry: one dated line of a log (*insats*, *notering*)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from medlofte.core.dates import DateSpan
from medlofte.model.promise import Number, Precision

ALL: Literal["all"] = "all"
Result = Number | str | Mapping[str, Number]
NOTHING: Mapping[str, Result] = MappingProxyType({})
NO_PARTS: Mapping[str, Number] = MappingProxyType({})

KEYS = (
    *("date", "activity", "count", "total", "reached", "done", "within", "precision", "place", "type", "note", "words"),
    *("deviation", "instead", "assessed", "reason", "results", "tags", "of_which", "source", "ref"),
)
"""The keys of an entry in a log, in the order that they are written in."""


class LogEntry(NamedTuple):
    """What was done, or what is said about it, on some days.

    ``count`` adds, and is 1 when the line says neither a figure nor words; ``total`` and ``reached`` are readings.
    What most entries say comes first, then what few do.
    """

    date: DateSpan
    activities: tuple[str, ...]
    count: Number | None = None  # type: ignore[assignment]  # a tuple has a method of this name
    precision: Precision = Precision.EXACT
    places: tuple[str, ...] = ()
    type: str | None = None
    note: str | None = None
    total: Number | None = None
    reached: Number | Literal["all"] | None = None
    done: bool | None = None
    within: Number | None = None
    words: str | None = None
    deviation: str | None = None
    instead: str | None = None
    assessed: str | None = None
    reason: str | None = None
    results: Mapping[str, Result] = NOTHING
    tags: tuple[str, ...] = ()
    of_which: Mapping[str, Number] = NO_PARTS
    source: str | None = None
    ref: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it says no more than when, what, how many, where, of which kind, and a note."""
        return self[_FIRST_RARE:-1] == _NOTHING_RARE

    @property
    def reading(self) -> Number | Literal["all"] | None:
        """The cumulative figure, whether it was written as ``total`` or as ``reached``."""
        return self.total if self.total is not None else self.reached

    @property
    def has_figure(self) -> bool:
        """Whether it says a number, or that a milestone is done or not."""
        return self.count is not None or self.reading is not None or self.done is not None


_FIRST_RARE = LogEntry._fields.index("total")
_NOTHING_RARE = tuple(LogEntry._field_defaults[name] for name in LogEntry._fields[_FIRST_RARE:-1])


class LoggedEntry(NamedTuple):
    """An entry in its place: whose log, which file, and its number in that file's list, from 0."""

    entry: LogEntry
    party: str
    path: str
    number: int
