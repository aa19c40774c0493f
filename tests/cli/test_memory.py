"""How much is read and held: of all promises no more than of a few, and of one only its own files."""

import subprocess
import sys
from pathlib import Path

import pytest

from medlofte.project.workspace import Workspace
from medlofte.validation.checker import ProjectFile
from tests.progress.conftest import day_after, promised
from tests.support.commands import Runner

FEW, MANY = 4, 60
ENTRIES = 300
MOST = 1.25
"""What the system measures varies by some per cent; what is held of each promise would be several times as much."""


MOST_OF_A_ROW = 2 << 10
"""The most bytes that an entry takes as a row of a table and in the file that is made of it."""


def project(folder: Path, promises: int) -> Path:
    """So many promises with a year's entries each, each of which follows the one before it."""
    lines = [f"{day_after('2018-10-01', n)}, count: 1" for n in range(ENTRIES)]
    story = promised("at_least: 900, unit: t").log(*lines).bundle
    for number in range(promises):
        id = f"x-{number:03d}"
        follows = f"follows: x-{number - 1:03d}\n".encode() if number else b""
        (folder / "promises" / id).mkdir(parents=True)
        (folder / "promises" / f"{id}.yaml").write_bytes(story.promise.data + follows)
        (folder / "promises" / id / "polis.yaml").write_bytes(story.logs[0].data)
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other ways")
@pytest.mark.parametrize(
    "command",
    [
        "validate",
        "progress",
        "progress --format json",
        "progress --by activity",
    ],
)
def test_many_promises_need_no_more_memory_than_a_few(command: str, tmp_path: Path) -> None:
    few, many = (_peak(project(tmp_path / f"{n}", n), command) for n in (FEW, MANY))
    assert many < MOST * few


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count memory in other ways")
@pytest.mark.parametrize("command", ["export --tables --format csv -o out", "export --format json -o out.json"])
def test_open_data_take_no_more_memory_than_their_rows(command: str, tmp_path: Path) -> None:
    few, many = (_peak(project(tmp_path / f"{n}", n), command) for n in (FEW, MANY))
    assert (many - few) << 10 < MOST_OF_A_ROW * ENTRIES * (MANY - FEW)


def _peak(folder: Path, command: str) -> int:
    """The most memory that a run of the command had at any time."""
    measured = (
        "import resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-m', 'medlofte', *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    run = subprocess.run(
        [sys.executable, "-c", measured, *command.split()], cwd=folder, capture_output=True, check=True, text=True
    )
    return int(run.stdout)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the project's files that are read, in order."""
    paths: list[str] = []
    original = Workspace.read

    def noted(self: Workspace, path: str) -> ProjectFile:
        paths.append(path)
        return original(self, path)

    monkeypatch.setattr(Workspace, "read", noted)
    return paths


def test_progress_of_one_promise_reads_its_own_files_and_those_before_it(
    medlofte: Runner, tmp_path: Path, read: list[str]
) -> None:
    folder = project(tmp_path, 9)
    assert medlofte("--root", str(folder), "progress", "x-000").code == 0
    assert read == ["promises/x-000.yaml", "promises/x-000/polis.yaml"]
    read.clear()
    assert medlofte("--root", str(folder), "progress", "x-007").code == 0
    assert read == [f"promises/x-{n:03d}{end}" for n in (7, 6, 5, 4) for end in (".yaml", "/polis.yaml")]


def test_progress_of_all_reads_each_file_once(medlofte: Runner, tmp_path: Path, read: list[str]) -> None:
    assert medlofte("--root", str(project(tmp_path / "own", 9)), "progress", "--format", "json").code == 0
    assert len(read) == len(set(read)) == 18
