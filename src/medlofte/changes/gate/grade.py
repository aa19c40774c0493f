"""What a change can be: how it weighs for the citizens, and the finding that says so."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from medlofte.core.diagnostic import Code, Pointer, Severity
from medlofte.core.messages import Message
from medlofte.core.record import Record
from medlofte.core.source import Route
from medlofte.model.promise import Decision


class Grade(IntEnum):
    """How a change weighs for those who were promised something; a greater number is worse for them."""

    NEUTRAL = 0
    STRONGER = 1
    UNCLEAR = 2
    WEAKER = 3

    @property
    def word(self) -> str:
        """The grade as the machine formats write it."""
        return self.name.lower()

    @property
    def severity(self) -> Severity:
        """What a change of this grade is in a promise that was adopted."""
        return _SEVERITY[self]


_SEVERITY = {
    Grade.NEUTRAL: Severity.NOTE,
    Grade.STRONGER: Severity.NOTE,
    Grade.UNCLEAR: Severity.WARNING,
    Grade.WEAKER: Severity.ERROR,
}


class ChangeKind(Record):
    """A row of the gate's table: a kind of change, how it weighs, and what it means."""

    name: str
    grade: Grade
    about: str

    @property
    def code(self) -> Code:
        """The code of the diagnostics that tell of such a change."""
        return Code(self.name, self.grade.severity, self.about)


class Grading(Record):
    """What kind of change something is, and what more there is to say of it than its two values."""

    kind: ChangeKind
    more: Message | None = None


def gravest(verdicts: list[Grading]) -> Grading:
    """The verdict of the worst grade, the first of them."""
    return max(verdicts, key=lambda verdict: verdict.kind.grade)


class GradedChange(Record):
    """One change, judged. Routes are those of the promise's file, or of a log where ``at`` and ``was`` have its path.

    ``at`` is where it stands now, or the nearest that held it; ``was`` where it stood. ``parts`` are the routes of all
    that changed, by what they are called now and before: a decision lifts a change that it names whole.
    ``before`` and ``after`` are the values as the files have them. ``decision`` is the one that lifted it; ``is_free``
    says that nothing was adopted yet.
    """

    kind: ChangeKind
    message: Message
    at: Pointer
    was: Pointer | None = None
    parts: tuple[tuple[Route, ...], ...] = ()
    before: Any = None
    after: Any = None
    decision: Decision | None = None
    is_free: bool = False
    hint: Message | None = None

    @property
    def severity(self) -> Severity:
        """How grave it is: what a decision lifts, and what was not adopted, is a note."""
        return Severity.NOTE if self.decision is not None or self.is_free else self.kind.grade.severity
