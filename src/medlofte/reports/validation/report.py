"""The value that every format of ``validate`` is made from."""

from __future__ import annotations

from medlofte.diagnostic import Diagnostic, Severity
from medlofte.record import Record


class Report(Record):
    """The diagnostics in order, and how many promises and files were looked at."""

    diagnostics: tuple[Diagnostic, ...]
    promises: int
    files: int

    def number_of(self, severity: Severity) -> int:
        """How many diagnostics have the severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)


class Look(Record):
    """How a report for people looks: how wide, in colour or not, with notes or not."""

    width: int = 100
    color: bool = False
    notes: bool = False
    quiet: bool = False
