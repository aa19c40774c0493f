"""The layers: a package imports only from packages before it in ``ORDER``, and the pure ones touch nothing outside."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.quick

SOURCE = Path(__file__).parents[1] / "src" / "medlofte"
PURE = (
    *("core", "model", "parsing", "progress", "validation", "changes", "due", "authoring"),
    *("documents", "publishing", "reports", "spreadsheets", "opendata"),
)
"""The packages that know no disk, screen, clock or environment."""
ORDER = (*PURE, "project", "rendering", "site", "lsp", "api", "cli")
"""Every package. A package imports only from those before it."""
AT_THE_ROOT = {"__init__", "__main__"}

OUTSIDE = {"os", "sys", "pathlib", "subprocess", "shutil", "socket", "tempfile", "time", "random"}
OUTSIDE_CALLS = {"open", "print", "input", "exec", "eval", "today", "now", "getenv"}
LONGEST_BODY = 75
"""Lines of a function's body. A command's options stand before it."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the source by its path, parsed once."""
    paths = sorted(SOURCE.rglob("*.py"))
    return {path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


def package_of(path: str) -> str:
    return path.split("/")[0].removesuffix(".py")


def imports_in(module: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and the full name of everything that a module imports, at its top or later."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)


def packages_imported(path: str, module: ast.Module) -> Iterator[tuple[int, str]]:
    for line, name in imports_in(module):
        parts = name.split(".")
        if parts[0] == "medlofte" and len(parts) > 1 and parts[1] in ORDER and parts[1] != package_of(path):
            yield line, parts[1]


def test_every_module_is_parsed() -> None:
    assert len(modules()) > 100, "the tests below prove nothing of what they don't see"


def test_every_package_has_its_place() -> None:
    assert {package_of(path) for path in modules()} - AT_THE_ROOT == set(ORDER)


def test_a_package_imports_only_from_those_before_it() -> None:
    offenders = [
        f"{path}:{line} imports {other}"
        for path, module in modules().items()
        if package_of(path) in ORDER
        for line, other in packages_imported(path, module)
        if ORDER.index(other) > ORDER.index(package_of(path))
    ]
    assert not offenders, "\n".join(offenders)


def test_pure_packages_touch_no_disk_screen_clock_or_environment() -> None:
    pure = {path: module for path, module in modules().items() if package_of(path) in PURE}
    imported = [
        f"{path}:{line} imports {name}"
        for path, module in pure.items()
        for line, name in imports_in(module)
        if name.split(".")[0] in OUTSIDE or name == "io.open"
    ]
    called = [
        f"{path}:{node.lineno} calls {ast.unparse(node.func)}"
        for path, module in pure.items()
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and is_outside(node.func)
    ]
    assert not imported + called, "\n".join(imported + called)


def is_outside(function: ast.expr) -> bool:
    """Whether a call of the function reaches out. A method ``print`` writes onto a text, never the screen."""
    if isinstance(function, ast.Attribute):
        return function.attr in OUTSIDE_CALLS - {"print"}
    return isinstance(function, ast.Name) and function.id in OUTSIDE_CALLS


def test_every_module_begins_with_what_it_is_for() -> None:
    first_lines = {path: (ast.get_docstring(module) or "").partition("\n")[0] for path, module in modules().items()}
    offenders = [f"{path}: {line!r}" for path, line in first_lines.items() if not line.endswith((".", ")", ":"))]
    assert not offenders, "\n".join(offenders)


def test_today_is_read_in_one_place() -> None:
    places = [
        f"{path}:{node.lineno}"
        for path, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("date.today")
    ]
    assert len(places) == 1, places


def test_functions_are_short() -> None:
    offenders = [
        f"{path}:{node.lineno} {node.name}"
        for path, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.body[0].lineno >= LONGEST_BODY
    ]
    assert not offenders, "\n".join(offenders)


def test_no_modules_import_each_other_in_a_circle() -> None:
    found = circles({path: set(modules_imported(path, module)) for path, module in modules().items()})
    assert not found, "\n".join(" -> ".join(circle) for circle in found)


def modules_imported(path: str, module: ast.Module) -> Iterator[str]:
    """The paths of the project's own modules that a module needs when it is imported."""
    for _, name in imports_in(module):
        own = name.removeprefix("medlofte.").replace(".", "/")
        above = own.rpartition("/")[0]
        candidates = (f"{own}.py", f"{own}/__init__.py", f"{above}.py", f"{above}/__init__.py")
        found = next((each for each in candidates if each in modules()), None)
        if name.startswith("medlofte.") and found is not None and found != path:
            yield found


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Each loop that a walk along the graph's edges meets, by the modules in it."""
    found: list[list[str]] = []
    done: set[str] = set()

    def walk(path: str, way: list[str]) -> None:
        if path in way:
            found.append([*way[way.index(path) :], path])
        elif path not in done:
            for other in sorted(graph[path] - {path}):
                walk(other, [*way, path])
            done.add(path)

    for path in sorted(graph):
        walk(path, [])
    return found
