"""What is known when an editor asks about a place: the file's lines, its promise, and what is written in the logs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from medlofte.core.source import Position, Source
from medlofte.lsp.cursor import CursorContext, place_at
from medlofte.model.promise import Activity, Promise
from medlofte.progress.tally import ActivityFigures, PromiseProgress, progress_of
from medlofte.validation.rules import LoggedPromise

PROMISE, LOG, CONFIG = "promise", "log", "config"
"""What a file is, by the name of its schema."""


def kind_of(path: str) -> str | None:
    """What the file at a path of the project is; nothing when medlofte does not read it."""
    parts = path.split("/")
    if parts == ["medlofte.yaml"]:
        return CONFIG
    if parts[0] != "promises" or not path.endswith(".yaml") or parts[-1].startswith("."):
        return None
    return {2: PROMISE, 3: LOG}.get(len(parts))


def promise_of(path: str) -> str:
    """The path of the promise that a promise's or a log's path belongs to."""
    return f"promises/{path.split('/')[1].removesuffix('.yaml')}.yaml"


class ReadPromise:
    """What could be read of a promise and its logs. ``is_right`` says that nothing in them is an error."""

    def __init__(self, dossier: LoggedPromise | None, is_right: bool, ids: Iterable[str] = ()) -> None:
        self.dossier = dossier
        self.is_right = is_right
        self.ids = tuple(sorted(ids))
        self._progress: dict[date, PromiseProgress] = {}

    @property
    def promise(self) -> Promise | None:
        """The promise, if it could be read."""
        return None if self.dossier is None else self.dossier.promise

    def tally(self, activity: str, day: date) -> ActivityFigures | None:
        """How far an activity has come at the close of a day; nothing when a figure can't be trusted."""
        if self.dossier is None or not self.is_right:
            return None
        if day not in self._progress:
            self._progress = {day: progress_of(self.dossier.promise, self.dossier.logged, day)}
        return next((each for each in self._progress[day].tallies if each.activity.id == activity), None)

    @cached_property
    def written(self) -> dict[str, tuple[str, ...]]:
        """What the logs have written so far under place, type, tags and results, the most frequent first."""
        numbers: dict[str, dict[str, int]] = {"place": {}, "type": {}, "tags": {}, "results": {}}
        for logged in self.dossier.logged if self.dossier else ():
            entry = logged.entry
            kinds = (entry.type,) if entry.type else ()
            tags = (*entry.tags, *entry.of_which)
            for key, texts in zip(numbers, (entry.places, kinds, tags, entry.results)):
                for text in texts:
                    numbers[key][text] = numbers[key].get(text, 0) + 1
        return {key: tuple(sorted(found, key=lambda text: -found[text])) for key, found in numbers.items()}


class DocumentContext:
    """A file as it stands in the editor, on a day, and what is known of the promise that it belongs to."""

    def __init__(self, source: Source, known: ReadPromise, today: date) -> None:
        self.source = source
        self.known = known
        self.today = today
        self.kind = kind_of(source.path)

    def place(self, position: Position) -> CursorContext | None:
        """Where a position stands."""
        return place_at(self.source.lines, position, is_log=self.kind == LOG)

    @property
    def activities(self) -> Iterator[Activity]:
        """The activities of the promise."""
        promise = self.known.promise
        yield from promise.activities.values() if promise else ()

    def activity(self, id: str) -> Activity | None:
        """The activity of that id."""
        return next((each for each in self.activities if each.id == id), None)
