"""Diagnostics as an editor takes them: ranges in its units, and the hint after the message."""

from pathlib import Path

import pytest
from lsprotocol import types

from medlofte.core.diagnostic import LocatedDiagnostic, Related, Severity
from medlofte.core.messages import Translator, msg
from medlofte.core.source import on_line
from medlofte.lsp.open_files import FileDiagnostics
from medlofte.lsp.positions import UTF_8, UTF_16, UTF_32
from medlofte.lsp.protocol import ClientCapabilities
from medlofte.validation.checker import ProjectFile
from tests.lsp import LOG_PATH, PROMISE_PATH, known

pytestmark = pytest.mark.quick

TEXT = "a: b\nå😀: x\n"
ROOT = Path("/exempelby")


def client(unit: str = UTF_16) -> ClientCapabilities:
    return ClientCapabilities(unit, lambda path: f"file://{path.as_posix()}")


def cells(of: types.Range) -> tuple[int, int, int, int]:
    return of.start.line, of.start.character, of.end.line, of.end.character


@pytest.mark.parametrize(("unit", "start"), [(UTF_8, 8), (UTF_16, 5), (UTF_32, 4)])
def test_columns_count_in_the_editor_s_unit(unit: str, start: int) -> None:
    assert cells(client(unit).visible_range(TEXT, on_line(2, 5, 1))) == (1, start, 1, start + 1)


def test_an_empty_span_is_shown_one_character_wide_and_replaced_as_it_is() -> None:
    assert cells(client().visible_range(TEXT, on_line(1, 1, 0))) == (0, 0, 0, 1)
    assert cells(client().replaced_range(TEXT, on_line(1, 1, 0))) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("severity", "shown"),
    [
        (Severity.ERROR, types.DiagnosticSeverity.Error),
        (Severity.WARNING, types.DiagnosticSeverity.Warning),
        (Severity.NOTE, types.DiagnosticSeverity.Hint),
    ],
)
def test_a_diagnostic_has_its_hint_after_its_message_and_leads_to_what_is_related(
    english: Translator, severity: Severity, shown: types.DiagnosticSeverity
) -> None:
    other = Related(LOG_PATH, on_line(1, 1, 1), msg("note"))
    said = LocatedDiagnostic("x", severity, msg("error"), PROMISE_PATH, on_line(1, 4, 1), msg("help"), related=(other,))
    files = [ProjectFile(PROMISE_PATH, TEXT.encode()), ProjectFile(LOG_PATH, b"[]\n")]
    found = client().diagnostic(said, ROOT, FileDiagnostics([said], files, known()), english)
    assert (found.message, found.severity, found.code, found.source) == ("error\nhelp", shown, "x", "medlofte")
    assert cells(found.range) == (0, 3, 0, 4)
    assert found.related_information is not None
    assert [each.location.uri for each in found.related_information] == [f"file:///exempelby/{LOG_PATH}"]
