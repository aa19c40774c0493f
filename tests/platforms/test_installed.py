"""Hooks and action as people get them: from a commit, installed by the platform's own tools, used elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.platforms import program
from tests.support.lock import constraints
from tests.support.repository import ADOPTED, FILE, LOG, Repository, line
from tests.support.workflows import ROOT, Machine

pytestmark = [pytest.mark.platforms, pytest.mark.usefixtures("checkers")]

TIDY = line("2026-01-09") + line("2026-02-10")
UNTIDY = line("2026-02-10") + "- {activity: patrull, date: 2026-01-09, count: 1}\n"


def locked_versions(folder: Path) -> dict[str, str]:
    """Variables that let pip choose no other versions than the lock's, where it is not us who call it."""
    path = folder / "constraints.txt"
    path.write_text(constraints("run"), "utf-8")
    return {"PIP_CONSTRAINT": str(path), "PIP_BUILD_CONSTRAINT": str(path)}


class Hooked:
    """A repository of promises with both hooks, and the real pre-commit."""

    def __init__(self, folder: Path, release: Repository) -> None:
        self.cache = folder / "cache"
        self.versions = locked_versions(folder)
        self.repository = Repository(folder / "exempelby")
        hooks = [{"id": "medlofte-validate"}, {"id": "medlofte-fmt"}]
        used = {"repo": str(release.top), "rev": release.git("rev-parse", "HEAD"), "hooks": hooks}
        settings = yaml.safe_dump({"repos": [used]})
        self.repository.commit({".pre-commit-config.yaml": settings, FILE: ADOPTED, LOG: TIDY, "README.md": "x\n"})

    def run(self, **files: str) -> subprocess.CompletedProcess[str]:
        """What pre-commit says of a change that is about to be committed, begun at the last commit."""
        self.repository.git("reset", "-q", "--hard")
        self.repository.put(
            {{"promise": FILE, "log": LOG, "readme": "README.md"}[key]: text for key, text in files.items()}
        )
        self.repository.git("add", "-A")
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("GIT")}
        return subprocess.run(
            [program("pre-commit"), "run", "--color=never"],
            cwd=self.repository.top,
            env={**surroundings, **self.versions, "PRE_COMMIT_HOME": str(self.cache), "LANG": "en_GB.UTF-8"},
            capture_output=True,
            text=True,
            timeout=600,
        )


@pytest.fixture(scope="session")
def hooked(release: Repository, tmp_path_factory: pytest.TempPathFactory) -> Hooked:
    return Hooked(tmp_path_factory.mktemp("hooked"), release)


def test_the_manifest_of_hooks_is_valid() -> None:
    command = [program("pre-commit"), "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_a_good_change_passes_both_hooks(hooked: Hooked) -> None:
    done = hooked.run(promise=ADOPTED + "note: Exempelby är påhittat.\n", log=TIDY + line("2026-03-11"))
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("Passed") == 2


def test_a_wrong_change_is_stopped_and_shown(hooked: Hooked) -> None:
    done = hooked.run(promise=ADOPTED.replace("status: adopted", "status: antagen"))
    assert done.returncode == 1
    assert "exempelby-2026.yaml:5:9" in done.stdout


def test_a_log_is_put_in_order_and_the_commit_stopped_once(hooked: Hooked) -> None:
    done = hooked.run(log=UNTIDY)
    assert done.returncode == 1, done.stdout
    assert "files were modified by this hook" in done.stdout
    written = (hooked.repository.root / LOG).read_text("utf-8")
    assert written == TIDY
    assert hooked.run(log=written + line("2026-03-11")).returncode == 0


def test_what_is_no_promise_concerns_no_hook(hooked: Hooked) -> None:
    done = hooked.run(readme="y\n", promise=ADOPTED)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("Skipped") == 2


def test_the_action_installs_itself_and_nothing_that_lies_in_the_checkout(release: Repository, tmp_path: Path) -> None:
    workspace = Repository(tmp_path / "workspace")
    trap = f"open({str(tmp_path / 'pwned')!r}, 'w')\n"
    modules = ("venv.py", "pip.py", "ensurepip.py", "medlofte.py", "yaml.py", "sitecustomize.py", "typer.py")
    workspace.commit({FILE: ADOPTED, **dict.fromkeys(modules, trap)})
    machine = Machine(tmp_path / "temporary", workspace.top)
    machine.temporary.mkdir()
    told = machine.run({"GITHUB_ACTION_PATH": str(release.top), "PYTHONPATH": ""})
    assert told.outcomes == {"install": "success", "base": "success", "validate": "success"}, told.log
    assert not (tmp_path / "pwned").exists()
    installed = subprocess.run(
        [machine.program.with_name("python"), "-I", "-c", "import medlofte; print(medlofte.__file__)"],
        capture_output=True,
        text=True,
    )
    assert installed.stdout.startswith(str(machine.temporary)), installed.stderr
    assert sys.prefix not in installed.stdout
