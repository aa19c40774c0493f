"""The checkers of CI's own files find nothing in ours and in what the guide shows, and do find what is wrong.

``pytest -m platforms`` runs it, and needs Node.js, npm and what ``requirements.txt`` names. Where they can't be had the
group is skipped, or fails with ``MEDLOFTE_PLATFORMS=required``.
"""

from pathlib import Path

import pytest

from tests.platforms import Finding, lint, shellcheck
from tests.workflows import ROOT, fenced

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


def linted(folder: Path, workflow: str) -> list[Finding]:
    path = folder / ".github" / "workflows" / "x.yml"
    path.parent.mkdir(parents=True)
    path.write_text(workflow, "utf-8")
    return lint(folder)


def test_our_own_files_have_no_findings() -> None:
    found = [*lint(ROOT), *shellcheck([ROOT / ".ci" / "run"])]
    assert not found, said(found)


@pytest.mark.parametrize("number", range(2), ids=["plain", "with code scanning"])
def test_the_workflows_that_the_guide_shows_have_no_findings(number: int, tmp_path: Path) -> None:
    shown = [text for text in fenced(ROOT / "docs" / "ci.md") if "runs-on" in text]
    assert len(shown) == 2
    found = linted(tmp_path, shown[number].replace("OWNER/medlofte@COMMIT", f"exempelby/medlofte@{'0' * 40}"))
    assert not found, said(found)


def test_a_good_workflow_has_no_findings(tmp_path: Path) -> None:
    found = linted(tmp_path, GOOD)
    assert not found, said(found)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, tmp_path: Path) -> None:
    assert GOOD.count(FAULTS[name][0]) == 1
    found = linted(tmp_path, GOOD.replace(*FAULTS[name]))
    assert FOUND[name] <= {f"{each.tool}/{each.rule}" for each in found}, said(found)


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
