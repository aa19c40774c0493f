"""The site of the guides is built without a broken link, asks for nothing elsewhere, and has no finding in a browser.

It is run with ``-m accessibility``, and needs ``requirements/all.txt`` beside what the other pages need.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.accessibility.tools import Missing, browser, is_required, run
from tests.support.pages import PAGES, ROOT

pytestmark = pytest.mark.accessibility


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built anew from a copy."""
    program = shutil.which("zensical")
    if program is None:
        (pytest.fail if is_required() else pytest.skip)("no zensical: pip install -r requirements/all.txt")
    copy = tmp_path_factory.mktemp("guides")
    shutil.copy(ROOT / "mkdocs.yml", copy)
    shutil.copytree(ROOT / "docs", copy / "docs")
    environment = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(
        [program or "", "build", "--strict"], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return copy / "build" / "docs"


def test_every_page_is_there_in_its_own_language(site: Path) -> None:
    for page in PAGES[1:]:
        path = page.relative_to(ROOT / "docs").with_suffix("")
        built = site / (path.parent if path.name == "index" else path) / "index.html"
        language = "sv" if path.parts[0] == "sv" else "en"
        assert re.search(f'<html lang="{language}"', built.read_text("utf-8")), built


def test_no_page_has_a_finding(site: Path) -> None:
    try:
        told = run("guides.mjs", str(site), browser())
    except Missing as missing:
        (pytest.fail if is_required() else pytest.skip)(str(missing))
    assert len(told["pages"]) == len(PAGES) - 1
    assert told["findings"] == []
