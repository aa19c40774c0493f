"""What the groups of this folder need is there, or they are skipped."""

import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

from tests.platforms import HERE, Missing, is_required, program
from tests.support import npm
from tests.support.repository import Repository
from tests.support.workflows import ROOT


@pytest.fixture(scope="session")
def checkers() -> None:
    """All programs are there; else the test is skipped, or fails with ``MEDLOFTE_PLATFORMS=required``."""
    try:
        for name in ("check-jsonschema", "hadolint", "zizmor", "shellcheck", "pre-commit"):
            program(name)
        npm.packages(HERE)
    except Missing as missing:
        give_up(missing)


@pytest.fixture(scope="session")
def yaml_server() -> Path:
    """The program of yaml-language-server, which editors' YAML extensions run."""
    try:
        return npm.packages(HERE) / ".bin" / "yaml-language-server"
    except Missing as missing:
        give_up(missing)


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """medlofte as it stands in the working tree, as the one commit of a repository."""
    made = Repository(tmp_path_factory.mktemp("release") / "medlofte")
    listed = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (made.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, made.root / name)
    made.commit({})
    return made


def give_up(missing: Missing) -> NoReturn:
    """Skip, or fail where nothing may be missing."""
    if is_required():
        pytest.fail(str(missing))
    pytest.skip(str(missing))
