"""Every page that medlofte makes is judged in a browser and has no findings; the judge itself finds what is put there.

``pytest -m accessibility`` runs it, and needs Chromium, Node.js and npm. Where they can't be had the group is skipped,
or fails with ``MEDLOFTE_ACCESSIBILITY=required``.
"""

import shutil
from pathlib import Path

import pytest

from tests.accessibility.faults import FAULTS
from tests.accessibility.tools import Missing, Report, browser, is_required, judged, packages
from tests.support import exempelby
from tests.support.pictures import DAY, medlofte

pytestmark = pytest.mark.accessibility

ROOT = Path(__file__).parents[2]
GOOD = Path(__file__).parent / "good.html"


def pages(into: Path) -> None:
    """Put the pages that are to be without findings into a folder: a site, and each document as a page."""
    shutil.copy(GOOD, into)
    project = into.parent / "project"
    exempelby.main([str(project), "--logs"])
    shutil.copytree(ROOT / "promises", project / "promises", dirs_exist_ok=True)
    medlofte("site", "--output", str(into), folder=project)
    for document in ("memo", "followup", "interpellation"):
        for id in ("exempelby-2026", "kungalv-2018", "vaggeryd"):
            to = str(into / f"{id}-{document}.html")
            medlofte("render", document, id, *DAY, "--format", "html", "--output", to, folder=project)


@pytest.fixture(scope="session")
def judge() -> None:
    """What the judge needs is there, or the group is skipped."""
    try:
        browser()
        packages()
    except Missing as missing:
        if is_required():
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def own(judge: None, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The verdict on what medlofte makes."""
    folder = tmp_path_factory.mktemp("pages")
    pages(folder)
    return judged(folder)


@pytest.fixture(scope="session")
def faulty(judge: None, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The verdict on the good page with one fault at a time."""
    folder = tmp_path_factory.mktemp("faulty")
    for name, fault in FAULTS.items():
        (folder / f"{name}.html").write_text(fault.put_into(GOOD.read_text("utf-8")), "utf-8")
    return judged(folder)


def test_no_page_has_a_finding(own: Report) -> None:
    assert own.pages
    assert not own.findings, "\n".join(map(str, own.findings))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_and_nothing_else(faulty: Report, name: str) -> None:
    said = [each for each in faulty.findings if each.page == f"{name}.html"]
    assert {f"{each.view}/{each.check}/{each.rule}" for each in said} == FAULTS[name].findings, "\n".join(
        map(str, said)
    )
