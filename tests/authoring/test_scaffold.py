"""What a new repository of promises holds: right by itself, and with the rest of medlofte."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from medlofte.authoring import issue_form, scaffold
from medlofte.authoring.scaffold import HOSTS, Choice
from medlofte.cli import COMMANDS
from medlofte.parsing import schema
from medlofte.parsing.decoder import promise as decoded
from medlofte.parsing.schema.editor import in_language

STORED = Path(scaffold.__file__).parent / "files"
REQUIREMENT = "medlofte==1.2.3"
ALL = [Choice(REQUIREMENT, host, language, example) for host in HOSTS for language in "se" for example in (False, True)]
ALL = [each.replace(language={"s": "sv", "e": "en"}[each.language]) for each in ALL]
GITHUB = scaffold.files(Choice(REQUIREMENT, has_example=True))
WORKFLOWS = {path: text.decode() for path, text in GITHUB.items() if path.startswith(".github/workflows/")}
FORM_PATH = ".github/ISSUE_TEMPLATE/logga-en-insats.yml"

choices = pytest.mark.parametrize("choice", ALL, ids=lambda each: f"{each.host}-{each.language}-{each.has_example}")
workflows = pytest.mark.parametrize("path", sorted(WORKFLOWS))


def loaded(data: bytes | str) -> Any:
    """A YAML file as a value; ``on`` is a word here."""
    return yaml.load(data, yaml.BaseLoader)


def steps(path: str) -> Iterator[dict[str, Any]]:
    for job in loaded(WORKFLOWS[path])["jobs"].values():
        yield from job["steps"]


@choices
def test_the_files_are_text_that_git_keeps_as_it_is(choice: Choice) -> None:
    for path, data in scaffold.files(choice).items():
        text = data.decode()
        assert text.endswith("\n"), path
        assert not re.search(r"[ \t]\n|\r|\t", text) or path.endswith(".schema.json"), path
        assert not re.search(r"@MEDLOFTE@|@LANG@|only:|/only", text), path


@choices
def test_yaml_and_json_can_be_read(choice: Choice) -> None:
    files = scaffold.files(choice)
    for path, data in files.items():
        if path.endswith((".yaml", ".yml")):
            assert loaded(data), path
        if path.endswith(".json"):
            assert json.loads(data), path
    assert loaded(files["medlofte.yaml"]) == {"lang": choice.language}


def test_what_is_stored_is_written_somewhere() -> None:
    stored = {path.relative_to(STORED).as_posix() for path in STORED.rglob("*") if path.is_file()}
    hosted = {name for names in scaffold.HOSTED.values() for name in names}
    assert stored == {*scaffold.COMMON, *hosted, *(f"exempelby/{name}" for name in scaffold.EXAMPLE)}


def test_the_hosts_differ_in_their_own_files_only() -> None:
    files = {host: scaffold.files(Choice(REQUIREMENT, host)) for host in HOSTS}
    assert {path for path in files["github"].keys() ^ files["none"].keys() if not path.startswith(".github/")} == set()
    assert files["gitlab"].keys() - files["none"].keys() == {".gitlab-ci.yml", ".gitlab/CODEOWNERS"}
    same = {path for path in files["none"] if files["none"][path] == files["github"][path] == files["gitlab"][path]}
    assert files["none"].keys() - same == {"README.md"}


@choices
def test_the_same_version_is_used_everywhere(choice: Choice) -> None:
    files = scaffold.files(choice)
    hooks = loaded(files[".pre-commit-config.yaml"])["repos"][0]["hooks"]
    assert [hook["additional_dependencies"] for hook in hooks] == [[REQUIREMENT], [REQUIREMENT]]
    assert REQUIREMENT in files["requirements.txt"].decode().splitlines()
    named = [path for path, data in files.items() if REQUIREMENT.encode() in data]
    assert named == [".pre-commit-config.yaml", "requirements.txt"]


def test_the_editor_checks_by_the_schemas_of_this_version() -> None:
    settings = json.loads(GITHUB[".vscode/settings.json"])
    assert settings["yaml.schemas"] == {
        "./.vscode/medlofte-promise.schema.json": "promises/*.yaml",
        "./.vscode/medlofte-log.schema.json": "promises/*/*.yaml",
        "./.vscode/medlofte-config.schema.json": "medlofte.yaml",
    }
    for name in schema.SCHEMAS:
        assert GITHUB[f".vscode/medlofte-{name}.schema.json"].decode() == in_language(name, "sv")


@pytest.mark.parametrize("path", [".github/CODEOWNERS", ".gitlab/CODEOWNERS"])
def test_nobody_is_named_as_an_owner_before_someone_has_chosen(path: str) -> None:
    host = path[1:].split("/")[0]
    lines = scaffold.files(Choice(REQUIREMENT, host))[path].decode().splitlines()
    assert all(not line or line.startswith("#") for line in lines)
    assert [line.split()[0] for line in lines if line.startswith("#/promises/*/")] == [
        "#/promises/*/polis*.yaml",
        "#/promises/*/kommun*.yaml",
    ]


@choices
def test_the_guide_speaks_of_what_is_there(choice: Choice) -> None:
    files = scaffold.files(choice)
    guide = " ".join(files["README.md"].decode().split())
    for name in re.findall(r"`(\.[a-z][^` ]*|requirements\.txt|medlofte\.yaml)`", guide):
        assert any(path == name or (name.endswith("/") and path.startswith(name)) for path in files), name
    for other in {"GitHub", "GitLab", "Pull requests", "merge request"}:
        said = {"github": {"GitHub", "Pull requests"}, "gitlab": {"merge request"}}.get(choice.host, set())
        assert (other in guide) == (other in said), other
    assert ("Exempelby finns inte" in guide) == choice.has_example
    if choice.host == "github":
        assert f"*{loaded(files['.github/workflows/kontroll.yml'])['jobs']['kontroll']['name']}*" in guide


@choices
def test_the_commands_that_the_guide_names_are_there(choice: Choice) -> None:
    known = set(COMMANDS)
    for path, data in scaffold.files(choice).items():
        for name in re.findall(r"(?m)(?:^|[`>] ?|run: |entry: |- |if )medlofte ([a-z]+)", data.decode()):
            assert name in known, f"{path}: {name}"


def test_the_promise_in_the_guide_is_one() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", GITHUB["README.md"].decode(), re.DOTALL)
    value = yaml.safe_load(blocks[0])
    period = value["period"] = {key: str(day) for key, day in value["period"].items()}
    assert (schema.faults("promise", value), period["end"]) == ([], "2026-12-31")
    assert not decoded("exempelby-2026", value)[1]
    decided = {"decisions": [{**yaml.safe_load(blocks[1])["decisions"][0], "date": "2026-05-04"}]}
    assert schema.faults("promise", value | decided) == []
    assert decided["decisions"][0]["changes"] == ["activities.fotpatrull.target"]


@workflows
def test_no_text_from_outside_is_in_a_command(path: str) -> None:
    ours = {"github.token", "github.event.issue.number", "github.event.repository.default_branch"}
    for step in steps(path):
        assert "${{" not in step.get("run", "")
        assert "persist-credentials" in step["with"] if "actions/checkout" in step.get("uses", "") else True
        for expression in re.findall(r"\$\{\{ (.*?) \}\}", json.dumps(step)):
            assert not re.search(r"github\.(event\.|head)", expression) or expression in ours | {
                "github.event.pull_request.base.sha",
                "github.event.pull_request.base.sha || github.sha",
            }


@workflows
def test_a_job_may_do_what_it_needs_and_no_more(path: str) -> None:
    workflow = loaded(WORKFLOWS[path])
    assert workflow["permissions"] in ("", {})
    assert "pull_request_target" not in workflow["on"]
    may = {name: job["permissions"] for name, job in workflow["jobs"].items()}
    assert (
        may
        == {
            "kontroll.yml": {"kontroll": {"contents": "read"}},
            "logga-en-insats.yml": {
                "behorighet": {},
                "insats": {"contents": "read"},
                "svar": {"contents": "write", "issues": "write", "pull-requests": "write"},
                "fel": {"issues": "write"},
            },
            "webbplats.yml": {
                "bygg": {"contents": "read", "pages": "read"},
                "publicera": {"pages": "write", "id-token": "write"},
            },
        }[path.rsplit("/", 1)[1]]
    )
    for job in workflow["jobs"].values():
        if "write" in job["permissions"].values():
            assert not re.search(r"pip|medlofte ", " ".join(step.get("run", "") for step in job["steps"])), "runs ours"
    for step in steps(path):
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step.get("uses", "actions/x@" + "0" * 40))


def test_the_form_asks_what_log_can_read() -> None:
    fields = [each for each in loaded(GITHUB[FORM_PATH])["body"] if each["type"] != "markdown"]
    keys = [issue_form.HEADINGS[each["attributes"]["label"].casefold()] for each in fields]
    assert keys == ["id", "activity", "party", "date", "count", "place", "note", "promised"]
    required = [each.get("validations", {}).get("required") for each in fields]
    assert required == ["true"] * 5 + ["false"] * 2 + [None]
    assert fields[-1]["attributes"]["options"][0]["required"] == "true"
    assert WORKFLOWS[".github/workflows/logga-en-insats.yml"].count(f"'### {fields[0]['attributes']['label']}'") == 1
