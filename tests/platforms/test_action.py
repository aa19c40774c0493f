"""The action's shell steps, run for real in repositories as GitHub would have checked them out."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.repository import ADOPTED, FILE
from tests.support.workflows import LOWERED, RAISED, Change, Machine, Told

CHECKS = ("install", "validate", "sarif", "changes")
BROKEN = ADOPTED.replace("status: adopted", "status: antagen")


def judged(folder: Path, workspace: Path, *passed_by: str, base: str = "", **inputs: str) -> Told:
    machine = Machine(folder / "temporary", workspace)
    machine.install_source_tree()
    return machine.run({"GITHUB_BASE_REF": base}, passed_by=("install", *passed_by), **inputs)


def judged_change(change: Change, checkout: Path, *passed_by: str, base: str = "main", **inputs: str) -> Told:
    """What the action does in a pull request to the base."""
    return judged(change.folder, checkout, *passed_by, base=base, **inputs)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A folder with one promise, in no repository."""
    (tmp_path / "workspace" / "promises").mkdir(parents=True)
    (tmp_path / "workspace" / FILE).write_text(ADOPTED, "utf-8")
    return tmp_path / "workspace"


def test_without_a_base_the_files_are_checked_and_nothing_is_compared(workspace: Path, tmp_path: Path) -> None:
    told = judged(tmp_path, workspace)
    assert told.succeeded
    assert told.calls == ["validate"]
    assert told.outputs == {"base": "", "sarif": ""}


def test_an_error_fails_the_job_and_is_shown_at_its_line(workspace: Path, tmp_path: Path) -> None:
    (workspace / FILE).write_text(BROKEN, "utf-8")
    told = judged(tmp_path, workspace)
    assert told.outcomes["validate"] == "failure"
    assert f"::error file={FILE},line=5," in told.log


@pytest.mark.parametrize(("least", "succeeds"), [("error", True), ("warning", False)])
def test_from_which_severity_the_job_fails(least: str, succeeds: bool, workspace: Path, tmp_path: Path) -> None:
    (workspace / FILE).write_text(ADOPTED + "follows: exempelby-2019\n", "utf-8")
    assert judged(tmp_path, workspace, fail_on=least).succeeded is succeeds


@pytest.mark.parametrize(("lang", "word"), [("sv", "inga fel"), ("en", "no errors")])
def test_the_language_is_as_asked(lang: str, word: str, workspace: Path, tmp_path: Path) -> None:
    assert word in judged(tmp_path, workspace, lang=lang).log


def test_a_project_may_lie_in_a_folder_of_the_checkout(workspace: Path, tmp_path: Path) -> None:
    assert judged(tmp_path, tmp_path, root="workspace").succeeded


def test_where_there_is_no_project_the_job_fails(tmp_path: Path) -> None:
    assert judged(tmp_path, tmp_path).outcomes == {"base": "success", "validate": "failure"}


@pytest.mark.parametrize("branches", ["--single-branch", "--no-single-branch"])
@pytest.mark.parametrize("depth", ["--depth=1", "--depth=2", "--depth=9"])
def test_the_base_is_fetched_with_all_its_history_where_the_clone_has_less(
    depth: str, branches: str, tmp_path: Path
) -> None:
    change = Change(tmp_path, RAISED)
    checkout = change.checkout(depth, branches)
    told = judged_change(change, checkout, *CHECKS)
    assert told.outputs["base"] == "origin/main", told.log
    asked = ["git", "rev-parse", "--is-shallow-repository", "origin/main"]
    said = subprocess.run(asked, cwd=checkout, capture_output=True, text=True)
    assert said.stdout.split() == ["false", change.origin.git("rev-parse", "main")]


def test_a_base_of_another_history_is_none(tmp_path: Path) -> None:
    change = Change(tmp_path, RAISED)
    change.origin.git("checkout", "-q", "--orphan", "other")
    change.origin.commit({FILE: ADOPTED})
    told = judged_change(change, change.checkout(), base="other")
    assert told.outcomes == {"base": "failure"}


def test_another_base_may_be_asked_for(tmp_path: Path) -> None:
    change = Change(tmp_path, RAISED)
    told = judged_change(change, change.checkout("--depth=1"), *CHECKS, against="HEAD^2~1")
    assert told.outputs["base"] == "HEAD^2~1"


@pytest.mark.parametrize(
    ("base", "inputs"),
    [("main", {}), ("gone", {}), ("", {"against": "v9"}), ("", {"against": "--output=x"})],
    ids=["nowhere to fetch from", "no such branch", "no such revision", "an option"],
)
def test_a_base_that_cannot_be_had_fails_the_job_with_a_way_out(
    base: str, inputs: dict[str, str], tmp_path: Path
) -> None:
    change = Change(tmp_path, RAISED)
    checkout = change.checkout("--depth=1")
    if base == "main":
        subprocess.run(["git", "remote", "set-url", "origin", str(tmp_path / "nowhere")], cwd=checkout, check=True)
    told = judged_change(change, checkout, base=base, sarif="x.sarif", **inputs)
    assert told.outcomes == {"base": "failure"}
    assert told.calls == []
    assert "::error title=medlofte::" in told.log
    assert "fetch-depth: 0" in told.log


HOSTILE = "$(touch pwned)`touch pwned`;touch pwned;' && touch pwned && '\"; touch pwned; \"$IFS*"


@pytest.mark.parametrize("name", ["root", "against", "fail_on", "lang", "sarif"])
def test_no_input_is_run_by_the_shell(name: str, tmp_path: Path) -> None:
    change = Change(tmp_path, ADOPTED)
    told = judged_change(change, change.checkout(), **{"sarif": "x.sarif", name: HOSTILE})
    assert "failure" in told.outcomes.values() or name == "sarif"
    assert not list(tmp_path.rglob("pwned"))


def test_no_name_of_a_base_is_run_by_the_shell(tmp_path: Path) -> None:
    change = Change(tmp_path, ADOPTED)
    assert judged_change(change, change.checkout(), base=HOSTILE).outcomes == {"base": "failure"}
    assert not list(tmp_path.rglob("pwned"))


def test_settings_that_a_change_brings_are_not_gits(tmp_path: Path) -> None:
    """A folder that is laid out as a repository has settings, and they can name programs."""
    change = Change(tmp_path, ADOPTED)
    checkout = change.checkout()
    trap = checkout / "kommun"
    subprocess.run(["git", "init", "-q", "--bare", str(trap)], check=True)
    script = tmp_path / "trap.sh"
    script.write_text(f'#!/bin/sh\ntouch "{tmp_path}/pwned"\n')
    script.chmod(0o755)
    (trap / "config").write_text(
        f'[core]\n\trepositoryformatversion = 0\n\tbare = true\n[remote "origin"]\n\turl = ext::{script}\n'
        f'\tuploadpack = {script}\n[protocol "ext"]\n\tallow = always\n'
    )
    told = judged_change(change, checkout, root="kommun")
    assert told.outcomes == {"base": "failure"}
    assert not (tmp_path / "pwned").exists()


def test_a_weakened_promise_fails_and_all_is_told_in_three_calls(tmp_path: Path) -> None:
    change = Change(tmp_path, LOWERED)
    checkout = change.checkout("--depth=1")
    told = judged_change(change, checkout, sarif="out.sarif")
    assert told.outcomes == {"base": "success", "validate": "failure", "sarif": "success", "changes": "success"}, (
        told.log
    )
    assert told.calls == ["validate", "validate", "diff"]
    assert told.outputs == {"base": "origin/main", "sarif": "out.sarif"}
    line = LOWERED[: LOWERED.index("at_least")].count("\n") + 1
    assert f"::error file={FILE},line={line}," in told.log
    assert "150" in told.summary
    results = json.loads((checkout / "out.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert [each["level"] for each in results].count("error") == 1


def test_a_strengthened_promise_passes_and_what_changed_is_told(tmp_path: Path) -> None:
    change = Change(tmp_path, RAISED)
    told = judged_change(change, change.checkout())
    assert told.succeeded, told.log
    assert told.calls == ["validate", "diff"]
    assert "220" in told.summary


def test_what_the_base_has_got_meanwhile_is_not_the_changes_doing(tmp_path: Path) -> None:
    change = Change(tmp_path, ADOPTED + "note: Exempelby är påhittat.\n")
    checkout = change.checkout()
    change.origin.commit({FILE: RAISED})
    subprocess.run(["git", "fetch", "-q", "origin"], cwd=checkout, check=True)
    told = judged_change(change, checkout)
    assert told.succeeded, told.log
    assert "220" not in told.summary


def test_what_could_not_be_done_fails_the_job_in_every_step(tmp_path: Path) -> None:
    change = Change(tmp_path, RAISED)
    told = judged_change(change, change.checkout(), sarif="x" * 300)
    assert told.outcomes["sarif"] == "failure"
    assert told.outputs["sarif"] == ""
