"""The files of a release are accepted by the very twine that the pinned action publishes with.

``CARRIED`` lists what the action of a commit installs (its ``requirements/runtime.txt``). A pin that is changed without
it fails in every run of the suite; the check itself is run with ``-m packaging``.
"""

import re
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.packaging import run
from tests.support.workflows import ROOT

ACTION = "pypa/gh-action-pypi-publish"
CARRIED: Mapping[str, Mapping[str, str]] = {
    "dc37677b2e1c63e2034f94d8a5b11f265b73ba33": {"twine": "7.0.0", "packaging": "26.2", "readme-renderer": "44.0"},
}
"""By the action's commit: what uploads, and what twine judges metadata and README by."""


def pins() -> list[tuple[str, str]]:
    """The commit and the version of the action, each time that a workflow uses it."""
    text = "".join(path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml"))
    return re.findall(rf"uses: {ACTION}@(\w+) # v(\S+)", text)


def test_the_twine_of_the_pinned_action_is_known() -> None:
    assert [commit for commit, _ in pins()] == list(CARRIED), "read requirements/runtime.txt of the action's commit"


@pytest.fixture(scope="module")
def twine(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the action's twine: this one, if it has the same versions, or one of its own."""
    (carried,) = CARRIED.values()
    if all(installed(name) == wanted for name, wanted in carried.items()):
        return Path(sys.executable)
    place = tmp_path_factory.mktemp("twine") / "venv"
    run(sys.executable, "-m", "venv", place, cwd=place.parent)
    pinned = [f"{name}=={wanted}" for name, wanted in carried.items()]
    run(place / "bin" / "python", "-m", "pip", "install", "--quiet", *pinned, cwd=place.parent)
    return place / "bin" / "python"


def installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def judged(twine: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [str(part) for part in (twine, "-P", "-m", "twine", "check", "--strict", *files)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def field(text: str, name: str) -> str:
    found = re.search(rf"(?m)^{name}: (.*)$", text)
    assert found is not None
    return found[1]


@pytest.mark.packaging
def test_the_twine_that_judges_is_the_actions(twine: Path) -> None:
    (carried,) = CARRIED.values()
    code = f"from importlib.metadata import version; print(*map(version, {list(carried)!r}))"
    assert run(twine, "-P", "-c", code, cwd=ROOT).stdout.decode().split() == list(carried.values())


@pytest.mark.packaging
def test_wheel_and_sdist_can_be_published(twine: Path, built: Mapping[str, Path]) -> None:
    assert set(built) == {".whl", ".tar.gz"}
    done = judged(twine, *built.values())
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASSED") == 2


@pytest.mark.packaging
def test_wheel_and_sdist_have_the_same_form_of_metadata(built: Mapping[str, Path]) -> None:
    with ZipFile(built[".whl"]) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        of_wheel = opened.read(name).decode()
    with tarfile.open(built[".tar.gz"]) as archive:
        (member,) = (
            each for each in archive.getmembers() if each.name.count("/") == 1 and each.name.endswith("/PKG-INFO")
        )
        file = archive.extractfile(member)
        assert file is not None
        of_sdist = file.read().decode()
    assert field(of_wheel, "Metadata-Version") == field(of_sdist, "Metadata-Version")


@pytest.mark.packaging
def test_metadata_of_a_form_that_it_does_not_know_is_refused(
    twine: Path, built: Mapping[str, Path], tmp_path: Path
) -> None:
    """What a publishing action that is behind the build backend does."""
    changed = tmp_path / built[".whl"].name
    with ZipFile(built[".whl"]) as opened, ZipFile(changed, "w") as written:
        for name in opened.namelist():
            data = opened.read(name)
            if name.endswith(".dist-info/METADATA"):
                data = re.sub(rb"^Metadata-Version: \S+", b"Metadata-Version: 9.9", data)
            written.writestr(name, data)
    done = judged(twine, changed)
    assert done.returncode != 0
    assert "9.9" in done.stdout + done.stderr
