"""The judge of pages, called from Python: what it needs is looked for and installed, what it prints is read.

Nothing of it belongs to medlofte itself. Chromium and Node.js come from the system; the packages of ``package.json``
are put beside this file, where git does not look, once for each version of ``package.json``.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
REQUIRED = "MEDLOFTE_ACCESSIBILITY"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
INSTALL = (
    "npm",
    "install",
    "--no-save",
    "--no-package-lock",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--loglevel=error",
)
PATIENCE = 300
"""Seconds for an installation, and for the judging of a site."""


class Missing(Exception):
    """Something that the judge needs can't be had here."""


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
    wanted = (HERE / "package.json").read_text("utf-8")
    stamp = MODULES / ".installed"
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        _install()
        stamp.write_text(wanted, "utf-8")
    return MODULES


def _install() -> None:
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise Missing(f"no {program}: apt-get install nodejs npm")
    try:
        done = subprocess.run(INSTALL, cwd=HERE, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired as late:
        raise Missing(f"npm install took more than {PATIENCE} s") from late
    if done.returncode:
        raise Missing(f"npm install failed: {done.stderr.strip()[-300:]}")


def run(script: str, *arguments: str, given: str = "") -> Any:
    """What one of the scripts beside this file prints, read as JSON. Raises ``Missing``, or ``RuntimeError``."""
    packages()
    done = subprocess.run(
        ["node", script, *arguments], cwd=HERE, input=given, capture_output=True, text=True, timeout=PATIENCE
    )
    if done.returncode:
        raise RuntimeError(f"{script}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def judged(folder: Path) -> Report:
    """What stands in the way on the ``.html`` files of a folder and its subfolders. Raises as ``run`` does."""
    told = run("judge.mjs", str(folder.resolve()), browser())
    return Report(tuple(told["pages"]), tuple(Finding(**each) for each in told["findings"]), told["seconds"])
