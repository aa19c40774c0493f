"""Every kind of change has a case: the files as they were and as they are, with what is to be said on the line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from medlofte.changes import compare
from medlofte.changes.compare import Difference
from medlofte.changes.gate.grade import Grade
from medlofte.changes.gate.kinds import KINDS
from medlofte.core.diagnostic import Severity
from medlofte.core.messages import Translator
from medlofte.reports.diff import DiffReport, render
from medlofte.reports.validation import Look

pytestmark = pytest.mark.quick

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())
EXPECT = re.compile(rb"# expect: ([a-z0-9, -]+[a-z0-9])")
GRADE_OF = {kind.name: kind.grade for kind in KINDS}


def files_of(root: Path) -> dict[str, bytes | None]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.yaml"))}


def differences_in(case: Path) -> list[Difference]:
    before, after = files_of(case / "before"), files_of(case / "after")
    return sorted(compare.compare(before, after, "main"), key=lambda each: each.diagnostic.path)


def expected_in(case: Path) -> list[tuple[str, int, str]]:
    """Path, line and code of what is expected; in a file of before where there is none after."""
    found = []
    sides = [files_of(case / side) for side in ("before", "after")]
    for path, data in (*((p, d) for p, d in sides[0].items() if p not in sides[1]), *sides[1].items()):
        for number, line in enumerate((data or b"").split(b"\n"), 1):
            for match in EXPECT.finditer(line):
                found += [(path, number, code) for code in match[1].decode().split(", ")]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_says_what_the_case_expects_on_its_line(name: str) -> None:
    said = [each.diagnostic for each in differences_in(CASES / name)]
    assert sorted((each.path, each.span.start.line, each.code) for each in said) == sorted(expected_in(CASES / name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["english", "swedish"])
def test_says_it_in_these_words(
    name: str, language: str, golden: Callable[[Path, str], None], request: pytest.FixtureRequest
) -> None:
    translator: Translator = request.getfixturevalue(language)
    text = render("text", DiffReport(tuple(differences_in(CASES / name)), "main"), translator, Look(width=100))
    golden(CASES / name / f"said.{translator.language}.txt", text)


@pytest.mark.parametrize("name", NAMES)
def test_weighs_as_the_table_says_but_for_what_is_free_or_decided(name: str) -> None:
    for each in differences_in(CASES / name):
        if each.decision is not None:
            assert each.diagnostic.severity is Severity.NOTE
        elif name == "draft-changes-freely":
            assert (each.grade, each.diagnostic.severity) == (Grade.NEUTRAL, Severity.NOTE)
        else:
            assert each.grade is GRADE_OF[each.diagnostic.code]
            assert each.diagnostic.severity is each.grade.severity


def test_every_kind_has_a_case() -> None:
    expected = {code for name in NAMES for _, _, code in expected_in(CASES / name)}
    assert expected == set(GRADE_OF)


def test_the_kinds_of_a_name_are_one() -> None:
    assert len(GRADE_OF) == len(KINDS)
