"""What a command writes, and the exit code."""

import os
from pathlib import Path

import pytest

from medlofte.cli.output import display_path, exit_code, show_document, tell_user, write_bytes, write_out
from medlofte.core.diagnostic import Severity
from medlofte.core.messages import Translator, msg

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("severities", "fail_on", "code"),
    [
        ([], "note", 0),
        ([Severity.WARNING], "error", 0),
        ([Severity.WARNING], "warning", 1),
        ([Severity.NOTE, Severity.ERROR], "error", 1),
        ([Severity.NOTE], "note", 1),
    ],
)
def test_the_exit_code_is_1_at_the_named_severity_or_above(severities: list[Severity], fail_on: str, code: int) -> None:
    assert exit_code(severities, fail_on) == code


def test_a_path_is_shown_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = Path.cwd()
    assert display_path(here / "a" / "b.yaml") == str(Path("a", "b.yaml"))
    assert display_path(here.parent / "b.yaml") == str(here.parent / "b.yaml")
    assert display_path(Path("a.yaml")) == "a.yaml"


def test_what_utf8_can_not_hold_is_spelled_out(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    write_out("å\udc80", str(tmp_path / "x"))
    assert (tmp_path / "x").read_bytes() == "å\\udc80".encode()
    write_bytes(b"\xff", "-")
    assert capsysbinary.readouterr().out == b"\xff"


@pytest.mark.parametrize(("platform", "is_escaped"), [("true", True), ("", False)])
def test_a_ci_log_gets_no_commands_from_a_document(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, platform: str, is_escaped: bool
) -> None:
    monkeypatch.setitem(os.environ, "GITHUB_ACTIONS", platform)
    show_document("a\n\x1b[31mb\n")
    assert ("\x1b" not in capsys.readouterr().out) is is_escaped


def test_a_message_goes_to_standard_error_with_its_hint_below(
    capsys: pytest.CaptureFixture[str], english: Translator
) -> None:
    tell_user(english, msg("error"), msg("note"))
    assert capsys.readouterr() == ("", "medlofte: error\n  help: note\n")
