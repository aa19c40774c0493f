"""Every fault's case: a file as a user could have written it, with what is to be said standing on the line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from medlofte.core.diagnostic import LocatedDiagnostic, in_order
from medlofte.core.messages import Translator
from medlofte.project.workspace import Workspace
from medlofte.reports.validation import Look, ValidationReport, render
from medlofte.validation import checker

pytestmark = pytest.mark.quick

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())
EXPECT = re.compile(rb"# expect: ([a-z0-9, -]+[a-z0-9])")
MADE_HERE = {"unreadable-file", "too-large", "too-many-values"}
"""Codes whose cases can't lie in a repository; tests/parsing/test_pipeline_unreadable.py makes them."""

NOT_SAID = "entry-without-ref"
"""A note that nearly every log of the cases would get, for they are written by hand; it has a case of its own."""


def said_in(root: Path) -> tuple[LocatedDiagnostic, ...]:
    """Everything that is said about a project."""
    space = Workspace(root)
    said = list(space.arrangement.diagnostics)
    settings = space.settings()
    if settings is not None:
        said += checker.check_settings(settings).diagnostics
    for id in space.ids:
        said += checker.check_promise(space.bundle(id), space.ids).diagnostics
    return tuple(each for each in in_order(said) if each.code != NOT_SAID or root.name == NOT_SAID)


def expected_in(root: Path) -> list[tuple[str, int, str]]:
    """Path, line and code of everything that the case's files expect."""
    found = []
    for path in sorted(root.rglob("*.y*ml")):
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
            for match in EXPECT.finditer(line):
                codes = match[1].decode().split(", ")
                found += [(path.relative_to(root).as_posix(), number, code) for code in codes]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_says_what_the_case_expects_on_its_line(name: str) -> None:
    said = [(each.path, each.span.start.line, each.code) for each in said_in(CASES / name)]
    assert sorted(said) == sorted(expected_in(CASES / name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["english", "swedish"])
def test_says_it_in_these_words(
    name: str, language: str, golden: Callable[[Path, str], None], request: pytest.FixtureRequest
) -> None:
    translator: Translator = request.getfixturevalue(language)
    report = ValidationReport(said_in(CASES / name), promises=1, files=1)
    text = render("text", report, translator, Look(width=100, notes=True, quiet=True))
    golden(CASES / name / f"said.{translator.language}.txt", text)


def test_every_code_has_a_case() -> None:
    expected = {code for name in NAMES for _, _, code in expected_in(CASES / name)}
    assert set(checker.CODES) - expected - MADE_HERE == set(), (
        "each wants a folder tests/validation/cases/<code>; see CONTRIBUTING.md"
    )
    assert expected <= set(checker.CODES)
