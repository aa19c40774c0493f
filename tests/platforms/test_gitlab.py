"""The GitLab job that the page on CI shows, its script run for real as GitLab runs it."""

import json
import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.repository import ADOPTED, FILE
from tests.support.workflows import LOWERED, RAISED, ROOT, Change, Machine, fenced, parsed

PLACE = "/opt/medlofte/bin/medlofte"
JOB = next(parsed(text)["medlofte"] for text in fenced(ROOT / "docs" / "ci.md") if "artifacts:" in text)


def job(change: Change, checkout: Path, target: str) -> subprocess.CompletedProcess[str]:
    """The job's script, with the medlofte of this source tree."""
    machine = Machine(change.folder / "temporary", checkout)
    machine.install_source_tree()
    script = "\n".join(JOB["script"]).replace(PLACE, str(machine.program))
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI"))}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=checkout,
        env={**surroundings, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": target, "LANG": "en_GB.UTF-8"},
        capture_output=True,
        text=True,
    )


def reports(checkout: Path) -> tuple[list[dict[str, object]], ElementTree.Element]:
    named = JOB["artifacts"]["reports"]
    quality = json.loads((checkout / named["codequality"]).read_text("utf-8"))
    return quality, ElementTree.parse(checkout / named["junit"]).getroot()


def test_the_program_is_called_where_it_is_installed() -> None:
    installed = "\n".join(JOB["before_script"])
    assert installed.count(" -I -m ") == installed.count(" -m ") == 2
    assert f"-m venv {PLACE.removesuffix('/bin/medlofte')}" in installed
    assert JOB["script"][0].count(PLACE) == JOB["script"][0].count("medlofte validate") == 3


@pytest.mark.parametrize(("changed", "target", "code"), [(LOWERED, "main", 1), (LOWERED, "", 0), (RAISED, "main", 0)])
def test_the_job_fails_when_a_promise_is_weakened_and_leaves_its_reports(
    changed: str, target: str, code: int, tmp_path: Path
) -> None:
    change = Change(tmp_path, changed)
    checkout = change.checkout()
    done = job(change, checkout, target)
    assert done.returncode == code, done.stdout + done.stderr
    quality, junit = reports(checkout)
    grave = [each for each in quality if each["severity"] in ("critical", "blocker", "major")]
    assert [each["location"]["path"] for each in grave] == [FILE] * code  # type: ignore[index]
    assert len(junit.findall(".//failure")) >= code
    assert ("150" in done.stdout) is bool(code)


def test_a_target_that_is_not_there_fails_the_job(tmp_path: Path) -> None:
    change = Change(tmp_path, ADOPTED)
    done = job(change, change.checkout(), "gone")
    assert done.returncode != 0
    assert "origin/gone" in done.stderr
