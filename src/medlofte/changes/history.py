"""The history of a promise, made from what git holds: what happened to it when, and what changed since it was adopted.

Contents are given by the names that git has for them; ``contents_needed`` says which. Nothing is read from a clock,
and nothing
of an entry is told but that it was added, and to which activity.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from medlofte.changes import diff
from medlofte.changes.commit import Commit, FileChange
from medlofte.changes.diff import PromiseChange
from medlofte.core.record import Record
from medlofte.core.source import Route, Source
from medlofte.model.promise import CHANGING, Decision, Promise
from medlofte.parsing import log_reader
from medlofte.parsing.pipeline import is_promise, owner_of, parse_promise


class EventKind(StrEnum):
    """What can happen to a promise, in the order in which things of one commit are told, the last first."""

    PUBLISHED = "published"
    ADOPTED = "adopted"
    AMENDED = "amended"
    CLOSED = "closed"
    FIGURES = "figures"


class HistoryEvent(Record):
    """Something that happened to a promise. ``date`` and ``commit`` are missing while it is not committed.

    ``changes`` are those of an amendment, ``decisions`` those that came with it. ``entries`` is how many log entries
    were added, ``activities`` to which activities, by key.
    """

    what: EventKind
    date: datetime | None = None
    commit: str | None = None
    changes: tuple[PromiseChange, ...] = ()
    decisions: tuple[Decision, ...] = ()
    entries: int = 0
    activities: tuple[str, ...] = ()


class Version(Record):
    """A promise as it was from a commit on.

    ``date`` and ``commit`` are missing for what is not committed, and for what is older than the oldest commit given.
    """

    promise: Promise
    date: datetime | None = None
    commit: str | None = None


class History(Record):
    """What happened to a promise and its versions, both newest first. ``is_whole``: whether its beginning is known."""

    events: tuple[HistoryEvent, ...] = ()
    versions: tuple[Version, ...] = ()
    is_whole: bool = False


class CurrentPromise(Record):
    """A promise as it is on disk: read, and the bytes of its file and of its logs by path."""

    promise: Promise
    data: bytes = b""
    logs: Mapping[str, bytes] = MappingProxyType({})


class StandingChange(Record):
    """A change since the adoption that still holds, with the decision that came with it and when it was made."""

    change: PromiseChange
    decision: Decision | None = None
    date: datetime | None = None


class SinceAdoption(Record):
    """What is no longer as it was adopted.

    ``since`` is when the version was committed that is compared with, and is missing where git knows none;
    ``is_adoption`` says that it is the adopted one, and not just the oldest that is known. ``decisions`` are all of the
    file's decisions that change a promise, which are known without git.
    """

    changes: tuple[StandingChange, ...] = ()
    decisions: tuple[Decision, ...] = ()
    since: datetime | None = None
    is_adoption: bool = False


# What has to be read


def contents_needed(commits: Iterable[Commit], *, with_logs: bool = True) -> list[str]:
    """The names of the contents that a history is made from: promises before logs, the newest first.

    Without logs there are no new figures in the history, and the rest is the same.
    """
    promises: dict[str, None] = {}
    logs: dict[str, None] = {}
    for commit in commits:
        for file in commit.files:
            if owner_of(file.path) is not None or owner_of(file.old_path or "") is not None:
                kind = promises if is_promise(file.path) else logs
                kind.update(dict.fromkeys(name for name in (file.new, file.old) if name is not None))
    return [*promises, *(name for name in logs if with_logs and name not in promises)]


def promise_in(id: str, data: bytes) -> Promise | None:
    """The promise that a file's bytes hold, if nothing in it is wrong but keys that the format doesn't have."""
    parsed = parse_promise(id, id, data)
    return None if parsed.dropped else parsed.promise


# What happened


def histories(
    commits: Sequence[Commit], contents: Mapping[str, bytes], present: Mapping[str, CurrentPromise]
) -> dict[str, History]:
    """The history of each present promise, by id. ``commits`` are newest first, as git gives them.

    What is on disk counts as the newest version where it differs. A version that can't be read is passed over.
    """
    reader = _HistoryReader(contents, present)
    for commit in reversed(commits):
        reader.take(commit)
    return {id: reader.finish(id, each) for id, each in present.items()}


class _PromiseTimeline:
    """What is known of one promise so far, oldest first."""

    def __init__(self) -> None:
        self.events: list[HistoryEvent] = []
        self.versions: list[Version] = []
        self.is_whole = False
        """Whether the file came in a commit that is known, whether or not it could be read then."""

    @property
    def promise(self) -> Promise | None:
        return self.versions[-1].promise if self.versions else None


class _HistoryReader:
    """Goes through the commits from the oldest, and keeps what each promise has become."""

    def __init__(self, contents: Mapping[str, bytes], present: Mapping[str, CurrentPromise]) -> None:
        self.contents = contents
        self.stories: dict[str, _PromiseTimeline] = {}
        self.logs: dict[str, bytes] = {}
        self._known = {each.data: each.promise for each in present.values() if each.data}
        self._read: dict[tuple[str, str], Promise | None] = {}

    def take(self, commit: Commit) -> None:
        """Add what a commit did."""
        added: dict[str, Counter[str]] = {}
        for file in commit.files:
            id = owner_of(file.path)
            if file.old_path is not None and is_promise(file.old_path) and id is not None and is_promise(file.path):
                self._rename(owner_of(file.old_path) or "", id)
        for file in sorted(commit.files, key=lambda file: file.path):
            id = owner_of(file.path)
            if id is None:
                continue
            if is_promise(file.path):
                self._take_promise(id, file, commit)
            else:
                added.setdefault(id, Counter()).update(self._entries(file))
        for id, entries in added.items():
            story = self._story(id)
            if not commit.is_edge:
                story.events += _figures(entries, commit.date, commit.id)

    def finish(self, id: str, present: CurrentPromise) -> History:
        """The history of one promise, newest first, with what is not committed."""
        story = self._story(id)
        self._compare(story, present.promise, None)
        entries: Counter[str] = Counter()
        for path, data in present.logs.items():
            if path in self.logs:
                entries.update(_difference(self.logs[path], data))
        story.events += _figures(entries, None, None)
        return History(_newest_first(story.events), tuple(reversed(story.versions)), story.is_whole)

    def _story(self, id: str) -> _PromiseTimeline:
        return self.stories.setdefault(id, _PromiseTimeline())

    def _rename(self, old: str, new: str) -> None:
        if old in self.stories and new not in self.stories:
            self.stories[new] = self.stories.pop(old)

    def _take_promise(self, id: str, file: FileChange, commit: Commit) -> None:
        story = self._story(id)
        if story.promise is None and file.old is not None:
            before = self._promise(id, file.old)
            story.versions += [] if before is None else [Version(before)]
        if not story.versions and file.old is None and file.old_path is None:
            story.is_whole = not commit.is_edge
        after = self._promise(id, file.new)
        if after is not None:
            self._compare(story, after, commit)

    def _compare(self, story: _PromiseTimeline, after: Promise, commit: Commit | None) -> None:
        """Keep a version and what happened in it, unless it is the same as the one before."""
        before, date, id = story.promise, commit.date if commit else None, commit.id if commit else None
        if before is not None and before.replace(id=after.id) == after:
            return
        happened: Iterable[HistoryEvent] = ()
        if before is not None:
            happened = _step(before, after)
        elif story.is_whole:
            happened = _beginning(after)
        story.events += (each.replace(date=date, commit=id) for each in happened)
        story.versions.append(Version(after, date, id))

    def _promise(self, id: str, name: str | None) -> Promise | None:
        data = self.contents.get(name or "")
        if name is None or data is None:
            return None
        known = self._known.get(data)
        if known is not None:
            return known.replace(id=id)
        if (id, name) not in self._read:
            self._read[id, name] = promise_in(id, data)
        return self._read[id, name]

    def _entries(self, file: FileChange) -> Counter[str]:
        """How many more entries each activity has after; under the empty key how many more there are."""
        old = b"" if file.old is None else self.contents.get(file.old)
        new = b"" if file.new is None else self.contents.get(file.new)
        for path in (file.path, file.old_path):
            self.logs.pop(path or "", None)
        if new is not None:
            self.logs[file.path] = new
        return Counter() if old is None or new is None else _difference(old, new)


def _beginning(promise: Promise) -> Iterator[HistoryEvent]:
    decisions = tuple(each for each in promise.decisions if each.kind == "adopted")
    yield HistoryEvent(EventKind.PUBLISHED)
    if promise.status == "adopted":
        yield HistoryEvent(EventKind.ADOPTED, decisions=decisions)


def _step(before: Promise, after: Promise) -> Iterator[HistoryEvent]:
    """What happened from one version to the next."""
    new = _new_decisions(before, after)
    is_closing = after.status == "closed" and before.status != "closed"
    if _was_adopted(before):
        yield from _amendment(before, after, new, is_closing)
    elif _was_adopted(after):
        yield HistoryEvent(EventKind.ADOPTED, decisions=tuple(each for each in new if each.kind == "adopted"))
    if is_closing:
        yield HistoryEvent(EventKind.CLOSED, decisions=tuple(each for each in new if each.kind == "ended"))


def _amendment(before: Promise, after: Promise, new: Iterable[Decision], is_closing: bool) -> Iterator[HistoryEvent]:
    """The amendment of an adopted promise, if it is one; that it was closed, and by what, is told apart."""
    changed = diff.diff_promises(before, after)
    changing = tuple(each for each in new if each.kind in CHANGING)
    if is_closing:
        changed = tuple(each for each in changed if each.route != ("status",))
        changing = tuple(each for each in changing if each.kind != "ended")
    if changed or changing:
        yield HistoryEvent(EventKind.AMENDED, changes=changed, decisions=changing)


def _was_adopted(promise: Promise) -> bool:
    return promise.status in ("adopted", "closed") or any(each.kind == "adopted" for each in promise.decisions)


def _new_decisions(before: Promise, after: Promise) -> tuple[Decision, ...]:
    """The decisions that were not there; one of the same kind and day is the same, however its text was completed."""
    known = Counter(map(_decided, before.decisions))
    found = []
    for decision in after.decisions:
        known[_decided(decision)] -= 1
        if known[_decided(decision)] < 0:
            found.append(decision)
    return tuple(found)


def _decided(decision: Decision) -> object:
    return decision.kind, None if decision.date is None else decision.date.text


def _newest_first(events: Sequence[HistoryEvent]) -> tuple[HistoryEvent, ...]:
    """The events, of figures one a day, by date with what is not committed first."""
    days: dict[object, HistoryEvent] = {}
    for place, event in enumerate(events):
        key: object = place
        if event.what is EventKind.FIGURES and event.date is not None:
            key = event.date.date()
        before = days.get(key)
        days[key] = event if before is None else _together(before, event)
    committed = [event for event in days.values() if event.date is not None]
    committed.sort(key=lambda event: event.date.timestamp() if event.date else 0)
    return tuple(reversed([*committed, *(event for event in days.values() if event.date is None)]))


def _together(first: HistoryEvent, second: HistoryEvent) -> HistoryEvent:
    activities = tuple(dict.fromkeys((*first.activities, *second.activities)))
    return second.replace(entries=first.entries + second.entries, activities=activities)


# Log entries, counted by their lines

_ALL = ""
_USUAL = r"- \{date: [0-9/-]+, activity: ([a-z][a-z0-9_-]*)[,}]"
"""How a line begins that names one activity; other lines are read as YAML."""


def _figures(entries: Counter[str], date: datetime | None, commit: str | None) -> Iterator[HistoryEvent]:
    """The event of entries added: more than were taken away, so that what is only rewritten is nothing new."""
    if entries[_ALL] > 0:
        activities = tuple(sorted(id for id, n in entries.items() if n > 0 and id != _ALL))
        yield HistoryEvent(EventKind.FIGURES, date, commit, entries=entries[_ALL], activities=activities)


def _difference(old: bytes, new: bytes) -> Counter[str]:
    """How many entries more each activity has in the new text, and under the empty key the text as a whole."""
    if new.startswith(old) and old[-1:] in (b"", b"\n"):
        added, removed = _entries_in(new[len(old) :].splitlines()), Counter[str]()
    else:
        before, after = Counter(map(bytes.rstrip, old.splitlines())), Counter(map(bytes.rstrip, new.splitlines()))
        added, removed = _entries_in((after - before).elements()), _entries_in((before - after).elements())
    added.subtract(removed)
    return added


def _entries_in(lines: Iterable[bytes]) -> Counter[str]:
    """How many entries the lines hold, for each activity and, under the empty key, in all."""
    entries = [line.decode("utf-8", "replace") for line in lines if line.startswith(b"- ")]
    found = Counter({_ALL: len(entries)})
    odd: list[str] = []
    for line in entries:
        match = re.match(_USUAL, line)
        if match is None:
            odd.append(line)
        else:
            found[match[1]] += 1
    text = log_reader.read(Source("", "\n".join(odd))).value if odd else None
    for row in () if text is None else text.rows:
        found.update(row.entry.activities if row.entry is not None else _activities(row.value))
    return found


def _activities(value: object) -> list[str]:
    said = value.get("activity") if isinstance(value, Mapping) else None
    each = said if isinstance(said, list) else [said]
    return [activity for activity in each if isinstance(activity, str) and activity]


# Since the adoption


def since_adoption(history: History, present: Promise) -> SinceAdoption:
    """What is no longer as it was adopted, and by which decision; without versions from git, what the file knows."""
    decisions = tuple(each for each in present.decisions if each.kind in CHANGING)
    versions = tuple(reversed(history.versions))
    first = next((place for place, each in enumerate(versions) if each.promise.status in ("adopted", "closed")), None)
    if first is None or (len(versions) == 1 and versions[0].date is None):
        return SinceAdoption(decisions=decisions)
    found = [each for each in diff.diff_promises(versions[first].promise, present) if each.route != ("status",)]
    steps = list(_steps(versions[first:])) if found else []
    told = tuple(_trace(change, steps) for change in found)
    is_adoption = first > 0 or history.is_whole
    return SinceAdoption(told, decisions, versions[first].date, is_adoption)


class _VersionStep(Record):
    """From one version to the next: what changed, and which keys were given other names."""

    old: Version
    new: Version
    changed: tuple[PromiseChange, ...]
    renames: diff.Renames


def _steps(versions: Sequence[Version]) -> Iterator[_VersionStep]:
    for old, new in pairwise(versions):
        changed = diff.diff_promises(old.promise, new.promise)
        yield _VersionStep(old, new, changed, diff.find_renames(old.promise, new.promise))


def _trace(change: PromiseChange, steps: Sequence[_VersionStep]) -> StandingChange:
    """The change with the last step that made it what it is, followed back through renamed keys."""
    route: Route = change.route
    for step in reversed(steps):
        if any(_is_about(each, route, change) for each in step.changed):
            new = _new_decisions(step.old.promise, step.new.promise)
            decisions = [decision for decision in new if decision.kind in CHANGING]
            return StandingChange(change, decisions[-1] if decisions else None, step.new.date)
        route = _before(route, step.renames)
    return StandingChange(change)


def _is_about(step: PromiseChange, route: Route, change: PromiseChange) -> bool:
    """Whether a step's change made the change what it is; items of lists are known by what they are, not by number."""
    if route[0] not in ("effects", "followups"):
        return step.route == route
    return step.route[0] == route[0] and (
        step.after == change.after if change.after is not None else step.after is None and step.before == change.before
    )


def _before(route: Route, renames: diff.Renames) -> Route:
    """The route by the keys that stood before."""
    old = {new: old for old, new in renames.by_section.get(str(route[0]), {}).items()}
    return route if len(route) < 2 else (route[0], old.get(str(route[1]), route[1]), *route[2:])
