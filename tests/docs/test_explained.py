"""Every code is explained with a fault and its remedy, taken from its own case; and the remedy is one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import medlofte
from medlofte.changes.gate.grade import ChangeKind
from medlofte.changes.gate.kinds import KINDS
from medlofte.validation.checker import CODES
from tests.support.commands import Runner
from tests.support.explained import ABOUT_FILES, WITHOUT, data, example_of, mend
from tests.validation.test_cases import CASES, said_in

pytestmark = pytest.mark.quick

PACKED = Path(medlofte.__file__).parent / "examples.json"
SHOWN = sorted(path.parent.name for path in CASES.glob("*/good.txt"))


def test_every_code_but_a_few_has_an_example() -> None:
    assert set(CODES) - WITHOUT == set(SHOWN)


@pytest.mark.parametrize("code", SHOWN)
def test_what_is_shown_as_good_is_good(code: str, tmp_path: Path) -> None:
    copy = tmp_path / code
    shutil.copytree(CASES / code, copy)
    mend(code, copy)
    assert [(each.code, each.path, each.span.start.line) for each in said_in(copy)] == []


@pytest.mark.parametrize("code", SHOWN)
def test_the_two_can_be_told_apart(code: str) -> None:
    bad, good = example_of(code)
    assert bad != good
    assert "expect" not in bad + good
    assert (bad + good).replace("\n", "").isprintable()


def test_the_package_has_the_examples_of_the_cases(golden: Callable[[Path, str], None]) -> None:
    golden(PACKED, data())


def test_a_code_is_explained_with_both(medlofte: Runner) -> None:
    done = medlofte("explain", "ambiguous-value", lang="en_GB.UTF-8")
    assert done.code == 0
    assert "\n\nIncorrect:\n\n    municipality: {name: Vaggeryds kommun, code: 0665}\n\n" in done.out
    assert done.out.endswith('\n\nCorrect:\n\n    municipality: {name: Vaggeryds kommun, code: "0665"}\n')


def test_a_change_is_explained_with_both_sides_and_what_lets_it_through(medlofte: Runner) -> None:
    done = medlofte("explain", "target-lowered", lang="en_GB.UTF-8")
    assert done.out.split("\n\n")[2:] == [
        "Before:",
        "        target: {at_least: 200, unit: tillfällen}",
        "Now:",
        "        target: {at_least: 150, unit: tillfällen}",
        "Let through by a new decision:",
        "    - {kind: revised, date: …, body: …, reference: …, changes: [activities.fotpatrull.target]}\n",
    ]
    assert "(nothing)" in medlofte("explain", "activity-added", lang="en_GB.UTF-8").out
    assert "(removed)" in medlofte("explain", "entry-removed", lang="en_GB.UTF-8").out


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_change_can_be_explained(kind: ChangeKind, medlofte: Runner) -> None:
    done = medlofte("explain", kind.name)
    assert (done.code, done.err) == (0, "")
    assert ("kan inte visas" in done.out) == (kind.name in ABOUT_FILES)
    assert "expect" not in done.out


def test_what_is_only_taken_away_is_said(medlofte: Runner) -> None:
    assert medlofte("explain", "pace-with-rate", lang="en_GB.UTF-8").out.endswith("\n\nCorrect:\n\n    (removed)\n")


@pytest.mark.parametrize("code", sorted(WITHOUT))
def test_what_can_t_be_shown_is_said(code: str, medlofte: Runner) -> None:
    done = medlofte("explain", code, lang="en_GB.UTF-8")
    assert done.code == 0
    assert done.out.endswith("\n\nThis can't be shown in a few lines.\n")


def test_every_code_can_be_explained_on_a_narrow_screen(medlofte: Runner) -> None:
    for code in CODES:
        done = medlofte("explain", code)
        assert (done.code, done.err) == (0, "")
        text = done.out.split("\n\n    ")[0]
        assert max(map(len, text.splitlines())) <= 80
