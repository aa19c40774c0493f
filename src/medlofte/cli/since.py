"""What changed since a revision: the files of both sides, named by git and read, and the differences between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from medlofte import comparison, git
from medlofte.comparison import Difference
from medlofte.diagnostic import in_order
from medlofte.gate.grade import Grade
from medlofte.ledger import File, the_first
from medlofte.record import Record
from medlofte.workspace import PROMISES, Workspace

MOST_BYTES = 256 << 20
SHORT = 12


class Base(Record):
    """The commit that a change is held against: its full name, and what it is called."""

    commit: str
    called: str


class Present:
    """The files on disk, named as git names them. Files that were read already need not be read again."""

    def __init__(self, space: Workspace, like: str) -> None:
        self.space = space
        self.like = like
        self.names: dict[str, str] = {}
        self.replaced: dict[str, bytes] = {}

    def take(self, files: Iterable[File]) -> None:
        """Keep the names of files that were read; a file that could not be read has a name of its own."""
        for file in files:
            self.names[file.path] = "" if file.unreadable else git.name_of(file.data, self.like)

    def take_rest(self) -> None:
        """Name the files that were not read yet."""
        arranged = self.space.arrangement
        paths = [*arranged.promises.values(), *(path for logs in arranged.logs.values() for path in logs)]
        self.take(self.space.read(path) for path in paths if path not in self.names)

    def read(self, paths: Iterable[str]) -> dict[str, bytes | None]:
        """The files' bytes; nothing for one that can't be read."""
        found: dict[str, bytes | None] = {}
        for path in paths:
            file = self.space.read(path)
            found[path] = self.replaced.get(path, None if file.unreadable else file.data)
        return found


def base(root: Path, name: str, other: str = "HEAD") -> Base:
    """The merge base of a revision and another, HEAD if none is named. Raises ``MedlofteError``."""
    commit = git.merge_base(root, name, other)
    return Base(commit, _called(name, commit))


def revision(root: Path, name: str) -> Base:
    """A revision as it is. Raises ``MedlofteError``."""
    commit = git.commit_of(root, name)
    return Base(commit, _called(name, commit))


def _called(name: str, commit: str) -> str:
    return commit[:SHORT] if commit.startswith(name) else f"{name} ({commit[:SHORT]})"


def on_disk(space: Workspace, before: Base, present: Present, only: Iterable[str] | None = None) -> list[Difference]:
    """What differs between a revision and what is on disk; ``only`` are the promises that are asked about."""
    present.take_rest()
    names = git.names_at(space.root, before.commit, PROMISES)
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
    """The differences in order, of each file and severity only so many as are shown."""
    found = {id(each.diagnostic): each for each in comparison.compare(old, new, before.called, only)}
    shown = the_first(each.diagnostic for each in found.values())
    known = [found.get(id(each)) or Difference(each, Grade.NEUTRAL) for each in shown]
    order = {id(each): number for number, each in enumerate(in_order(shown))}
    return sorted(known, key=lambda each: order[id(each.diagnostic)])
