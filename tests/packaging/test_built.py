"""Wheel and sdist: the same bytes wherever they are built, and all that should be in them and nothing else."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Mapping
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

import medlofte
from hatch_build import urls_of
from tests.packaging import build, clone, run, tracked
from tests.packaging.conftest import description, metadata
from tests.packaging.test_build_hook import addresses
from tests.support.workflows import ROOT

pytestmark = [pytest.mark.packaging, pytest.mark.usefixtures("tools")]

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_another_clone_gives_the_same_bytes(built: Mapping[str, Path], tmp_path: Path) -> None:
    """Built elsewhere, by somebody with another umask, hash seed, time zone and language, from files of another age."""
    before = os.umask(0o077)
    try:
        source = clone(tmp_path / "a place with another name")
        again = build(source, tmp_path / "dist", TZ="Asia/Tokyo", PYTHONHASHSEED="7", LANG="C", LC_ALL="C")
    finally:
        os.umask(before)
    assert {ending: path.name for ending, path in again.items()} == {
        ending: path.name for ending, path in built.items()
    }
    assert set(again) == {".whl", ".tar.gz"}
    for ending, path in again.items():
        assert path.read_bytes() == built[ending].read_bytes(), ending


def test_another_commit_gives_others(built: Mapping[str, Path], tmp_path: Path) -> None:
    source = clone(tmp_path / "medlofte")
    run("git", "-c", "user.name=x", "-c", "user.email=x", "commit", "--amend", "--quiet", "--allow-empty", "--date=now",
        "--message=later", cwd=source)  # fmt: skip
    again = build(source, tmp_path / "dist")
    assert again[".tar.gz"].read_bytes() != built[".tar.gz"].read_bytes()


def test_the_sdist_holds_what_git_holds(built: Mapping[str, Path]) -> None:
    with tarfile.open(built[".tar.gz"]) as opened:
        members = opened.getmembers()
    inside = sorted(each.name.split("/", 1)[1] for each in members)
    assert inside == sorted([*tracked(), "PKG-INFO"])
    assert all(each.isfile() and each.mode in (0o644, 0o755) for each in members)


def test_the_wheel_holds_the_package_and_the_templates(built: Mapping[str, Path]) -> None:
    with ZipFile(built[".whl"]) as opened:
        inside = [name for name in opened.namelist() if ".dist-info/" not in name]
        beside = {name.split("/", 1)[1] for name in opened.namelist() if ".dist-info/" in name}
    ours = [name.removeprefix("src/") for name in tracked() if name.startswith("src/medlofte/")]
    templates = [f"medlofte/{name}" for name in tracked() if name.startswith("templates/")]
    compiled = [f"{name.removesuffix('.po')}.mo" for name in ours if name.endswith(".po")]
    assert compiled
    assert sorted(inside) == sorted([*ours, *compiled, *templates])
    assert "medlofte/py.typed" in inside
    assert beside == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}


def test_what_is_said_of_it_is_fit_for_the_index(built: Mapping[str, Path]) -> None:
    run(sys.executable, "-m", "twine", "check", "--strict", *built.values(), cwd=ROOT)
    said = metadata(built[".whl"])
    assert said["License-Expression"] == ["EUPL-1.2"]
    assert said["Description-Content-Type"] == ["text/markdown"]
    assert said["Requires-Python"] == [">=3.11"]


def test_what_docker_may_see_is_enough_to_build_the_same_wheel(built: Mapping[str, Path], tmp_path: Path) -> None:
    """A copied folder without git, and without the rules of what git ignores."""
    source, context = clone(tmp_path / "medlofte"), tmp_path / "context"
    context.mkdir()
    for name in re.findall(r"^!(.+)$", (source / ".dockerignore").read_text("utf-8"), re.MULTILINE):
        (shutil.copytree if (source / name).is_dir() else shutil.copyfile)(source / name, context / name)
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path / "dist", ".", cwd=context)
    (wheel,) = (tmp_path / "dist").iterdir()
    with ZipFile(wheel) as ours, ZipFile(built[".whl"]) as released:
        assert sorted(ours.namelist()) == sorted(released.namelist())
        assert all(ours.read(name) == released.read(name) for name in ours.namelist())


def test_without_an_address_of_the_repository_none_is_made_up(built: Mapping[str, Path]) -> None:
    said = metadata(built[".whl"])
    assert said["Author"] == ["The medlofte developers"]
    assert "Project-URL" not in said
    assert description(built[".whl"]) == (ROOT / "README.md").read_text("utf-8")


def test_with_the_repository_s_address_every_link_is_absolute(tmp_path: Path) -> None:
    address = "https://git.example/OWNER/medlofte"
    files = build(clone(tmp_path / "medlofte"), tmp_path / "dist", MEDLOFTE_REPOSITORY=f"{address}/")
    urls = dict(each.split(", ", 1) for each in metadata(files[".whl"])["Project-URL"])
    assert urls == urls_of(address, f"v{medlofte.__version__}")
    found = list(addresses(description(files[".whl"])))
    assert len(found) > 20
    assert [each for _, each in found if not each.startswith("https://")] == []
    assert f"{address}/raw/v{medlofte.__version__}/docs/pictures/memo.png" in [each for _, each in found]
    with tarfile.open(files[".tar.gz"]) as opened:
        (name,) = [name for name in opened.getnames() if name.endswith("/PKG-INFO")]
        told = opened.extractfile(name)
        assert told is not None
        assert Parser().parsestr(told.read().decode()).get_payload() == description(files[".whl"])


def test_a_fault_in_what_is_said_is_found(tmp_path: Path) -> None:
    source = clone(tmp_path / "medlofte")
    (source / "README.md").write_text("", "utf-8")
    wrong = build(source, tmp_path / "dist")
    told = subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *wrong.values()], capture_output=True)
    assert told.returncode == 1


def test_there_is_a_session_for_each_python_and_each_part() -> None:
    told = run(sys.executable, "-m", "nox", "--list", cwd=ROOT).stdout.decode()
    sessions = set(re.findall(r"^[*-] (\S+) -> \S", told, re.MULTILINE))
    pythons = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", each)]
    assert len(pythons) == 4
    of_each = {f"{name}-{python}" for name in ("tests", "core", "packaging") for python in pythons}
    open_ended = {f"newest-{pythons[0]}", f"newest-{pythons[-1]}", "lowest"}
    assert sessions == {*of_each, *open_ended, "quick", "lint", "types", "docs", "audit", "lock"}


def test_the_version_is_the_same_wherever_it_stands(built: Mapping[str, Path]) -> None:
    assert PROJECT["version"] == medlofte.__version__
    assert metadata(built[".whl"])["Version"] == [medlofte.__version__]
    assert f"## {medlofte.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
