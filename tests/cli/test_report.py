"""Reports of diagnostics: the format that is meant, and how a command refuses."""

from pathlib import Path

import pytest

from medlofte.cli.report import output_format, report_rejection
from medlofte.cli.session import Session
from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.errors import Notice, Rejected
from medlofte.core.messages import Message
from medlofte.core.source import on_line

pytestmark = pytest.mark.quick

FOUND = LocatedDiagnostic("unknown-key", Severity.ERROR, Message("Found."), "promises/x.yaml", on_line(7, 1))


@pytest.mark.parametrize(
    ("asked", "platform", "meant"),
    [("auto", "true", "github"), ("auto", "", "text"), ("json", "true", "json"), ("text", "true", "text")],
)
def test_the_format_is_github_s_inside_actions_unless_one_is_named(
    monkeypatch: pytest.MonkeyPatch, asked: str, platform: str, meant: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", platform)
    assert output_format(asked) == meant


def test_a_refusal_says_all_its_reasons_and_then_what_was_not_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem, notice = Notice(Message("Problem."), Message("Way.")), Notice(Message("Noticed."))
    report_rejection(Session(tmp_path, "en"), Rejected(Message("Nothing done."), [FOUND], [problem], [notice]))
    out, err = capsys.readouterr()
    assert out == ""
    places = [err.index(text) for text in ("Noticed.", "Problem.", "Way.", "Found.", "Nothing done.")]
    assert places == sorted(places)
    assert "promises/x.yaml" in err
