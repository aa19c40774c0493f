"""What changed since a revision: the files of both sides, named by git and read, and the differences between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from medlofte.changes import compare as comparison
from medlofte.changes.compare import Difference
from medlofte.core.diagnostic import Diagnostic, Severity, in_order
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import say
from medlofte.parsing.pipeline import owner_of
from medlofte.project import git
from medlofte.project.revisions import Base
from medlofte.project.workspace import PROMISES, Workspace
from medlofte.validation.checker import File, more_faults

MOST_BYTES = 256 << 20
MOST_NAMED = 200
"""So many promises are named to git one by one; where there are more it is asked for all."""


class Present:
    """The files on disk, named as git names them. Files that were read already need not be read again.

    A link is no file to git, so what is behind one could be changed unseen: here it can't be read. Raises
    ``MedlofteError`` when another repository lies in place of the promises.
    """

    def __init__(self, space: Workspace, like: str) -> None:
        self.space = space
        self.like = like
        self.names: dict[str, str] = {}
        self.replaced: dict[str, bytes] = {}
        if space.holds_a_repository(PROMISES):
            raise MedlofteError(say("{folder} is a git repository of its own, and can't be compared.", folder=PROMISES))

    def take(self, files: Iterable[File]) -> None:
        """Keep the names of files that were read; a file that could not be read has a name of its own."""
        for file in files:
            is_file = file.unreadable is None and not self.space.is_linked(file.path)
            self.names[file.path] = git.name_of(file.data, self.like) if is_file else ""

    def take_rest(self) -> None:
        """Name the files that were not read yet."""
        arranged = self.space.arrangement
        paths = [*arranged.promises.values(), *(path for logs in arranged.logs.values() for path in logs)]
        self.take(self.space.read(path) for path in paths if path not in self.names)

    def read(self, paths: Iterable[str]) -> dict[str, bytes | None]:
        """The files' bytes; nothing for one that can't be read."""
        found: dict[str, bytes | None] = {}
        for path in paths:
            data = self.space.read(path).data if self.names[path] else None
            found[path] = self.replaced.get(path, data)
        return found


def on_disk(
    space: Workspace,
    before: Base,
    present: Present,
    only: Iterable[str] | None = None,
    touched: Collection[str] | None = None,
) -> list[Difference]:
    """What differs between a revision and what is on disk.

    ``only`` are the promises that are asked about; ``touched``, where that is known, those that may differ, whose files
    have been taken.
    """
    if touched is None:
        present.take_rest()
    few = touched is not None and len(touched) <= MOST_NAMED
    places = [path for id in touched or () for path in (f"{PROMISES}/{id}.yaml", f"{PROMISES}/{id}")] if few else None
    names = git.names_at(space.root, before.commit, PROMISES, places)
    if touched is not None:
        names = {path: name for path, name in names.items() if owner_of(path) in touched}
    old, new = comparison.needed(names, present.names)
    return _compared(_blobs(space.root, names, old), present.read(new), before, only)


def between(root: Path, before: Base, after: Base) -> list[Difference]:
    """What differs between two revisions."""
    names, later = (git.names_at(root, each.commit, PROMISES) for each in (before, after))
    old, new = comparison.needed(names, later)
    return _compared(_blobs(root, names, old), _blobs(root, later, new), before, None)


def _blobs(root: Path, names: Mapping[str, str], paths: Iterable[str]) -> dict[str, bytes | None]:
    wanted = {path: names[path] for path in paths}
    contents = git.blobs(root, wanted.values(), MOST_BYTES)
    return {path: contents.get(name) for path, name in wanted.items()}


def _compared(
    old: comparison.Files, new: comparison.Files, before: Base, only: Iterable[str] | None
) -> list[Difference]:
    """The differences in order, those last that are not shown."""
    found = list(comparison.compare(old, new, before.called, only))
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
