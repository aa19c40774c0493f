"""What every format of ``diff`` is made from: how many changes of each grade, and which are told."""

import pytest

from medlofte.changes.compare import Difference
from medlofte.changes.gate.grade import Grade
from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.messages import Translator, msg
from medlofte.core.source import on_line
from medlofte.model.promise import Decision
from medlofte.reports.diff.report import DiffReport, is_failing, totals

pytestmark = pytest.mark.quick


def difference(grade: Grade, path: str = "promises/x.yaml", decision: Decision | None = None) -> Difference:
    severity = Severity.NOTE if decision else grade.severity
    return Difference(LocatedDiagnostic("x", severity, msg("help"), path, on_line(1, 1)), grade, decision=decision)


WEAKER = difference(Grade.WEAKER)
DECIDED = difference(Grade.WEAKER, decision=Decision("revised"))
NEUTRAL = difference(Grade.NEUTRAL, "promises/x/polis.yaml")


def test_what_a_decision_approves_is_counted_apart_and_stops_nothing() -> None:
    report = DiffReport((WEAKER, DECIDED, NEUTRAL), "main")
    assert [report.number_of(grade) for grade in (Grade.WEAKER, Grade.UNCLEAR, Grade.NEUTRAL)] == [1, 0, 1]
    assert report.approved == 1
    assert [is_failing(each) for each in report.differences] == [True, False, False]


def test_the_total_leaves_out_grades_that_nothing_has_and_says_what_is_not_shown(english: Translator) -> None:
    report = DiffReport((WEAKER, DECIDED, NEUTRAL.replace(is_shown=False)), "main")
    assert totals(report, english).startswith("3 changes: 1 weaker, 1 decided, 1 neutral. 1 of them")
    assert report.differences_shown == (WEAKER, DECIDED)
    assert totals(DiffReport((WEAKER,), "main"), english) == "1 change: 1 weaker."


def test_as_a_report_of_validate_it_counts_promises_and_files_once() -> None:
    found = DiffReport((WEAKER, DECIDED, NEUTRAL), "main").as_validation([WEAKER.diagnostic])
    assert (found.promises, found.files, found.paths) == (1, 2, ("promises/x.yaml", "promises/x/polis.yaml"))
    assert found.diagnostics == (WEAKER.diagnostic,)
