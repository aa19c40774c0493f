"""What changed since a revision: the files of both sides, named by git and read, and the differences between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from medlofte.changes import compare as comparison
from medlofte.changes.compare import Difference
from medlofte.core.diagnostic import Diagnostic, Severity, in_order
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import say
from medlofte.parsing.pipeline import ParsedLog, ParsedPromise, owner_of
from medlofte.project import git
from medlofte.project.revisions import Base
from medlofte.project.workspace import PROMISES, Workspace
from medlofte.validation.checker import Bundle, File, ParsedBundle, more_faults

MOST_BYTES = 256 << 20
MOST_PARSED = 4 << 20
"""So many bytes of files that differ are kept as they have been parsed; what comes after them is parsed again."""

MOST_NAMED = 200
"""So many promises are named to git one by one; where there are more it is asked for all."""


class Present:
    """The files on disk, named as git names them, beside the names of a commit. What differs is kept as it was read.

    ``touched`` are the promises that may differ, where that is known. A link is no file to git, so what is behind one
    could be changed unseen: here it can't be read. Raises ``MedlofteError`` when another repository lies in place of
    the promises.
    """

    def __init__(self, space: Workspace, commit: str, touched: Collection[str] | None = None) -> None:
        if space.holds_a_repository(PROMISES):
            raise MedlofteError(say("{folder} is a git repository of its own, and can't be compared.", folder=PROMISES))
        self.space = space
        self.commit = commit
        self.touched = touched
        self.names: dict[str, str] = {}
        self.files: dict[str, bytes | None] = {}
        self.parsed: dict[str, ParsedPromise | ParsedLog] = {}
        self._left = MOST_PARSED
        self.names_before = _names_at(space, commit, touched)
        self._before: dict[str | None, dict[str, str]] = {}
        for path, name in self.names_before.items():
            self._before.setdefault(owner_of(path), {})[path] = name

    def take(self, bundle: Bundle, parsed: ParsedBundle | None = None) -> None:
        """Name a promise's files, and keep them if any differs; one that could not be read has a name of its own."""
        files = (bundle.promise, *bundle.logs)
        names = {file.path: self._name_of(file) for file in files}
        self.names.update(names)
        if names == self._before.get(owner_of(bundle.promise.path)):
            return
        self.files.update((file.path, file.data if names[file.path] else None) for file in files)
        self._left -= sum(len(file.data) for file in files)
        if parsed is not None and self._left >= 0:
            found = zip(files, (parsed.promise, *parsed.logs))
            self.parsed.update((file.path, each) for file, each in found if each is not None)

    def take_rest(self) -> None:
        """Take the promises that were not read yet."""
        for id, path in self.space.arrangement.promises.items():
            if path not in self.names:
                self.take(self.space.bundle(id))

    def _name_of(self, file: File) -> str:
        is_file = file.unreadable is None and not self.space.is_linked(file.path)
        return git.name_of(file.data, self.commit) if is_file else ""


def _names_at(space: Workspace, commit: str, touched: Collection[str] | None) -> dict[str, str]:
    few = touched is not None and len(touched) <= MOST_NAMED
    places = [path for id in touched or () for path in (f"{PROMISES}/{id}.yaml", f"{PROMISES}/{id}")] if few else None
    names = git.names_at(space.root, commit, PROMISES, places)
    return {path: name for path, name in names.items() if touched is None or owner_of(path) in touched}


def on_disk(before: Base, present: Present, only: Iterable[str] | None = None) -> list[Difference]:
    """What differs between a revision and what is on disk; ``only`` are the promises that are asked about.

    Where it is known which promises may differ, their files have been taken.
    """
    if present.touched is None:
        present.take_rest()
    old, new = comparison.needed(present.names_before, present.names)
    files = {path: present.files.get(path) for path in new}
    return _compared(_blobs(present.space.root, present.names_before, old), files, before, only, present.parsed)


def between(root: Path, before: Base, after: Base) -> list[Difference]:
    """What differs between two revisions."""
    names, later = (git.names_at(root, each.commit, PROMISES) for each in (before, after))
    old, new = comparison.needed(names, later)
    return _compared(_blobs(root, names, old), _blobs(root, later, new), before)


def _blobs(root: Path, names: Mapping[str, str], paths: Iterable[str]) -> dict[str, bytes | None]:
    wanted = {path: names[path] for path in paths}
    contents = git.blobs(root, wanted.values(), MOST_BYTES)
    return {path: contents.get(name) for path, name in wanted.items()}


def _compared(
    old: comparison.Files,
    new: comparison.Files,
    before: Base,
    only: Iterable[str] | None = None,
    parsed: comparison.Parsed = comparison.NOTHING_PARSED,
) -> list[Difference]:
    """The differences in order, those last that are not shown."""
    found = list(comparison.compare(old, new, before.called, only, parsed))
    said = in_order(each.diagnostic for each in found if each.is_shown)
    by_place = {id(each.diagnostic): each for each in found}
    rest = [each for each in found if not each.is_shown]
    return [*(by_place[id(each)] for each in said), *rest]


def diagnostics(differences: Iterable[Difference]) -> list[Diagnostic]:
    """What is shown of the differences, and for each file and severity of which more are left out, that it is so."""
    said: list[Diagnostic] = []
    left_out: dict[tuple[str, Severity], Diagnostic] = {}
    for each in differences:
        if each.is_shown:
            said.append(each.diagnostic)
        elif each.diagnostic.severity is not Severity.NOTE:
            left_out.setdefault((each.diagnostic.path, each.diagnostic.severity), each.diagnostic)
    return in_order([*said, *map(more_faults, left_out.values())])
