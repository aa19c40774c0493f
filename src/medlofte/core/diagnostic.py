"""What is said about a file: a finding points by route, a diagnostic by line and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from medlofte.core.messages import Message
from medlofte.core.record import Record
from medlofte.core.source import Route, Span

T_co = TypeVar("T_co", covariant=True)


class Severity(IntEnum):
    """How grave it is; a greater number is graver."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The severity as the machine formats write it."""
        return self.name.lower()


class Code(Record):
    """A kind of fault: its stable name, its severity and, in English, what it means and why it matters."""

    name: str
    severity: Severity
    about: str


class Pointer(Record):
    """A place named by its route in a file's data; ``on_key`` points at the key rather than the value.

    ``path`` is empty for the promise's own file.
    """

    route: Route
    path: str = ""
    on_key: bool = False


class Finding(Record):
    """What a rule says: where, in words, and the way out. The table of rules adds code and severity."""

    at: Pointer
    message: Message
    hint: Message | None = None
    related: tuple[tuple[Pointer, Message], ...] = ()


class Related(Record):
    """Another place that belongs to a diagnostic, and what is there; ``line`` is the text of its first line."""

    path: str
    span: Span
    message: Message
    line: str = ""


class LocatedDiagnostic(Record):
    """What the user sees: a finding with its code, its severity and its place in the text.

    ``line`` is the text of the first line it stands on, for showing and for the fingerprint. ``about`` is what else the
    fingerprint is made of, where that line does not tell one from another: what stood there before.
    """

    code: str
    severity: Severity
    message: Message
    path: str
    span: Span
    hint: Message | None = None
    route: Route = ()
    related: tuple[Related, ...] = ()
    line: str = ""
    about: str = ""


NONE: Mapping[Severity, int] = MappingProxyType({})


class Checked(Record, Generic[T_co]):
    """A value, if there could be one, and everything that was said on the way to it.

    ``only_counted`` is how many of each severity were counted and not kept, because nobody wants to see them.
    """

    value: T_co | None
    diagnostics: tuple[LocatedDiagnostic, ...] = ()
    only_counted: Mapping[Severity, int] = NONE

    @property
    def has_errors(self) -> bool:
        """Whether anything said is an error."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    @property
    def errors(self) -> tuple[LocatedDiagnostic, ...]:
        """The diagnostics that are errors."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)


MOST_OF_A_KIND = 50
"""So many diagnostics of one severity are given for a file; more help nobody."""


def in_order(diagnostics: Iterable[LocatedDiagnostic]) -> list[LocatedDiagnostic]:
    """By file, and in a file the gravest first, then by place."""
    return sorted(diagnostics, key=lambda d: (d.path, -d.severity, d.span, d.code))
