"""The repository that the gate is measured in: ten files are changed, and nothing stops them."""

import subprocess
from pathlib import Path

from benchmarks import corpus
from benchmarks.gate import CHANGED, change
from tests.support.commands import Runner


def test_ten_files_are_changed_and_nothing_is_wrong_with_them(tmp_path: Path, medlofte: Runner) -> None:
    folder = tmp_path / "S"
    corpus.write(folder, corpus.SIZES["S"])
    change(folder)
    status = subprocess.run(["git", "status", "--short"], cwd=folder, capture_output=True, check=True, text=True)
    assert len(status.stdout.splitlines()) == CHANGED
    done = medlofte("validate", "--against", "HEAD", lang="en_GB.UTF-8", cwd=folder)
    assert done.code == 0
    assert "no errors, no warnings" in done.out
