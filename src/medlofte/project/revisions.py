"""Revisions of a project: what a change is compared with, what differs, which promises changed, and their history."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medlofte.core.diagnostic import LocatedDiagnostic, Severity, in_order
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg
from medlofte.core.record import Record
from medlofte.parsing.pipeline import ParsedLog, ParsedPromise, is_promise, owner_of, parse_promise
from medlofte.project import git
from medlofte.project.workspace import PROMISES, Workspace
from medlofte.validation.checker import ParsedBundle, ProjectFile, PromiseFiles, id_of, more_faults
from medlofte.validation.rules import LoggedPromise

if TYPE_CHECKING:  # imported where they are used: what compares is large, and documents need only the history
    from medlofte.changes import history
    from medlofte.changes.compare import Difference, Files, Parsed
    from medlofte.changes.history import History, SinceAdoption
    from medlofte.reports.diff.report import DiffReport

SHORT = 12
MOST_BYTES = 256 << 20
MOST_PARSED = 4 << 20
"""The most bytes of files that differ whose parsed form is kept; the files after them are parsed again."""
MOST_NAMED = 200
"""The most promises that are named to git one by one; where there are more it is asked for all."""


class Base(Record):
    """The commit that a change is held against: its full name, and what it is called."""

    commit: str
    called: str


def base(root: Path, name: str, other: str = "HEAD") -> Base:
    """The merge base of a revision and another, HEAD if none is named. Raises ``MedlofteError``."""
    commit = git.merge_base(root, name, other)
    return Base(commit, _called(name, commit))


def revision(root: Path, name: str) -> Base:
    """A revision as it is. Raises ``MedlofteError``."""
    commit = git.commit_of(root, name)
    return Base(commit, _called(name, commit))


def default(root: Path) -> str:
    """The branch that a pull request goes into, where a platform says so; else the default branch.

    Raises ``MedlofteError``.
    """
    named = (os.environ.get(name) for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"))
    return next((f"origin/{name}" for name in named if name), "") or git.default_branch(root)


def _called(name: str, commit: str) -> str:
    return commit[:SHORT] if commit.startswith(name) else f"{name} ({commit[:SHORT]})"


# What differs


class WorkingTree:
    """The files on disk, named as git names them, and the names in a commit. Those that differ are kept as parsed.

    ``touched`` are the promises that may differ, where that is known. A link is no file to git, so what is behind one
    could be changed unseen: here it can't be read. Raises ``MedlofteError`` when another repository lies in place of
    the promises.
    """

    def __init__(self, space: Workspace, commit: str, touched: Collection[str] | None = None) -> None:
        if space.holds_a_repository(PROMISES):
            raise MedlofteError(msg("{folder} is a git repository of its own, and can't be compared.", folder=PROMISES))
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

    def take(self, bundle: PromiseFiles, parsed: ParsedBundle | None = None) -> None:
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

    def _name_of(self, file: ProjectFile) -> str:
        is_file = file.unreadable is None and not self.space.is_linked(file.path)
        return git.blob_id(file.data, self.commit) if is_file else ""


def _names_at(space: Workspace, commit: str, touched: Collection[str] | None) -> dict[str, str]:
    few = touched is not None and len(touched) <= MOST_NAMED
    places = [path for id in touched or () for path in (f"{PROMISES}/{id}.yaml", f"{PROMISES}/{id}")] if few else None
    names = git.blob_ids_at(space.root, commit, PROMISES, places)
    return {path: name for path, name in names.items() if touched is None or owner_of(path) in touched}


def diff_working_tree(before: Base, present: WorkingTree, only: Iterable[str] | None = None) -> list[Difference]:
    """What differs between a revision and what is on disk; ``only`` are the promises that are asked about.

    Where it is known which promises may differ, their files have been taken.
    """
    from medlofte.changes.compare import paths_needed

    if present.touched is None:
        present.take_rest()
    old, new = paths_needed(present.names_before, present.names)
    files = {path: present.files.get(path) for path in new}
    return _compared(_blobs(present.space.root, present.names_before, old), files, before, only, present.parsed)


def diff_revisions(root: Path, before: Base, after: Base) -> list[Difference]:
    """What differs between two revisions."""
    from medlofte.changes.compare import paths_needed

    names, later = (git.blob_ids_at(root, each.commit, PROMISES) for each in (before, after))
    old, new = paths_needed(names, later)
    return _compared(_blobs(root, names, old), _blobs(root, later, new), before)


def _blobs(root: Path, names: Mapping[str, str], paths: Iterable[str]) -> dict[str, bytes | None]:
    wanted = {path: names[path] for path in paths}
    contents = git.blobs(root, wanted.values(), MOST_BYTES)
    return {path: contents.get(name) for path, name in wanted.items()}


def _compared(
    old: Files, new: Files, before: Base, only: Iterable[str] | None = None, parsed: Parsed | None = None
) -> list[Difference]:
    """The differences in order, those last that are not shown."""
    from medlofte.changes.compare import NOTHING_PARSED, compare

    found = list(compare(old, new, before.called, only, NOTHING_PARSED if parsed is None else parsed))
    said = in_order(each.diagnostic for each in found if each.is_shown)
    by_place = {id(each.diagnostic): each for each in found}
    rest = [each for each in found if not each.is_shown]
    return [*(by_place[id(each)] for each in said), *rest]


def diagnostics(differences: Iterable[Difference]) -> list[LocatedDiagnostic]:
    """What is shown of the differences, and for each file and severity of which more are left out, that it is so."""
    said: list[LocatedDiagnostic] = []
    left_out: dict[tuple[str, Severity], LocatedDiagnostic] = {}
    for each in differences:
        if each.is_shown:
            said.append(each.diagnostic)
        elif each.diagnostic.severity is not Severity.NOTE:
            left_out.setdefault((each.diagnostic.path, each.diagnostic.severity), each.diagnostic)
    return in_order([*said, *map(more_faults, left_out.values())])


def compare_with(space: Workspace, ref: str | None) -> DiffReport:
    """What differs: from one revision to what is on disk since their merge base, for ``A..B`` from one to the other.

    ``A...B`` compares B with what the two have in common; without a revision it is the default branch. Raises
    ``MedlofteError``.
    """
    from medlofte.reports.diff.report import DiffReport

    root = space.root
    first, dots, second = _split(default(root) if ref is None else ref)
    if not dots:
        before = base(root, first)
        return DiffReport(tuple(diff_working_tree(before, WorkingTree(space, before.commit))), before.called)
    after = revision(root, second or "HEAD")
    before = base(root, first or "HEAD", after.commit) if dots == "..." else revision(root, first or "HEAD")
    return DiffReport(tuple(diff_revisions(root, before, after)), before.called, after.called)


def _split(ref: str) -> tuple[str, str, str]:
    """The two revisions, and the dots between them, if there are two."""
    for dots in ("...", ".."):
        if dots in ref:
            return ref.partition(dots)
    return ref, "", ""


# Which promises have changed


class ChangedPromises(Record):
    """The ids to be checked, and the commit since which they have changed.

    ``touched`` are the same and the ids of those that are gone. It is nothing where git can't tell: then all
    promises are to be checked.
    """

    base: Base
    ids: tuple[str, ...]
    touched: frozenset[str] | None


def find_changed(space: Workspace, against: str | None) -> ChangedPromises:
    """The promises that have changed since the merge base, committed or not, or that follow one that is gone.

    The names of the project's files are taken from git, too. Raises ``MedlofteError``.
    """
    with git.WorkingTreeStatus(space.root, PROMISES) as listing:
        before = base(space.root, default(space.root) if against is None else against)
        found = listing.changes_since(before.commit)
    if found is None or PROMISES in found.changed:
        return ChangedPromises(before, tuple(sorted(space.ids)), None)
    space.know(found.paths)
    here = space.ids
    touched = frozenset(id for id in map(owner_of, found.changed) if id is not None)
    gone = {id_of(path) for path in found.changed if owner_of(path) and is_promise(path)} - here
    ids = sorted({*(touched & here), *_followers(space, gone, here - touched)})
    return ChangedPromises(before, tuple(ids), touched.union(ids))


def _followers(space: Workspace, gone: Collection[str], untouched: Collection[str]) -> Iterator[str]:
    """The untouched promises that follow one that is gone."""
    if not gone:
        return
    may_name_one = re.compile(b"|".join([rb"\\", *(re.escape(id.encode("utf-8", "surrogateescape")) for id in gone)]))
    for id in untouched:
        path = space.arrangement.promises[id]
        data = space.read(path).data
        promise = parse_promise(id, path, data).promise if may_name_one.search(data) else None
        if promise is not None and promise.follows in gone:
            yield id


# History


def since_adoption(space: Workspace, dossiers: Sequence[LoggedPromise]) -> Mapping[str, SinceAdoption]:
    """What has changed in each promise since it was adopted, by id. Logs are not looked at."""
    from medlofte.changes import history

    told = _histories(space, dossiers, with_logs=False)
    return {each.promise.id: history.since_adoption(told[each.promise.id], each.promise) for each in dossiers}


def histories_of(space: Workspace, dossiers: Sequence[LoggedPromise]) -> Mapping[str, History]:
    """All that is known of each promise's past, its figures too, by id."""
    return _histories(space, dossiers, with_logs=True)


def _histories(space: Workspace, dossiers: Sequence[LoggedPromise], *, with_logs: bool) -> Mapping[str, History]:
    """The files on disk are read again only where there are commits to hold them against."""
    from medlofte.changes import history

    commits = git.history(space.root, [PROMISES])
    contents = git.blobs(space.root, history.contents_needed(commits, with_logs=with_logs))
    present = {
        each.promise.id: _present(space, each, with_logs=with_logs) if commits else history.CurrentPromise(each.promise)
        for each in dossiers
    }
    return history.histories(commits, contents, present)


def _present(space: Workspace, dossier: LoggedPromise, *, with_logs: bool) -> history.CurrentPromise:
    from medlofte.changes import history

    id = dossier.promise.id
    data = space.read(space.arrangement.promises[id]).data or b""
    logs = [space.read(path) for path in space.arrangement.logs.get(id, ())] if with_logs else []
    return history.CurrentPromise(dossier.promise, data, {log.path: log.data for log in logs if log.data is not None})
