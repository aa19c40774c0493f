"""The judge of pages, called from Python: what it needs is looked for and installed, what it prints is read.

Nothing of it belongs to medlofte itself. Chromium and Node.js come from the system; the packages of ``package.json``
are put beside this file, where git does not look, once for each version of ``package.json``.
"""

import os
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from tests.support import npm
from tests.support.npm import Missing

__all__ = ["Finding", "Missing", "Report", "browser", "is_required", "judged", "packages", "run"]

HERE = Path(__file__).parent
REQUIRED = "MEDLOFTE_ACCESSIBILITY"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Finding(NamedTuple):
    """What stands in the way: on which page, in which view, by which check and rule, where, and in words."""

    page: str
    view: str
    check: str
    rule: str
    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.page} ({self.view}) {self.check}/{self.rule}: {self.where}: {self.says}"


class Report(NamedTuple):
    """What the judge found in a folder, and how long it took in seconds."""

    pages: tuple[str, ...]
    findings: tuple[Finding, ...]
    seconds: float


def is_required() -> bool:
    """Whether what is missing is a failure: ``MEDLOFTE_ACCESSIBILITY=required``."""
    return os.environ.get(REQUIRED) == "required"


def browser() -> str:
    """The path of a Chromium. Raises ``Missing``."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise Missing("no Chromium: apt-get install chromium")
    return found


def packages() -> Path:
    """The folder of the installed packages. Raises ``Missing``."""
    return npm.packages(HERE)


def run(script: str, *arguments: str, given: str = "") -> Any:
    """What one of the scripts beside this file prints, read as JSON. Raises ``Missing``, or ``RuntimeError``."""
    return npm.run(HERE, script, *arguments, given=given)


def judged(folder: Path) -> Report:
    """What stands in the way on the ``.html`` files of a folder and its subfolders. Raises as ``run`` does."""
    told = run("judge.mjs", str(folder.resolve()), browser())
    return Report(tuple(told["pages"]), tuple(Finding(**each) for each in told["findings"]), told["seconds"])
