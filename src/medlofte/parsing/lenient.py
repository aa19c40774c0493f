"""A file as some revision had it: read for what it says, however the format and its writer have changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from medlofte.core.record import Record
from medlofte.core.source import Route
from medlofte.model.entry import Logged
from medlofte.model.promise import Promise
from medlofte.parsing import (
    decoder as decode,
)
from medlofte.parsing import (
    encoding as characters,
)
from medlofte.parsing import (
    log_reader as log,
)
from medlofte.parsing import (
    repair as mending,
)
from medlofte.parsing import (
    schema,
)
from medlofte.parsing import (
    yaml_reader as tree,
)

FOLDER = "promises"


class Version(Record):
    """A promise's file that could be read: its promise, its plain values and where they stand.

    ``lost`` are the routes of what was wrong and taken out, but for keys that the format doesn't have.
    """

    promise: Promise
    plain: Mapping[str, Any]
    tree: tree.Tree
    lost: frozenset[Route]


class LogVersion(Record):
    """A log that could be read: its entries and where they stand. ``lost`` are the numbers of those that are faulty."""

    logged: tuple[Logged, ...]
    text: log.LogText
    lost: frozenset[int]


def owner_of(path: str) -> str | None:
    """The id of the promise whose file or log has this path; nothing for any other file."""
    parts = path.split("/")
    if parts[0] != FOLDER or len(parts) not in (2, 3) or not path.endswith(".yaml") or not path.isprintable():
        return None
    id = parts[1].removesuffix(".yaml") if len(parts) == 2 else parts[1]
    return None if id.startswith(".") or parts[-1].startswith(".") else id


def is_promise(path: str) -> bool:
    """Whether a path that has an owner is that of the promise itself, and not of one of its logs."""
    return path.count("/") == 1


def party_of(path: str) -> str:
    """The party that a log's file name says it belongs to: ``polis`` of ``polis.2019-03.yaml``."""
    return path.rsplit("/", 1)[-1].split(".", 1)[0]


def promise_in(id: str, path: str, data: bytes) -> Version | None:
    """The promise that a file's bytes hold, without what is faulty in it; nothing when there is none to be had."""
    read = characters.read(path, data)
    found = None if read.value is None else tree.read(read.value, most_values=tree.MOST_VALUES).value
    if found is None:
        return None
    faults = schema.faults("promise", found.value)
    plain, lost = found.value, set(found.faulty)
    if faults:
        known = {finding.at.route for code, finding in faults if code == "unknown-key"}
        mended = mending.mended(plain, faults, lambda value: schema.faults("promise", value))
        if not mended.is_right:
            return None
        plain, lost = mended.value, lost | (mended.lost - known)
    promise, wrong = decode.promise(id, plain)
    lost.update(finding.at.route for _, finding in wrong)
    return None if promise is None else Version(promise, plain, found, frozenset(lost))


def log_in(path: str, data: bytes) -> LogVersion | None:
    """The entries that a log's bytes hold; nothing when it can't be read at all."""
    read = characters.read(path, data, characters.LARGEST_LOG)
    text = None if read.value is None else log.read(read.value).value
    if text is None:
        return None
    party = party_of(path)
    found: list[Logged] = []
    lost = {route[0] for route in text.faulty if route and isinstance(route[0], int)}
    for number, row in enumerate(text.rows):
        entry = row.entry or next(_entries(row.value, number), None)
        if entry is None:
            lost.add(number)
        else:
            found.append(Logged(entry, party, path, number))
    return LogVersion(tuple(found), text, frozenset(lost))


def _entries(value: Any, number: int) -> Iterator[Any]:
    """The entry that a line stands for, without keys that the format doesn't have; none when it is faulty."""
    if not schema.is_right("log", [value]):
        faults = schema.faults("log", [value])
        if not isinstance(value, Mapping) or any(code != "unknown-key" for code, _ in faults):
            return
        value = {
            key: each for key, each in value.items() if (0, key) not in {finding.at.route for _, finding in faults}
        }
        if not schema.is_right("log", [value]):
            return
    entry, _ = decode.entry(value, (number,))
    if entry is not None:
        yield entry
