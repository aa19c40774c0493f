"""The house: imports only run down, the pure rooms touch nothing outside, and each room says what it is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "medlofte"
FLOORS = (
    (
        *("record", "source", "errors", "text", "language", "dates", "likeness", "municipalities", "parser"),
        *("personal", "extras", "alphabet", "late", "catalogue"),
    ),
    ("diagnostic", "promise", "entry", "picture", "commit"),
    ("characters", "guard", "tree", "log", "canonical", "progress", "binding", "recurring"),
    ("schema", "decode", "mending", "rules", "columns", "changes", "gate"),
    ("version", "duty", "spoken"),
    ("ledger", "history", "comparison"),
    (
        *("codes", "reports", "documents", "recording", "formatting", "importing", "exporting", "publish"),
        *("amending", "drafting", "scaffold", "form", "editing"),
    ),
    ("workspace", "git", "compiled", "press", "sandbox", "journal"),
    ("cli", "api"),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
SAME_FLOOR = {
    ("language", "record"),
    ("dates", "record"),
    ("source", "record"),
    ("errors", "language"),
    ("extras", "errors"),
    ("extras", "language"),
    ("language", "text"),
    ("personal", "record"),
    ("text", "personal"),
    ("log", "tree"),
    ("canonical", "log"),
    ("canonical", "tree"),
    ("recurring", "progress"),
    ("drafting", "recording"),
    ("entry", "promise"),
    ("picture", "promise"),
    ("gate", "changes"),
    ("importing", "recording"),
    ("compiled", "workspace"),
    ("press", "workspace"),
    ("press", "compiled"),
    ("sandbox", "press"),
    ("api", "cli"),
}
"""Neighbours that may call: a message is a record and is escaped, a log is made of trees."""

PURE_BELOW = FLOOR["workspace"]
OUTSIDE = {"os", "sys", "pathlib", "subprocess", "shutil", "socket", "tempfile", "time", "random", "io.open"}
OUTSIDE_CALLS = {"open", "print", "input", "exec", "eval", "today", "now", "getenv"}

MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def own_rooms(path: Path) -> set[str]:
    names = (name.split(".") for name in imports_of(path) if name.startswith("medlofte."))
    return {parts[1] for parts in names if parts[1] in FLOOR}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_only_run_down(path: Path) -> None:
    room = room_of(path)
    if room not in FLOOR:
        assert room in ("__init__", "__main__")
        return
    for other in own_rooms(path) - {room}:
        below = FLOOR[other] < FLOOR[room]
        assert below or (room, other) in SAME_FLOOR, f"{room} must not import {other}"


def test_every_room_has_a_floor() -> None:
    rooms = {room_of(path) for path in MODULES} - {"__init__", "__main__"}
    assert rooms == set(FLOOR)


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if FLOOR.get(room_of(path), PURE_BELOW) < PURE_BELOW],
    ids=lambda path: path.relative_to(SOURCE).as_posix(),
)
def test_the_core_knows_no_disk_screen_clock_or_environment(path: Path) -> None:
    assert not OUTSIDE & {name.split(".")[0] for name in imports_of(path)}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            known_safe = isinstance(node.func, ast.Attribute) and called == "print"  # onto a text, never the screen
            assert called not in OUTSIDE_CALLS or known_safe, f"line {node.lineno} calls {called}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_the_first_line_says_what_the_room_is_for(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert doc
    assert doc.splitlines()[0].endswith((".", ")", ":"))


def test_today_is_read_in_one_place() -> None:
    lines = [
        line for path in MODULES for line in path.read_text("utf-8").splitlines() if "date.today(" in line.split("#")[0]
    ]
    assert len(lines) == 1


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_functions_are_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or 0) - node.body[0].lineno  # a command's options stand before its body
            assert lines < 75, f"{node.name} is long"
