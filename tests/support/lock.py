"""The lock: what the files in ``requirements/`` pin, what ``pyproject.toml`` requires, and what scripts install."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

_PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>.+))?")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_INSTALLER = re.compile(
    r"(?:^|[\s/;&|(])(?P<tool>pip3?|uv|uvx|pipx|poetry|conda|easy_install|pre-commit)[\"']?\s+"
    r"(?P<rest>(?:pip |tool |-\S+ )*(?:install|add|sync|run|wheel|download|lock)\b.*)"
)
_WITHOUT_BUILD = ("--no-deps", "--no-build-isolation")


class Pin(NamedTuple):
    """One exact version in a file of the lock, with the SHA-256 of every file that it may be installed from."""

    name: str
    version: str
    marker: str
    hashes: frozenset[str]


def read_pins(name: str) -> list[Pin]:
    """The pins of ``requirements/NAME.txt``. Raises ``ValueError`` for a line that is neither pin nor comment."""
    return parse_pins((FOLDER / f"{name}.txt").read_text("utf-8"))


def parse_pins(text: str) -> list[Pin]:
    """The pins of a requirements file. Raises ``ValueError`` for a line that is neither pin nor comment."""
    pins = []
    for line in text.replace("\\\n", " ").splitlines():
        words = line.split("#", 1)[0].split()
        if not words:
            continue
        hashes = [word for word in words if _HASH.fullmatch(word)]
        match = _PIN.fullmatch(" ".join(word for word in words if word not in hashes))
        if match is None or not hashes:
            raise ValueError(f"not a pin with hashes: {line.strip()}")
        pins.append(Pin(match["name"], match["version"], match["marker"] or "", frozenset(hashes)))
    return pins


def compile_options(name: str) -> list[str]:
    """The arguments of the command that made a file of the lock, from its header."""
    command = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()[1]
    return shlex.split(command.removeprefix("#"))


def constraints(name: str) -> str:
    """A file of the lock without hashes, for installers that build a folder: pip can't hash one."""
    return "".join(f"{pin.name}=={pin.version}{f' ; {pin.marker}' if pin.marker else ''}\n" for pin in read_pins(name))


def extra(name: str) -> Iterator[Requirement]:
    """The requirements of an extra, those of other extras of medlofte that it names among them."""
    for text in PROJECT["project"]["optional-dependencies"][name]:
        requirement = Requirement(text)
        if requirement.name == PROJECT["project"]["name"]:
            for other in sorted(requirement.extras):
                yield from extra(other)
        else:
            yield requirement


def group(name: str) -> Iterator[Requirement]:
    """The requirements of a dependency group, those of the groups that it includes among them."""
    for each in PROJECT["dependency-groups"][name]:
        if isinstance(each, dict):
            yield from group(each["include-group"])
        else:
            yield Requirement(each)


def dependencies() -> list[Requirement]:
    """What medlofte needs to run."""
    return [Requirement(text) for text in PROJECT["project"]["dependencies"]]


def build_requirements() -> list[Requirement]:
    """What a build of medlofte needs."""
    return [Requirement(text) for text in PROJECT["build-system"]["requires"]]


def unmet(requirements: list[Requirement], pins: list[Pin]) -> list[str]:
    """The requirements that no pin meets, or that a pin of the same name breaks."""
    pinned: dict[str, list[str]] = {}
    for pin in pins:
        pinned.setdefault(pin.name, []).append(pin.version)
    return [
        str(each)
        for each in requirements
        if not (versions := pinned.get(canonicalize_name(each.name)))
        or not all(each.specifier.contains(version, prereleases=True) for version in versions)
    ]


def installations(script: str) -> list[str]:
    """The commands of a shell script that install Python packages, each from its verb on."""
    joined = script.replace("\\\n", " ")
    parts = re.split(r"&&|\|\||[;|\n]", joined)
    return [match["rest"].strip() for part in parts if (match := _INSTALLER.search(part))]


def is_locked(installation: str) -> bool:
    """Whether a command installs files of the lock with their hashes, or what is built here without anything else."""
    _, *words = shlex.split(installation)
    files = [
        word.removeprefix("--requirement=")
        for before, word in zip(["", *words], words, strict=False)
        if before in ("-r", "--requirement") or word.startswith("--requirement=")
    ]
    rest = [word for word in words if not word.startswith("-") and word not in files]
    if "--require-hashes" in words:
        return bool(files) and all(_is_file_of_the_lock(name) for name in files) and not rest
    is_wheel = bool(rest) and all(word.endswith(".whl") for word in rest)
    return not files and "--no-deps" in words and (is_wheel or all(option in words for option in _WITHOUT_BUILD))


def _is_file_of_the_lock(name: str) -> bool:
    path = name.removeprefix("$GITHUB_ACTION_PATH/")
    return path in {each.relative_to(ROOT).as_posix() for each in FOLDER.glob("*.txt")}
