"""CI's own files keep to what is safe (pinned, few rights, no strangers' text in a shell) and ask for what there is."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.support.lock import compile_options
from tests.support.workflows import ACTION, EXPRESSION, ROOT, WORKFLOWS, calls, fenced, parsed, read, steps, unknown

PAGE = ROOT / "docs" / "ci.md"
MORE_THAN_GH = re.compile(r"^\s*(?!gh |title=|body=|open=|if \[ |else$|fi$)\S.*$", re.MULTILINE)
"""A line of a script that does more than call GitHub's own program."""
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
FILES = [ACTION, *WORKFLOWS]
SHOWN = fenced(PAGE)
TEXTS = {
    **{path.name: path.read_text("utf-8") for path in FILES},
    **{f"{PAGE.name} {number}": text for number, text in enumerate(SHOWN, 1) if "runs-on" in text},
}
"""The action and the workflows: our own, and those that the page on CI shows."""
each_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


def jobs(document: Any) -> dict[str, Any]:
    return dict(document.get("jobs", {}))


@each_text
def test_what_others_wrote_is_pinned_by_commit_and_says_which_version(text: str) -> None:
    ready = text.replace("OWNER/medlofte@COMMIT", f"exempelby/medlofte@{'0' * 40}")
    used = re.findall(r"^\s*(?:- )?uses: (.*)$", ready, re.MULTILINE)
    assert len(used) == sum("uses" in step for step in steps(parsed(text)))
    assert all(PINNED.match(each) for each in used if not each.startswith("./")), used


def test_a_commit_has_the_same_version_wherever_it_is_used() -> None:
    used = {
        match for text in TEXTS.values() for match in re.findall(r"([\w.-]+/[\w./-]+)@([0-9a-f]{40}) # (\S+)", text)
    }
    assert len(used) == len({name for name, _, _ in used}), used


@each_text
def test_no_expression_stands_in_a_script(text: str) -> None:
    for step in steps(parsed(text)):
        assert not EXPRESSION.search(step.get("run", "")), step


@each_text
def test_rights_are_few_and_declared(text: str) -> None:
    document = parsed(text)
    if "runs" in document:
        return
    for job in jobs(document).values():
        rights = job.get("permissions", document["permissions"])
        assert isinstance(rights, dict)
        written = {name for name, right in rights.items() if right != "read"}
        if written == {"issues"}:
            assert not [step for step in job["steps"] if "uses" in step], "nothing is checked out"
            assert not MORE_THAN_GH.search("\n".join(step["run"] for step in job["steps"]))
            continue
        assert written <= {"security-events", "attestations", "id-token"}
        runs = [step for step in job["steps"] if "run" in step or "medlofte" in step["uses"] or step["uses"][0] == "."]
        assert not (written and runs), "who may write runs nothing of ours or of a change's"


def test_a_release_is_signed_and_published_without_a_password_by_jobs_that_run_nothing() -> None:
    document = read(ROOT / ".github" / "workflows" / "release.yml")
    rights = {name: job["permissions"] for name, job in jobs(document).items()}
    assert document["permissions"] == {}
    assert rights == {
        "build": {"contents": "read"},
        "attest": {"attestations": "write", "id-token": "write"},
        "publish": {"id-token": "write"},
    }
    assert document["on"] == {"push": {"tags": ["v*"]}}
    assert [job.get("needs") for job in jobs(document).values()] == [None, "build", "attest"]


@pytest.mark.parametrize(
    ("tag", "heading", "passes"),
    [
        ("v0.1.0", "## 0.1.0 (2027-01-31)", True),
        ("v0.1.1", "## 0.1.0 (2027-01-31)", False),
        ("0.1.0", "## 0.1.0 (2027-01-31)", False),
        ("v0.1.0", "## 0.1.0 (unreleased)", False),
        ("v0.1.0", "## 0.1.01 (2027-01-31)", False),
    ],
)
def test_only_a_tag_of_the_dated_version_is_released(tag: str, heading: str, passes: bool, tmp_path: Path) -> None:
    document = read(ROOT / ".github" / "workflows" / "release.yml")
    (step,) = (each for each in steps(document) if each["name"] == "Compare the tag with the version")
    assert step["env"] == {"TAG": "${{ github.ref_name }}"}
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "0.1.0"\n', "utf-8")
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n{heading}\n", "utf-8")
    surroundings = {**os.environ, "TAG": tag, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=tmp_path, env=surroundings)
    assert (done.returncode == 0) is passes


def test_the_release_says_where_it_comes_from() -> None:
    document = read(ROOT / ".github" / "workflows" / "release.yml")
    (step,) = (each for each in steps(document) if each["name"] == "Build wheel and sdist")
    assert step["env"] == {"MEDLOFTE_REPOSITORY": "${{ github.server_url }}/${{ github.repository }}"}


def test_every_extra_is_in_the_bill_of_materials_and_looked_up() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    inside = set(re.findall(r"[\w-]+", extras["all"][0].partition("[")[2]))
    asked = {each.removeprefix("--extra=") for each in compile_options("extras") if each.startswith("--extra=")}
    assert asked | inside == set(extras) - {"test"}
    release = next(path for path in WORKFLOWS if path.name == "release.yml").read_text("utf-8")
    assert "--require-hashes --requirement requirements/extras.txt" in release
    assert 'install_locked(session, "extras", "packaging")' in (ROOT / "noxfile.py").read_text("utf-8")


def test_the_supported_pythons_are_the_same_wherever_they_are_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = re.findall(r"Python :: (3\.\d+)$", "\n".join(project["classifiers"]), re.MULTILINE)
    matrix = read(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]
    assert [each["strategy"]["matrix"]["python"] for each in matrix.values() if "strategy" in each] == [listed, listed]
    assert f"PYTHONS = {json.dumps(listed)}" in (ROOT / "noxfile.py").read_text("utf-8")
    assert project["requires-python"] == f">={listed[0]}"


@pytest.mark.parametrize(
    ("number", "calls"),
    [("", ["issue list", "issue create"]), ("7\n", ["issue list", "issue comment 7"])],
    ids=["none is open", "one is open"],
)
def test_a_failure_with_the_newest_versions_is_reported_once(number: str, calls: list[str], tmp_path: Path) -> None:
    document = read(ROOT / ".github" / "workflows" / "newest.yml")
    report = jobs(document)["report"]
    assert (report["needs"], report["if"]) == ("newest", "${{ failure() }}")
    (step,) = report["steps"]
    called = tmp_path / "called"
    fake = tmp_path / "gh"
    answer = f"printf '%s' '{number}'"
    fake.write_text(f'#!/bin/sh\necho "$*" >>{called}\n[ "$2" != list ] || {answer}\n', "utf-8")
    fake.chmod(0o755)
    surroundings = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "RUN": "https://github.com/OWNER/medlofte/actions/runs/1",
    }
    subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], env=surroundings, check=True)
    lines = called.read_text("utf-8").splitlines()
    assert len(lines) == len(calls)
    assert all(line.startswith(call) for line, call in zip(lines, calls, strict=True)), lines
    assert lines[1].endswith(surroundings["RUN"])


def test_what_is_run_with_the_newest_versions_is_the_whole_suite_every_week() -> None:
    document = read(ROOT / ".github" / "workflows" / "newest.yml")
    (schedule,) = document["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", schedule["cron"])
    (run,) = (step["run"] for step in jobs(document)["newest"]["steps"] if "run" in step)
    assert run.splitlines()[-1].endswith('--sessions "newest-$PYTHON"')


@each_text
def test_credentials_are_not_kept(text: str) -> None:
    for step in steps(parsed(text)):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@each_text
def test_strangers_never_run_with_the_rights_of_the_house(text: str) -> None:
    assert "pull_request_target" not in text
    assert "workflow_run" not in text
    assert "secrets." not in text


def test_the_tool_is_the_bases_and_the_promises_are_the_changes() -> None:
    """The action that our own workflow uses lies in the checkout of the base, and judges the other one."""
    own = next(path for path in WORKFLOWS if path.name == "promises.yml")
    checkouts = {each["with"]["path"]: each["with"] for each in steps(read(own)) if "checkout@" in each.get("uses", "")}
    assert checkouts["tool"]["ref"] == "${{ github.event.pull_request.base.sha || github.sha }}"
    assert "ref" not in checkouts["change"]
    assert checkouts["change"]["fetch-depth"] == "0"
    used = next(each for each in steps(read(own)) if each.get("uses", "").startswith("./"))
    assert (used["uses"].split()[0], used["with"]["root"]) == ("./tool", "change")


def test_the_action_imports_nothing_from_where_it_stands() -> None:
    scripts = "\n".join(step["run"] for step in steps(read(ACTION)) if "run" in step)
    pythons = re.findall(r'(?:"\$PYTHON"|/python")(.*)', scripts)
    assert len(pythons) == 2
    assert all(each.startswith(" -I -m ") for each in pythons)
    assert [each["uses"].split("@")[0] for each in steps(read(ACTION)) if "uses" in each] == ["actions/setup-python"]


def test_every_input_is_used_and_told_on_the_page() -> None:
    action = read(ACTION)
    table = re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert table == list(action["inputs"])
    for name in action["inputs"]:
        assert f"${{{{ inputs.{name} }}}}" in ACTION.read_text("utf-8")


def scripts() -> dict[str, str]:
    """All that is said to a shell: by the action, workflows, hooks and the page on CI."""
    found = {name: "\n".join(step.get("run", "") for step in steps(parsed(text))) for name, text in TEXTS.items()}
    found["hooks"] = "\n".join(each["entry"] for each in read(ROOT / ".pre-commit-hooks.yaml"))
    found["gitlab"] = "\n".join(parsed(next(text for text in SHOWN if "artifacts:" in text))["medlofte"]["script"])
    found["page"] = "\n".join([*fenced(PAGE, "sh"), *re.findall(r"`(medlofte [^`]*)`", PAGE.read_text("utf-8"))])
    return found


def test_medlofte_is_called_by_all_that_should() -> None:
    counted = {name: len(calls(text)) for name, text in scripts().items() if calls(text)}
    assert counted == {"action.yml": 3, "hooks": 2, "gitlab": 3, "page": 3, "release.yml": 1}


@pytest.mark.parametrize("name", scripts())
def test_what_is_asked_of_medlofte_is_there(name: str) -> None:
    assert not unknown(scripts()[name])


def test_what_is_not_there_is_noticed() -> None:
    script = (
        '"$HERE/bin/medlofte" validate --quiet \\\n  --lost x --format sgml || medlofte valdate\nmedlofte fmt --check'
    )
    assert unknown(script) == ["validate --lost", "validate --format sgml", "valdate"]


def test_the_hooks_are_those_that_the_page_names() -> None:
    hooks = [each["id"] for each in read(ROOT / ".pre-commit-hooks.yaml")]
    shown = next(parsed(text) for text in SHOWN if "hooks:" in text)
    assert [each["id"] for each in shown["repos"][0]["hooks"]] == hooks


def test_every_yaml_text_that_the_page_shows_can_be_read() -> None:
    assert len(SHOWN) == PAGE.read_text("utf-8").count("```yaml") == 4
    assert all(isinstance(parsed(text), dict) for text in SHOWN)
