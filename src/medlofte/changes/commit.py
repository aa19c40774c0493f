"""A commit as git told of it: when it was made, and which files became what. Never who made it."""

from __future__ import annotations

from datetime import datetime

from medlofte.core.record import Record


class FileChange(Record):
    """What a commit did to one file. ``old`` and ``new`` name its contents before and after, in git's own names.

    ``old`` is missing for a file that came, ``new`` for one that went; ``old_path`` is where a renamed file lay before.
    """

    path: str
    old: str | None = None
    new: str | None = None
    old_path: str | None = None


class Commit(Record):
    """A commit of the main line, with the author's date and time zone, compared with the one before it.

    ``is_edge`` says that what came before was not fetched (a shallow clone): its files are not new, only first known.
    """

    id: str
    date: datetime
    files: tuple[FileChange, ...] = ()
    is_edge: bool = False
