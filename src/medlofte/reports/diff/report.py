"""The value that every format of ``diff`` is made from, and the words that they share."""

from __future__ import annotations

from collections.abc import Iterable

from medlofte.changes.compare import Difference
from medlofte.changes.gate.grade import Grade
from medlofte.core.diagnostic import Code, Diagnostic, Severity
from medlofte.core.messages import Message, Voice, count, say
from medlofte.core.record import Record
from medlofte.reports.validation.report import Report as Validation

WORDS = {
    Grade.WEAKER: say("weaker"),
    Grade.UNCLEAR: say("unclear"),
    Grade.STRONGER: say("stronger"),
    Grade.NEUTRAL: say("neutral"),
}
DECIDED = say("decided")
"""The word for what is weaker or unclear and was lifted by a decision."""


class Report(Record):
    """The differences in order, and what was compared: ``after`` is missing for what is on disk."""

    differences: tuple[Difference, ...]
    before: str
    after: str | None = None

    def number_of(self, grade: Grade) -> int:
        """How many changes have the grade and were not lifted."""
        return sum(each.grade is grade and each.decision is None for each in self.differences)

    @property
    def lifted(self) -> int:
        """How many changes a decision lifted."""
        return sum(each.decision is not None for each in self.differences)

    @property
    def shown(self) -> tuple[Difference, ...]:
        """The changes that are told one by one."""
        return tuple(each for each in self.differences if each.is_shown)

    def as_validation(self, said: Iterable[Diagnostic], codes: tuple[Code, ...] = ()) -> Validation:
        """What is ``said`` as a report of ``validate``, of the files where something changed."""
        paths = tuple(dict.fromkeys(each.diagnostic.path for each in self.differences))
        promises = sum(path.count("/") == 1 for path in paths)
        return Validation(tuple(said), promises, len(paths), codes, paths)


def word(difference: Difference) -> Message:
    """The grade in a word."""
    return WORDS[difference.grade] if difference.decision is None else DECIDED


def compared(report: Report) -> Message:
    """What was compared with what."""
    if report.after is None:
        return say("Compared with {before}", before=report.before)
    return say("{after} compared with {before}", before=report.before, after=report.after)


def totals(report: Report, voice: Voice) -> str:
    """How many changes there are of each grade, in one sentence."""
    if not report.differences:
        return voice(say("Nothing has changed."))
    numbers = [
        count("{n} weaker", "{n} weaker", report.number_of(Grade.WEAKER)),
        count("{n} unclear", "{n} unclear", report.number_of(Grade.UNCLEAR)),
        count("{n} decided", "{n} decided", report.lifted),
        count("{n} stronger", "{n} stronger", report.number_of(Grade.STRONGER)),
        count("{n} neutral", "{n} neutral", report.number_of(Grade.NEUTRAL)),
    ]
    told = ", ".join(voice(each) for each in numbers if each.n)
    changes = count("{n} change", "{n} changes", len(report.differences))
    left_out = len(report.differences) - len(report.shown)
    rest = voice(count(" {n} of them is not shown.", " {n} of them are not shown.", left_out)) if left_out else ""
    return f"{voice(changes)}: {told}.{rest}"


def is_failing(difference: Difference) -> bool:
    """Whether the change stops a pull request."""
    return difference.diagnostic.severity is Severity.ERROR
