"""CI's own files, read as the platforms read them, and the action's shell steps run as GitHub runs them."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import typer
import yaml
from typer.core import TyperGroup

from medlofte.cli import COMMANDS
from medlofte.cli.app import build
from tests.support.repository import ADOPTED, FILE, Repository

ROOT = Path(__file__).parents[2]
ACTION = ROOT / "action.yml"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
CALL = re.compile(r"""(?:^|[\s/])medlofte"?[ ]+([a-z]+)((?:\\\n|[^|&\n])*)""", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
FORMAT = re.compile(r"(?<![\w-])--format[ =]([a-z]+)")
RAISED = ADOPTED.replace("at_least: 200", "at_least: 220")
LOWERED = ADOPTED.replace("at_least: 200", "at_least: 150")


class Call(NamedTuple):
    """A call of medlofte that stands in a script: the command, the options it gives it and the formats it asks for."""

    command: str
    options: frozenset[str]
    formats: frozenset[str]


def read(path: Path) -> Any:
    return parsed(path.read_text("utf-8"))


def parsed(text: str) -> Any:
    """A YAML text's values, all of its scalars as they are written: ``on`` is no truth."""
    return yaml.load(text, yaml.BaseLoader)


def steps(document: Any) -> list[Any]:
    """All the steps of a workflow, or of a composite action."""
    jobs = [document["runs"]] if "runs" in document else document["jobs"].values()
    return [step for job in jobs for step in job.get("steps", ())]


def calls(script: str) -> list[Call]:
    """The calls of medlofte in a shell script."""
    return [
        Call(found[1], *(frozenset(kind.findall(found[2])) for kind in (OPTION, FORMAT)))
        for found in CALL.finditer(script)
    ]


def options(command: str) -> dict[str, set[str]]:
    """The options that a command has, each with the values that it takes, where they are few."""
    group = build(COMMANDS)
    assert isinstance(group, TyperGroup)
    found = group.get_command(typer.Context(group), command)
    assert found is not None
    return {"--help": set()} | {
        name: set((param.metavar or "").strip("<>").split("|")) for param in found.params for name in param.opts
    }


def unknown(script: str) -> list[str]:
    """What a script asks of medlofte that it does not have: commands, options and formats."""
    found: list[str] = []
    for call in calls(script):
        if call.command not in COMMANDS:
            found.append(call.command)
            continue
        known = options(call.command)
        found += (f"{call.command} {name}" for name in sorted(call.options - set(known)))
        found += (f"{call.command} --format {name}" for name in call.formats - known.get("--format", set()))
    return found


class Told(NamedTuple):
    """What a run of the action left: how steps ended, its outputs, what was printed, the summary, what was called."""

    outcomes: dict[str, str]
    outputs: dict[str, str]
    log: str
    summary: str
    calls: list[str]

    @property
    def succeeded(self) -> bool:
        return "failure" not in self.outcomes.values()


class Machine:
    """GitHub's runner, as far as the action needs it: steps one after another, with their conditions and files.

    Expressions are of the few kinds that the action has; any other is an error. The steps that set up Python and
    install medlofte are passed by, and the medlofte of this source tree stands in the place of the installed one.
    """

    def __init__(self, temporary: Path, workspace: Path) -> None:
        self.temporary = temporary
        self.workspace = workspace
        self.program = temporary / "medlofte" / "bin" / "medlofte"
        self.called = temporary / "called"

    def install_source_tree(self) -> None:
        """Put a program in the place where the action installs medlofte; it notes each call of it."""
        self.program.parent.mkdir(parents=True)
        self.program.write_text(f'#!/bin/sh\necho "$1" >>"{self.called}"\nexec "{sys.executable}" -m medlofte "$@"\n')
        self.program.chmod(0o755)

    def run(self, environment: Mapping[str, str], passed_by: tuple[str, ...] = (), **given: str) -> Told:
        """Run the action with inputs (``fail_on`` is ``fail-on``) in a job with these variables."""
        action = read(ACTION)
        inputs = {name: each["default"] for name, each in action["inputs"].items()}
        inputs |= {name.replace("_", "-"): value for name, value in given.items()}
        context = {f"inputs.{name}": value for name, value in inputs.items()}
        context["steps.python.outputs.python-path"] = sys.executable
        outcomes: dict[str, str] = {}
        log = ""
        for step in steps(action):
            if "uses" in step or step["id"] in passed_by or not self._is_due(step.get("if"), outcomes, context):
                continue
            code, said = self._step(step, environment, context)
            log += said
            outcomes[step["id"]] = context[f"steps.{step['id']}.outcome"] = "success" if code == 0 else "failure"
        outputs = {name: _filled(each["value"], context) for name, each in action["outputs"].items()}
        return Told(outcomes, outputs, log, self._text("summary"), self._text("called").split())

    def _step(self, step: Any, environment: Mapping[str, str], context: dict[str, str]) -> tuple[int, str]:
        assert step["shell"] == "bash"
        assert not EXPRESSION.search(step["run"])
        answers = self.temporary / "answers"
        answers.write_text("")
        files = {"GITHUB_OUTPUT": answers, "GITHUB_STEP_SUMMARY": self.temporary / "summary"}
        variables = {name: _filled(value, context) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith(("GIT", "INPUT_"))},
                "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(ROOT),
                "RUNNER_TEMP": str(self.temporary),
                **{name: str(path) for name, path in files.items()},
                **environment,
                **variables,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        for line in answers.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            context[f"steps.{step['id']}.outputs.{name}"] = value
        return done.returncode, done.stdout

    def _is_due(self, condition: str | None, outcomes: dict[str, str], context: Mapping[str, str]) -> bool:
        if condition is None:
            return "failure" not in outcomes.values()
        terms = [term.strip() for term in condition.strip().removeprefix("${{").removesuffix("}}").split("&&")]
        assert terms[0] == "!cancelled()", "a condition without it would hold only after success"
        return all(_holds(term, context) for term in terms[1:])

    def _text(self, name: str) -> str:
        path = self.temporary / name
        return path.read_text("utf-8") if path.exists() else ""


def _holds(term: str, context: Mapping[str, str]) -> bool:
    left, operator, right = term.split(" ")
    assert operator in ("==", "!=")
    return (_value(left, context) == _value(right, context)) == (operator == "==")


def _value(word: str, context: Mapping[str, str]) -> str:
    if word.startswith("'"):
        return word.strip("'")
    assert re.fullmatch(r"inputs\.[a-z-]+|steps\.[a-z]+\.(outcome|outputs\.[a-z-]+)", word), word
    return context.get(word, "")


def _filled(text: str, context: Mapping[str, str]) -> str:
    return EXPRESSION.sub(lambda match: _value(match[1].strip(), context), text)


def fenced(page: Path, language: str = "yaml") -> list[str]:
    """The texts in a language that a page shows."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)


class Change:
    """A change that is proposed: a repository with a base and a branch, and checkouts of the two merged."""

    def __init__(self, folder: Path, changed: str) -> None:
        self.folder = folder
        self.origin = Repository(folder / "origin")
        self.origin.commit({FILE: ADOPTED})
        self.origin.git("checkout", "-q", "-b", "change")
        self.origin.commit({FILE: changed})
        self.origin.git("checkout", "-q", "main")
        self.origin.commit({"README.md": "Exempelby finns inte.\n"})
        self.origin.git("checkout", "-q", "--detach")
        self.origin.git("merge", "-q", "--no-ff", "-m", "x", "change")
        self.origin.git("branch", "merged")
        self.origin.git("checkout", "-q", "main")

    def checkout(self, *how: str) -> Path:
        """The merged change in a clone of its own, with as much history as asked for."""
        path = self.folder / "checkout"
        source = self.origin.top.as_uri()
        subprocess.run(["git", "clone", "-q", "--branch", "merged", *how, source, str(path)], check=True)
        subprocess.run(["git", "checkout", "-q", "--detach"], cwd=path, check=True)
        return path
