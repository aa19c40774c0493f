"""What is known of the terminal."""

import os
from pathlib import Path

import pytest

from medlofte.cli.session import Session

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("asked", "settings", "has_color"),
    [
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (None, {}, False),
    ],
)
def test_what_is_asked_for_comes_before_the_environment_and_no_color_before_the_rest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: str | None, settings: dict[str, str], has_color: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.setenv(name, settings.get(name, ""))
    assert Session(tmp_path, "sv", asked).has_color is has_color


@pytest.mark.parametrize(("term", "has_color"), [("xterm", True), ("dumb", False)])
def test_a_terminal_gets_colour_unless_it_is_dumb(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, term: str, has_color: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert Session(tmp_path).has_color is has_color


def test_a_width_that_is_not_known_is_a_hundred(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert Session(tmp_path).width == 40
    monkeypatch.delenv("COLUMNS")
    monkeypatch.setattr("os.get_terminal_size", lambda *_: os.terminal_size((0, 0)))
    assert Session(tmp_path).width == 100
