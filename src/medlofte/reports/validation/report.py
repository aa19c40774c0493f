"""The value that every format of ``validate`` is made from."""

from __future__ import annotations

from collections.abc import Mapping

from medlofte.core.diagnostic import NONE, Code, LocatedDiagnostic, Severity
from medlofte.core.record import Record


class Share(Record):
    """That only what has changed was looked at: since when, and of how many promises in all."""

    since: str
    of: int


class ValidationReport(Record):
    """The diagnostics in order, and how many promises and files were looked at.

    ``codes`` tells what the codes mean, and ``paths`` which the files were, to the formats that say so; ``against``
    is what they were compared with. ``only_counted`` is how many more there are of each severity, and ``share`` tells
    that not all promises were looked at.
    """

    diagnostics: tuple[LocatedDiagnostic, ...]
    promises: int
    files: int
    codes: tuple[Code, ...] = ()
    paths: tuple[str, ...] = ()
    against: str | None = None
    only_counted: Mapping[Severity, int] = NONE
    share: Share | None = None

    def number_of(self, severity: Severity) -> int:
        """How many diagnostics have the severity, and how many more were only counted."""
        here = sum(diagnostic.severity is severity for diagnostic in self.diagnostics)
        return here + self.only_counted.get(severity, 0)

    def diagnostics_for(self, notes: bool) -> list[LocatedDiagnostic]:
        """What a person is shown: all, or all but the notes."""
        return [each for each in self.diagnostics if notes or each.severity is not Severity.NOTE]


class Look(Record):
    """How a report looks: how wide, in colour or not, with notes or not, with a summary beside it or not.

    ``folder`` is where the project lies, with a slash at its end, for platforms that count paths from the top of the
    repository; empty where the two are one.
    """

    width: int = 100
    color: bool = False
    notes: bool = False
    quiet: bool = False
    summary: bool = False
    folder: str = ""
