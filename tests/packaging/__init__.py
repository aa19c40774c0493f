"""Wheel and sdist as they are released: built from a commit, and installed where there is nothing else.

Nothing of it belongs to medlofte itself. ``requirements/packaging.txt`` locks the versions of what builds and checks,
and the release workflow builds with the same.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.repository import Repository
from tests.support.workflows import ROOT

HERE = Path(__file__).parent
REQUIRED = "MEDLOFTE_PACKAGING"
TOOLS = ("build", "cyclonedx_py", "hatchling", "nox", "twine")
EXTRAS = ROOT / "requirements" / "extras.txt"
"""The part of the lock with medlofte's dependencies and those of every extra that is for users."""


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """A command in a folder, with nothing of this process's Python in its surroundings."""
    others = ("PYTHON", "GIT", "LC_", "MEDLOFTE_REPOSITORY")
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**surroundings, "LANG": "sv_SE.UTF-8", **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout.decode()}\n{done.stderr.decode()}"
    return done


def tracked() -> list[str]:
    """The paths of all files that git holds or would hold."""
    listed = run("git", "ls-files", "-z", "-co", "--exclude-standard", cwd=ROOT).stdout.decode()
    return sorted(name for name in filter(None, listed.split("\0")) if (ROOT / name).is_file())


def clone(folder: Path) -> Path:
    """medlofte as it stands in the working tree, as the one commit of a repository."""
    made = Repository(folder)
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    made.commit({})
    return folder


def build(source: Path, into: Path, **surroundings: str) -> Mapping[str, Path]:
    """The sdist, and the wheel that is made of it, by the ending of their names; as the release workflow builds."""
    epoch = run("git", "log", "-1", "--format=%ct", cwd=source).stdout.decode().strip()
    tool = (sys.executable, "-m", "build", "--no-isolation", "--outdir", into)
    run(*tool, ".", cwd=source, SOURCE_DATE_EPOCH=epoch, **surroundings)
    return {"".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix: path for path in into.iterdir()}
