"""A new repository of promises, as the platforms' own checkers and installers see it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from medlofte.authoring.scaffold import HOSTS
from tests.platforms import lint, program
from tests.support.commands import Runner
from tests.support.repository import Repository
from tests.support.workflows import ROOT

pytestmark = [pytest.mark.platforms, pytest.mark.usefixtures("checkers")]


@pytest.mark.parametrize("arguments", [[], ["--example"], ["--ci", "gitlab"], ["--ci", "none"]], ids=" ".join)
def test_the_checkers_find_nothing(arguments: list[str], tmp_path: Path, medlofte: Runner) -> None:
    place = tmp_path / "x"
    assert medlofte("init", str(place), *arguments).code == 0
    found = lint(place)
    assert not found, "\n".join(map(str, found))


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A command in a folder, with nothing of this process's git and Python in its surroundings."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "PYTHON"))}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**surroundings, **more},
        capture_output=True,
        text=True,
        timeout=600,
    )


def hooks(place: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    command = (program("pre-commit"), "run", "--all-files", "--color=never")
    return run(*command, cwd=place, PRE_COMMIT_HOME=str(cache))


def test_the_hooks_pass_and_find_what_is_wrong(tmp_path: Path, medlofte: Runner) -> None:
    place = tmp_path / "x"
    assert medlofte("init", "--example", str(place), "--medlofte", str(ROOT)).code == 0
    Repository(place).commit({})

    passed = hooks(place, tmp_path / "cache")
    assert (passed.returncode, passed.stdout.count("Passed")) == (0, 2), passed.stdout + passed.stderr
    log = place / "promises" / "exempelby-2026" / "polis.yaml"
    log.write_text(log.read_text("utf-8") + "- {activity: fotpatrull, date: 2027-01-32}\n", "utf-8")
    failed = hooks(place, tmp_path / "cache")
    assert (failed.returncode, failed.stdout.count("Failed")) == (1, 2), failed.stdout
    assert "2027-01-32" in failed.stdout


@pytest.fixture(scope="module")
def from_git(release: Repository, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An environment in which medlofte is installed from a bare repository, and what it was installed by."""
    folder = tmp_path_factory.mktemp("from-git")
    release.git("clone", "-q", "--bare", ".", str(folder / "medlofte.git"))
    address = f"git+{(folder / 'medlofte.git').as_uri()}@{release.git('rev-parse', 'HEAD')}"
    return environment(folder / "venv", address), address


def environment(place: Path, *arguments: str) -> Path:
    """A new virtual environment with what pip installs by the arguments."""
    made = run(sys.executable, "-m", "venv", place, cwd=place.parent)
    assert made.returncode == 0, made.stderr
    done = run(place / "bin" / "pip", "install", "--quiet", *arguments, cwd=place.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return place


@pytest.mark.parametrize("host", HOSTS)
def test_a_new_repository_installs_what_init_was_installed_from(
    host: str, from_git: tuple[Path, str], tmp_path: Path
) -> None:
    """The commands of the README one after another, then the hooks, and what the platforms' jobs install."""
    venv, address = from_git
    name = {"GIT_CONFIG_GLOBAL": os.devnull}
    for by in ("AUTHOR", "COMMITTER"):
        name |= {f"GIT_{by}_NAME": "Namn Namnsson", f"GIT_{by}_EMAIL": "namn@exempelby.example"}
    line = f"medlofte init x --ci {host} && cd x && git init -b main && git add -A && git commit -m x"
    made = run(
        "bash", "-c", line, cwd=tmp_path, PATH=f"{venv / 'bin'}:{os.environ['PATH']}", LANG="en_GB.UTF-8", **name
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert "on this computer only" in made.stderr
    place = tmp_path / "x"
    assert (place / "requirements.txt").read_text("utf-8").splitlines()[-1] == address
    passed = hooks(place, venv.parent / "cache")
    assert (passed.returncode, passed.stdout.count("Passed")) == (0, 1), passed.stdout + passed.stderr
    assert passed.stdout.count("Skipped") == 1, "there is no log yet"
    if host != HOSTS[0]:
        return  # the file is the same
    again = environment(tmp_path / "again", "--requirement", str(place / "requirements.txt"))
    checked = run(again / "bin" / "medlofte", "validate", cwd=place)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    more = run(again / "bin" / "pip", "install", "--quiet", "medlofte[calendar]", cwd=place)
    assert more.returncode == 0, more.stdout + more.stderr
    assert run(again / "bin" / "python", "-c", "import icalendar", cwd=place).returncode == 0
    listed = run(again / "bin" / "pip", "freeze", cwd=place).stdout
    assert f"medlofte @ {address}" in listed.splitlines(), "extras keep the medlofte that is installed"
