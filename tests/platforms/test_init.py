"""A new repository of promises, as the platforms' own checkers and installers see it."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.commands import Runner
from tests.platforms import lint, program
from tests.repository import Repository
from tests.workflows import ROOT

pytestmark = [pytest.mark.platforms, pytest.mark.usefixtures("checkers")]


@pytest.mark.parametrize("arguments", [[], ["--example"], ["--ci", "gitlab"], ["--ci", "none"]], ids=" ".join)
def test_the_checkers_find_nothing(arguments: list[str], tmp_path: Path, medlofte: Runner) -> None:
    place = tmp_path / "x"
    assert medlofte("init", str(place), *arguments).code == 0
    found = lint(place)
    assert not found, "\n".join(map(str, found))


def test_the_hooks_pass_and_find_what_is_wrong(tmp_path: Path, medlofte: Runner) -> None:
    place = tmp_path / "x"
    assert medlofte("init", "--example", str(place), "--medlofte", str(ROOT)).code == 0
    Repository(place).commit({})

    def hooks() -> subprocess.CompletedProcess[str]:
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "PYTHON"))}
        return subprocess.run(
            [program("pre-commit"), "run", "--all-files", "--color=never"],
            cwd=place,
            env={**surroundings, "PRE_COMMIT_HOME": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            timeout=600,
        )

    passed = hooks()
    assert (passed.returncode, passed.stdout.count("Passed")) == (0, 2), passed.stdout + passed.stderr
    log = place / "promises" / "exempelby-2026" / "polis.yaml"
    log.write_text(log.read_text("utf-8") + "- {activity: fotpatrull, date: 2027-01-32}\n", "utf-8")
    failed = hooks()
    assert (failed.returncode, failed.stdout.count("Failed")) == (1, 2), failed.stdout
    assert "2027-01-32" in failed.stdout
