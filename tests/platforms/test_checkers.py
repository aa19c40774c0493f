"""The checkers of CI's own files find nothing in ours and in what the guide shows, and do find what is wrong.

``pytest -m platforms`` runs it, and needs Node.js, npm and ``requirements/all.txt``. Where they can't be had the
group is skipped, or fails with ``MEDLOFTE_PLATFORMS=required``.
"""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.platforms import Finding, lint, program, shellcheck
from tests.support.workflows import ROOT, fenced

pytestmark = [pytest.mark.platforms, pytest.mark.usefixtures("checkers")]

GOOD = """\
name: good
on:
  pull_request:
permissions: {}
concurrency:
  group: ${{ github.workflow }}-${{ github.ref }}
  cancel-in-progress: true
jobs:
  good:
    name: Good
    runs-on: ubuntu-latest
    permissions:
      contents: read # to check out
    steps:
      - name: Check out
        uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - name: Greet
        env:
          WHOM: ${{ github.actor }}
        run: echo "$WHOM"
"""
FAULTS = {
    "a stranger's text in the shell": ('"$WHOM"', "${{ github.event.pull_request.title }}"),
    "credentials kept": ("persist-credentials: false", "fetch-depth: 0"),
    "a version that can be moved": ("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7"),
    "the rights of the house for strangers": ("pull_request:", "pull_request_target:"),
    "all rights": ("permissions: {}", "permissions: write-all"),
    "no such event": ("pull_request:", "pull_requests:"),
    "no workflow": ("runs-on:", "runs_on:"),
    "no such runner": ("ubuntu-latest", "ubuntu-newest"),
    "no such context": ("github.actor", "steps.who.outputs.name"),
    "no quotation marks": ('"$WHOM"', "$WHOM"),
}
FOUND = {
    "a stranger's text in the shell": {"zizmor/template-injection", "actionlint/expression"},
    "credentials kept": {"zizmor/artipacked"},
    "a version that can be moved": {"zizmor/unpinned-uses"},
    "the rights of the house for strangers": {"zizmor/dangerous-triggers"},
    "all rights": {"zizmor/excessive-permissions"},
    "no such event": {"actionlint/events"},
    "no workflow": {"zizmor/unreadable", "actionlint/syntax-check"},
    "no such runner": {"actionlint/runner-label"},
    "no such context": {"actionlint/expression"},
    "no quotation marks": {"shellcheck/SC2086"},
}


def said(findings: list[Finding]) -> str:
    return "\n".join(map(str, findings))


def linted(folder: Path, workflows: Mapping[str, str]) -> dict[str, list[Finding]]:
    """What is said of each of the workflows, all of them in one repository."""
    place = folder / ".github" / "workflows"
    place.mkdir(parents=True)
    for name, text in workflows.items():
        (place / f"{name}.yml").write_text(text, "utf-8")
    found = lint(folder)
    return {name: [each for each in found if each.path.stem == name] for name in workflows}


@pytest.fixture(scope="module")
def faulty(checkers: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """What is said of the good workflow, and of it with one fault at a time."""
    wrong = {name: GOOD.replace(*fault) for name, fault in FAULTS.items()}
    return linted(tmp_path_factory.mktemp("faulty"), {"good": GOOD, **wrong})


def test_our_own_files_have_no_findings() -> None:
    found = [*lint(ROOT), *shellcheck([ROOT / ".ci" / "run"])]
    assert not found, said(found)


def test_the_workflows_that_the_guide_shows_have_no_findings(tmp_path: Path) -> None:
    shown = [text for text in fenced(ROOT / "docs" / "ci.md") if "runs-on" in text]
    assert len(shown) == 2
    pinned = [text.replace("OWNER/medlofte@COMMIT", f"exempelby/medlofte@{'0' * 40}") for text in shown]
    for found in linted(tmp_path, {"plain": pinned[0], "scanned": pinned[1]}).values():
        assert not found, said(found)


def test_a_good_workflow_has_no_findings(faulty: dict[str, list[Finding]]) -> None:
    assert not faulty["good"], said(faulty["good"])


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, faulty: dict[str, list[Finding]]) -> None:
    assert GOOD.count(FAULTS[name][0]) == 1
    assert FOUND[name] <= {f"{each.tool}/{each.rule}" for each in faulty[name]}, said(faulty[name])


def gitlab(folder: Path, old: str = "", new: str = "") -> list[Finding]:
    """What is said of the GitLab job that the guide shows, with something else put in."""
    shown = next(text for text in fenced(ROOT / "docs" / "ci.md") if "artifacts:" in text)
    assert old in shown
    (folder / ".gitlab-ci.yml").write_text(shown.replace(old, new) if old else shown, "utf-8")
    return lint(folder)


def test_the_job_that_the_guide_shows_has_no_findings(tmp_path: Path) -> None:
    found = gitlab(tmp_path)
    assert not found, said(found)


@pytest.mark.parametrize(("old", "new"), [("  script:", "  scripts:"), ("always", "allways"), ("rules:", ": [")])
def test_a_faulty_job_is_found(old: str, new: str, tmp_path: Path) -> None:
    assert gitlab(tmp_path, old, new)


def test_a_faulty_form_is_found(tmp_path: Path) -> None:
    form = tmp_path / ".github" / "ISSUE_TEMPLATE" / "insats.yml"
    form.parent.mkdir(parents=True)
    good = "name: Insats\ndescription: Logga\nbody:\n  - type: input\n    id: dag\n    attributes: {label: Datum}\n"
    form.write_text(good, "utf-8")
    assert not lint(tmp_path)
    form.write_text(good.replace("type: input", "type: inputt"), "utf-8")
    assert {each.tool for each in lint(tmp_path)} == {"schema"}


def test_a_faulty_action_is_found(tmp_path: Path) -> None:
    (tmp_path / "action.yml").write_text(
        """\
name: faulty
description: Greets.
inputs: {whom: {description: Who is greeted.}}
outputs: {said: {description: What was said., value: "${{ steps.greet.outputs.said }}"}}
runs:
  using: composite
  steps:
    - name: Greet
      shell: bash
      env:
        WHOM: ${{ inputs.who }}
      run: echo $WHOM ${{ inputs.whom }}
""",
        "utf-8",
    )
    found = lint(tmp_path)
    assert {f"{each.tool}/{each.rule}" for each in found} >= {
        "zizmor/template-injection",
        "actionlint/expression",
        "shellcheck/SC2086",
    }, said(found)
    assert sum(each.rule == "expression" for each in found) == 2, "an input and an output that are not there"


def hadolint(path: Path) -> str:
    """What is said of how an image is made."""
    return subprocess.run([program("hadolint"), "--no-color", path], capture_output=True, text=True).stdout


def test_the_image_has_no_findings() -> None:
    assert hadolint(ROOT / "Dockerfile") == ""


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("FROM python:3.13-slim-bookworm AS", "FROM python AS", "DL3006"),
        ("# hadolint ignore=DL3008\n", "", "DL3008"),
        ("USER 1000", "USER root", "DL3002"),
        ("&& rm -rf /var/lib/apt/lists/* ", "", "DL3009"),
    ],
)
def test_a_fault_in_the_image_is_found(old: str, new: str, rule: str, tmp_path: Path) -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert old in text
    (tmp_path / "Dockerfile").write_text(text.replace(old, new), "utf-8")
    assert rule in hadolint(tmp_path / "Dockerfile")
