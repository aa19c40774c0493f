"""A file's bytes to what it says: its text, its values and their places, its promise or entries, and what is wrong.

Whoever reads a promise or a log reads it here, and chooses what to do with faulty parts: ``validation`` says what is
wrong with them, ``changes`` compares the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count, repeat
from typing import Any

from medlofte.core.diagnostic import MOST_OF_A_KIND, Checked, Finding, LocatedDiagnostic, Pointer
from medlofte.core.record import Record
from medlofte.core.source import Route, Source
from medlofte.model.entry import LogEntry, LoggedEntry
from medlofte.model.promise import Promise
from medlofte.parsing import decoder, encoding, log_reader, repair, schema, yaml_reader
from medlofte.parsing.log_reader import LogText
from medlofte.parsing.repair import Fault
from medlofte.parsing.yaml_reader import ParsedYaml

FOLDER = "promises"


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


class ParsedFile(Record):
    """A file of the schema ``kind``: its text and its tree, where it has them, and its values without faulty ones.

    ``diagnostics`` are about text and YAML, ``faults`` about the schema. ``repaired`` are the routes of values that are
    not as they were written, ``is_right`` says whether what is left follows the schema.
    """

    kind: str
    source: Source | None = None
    diagnostics: tuple[LocatedDiagnostic, ...] = ()
    tree: ParsedYaml | None = None
    plain: Any = None
    faults: Sequence[Fault] = ()
    repaired: frozenset[Route] = frozenset()
    is_right: bool = False


class ParsedPromise(Record):
    """A promise's file, and the promise where there is one; ``faults`` are its impossible dates."""

    file: ParsedFile
    promise: Promise | None = None
    faults: Sequence[Fault] = ()

    @property
    def dropped(self) -> frozenset[Route]:
        """The routes of what is faulty and so not in the promise, but for keys that the format doesn't have."""
        unknown = {finding.at.route for code, finding in self.file.faults if code == "unknown-key"}
        faulty = frozenset() if self.file.tree is None else self.file.tree.faulty
        return faulty | (self.file.repaired - unknown) | {finding.at.route for _, finding in self.faults}


class ParsedLog(Record):
    """A log's text, and its rows where it can be read; ``faults`` are what is wrong with them by schema and calendar.

    ``entries`` are in the order of the rows, with nothing for a faulty row.
    """

    path: str
    source: Source | None
    diagnostics: tuple[LocatedDiagnostic, ...]
    text: LogText | None = None
    entries: Sequence[LogEntry | None] = ()
    faults: Sequence[Fault] = ()

    @property
    def logged(self) -> list[LoggedEntry]:
        """The entries in their places, without those of faulty rows."""
        return _logged_entries(self.path, self.entries)

    @property
    def readable(self) -> list[LoggedEntry]:
        """As ``logged``, also with entries that have other faults than their own, such as a key that nobody knows."""
        return _logged_entries(self.path, self._readable)

    @property
    def dropped(self) -> frozenset[int]:
        """The numbers of the rows that are faulty, but for keys that the format doesn't have."""
        unread = {number for number, entry in enumerate(self._readable) if entry is None}
        return frozenset(unread | (set() if self.text is None else _faulty_rows(self.text)))

    @cached_property
    def _readable(self) -> Sequence[LogEntry | None]:
        if self.text is None or None not in self.entries:
            return self.entries
        odd = self.text.odd
        return [entry or _known_part(odd.get(number), number) for number, entry in enumerate(self.entries)]


def read_tree(path: str, data: bytes) -> Checked[ParsedYaml]:
    """The values of a promise's bytes and their places, whatever schema they follow."""
    text = encoding.read(path, data)
    if text.value is None:
        return Checked(None, text.diagnostics)
    return yaml_reader.read(text.value, most_values=yaml_reader.MOST_VALUES)


def read_log(path: str, data: bytes) -> Checked[LogText]:
    """The rows of a log's bytes, whatever schema they follow."""
    text = encoding.read(path, data, encoding.LARGEST_LOG)
    return Checked(None, text.diagnostics) if text.value is None else log_reader.read(text.value)


def parse_file(kind: str, path: str, data: bytes) -> ParsedFile:
    """The values that a file's bytes hold, without what departs from the schema ``kind``."""
    text = encoding.read(path, data)
    if text.value is None:
        return ParsedFile(kind, diagnostics=text.diagnostics)
    read = yaml_reader.read(text.value, most_values=yaml_reader.MOST_VALUES)
    said, tree = (*text.diagnostics, *read.diagnostics), read.value
    if tree is None:
        return ParsedFile(kind, text.value, said)
    faults = schema.faults(kind, tree.value)
    if not faults:
        return ParsedFile(kind, text.value, said, tree, tree.value, is_right=True)
    mended = repair.repair(tree.value, faults, lambda value: schema.faults(kind, value))
    return ParsedFile(kind, text.value, said, tree, mended.value, faults, mended.dropped, mended.is_right)


def parse_promise(id: str, path: str, data: bytes) -> ParsedPromise:
    """The promise that a file's bytes hold, without what is faulty in it."""
    file = parse_file("promise", path, data)
    return ParsedPromise(file, *decoder.promise(id, file.plain)) if file.is_right else ParsedPromise(file)


def parse_log(path: str, data: bytes) -> ParsedLog:
    """The entries that a log's bytes hold."""
    source = encoding.read(path, data, encoding.LARGEST_LOG)
    if source.value is None:
        return ParsedLog(path, None, source.diagnostics)
    read = log_reader.read(source.value)
    said, text = (*source.diagnostics, *read.diagnostics), read.value
    if text is None:
        return ParsedLog(path, source.value, said)
    wrong, faults = _departing(text)
    skipped, entries = wrong | _faulty_rows(text), list(text.entries)
    for number, value in text.odd.items():
        if number not in skipped:
            entries[number], impossible = decoder.entry(value, (number,))
            faults += impossible
    return ParsedLog(path, source.value, said, text, entries, faults)


def _logged_entries(path: str, entries: Sequence[LogEntry | None]) -> list[LoggedEntry]:
    party = party_of(path)
    if None not in entries:
        return list(map(LoggedEntry, entries, repeat(party), repeat(path), count()))  # type: ignore[arg-type]  # none is none
    return [LoggedEntry(entry, party, path, number) for number, entry in enumerate(entries) if entry is not None]


def _faulty_rows(text: LogText) -> set[int]:
    return {route[0] for route in text.faulty if route and isinstance(route[0], int)}


def _departing(text: LogText) -> tuple[set[int], list[Fault]]:
    """The numbers of the rows that depart from the schema, and how those first do of which anything is shown."""
    rows = text.odd
    if not rows or schema.is_right("log", list(rows.values())):
        return set(), []
    wrong = [number for number, value in rows.items() if not schema.is_right("log", [value])]
    shown = wrong[: MOST_OF_A_KIND + 1]
    faults = schema.faults("log", [rows[number] for number in shown])
    return set(wrong), list(_at_their_rows(faults, shown))


def _at_their_rows(faults: Sequence[Fault], numbers: Sequence[int]) -> Iterator[Fault]:
    for code, finding in faults:
        place, *rest = finding.at.route
        assert isinstance(place, int)
        at = Pointer((numbers[place], *rest), finding.at.path, finding.at.on_key)
        yield code, Finding(at, finding.message, finding.hint)


def _known_part(value: Any, number: int) -> LogEntry | None:
    """The entry of a row without keys that the format doesn't have; none when the row has other faults."""
    if not schema.is_right("log", [value]):
        faults = schema.faults("log", [value])
        if not isinstance(value, Mapping) or any(code != "unknown-key" for code, _ in faults):
            return None
        unknown = {finding.at.route for _, finding in faults}
        value = {key: each for key, each in value.items() if (0, key) not in unknown}
        if not schema.is_right("log", [value]):
            return None
    return decoder.entry(value, (number,))[0]
