"""The value that every format of ``diff`` is made from, and the words that they share."""

from __future__ import annotations

from collections.abc import Iterable

from medlofte.changes.compare import Difference
from medlofte.changes.gate.grade import Grade
from medlofte.core.diagnostic import Code, LocatedDiagnostic, Severity
from medlofte.core.messages import Message, Translator, msg, msg_n
from medlofte.core.record import Record
from medlofte.reports.validation.report import ValidationReport

WORDS = {
    Grade.WEAKER: msg("weaker"),
    Grade.UNCLEAR: msg("unclear"),
    Grade.STRONGER: msg("stronger"),
    Grade.NEUTRAL: msg("neutral"),
}
DECIDED = msg("decided")
"""The word for what is weaker or unclear and was lifted by a decision."""


class DiffReport(Record):
    """The differences in order, and what was compared: ``after`` is missing for what is on disk."""

    differences: tuple[Difference, ...]
    before: str
    after: str | None = None

    def number_of(self, grade: Grade) -> int:
        """How many changes have the grade and were not lifted."""
        return sum(each.grade is grade and each.decision is None for each in self.differences)

    @property
    def approved(self) -> int:
        """How many changes a decision lifted."""
        return sum(each.decision is not None for each in self.differences)

    @property
    def differences_shown(self) -> tuple[Difference, ...]:
        """The changes that are told one by one."""
        return tuple(each for each in self.differences if each.is_shown)

    def as_validation(self, said: Iterable[LocatedDiagnostic], codes: tuple[Code, ...] = ()) -> ValidationReport:
        """What is ``said`` as a report of ``validate``, of the files where something changed."""
        paths = tuple(dict.fromkeys(each.diagnostic.path for each in self.differences))
        promises = sum(path.count("/") == 1 for path in paths)
        return ValidationReport(tuple(said), promises, len(paths), codes, paths)


def word(difference: Difference) -> Message:
    """The grade in a word."""
    return WORDS[difference.grade] if difference.decision is None else DECIDED


def describe_compared(report: DiffReport) -> Message:
    """What was compared with what."""
    if report.after is None:
        return msg("Compared with {before}", before=report.before)
    return msg("{after} compared with {before}", before=report.before, after=report.after)


def totals(report: DiffReport, translator: Translator) -> str:
    """How many changes there are of each grade, in one sentence."""
    if not report.differences:
        return translator(msg("Nothing has changed."))
    numbers = [
        msg_n("{n} weaker", "{n} weaker", report.number_of(Grade.WEAKER)),
        msg_n("{n} unclear", "{n} unclear", report.number_of(Grade.UNCLEAR)),
        msg_n("{n} decided", "{n} decided", report.approved),
        msg_n("{n} stronger", "{n} stronger", report.number_of(Grade.STRONGER)),
        msg_n("{n} neutral", "{n} neutral", report.number_of(Grade.NEUTRAL)),
    ]
    told = ", ".join(translator(each) for each in numbers if each.n)
    changes = msg_n("{n} change", "{n} changes", len(report.differences))
    left_out = len(report.differences) - len(report.differences_shown)
    rest = translator(msg_n(" {n} of them is not shown.", " {n} of them are not shown.", left_out)) if left_out else ""
    return f"{translator(changes)}: {told}.{rest}"


def is_failing(difference: Difference) -> bool:
    """Whether the change stops a pull request."""
    return difference.diagnostic.severity is Severity.ERROR
