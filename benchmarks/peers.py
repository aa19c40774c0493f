"""The other programs: which are installed, which version, and what each is asked to do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "peers"
"""Where ``benchmarks/install-peers`` puts them."""


class Peer(NamedTuple):
    """A program, and the work that makes it comparable."""

    name: str
    package: str
    work: str


PEERS = (
    Peer(
        "check-jsonschema",
        "PyPI",
        "Checks the same promise files against the schema that `medlofte schema promise` prints. It reads no logs. "
        "For goal 9 the events stand in each promise under a key of its own, with the schema of a log.",
    ),
    Peer(
        "sourcemeta-jsonschema",
        "npm: @sourcemeta/jsonschema",
        "Checks the same promise files against the same schema; a C++ program.",
    ),
    Peer(
        "ajv",
        "npm: ajv-cli",
        "Checks the same promise files against the same schema, with days in quotation marks, because its YAML reader "
        "makes times of them.",
    ),
    Peer(
        "yamllint",
        "PyPI",
        "Lints the same promises and logs, without its opinions of line length, braces and first line. In no goal.",
    ),
    Peer(
        "hledger",
        "Debian",
        "`balance` of a journal with the same events: a transaction each, with reference and place as tags.",
    ),
    Peer(
        "bean-check",
        "PyPI: beancount",
        "Checks a ledger with the same events: a transaction each, with reference and place, every account opened. "
        "Without its cache.",
    ),
)


def find(name: str, folder: Path = FOLDER) -> str | None:
    """The path of a peer's program: in the folder, else where commands are looked for."""
    path = os.pathsep.join((str((folder / "bin").absolute()), os.environ.get("PATH", "")))
    return shutil.which(name, path=path)


def installed(folder: Path = FOLDER) -> Mapping[str, str]:
    """The programs of those that are here, by name."""
    found = {peer.name: find(peer.name, folder) for peer in PEERS}
    return {name: program for name, program in found.items() if program is not None}


def version(program: str) -> str:
    """The version that a program gives, or that its package has when the program can't say."""
    for above in Path(program).resolve().parents:
        if (above / "package.json").is_file():
            found = re.search(r'"version": "([^"]+)"', (above / "package.json").read_text("utf-8"))
            return found[1] if found else "unknown"
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
    return found[0] if found else "unknown"
