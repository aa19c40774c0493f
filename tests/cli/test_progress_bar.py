"""The line that tells how far long work has come: seen by a person who waits, and leaving no trace."""

import io
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import count as numbers
from pathlib import Path
from types import SimpleNamespace

import pytest

from medlofte.cli import progress_bar
from medlofte.cli.progress_bar import clear, tracker
from medlofte.cli.session import Session
from medlofte.core.messages import msg
from medlofte.project.context import Track, untracked
from tests.conftest import PROMISE
from tests.support.repository import Repository

DOING = msg("Reading promises")
RUN = """
import sys, time
from medlofte.cli import progress_bar
from medlofte.__main__ import main
progress_bar.PATIENCE = progress_bar.PAUSE = 0
{more}
sys.argv[0] = "medlofte"
code = main()
sys.stdout.flush()
assert not {{"rich"}} & set(sys.modules)
raise SystemExit(code)
"""
SLOWLY = """
from medlofte.project.workspace import Workspace
read = Workspace.read
def slowly(self, path):
    time.sleep(60 if path.endswith("c.yaml") else 0)
    return read(self, path)
Workspace.read = slowly
"""


class Line:
    """A terminal's last line."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.at = 0

    def write(self, text: str) -> None:
        for each in text:
            if each in "\r\n":
                self.at = 0
                self.cells = [] if each == "\n" else self.cells
            else:
                self.cells[self.at : self.at + 1] = [each]
                self.at += 1

    def read(self) -> str:
        """The line without the blanks at its end."""
        return "".join(self.cells).rstrip()


class Screen(io.StringIO):
    """A standard error that is a terminal."""

    encoding = "utf-8"

    def __init__(self) -> None:
        super().__init__()
        self.line = Line()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.line.write(text)
        return super().write(text)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    made = Screen()
    monkeypatch.setattr(progress_bar, "sys", SimpleNamespace(stderr=made))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    return made


def seen(written: str) -> str:
    """What a terminal's last line shows when all this was written, without the blanks at its end."""
    last = Line()
    last.write(written)
    return last.read()


def ticking(seconds: float) -> Iterator[float]:
    return (number * seconds for number in numbers())


def track(clock: Iterator[float], *, lang: str = "sv", quiet: bool = False) -> Track:
    """How a command's session shows how far work has come, by another clock."""
    session = Session(None, lang, None, quiet)
    return untracked if session.track is untracked else tracker(lambda: session.translator, lambda: next(clock))


def looks(
    screen: Screen, items: Sequence[object], seconds: float, lang: str = "sv", total: int | None = None
) -> list[str]:
    """What is seen while each item is worked with, when the clock goes on so much between looks at it."""
    return [seen(screen.getvalue()) for _ in track(ticking(seconds), lang=lang)(items, DOING, total)]


def test_nothing_is_shown_for_two_seconds_and_then_how_far_it_has_come(screen: Screen) -> None:
    found = looks(screen, range(5), 0.7)
    assert found[:2] == ["", ""]
    assert found[2].startswith("Läser löften: 2 av 5  █████████░")
    assert found[4].startswith("Läser löften: 4 av 5  ███████████████████░")
    assert seen(screen.getvalue()) == ""
    assert screen.getvalue().endswith("\r")


def test_numbers_are_grouped_as_the_language_has_it(screen: Screen) -> None:
    assert looks(screen, range(1201), 2, "sv", 2900)[-1].startswith("Läser löften: 1 200 av 2 900  ")
    assert looks(screen, range(1201), 2, "en", 2900)[-1].startswith("Reading promises: 1,200 of 2,900  ")


def test_what_has_no_known_number_is_only_counted(screen: Screen) -> None:
    items = track(ticking(9))((each for each in "abc"), DOING)
    assert [seen(screen.getvalue()) for _ in items] == [f"Läser löften: {number}" for number in range(3)]


def test_the_line_is_written_a_few_times_a_second_at_most(screen: Screen) -> None:
    looks(screen, range(10_000), 0.001)
    assert 50 < screen.getvalue().count("Läser") < 100


def test_it_never_fills_the_line(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_bar, "_columns", lambda: 20)
    assert looks(screen, range(3), 9)[-1] == "Läser löften: 2 av "[:19].rstrip()


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("CI", "true")])
def test_some_screens_get_none(screen: Screen, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert looks(screen, range(5), 9) == [""] * 5


def test_quiet_and_piped_are_silent(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(track(ticking(9), quiet=True)(range(3), DOING)) == [0, 1, 2]
    assert screen.getvalue() == ""
    monkeypatch.setattr(screen, "isatty", lambda: False)
    assert looks(screen, range(5), 9) == [""] * 5


def test_what_stops_in_the_middle_is_put_away(screen: Screen) -> None:
    items = iter(track(ticking(9))(range(5), DOING))
    next(items)
    assert seen(screen.getvalue()) != ""
    clear()
    assert seen(screen.getvalue()) == ""


# Real processes on a real terminal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    repository = Repository(tmp_path)
    repository.commit({f"promises/{id}.yaml": PROMISE for id in "abcd"})
    return tmp_path


def begun(folder: Path, arguments: Sequence[str], more: str = "") -> tuple[subprocess.Popen[bytes], int]:
    """A command whose standard error is a terminal, and the terminal's other end."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "LANG": "sv_SE.UTF-8"}
    for name in ("CI", "LC_ALL", "LC_MESSAGES", "GITHUB_ACTIONS"):
        environment.pop(name, None)
    command = [sys.executable, "-c", RUN.format(more=more), *arguments]
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    return process, ours


def rest_of(terminal: int) -> str:
    found = b""
    try:
        while chunk := os.read(terminal, 1 << 16):
            found += chunk
    except OSError:
        pass  # so does Linux say that the other end is closed
    os.close(terminal)
    return found.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate",),
        ("validate", "--against", "HEAD"),
        ("progress", "--format", "json"),
        ("due", "--format", "json"),
        ("export", "--format", "json", "--output", "-"),
        ("render", "memo", "--output", "-"),
        ("site",),
    ],
    ids=" ".join,
)
def test_a_terminal_is_told_and_left_as_it_was(folder: Path, arguments: tuple[str, ...]) -> None:
    process, terminal = begun(folder, arguments)
    out, _ = process.communicate(timeout=60)
    told = rest_of(terminal)
    assert "av 4" in told
    assert "\x1b" not in told
    assert seen(told) == ""
    command = [sys.executable, "-m", "medlofte", *arguments]
    environment = {**os.environ, "LANG": "sv_SE.UTF-8"}
    piped = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=60, check=False)
    assert out == piped.stdout
    assert process.returncode == piped.returncode
    assert "av 4" not in piped.stderr.decode()


def test_an_import_is_told_of_too(folder: Path) -> None:
    (folder / "insatser.csv").write_text("Datum;Aktivitet\n2026-01-10;fotpatrull\n2026-01-11;fotpatrull\n", "utf-8")
    process, terminal = begun(folder, ["import", "a", "insatser.csv"])
    out, _ = process.communicate(timeout=60)
    told = rest_of(terminal)
    assert (process.returncode, out.decode().split()[0]) == (0, "2")
    assert "Läser: 2" in told
    assert seen(told) == ""


def test_an_error_in_the_middle_is_said_on_a_line_of_its_own(folder: Path) -> None:
    (folder / "promises" / "c.yaml").write_text("fel\n", "utf-8")
    process, terminal = begun(folder, ["progress"])
    process.communicate(timeout=60)
    assert process.returncode == 1
    said = [seen(each) for each in rest_of(terminal).split("\r\n")]
    assert any(each.startswith("promises/c.yaml") for each in said)
    assert not any("av 4" in each for each in said)


def test_an_interrupt_leaves_the_terminal_clean(folder: Path) -> None:
    process, terminal = begun(folder, ["validate"], SLOWLY)
    told = b""
    while b"2 av 4" not in told:
        told += os.read(terminal, 1 << 16)
    os.kill(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert seen(told.decode() + rest_of(terminal)) == ""
