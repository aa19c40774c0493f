"""docs/architecture.md: its table is made from the layers and the packages' docstrings, and its walks are walked."""

import ast
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from medlofte.authoring import scaffold
from tests.support.commands import runner
from tests.support.repository import Repository
from tests.test_architecture import ORDER, PURE, SOURCE

PAGE = Path(__file__).parents[2] / "docs" / "architecture.md"
PROMISE = "promises/exempelby-2026.yaml"
LOGS = tuple(f"promises/exempelby-2026/{party}.yaml" for party in ("kommun", "polis"))
BELOW = "| | *above: pure; below: disk, git, processes, screen* |"


def purpose_of(package: str) -> str:
    """The first line of a package's docstring, as Markdown."""
    path = SOURCE / f"{package}.py" if package == "api" else SOURCE / package / "__init__.py"
    line = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]
    return line.replace("``", "`")


def layers() -> str:
    rows = [f"| `{package}` | {purpose_of(package)} |" for package in ORDER]
    rows.insert(len(PURE), BELOW)
    return "\n".join(("| package | purpose |", "| --- | --- |", *rows))


def test_the_table_of_layers_is_made_from_the_packages(golden: Callable[[Path, str], None]) -> None:
    made = re.sub(
        r"(<!-- layers -->\n).*?(<!-- /layers -->)",
        lambda match: f"{match[1]}{layers()}\n{match[2]}",
        PAGE.read_text("utf-8"),
        flags=re.DOTALL,
    )
    golden(PAGE, made)


def walk(name: str) -> list[str]:
    """The functions of a walk on the page, in its order."""
    section = re.search(rf"<!-- walk: {name} -->\n(.*?)<!-- /walk -->", PAGE.read_text("utf-8"), re.DOTALL)
    assert section is not None
    return re.findall(r"`((?:[a-z_]+\.)+[A-Za-z_.]+)`", section[1])


def functions_called_by(command: Callable[[], object]) -> list[str]:
    """The project's functions in the order of their first call, as ``package.module.function``."""
    called: dict[str, None] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith("medlofte."):
            called.setdefault(f"{module.removeprefix('medlofte.')}.{frame.f_code.co_qualname}")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        command()
    finally:
        sys.setprofile(before)
    return list(called)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("progress", ("progress", "exempelby-2026", "--as-of", "2026-06-30")),
        (
            "word",
            ("render", "followup", "exempelby-2026", "--format", "docx", "--as-of", "2026-06-30", "--output", "x.docx"),
        ),
        ("sarif", ("validate", "--against", "main", "--format", "sarif")),
    ],
)
def test_a_command_walks_the_way_that_the_page_shows(
    name: str,
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repository = Repository(tmp_path / "exempelby")
    repository.commit({path: scaffold.text(f"exempelby/{path}") for path in (PROMISE, *LOGS)})
    if name == "sarif":
        promise = scaffold.text(f"exempelby/{PROMISE}")
        assert "at_least: 400" in promise
        repository.put({PROMISE: promise.replace("at_least: 400", "at_least: 300")})
    medlofte = runner(monkeypatch, capsys, repository.root)
    called = functions_called_by(lambda: medlofte(*arguments))
    way = walk(name)
    missing = [each for each in way if each not in called]
    assert not missing, "\n".join((*missing, "are not called; these are:", *called))
    assert sorted(way, key=called.index) == way
