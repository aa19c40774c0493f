"""A new repository of promises: which files it has, and what stands in each.

They lie in ``files/`` as they will be, so that a reader sees them. Only what a host or an editor would take for its own
is named otherwise: ``dot-github`` is ``.github``. What was chosen is put in where ``@MEDLOFTE@``, ``@LANG@`` and
``@PROMISE@`` stand; what stands between ``<!-- only: … -->`` and ``<!-- /only -->`` is left out where it is about
something else.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Mapping

from medlofte.core.record import Record
from medlofte.parsing import schema
from medlofte.parsing.schema.editor import in_language

HOSTS = ("github", "gitlab", "none")

COMMON = (
    "README.md",
    "medlofte.yaml",
    "requirements.txt",
    "promises/README.md",
    "dot-gitattributes",
    "dot-gitignore",
    "dot-editorconfig",
    "dot-pre-commit-config.yaml",
    "dot-vscode/extensions.json",
    "dot-vscode/settings.json",
)
HOSTED: Mapping[str, tuple[str, ...]] = {
    "github": (
        "dot-github/CODEOWNERS",
        "dot-github/ISSUE_TEMPLATE/logga-en-insats.yml",
        "dot-github/workflows/kontroll.yml",
        "dot-github/workflows/logga-en-insats.yml",
        "dot-github/workflows/webbplats.yml",
    ),
    "gitlab": ("dot-gitlab/CODEOWNERS", "dot-gitlab-ci.yml"),
    "none": (),
}
EXAMPLE = (
    "promises/exempelby-2026.yaml",
    "promises/exempelby-2026/kommun.yaml",
    "promises/exempelby-2026/polis.yaml",
)
"""A promise of Exempelby, a municipality that does not exist, and a year of entries."""

_ONLY = re.compile(r"<!-- only: ([a-z]+) -->\n(.*?)<!-- /only -->\n", re.DOTALL)


class Choice(Record):
    """What was chosen: where medlofte is installed from, the host, the language, and whether there is an example."""

    requirement: str
    host: str = "github"
    language: str = "sv"
    has_example: bool = False


def files(choice: Choice) -> dict[str, bytes]:
    """The files of a new repository, by their paths in it."""
    stored = (*COMMON, *HOSTED[choice.host])
    made = {_path(name): _filled(text(name), choice) for name in stored}
    made |= {f".vscode/medlofte-{name}.schema.json": in_language(name, choice.language) for name in schema.SCHEMAS}
    if choice.has_example:
        made |= {name: text(f"exempelby/{name}") for name in EXAMPLE}
    return {path: made[path].encode() for path in sorted(made)}


def text(name: str) -> str:
    """A file as it is stored in the package."""
    data = pkgutil.get_data(__name__, f"files/{name}")
    assert data is not None
    return data.decode()


def _path(name: str) -> str:
    return "/".join(re.sub("^dot-", ".", part) for part in name.split("/"))


def _filled(stored: str, choice: Choice) -> str:
    """The file with what was chosen put in, and what it was not chosen for left out."""
    wanted = {choice.host, *(("example",) if choice.has_example else ())}
    kept = _ONLY.sub(lambda part: part[2] if part[1] in wanted else "", stored)
    promise = "exempelby-2026" if choice.has_example else "kommun-2027"
    chosen = {"@MEDLOFTE@": choice.requirement, "@LANG@": choice.language, "@PROMISE@": promise}
    return re.sub("|".join(chosen), lambda mark: chosen[mark[0]], kept)
