"""What tests need of npm: packages put beside a ``package.json``, where git does not look, and scripts run there.

They are installed once for each version of ``package.json``, and no script of theirs is run for it.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

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
"""Seconds for an installation, and for a script."""


class Missing(Exception):
    """Something that a test needs can't be had here."""


def packages(folder: Path) -> Path:
    """The folder of the installed packages that the folder's ``package.json`` asks for. Raises ``Missing``."""
    wanted = (folder / "package.json").read_text("utf-8")
    modules = folder / "node_modules"
    stamp = modules / ".installed"
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        _install(folder)
        stamp.write_text(wanted, "utf-8")
    return modules


def _install(folder: Path) -> None:
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise Missing(f"no {program}: apt-get install nodejs npm")
    try:
        done = subprocess.run(INSTALL, cwd=folder, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired as late:
        raise Missing(f"npm install took more than {PATIENCE} s") from late
    if done.returncode:
        raise Missing(f"npm install failed: {done.stderr.strip()[-300:]}")


def run(folder: Path, script: str, *arguments: str, given: str = "") -> Any:
    """What one of the folder's scripts prints, read as JSON. Raises ``Missing``, or ``RuntimeError``."""
    packages(folder)
    done = subprocess.run(
        ["node", script, *arguments], cwd=folder, input=given, capture_output=True, text=True, timeout=PATIENCE
    )
    if done.returncode:
        raise RuntimeError(f"{script}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)
