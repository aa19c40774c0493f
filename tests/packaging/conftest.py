"""What the group builds once, and that its tools are there, or it is skipped."""

import importlib.util
import os
import sys
from collections.abc import Mapping
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.packaging import EXTRAS, REQUIRED, TOOLS, build, clone, run


@pytest.fixture(scope="session")
def tools() -> None:
    """All tools are there; else the test is skipped, or fails with ``MEDLOFTE_PACKAGING=required``."""
    missing = [name for name in TOOLS if importlib.util.find_spec(name) is None]
    if missing:
        said = f"pip install -r requirements/packaging.txt, for {', '.join(missing)}"
        pytest.fail(said) if os.environ.get(REQUIRED) == "required" else pytest.skip(said)


@pytest.fixture(scope="session")
def built(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The files of a release, by the ending of their names."""
    folder = tmp_path_factory.mktemp("built")
    return build(clone(folder / "medlofte"), folder / "dist")


@pytest.fixture(scope="session")
def installed(built: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel and all its extras, and nothing else."""
    place = tmp_path_factory.mktemp("installed") / "venv"
    run(sys.executable, "-m", "venv", place, cwd=place.parent)
    pip = (place / "bin" / "python", "-m", "pip", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--require-hashes", "--requirement", EXTRAS, cwd=place.parent)
    run(*pip, "install", "--quiet", "--no-deps", built[".whl"], cwd=place.parent)
    run(*pip, "check", cwd=place.parent)
    return place


def metadata(wheel: Path) -> Mapping[str, list[str]]:
    """What a wheel says of itself, all the values of each field."""
    said = _metadata(wheel)
    return {field: said.get_all(field, []) for field in said}


def description(wheel: Path) -> str:
    """The text that a package index shows of a wheel."""
    return str(_metadata(wheel).get_payload())


def _metadata(wheel: Path) -> Message:
    with ZipFile(wheel) as opened:
        name = next(name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(opened.read(name).decode())
