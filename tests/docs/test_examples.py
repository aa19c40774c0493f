"""The examples in the guides are files that medlofte takes: each is checked as it stands on the page."""

import re
from datetime import date
from pathlib import Path

import pytest

from medlofte.core.diagnostic import Severity
from medlofte.model.promise import TargetKind
from medlofte.progress.tally import progress_of
from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles
from tests.conftest import ROOT
from tests.support.commands import Runner

pytestmark = pytest.mark.quick

EXAMPLE = re.compile(r"<!-- example: (\w+) -->\n```\w+\n(.*?)```\n", re.DOTALL)


def examples(page: str) -> dict[str, str]:
    return {match[1]: match[2] for match in EXAMPLE.finditer((ROOT / "docs" / page).read_text("utf-8"))}


@pytest.fixture
def bundle() -> PromiseFiles:
    texts = examples("format.md")
    log = ProjectFile("promises/exempelby-2026/polis.yaml", texts["log"].encode())
    return PromiseFiles(ProjectFile("promises/exempelby-2026.yaml", texts["promise"].encode()), (log,))


def test_the_formats_example_is_sound(bundle: PromiseFiles) -> None:
    said = [each for each in checker.check_promise(bundle).diagnostics if each.severity is not Severity.NOTE]
    assert [(each.path, each.span.start.line, each.code) for each in said] == []


def test_the_formats_example_has_every_kind_of_target(bundle: PromiseFiles) -> None:
    dossier = checker.check_promise(bundle).value
    assert dossier is not None
    assert {each.target.kind for each in dossier.promise.activities.values()} == set(TargetKind)


def test_the_formats_example_adds_up(bundle: PromiseFiles) -> None:
    dossier = checker.check_promise(bundle).value
    assert dossier is not None
    progress = progress_of(dossier.promise, dossier.logged, date(2026, 12, 31))
    assert {tally.activity.id: tally.done for tally in progress.tallies} == {
        "fotpatrull": 61,
        "vandring": 1,
        "kontor": 2,
        "skolor": 6,
        "kamera": 1,
        "klotter": 11,
        "narvaro": None,
    }


def test_the_example_template_works(medlofte: Runner, project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "memo.md.j2").write_text(examples("documents.md")["template"], "utf-8")
    assert "Förslaget ryms inom beslutad budget." in medlofte("render", "memo", "exempelby-2026").out


def test_the_example_of_another_order_puts_the_proposal_last(medlofte: Runner, project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "memo.md.j2").write_text(examples("documents.md")["order"], "utf-8")
    out = medlofte("render", "memo", "exempelby-2026").out
    headings = ["Sammanfattning av ärendet", "Beslutsunderlag", "Förslag till beslut", "Beslutet ska skickas till"]
    places = [out.index(f"## {heading}") for heading in headings]
    assert places == sorted(places)
    assert all(out.count(f"## {heading}") == 1 for heading in headings)
