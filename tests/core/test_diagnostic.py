"""Diagnostics: their severities, their order, and what a checked value says of them."""

import pytest

from medlofte.core.diagnostic import Checked, LocatedDiagnostic, Severity, in_order
from medlofte.core.messages import msg
from medlofte.core.source import on_line

pytestmark = pytest.mark.quick


def diagnostic(path: str, line: int, severity: Severity, code: str = "x") -> LocatedDiagnostic:
    return LocatedDiagnostic(code, severity, msg("help"), path, on_line(line, 1))


def test_a_greater_severity_is_worse_and_has_a_word() -> None:
    assert Severity.NOTE < Severity.WARNING < Severity.ERROR
    assert [each.word for each in Severity] == ["note", "warning", "error"]


def test_diagnostics_are_ordered_by_file_then_severity_then_place_then_code() -> None:
    wanted = [
        diagnostic("a.yaml", 9, Severity.ERROR),
        diagnostic("a.yaml", 2, Severity.WARNING, "a"),
        diagnostic("a.yaml", 2, Severity.WARNING, "b"),
        diagnostic("a.yaml", 3, Severity.WARNING),
        diagnostic("b.yaml", 1, Severity.ERROR),
    ]
    assert in_order(reversed(wanted)) == wanted


def test_a_checked_value_knows_its_errors() -> None:
    error, warning = diagnostic("a", 1, Severity.ERROR), diagnostic("a", 2, Severity.WARNING)
    assert Checked(1, (warning,)).has_errors is False
    assert Checked(None, (error, warning)).has_errors is True
    assert Checked(None, (error, warning)).errors == (error,)
