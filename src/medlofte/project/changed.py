"""Which promises have changed since a revision, and so may have faults that were not there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from medlofte.cli.session import Session, notify
from medlofte.core.messages import say
from medlofte.core.record import Record
from medlofte.parsing.pipeline import is_promise, owner_of, parse_promise
from medlofte.project import git
from medlofte.project.revisions import Base, base, default
from medlofte.project.workspace import PROMISES, Workspace
from medlofte.validation.checker import id_of


class Changed(Record):
    """The ids to be checked, and the commit since which they have changed.

    ``touched`` are the same and the ids of those that are gone. It is nothing where git can't tell: then all
    promises are to be checked.
    """

    base: Base
    ids: tuple[str, ...]
    touched: frozenset[str] | None


def changed(session: Session, against: str | None) -> Changed:
    """The promises that have changed since the merge base, committed or not, or that follow one that is gone.

    The names of the project's files are taken from git, too. Raises ``MedlofteError``.
    """
    space = session.workspace
    with git.Listing(space.root, PROMISES) as listing:
        before = base(space.root, default(space.root) if against is None else against)
        found = listing.changes_since(before.commit)
    if found is None or PROMISES in found.changed:
        _say_all(session)
        return Changed(before, tuple(sorted(space.ids)), None)
    space.know(found.paths)
    here = space.ids
    touched = frozenset(id for id in map(owner_of, found.changed) if id is not None)
    gone = {id_of(path) for path in found.changed if owner_of(path) and is_promise(path)} - here
    ids = sorted({*(touched & here), *_followers(space, gone, here - touched)})
    return Changed(before, tuple(ids), touched.union(ids))


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


def _say_all(session: Session) -> None:
    if not session.quiet:
        message = say("git can't tell which files have changed, so all promises are checked.")
        hint = say("It can't where there are links, other repositories, or files that it was told to leave out.")
        notify(session.voice, message, hint)
