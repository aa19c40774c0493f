"""The house: imports only run down, the pure rooms touch nothing outside, and each room says what it is for."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.quick

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


@cache
def trees() -> dict[Path, ast.Module]:
    """Every module, parsed once."""
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))}


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_of(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def own_rooms(tree: ast.Module) -> set[str]:
    names = (name.split(".") for name in imports_of(tree) if name.startswith("medlofte."))
    return {parts[1] for parts in names if parts[1] in FLOOR}


def test_every_module_is_parsed() -> None:
    assert len(trees()) > 100, "the tests below prove nothing of what they don't see"


def test_every_room_has_a_floor() -> None:
    assert {room_of(path) for path in trees()} == {*FLOOR, "__init__", "__main__"}


def test_imports_only_run_down() -> None:
    offenders = [
        f"{name_of(path)} must not import {other}"
        for path, tree in trees().items()
        if (room := room_of(path)) in FLOOR
        for other in own_rooms(tree) - {room}
        if FLOOR[other] >= FLOOR[room] and (room, other) not in SAME_FLOOR
    ]
    assert offenders == []


def calls_outside(tree: ast.Module) -> Iterator[str]:
    """What a module calls that reaches the disk, the screen, the clock or the environment, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            known_safe = isinstance(node.func, ast.Attribute) and called == "print"  # onto a text, never the screen
            if called in OUTSIDE_CALLS and not known_safe:
                yield f"line {node.lineno} calls {called}"


def test_the_core_knows_no_disk_screen_clock_or_environment() -> None:
    core = {path: tree for path, tree in trees().items() if FLOOR.get(room_of(path), PURE_BELOW) < PURE_BELOW}
    imported = [
        f"{name_of(path)} imports {name}"
        for path, tree in core.items()
        for name in OUTSIDE & {name.split(".")[0] for name in imports_of(tree)}
    ]
    called = [f"{name_of(path)}: {call}" for path, tree in core.items() for call in calls_outside(tree)]
    assert core
    assert imported + called == []


def test_the_first_line_says_what_the_room_is_for() -> None:
    first = {path: (ast.get_docstring(tree) or "").partition("\n")[0] for path, tree in trees().items()}
    assert [name_of(path) for path, line in first.items() if not line.endswith((".", ")", ":"))] == []


def test_today_is_read_in_one_place() -> None:
    lines = [
        f"{name_of(path)}: {line}"
        for path in trees()
        for line in path.read_text("utf-8").splitlines()
        if "date.today(" in line.split("#")[0]
    ]
    assert len(lines) == 1, lines


def test_functions_are_short() -> None:
    offenders = [
        f"{name_of(path)}: {node.name} is long"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        # A command's options stand before its body.
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.body[0].lineno >= 75
    ]
    assert offenders == []
