"""All promises and logs of two revisions compared: which file is which, what changed, and where it stands.

Files are given by their paths from the project's root; ``paths_needed`` says which have to be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from medlofte.changes import gate
from medlofte.changes.gate import Grade, GradedChange, Logs, PromiseVersion, kinds
from medlofte.core.diagnostic import MOST_OF_A_KIND, Code, LocatedDiagnostic, Pointer, Related
from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.core.source import TOP, Route, Span
from medlofte.model import fingerprint
from medlofte.model.entry import LoggedEntry
from medlofte.model.promise import Decision, Promise
from medlofte.parsing import pipeline
from medlofte.parsing.log_reader import LogText
from medlofte.parsing.pipeline import ParsedLog, ParsedPromise, is_promise, owner_of
from medlofte.parsing.yaml_reader import ParsedYaml

CODES: tuple[Code, ...] = gate.CODES
LIKE_ENOUGH = 0.5
"""So much of a file's lines must be the same for it to be the same file under another name."""

Files = Mapping[str, bytes | None]
"""What was read of one side, by path; nothing for a file that is there and can't be read."""

Parsed = Mapping[str, ParsedPromise | ParsedLog]
NOTHING_PARSED: Parsed = MappingProxyType({})
Text = ParsedYaml | LogText


class Difference(Record):
    """A change with its place and its grade. ``before`` and ``after`` are the values as the files have them.

    ``decision`` is the one that lifted it. One that is not shown is only to be counted, and has no place.
    """

    diagnostic: LocatedDiagnostic
    grade: Grade
    before: Any = None
    after: Any = None
    decision: Decision | None = None
    is_shown: bool = True


def paths_needed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The paths that have to be read of each side, given all its paths with a name for each content.

    Of a promise where nothing differs that is nothing; of the others the promise and its logs.
    """
    owned = [{path: owner_of(path) for path in side} for side in (before, after)]
    differing = {path for path in (*before, *after) if before.get(path) != after.get(path)}
    ids = {owned[path in after].get(path) for path in differing} - {None}
    old, new = ([path for path, id in side.items() if id in ids] for side in owned)
    return old, new


def compare(
    before: Files, after: Files, revision: str, only: Iterable[str] | None = None, parsed: Parsed = NOTHING_PARSED
) -> Iterator[Difference]:
    """Every change between what was read of two sides, promise by promise.

    ``revision`` is what the older side is called, ``only`` the ids of the promises that are asked about, ``parsed``
    what files of the newer side have been parsed to already.
    """
    asked = None if only is None else set(only)
    was, is_now = _by_owner(before), _by_owner(after)
    for old, new in _pairs(before, after):
        if asked is None or new in asked:
            files = was.get(old or "", {}), is_now.get(new or "", {})
            yield from _PromiseComparison(files[0], files[1], revision, old, new, parsed).differences()


def _by_owner(files: Files) -> dict[str, dict[str, bytes | None]]:
    """The files of each promise, by its id."""
    found: dict[str, dict[str, bytes | None]] = {}
    for path, data in files.items():
        found.setdefault(owner_of(path) or "", {})[path] = data
    return found


def _pairs(before: Files, after: Files) -> Iterator[tuple[str | None, str | None]]:
    """Which promise is which, by id: contents that trade names are renamed too, and no other takes a name in use."""
    old, new = (
        {owner_of(path) or "": data for path, data in side.items() if _is_promise(path)} for side in (before, after)
    )
    traded = _traded(old, new)
    gone, come = [id for id in old if id not in new], [id for id in new if id not in old]
    renamed = {**traded, **dict(_renamed({id: old[id] or b"" for id in gone}, {id: new[id] or b"" for id in come}))}
    for id in sorted({*old, *new}):
        if id in renamed:
            yield id, renamed[id]
        elif id in old:
            yield id, id if id in new else None
        elif id not in renamed.values():
            yield None, id


def _traded(old: Mapping[str, bytes | None], new: Mapping[str, bytes | None]) -> dict[str, str]:
    """From old names to new, of files that have each other's contents."""
    at = {data: id for id, data in old.items() if id in new and new[id] != data and data is not None}
    found = {at[data]: id for id, data in new.items() if data in at and id in old}
    while loose := [id for id, to in found.items() if to not in found]:
        found = {id: to for id, to in found.items() if id not in loose}
    return found


def _is_promise(path: str) -> bool:
    return owner_of(path) is not None and is_promise(path)


def _renamed(gone: Mapping[str, bytes], come: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """From old names to new: the most alike first, if they are like enough."""
    for key in (bytes, _mark):
        if not gone or not come:
            return
        waiting = {known: id for id, data in come.items() if (known := key(data)) is not None}
        equal = {id: waiting.pop(known) for id, data in gone.items() if (known := key(data)) in waiting}
        yield from equal.items()
        gone = {id: data for id, data in gone.items() if id not in equal}
        come = {id: data for id, data in come.items() if id not in set(equal.values())}
    lines = {id: Counter(data.splitlines()) for side in (gone, come) for id, data in side.items()}
    ranked = sorted((-_likeness(lines[old], lines[new]), old, new) for old in gone for new in come)
    old_left, new_left = set(gone), set(come)
    for likeness, old, new in ranked:
        if -likeness >= LIKE_ENOUGH and old in old_left and new in new_left:
            old_left.remove(old)
            new_left.remove(new)
            yield old, new


def _mark(data: bytes) -> str | None:
    """The mark of what binds in a promise, whatever form it is written in; none of one that can't be read."""
    promise = pipeline.parse_promise("", "", data).promise
    return None if promise is None else fingerprint.fingerprint(promise)


def _likeness(old: Counter[bytes], new: Counter[bytes]) -> float:
    """How much of two files' lines is in both, from 0 to 1."""
    return 2 * (old & new).total() / ((old.total() + new.total()) or 1)


class _Read(Record):
    """A promise that could be read, its plain values, and the routes of what is faulty and not in it."""

    promise: Promise
    plain: Mapping[str, Any]
    dropped: frozenset[Route]


class _PromiseComparison:
    """One promise and its logs, as they were and as they are."""

    def __init__(
        self, before: Files, after: Files, revision: str, old: str | None, new: str | None, parsed: Parsed
    ) -> None:
        self.before, self.after, self.revision, self.parsed = before, after, revision, parsed
        self.old_path, self.new_path = (f"{pipeline.FOLDER}/{id}.yaml" if id else "" for id in (old, new))
        self.old_id, self.new_id = old, new
        self.old_texts: dict[str, Text] = {}
        self.new_texts: dict[str, Text] = {}
        self.kept: dict[tuple[str, str], int] = {}
        self.faulty_lines: set[tuple[str, str]] = set()

    def differences(self) -> Iterator[Difference]:
        """Everything that differs, located."""
        old = self._promise(self.old_id, self.old_path, self.before, self.old_texts)
        new = self._promise(self.new_id, self.new_path, self.after, self.new_texts)
        if self.old_id is None:
            if new is not None:
                yield self._about_file(kinds.PROMISE_ADDED, msg("New promise: {title}", title=new.promise.title))
        elif old is None:
            message = msg("The file could not be read at {revision}, so nothing in it was compared.")
            yield self._not_compared(self.old_path, message)
            if new is not None:
                side = PromiseVersion(new.promise.replace(status=gate.ADOPTED), new.plain)
                yield from self._logs(side, side)
        elif self.new_id is None:
            yield self._gone(old)
        elif new is None:
            yield self._unreadable_now(old)
        else:
            yield from self._both(old, new)

    def _both(self, old: _Read, new: _Read) -> Iterator[Difference]:
        if self.old_id != self.new_id:
            message = msg("{old} is now called {new}.", old=self.old_path, new=self.new_path)
            yield self._about_file(kinds.PROMISE_RENAMED, message)
        if old.dropped:
            message = msg("Not all of the file could be read at {revision}; what was faulty there was not compared.")
            yield self._not_compared(self.old_path, message)
        if new.dropped:
            message = msg("Not all of the promise can be read any longer; what is faulty in it was not compared.")
            yield self._about_file(kinds.UNREADABLE_NOW, message, is_free=old.promise.status in gate.FREE)
        promise = old.promise.replace(status=gate.ADOPTED) if ("status",) in old.dropped else old.promise
        sides = PromiseVersion(promise, old.plain), PromiseVersion(new.promise, new.plain)
        if self.before[self.old_path] != self.after[self.new_path]:
            found = gate.of_promise(*sides)
            yield from self._located(each for each in found if not _is_lost(each, old.dropped, new.dropped))
        yield from self._logs(*sides)

    def _logs(self, old: PromiseVersion, new: PromiseVersion) -> Iterator[Difference]:
        was, not_read = self._entries(self.before, self.old_texts)
        for path in not_read:
            message = msg("The log could not be read whole at {revision}; what was faulty there was not compared.")
            yield self._not_compared(path, message)
        is_now, faulty = self._entries(self.after, self.new_texts)
        for path in faulty:
            message = msg("The log can't be read whole any longer; what is faulty in it was not compared.")
            judged = GradedChange(
                kinds.UNREADABLE_NOW, message, Pointer((), path), is_free=old.promise.status in gate.FREE
            )
            yield self._difference(judged)
        there = {path for path in self.after if not is_promise(path)}
        unread = there - self.new_texts.keys()
        known = [each for each in was if each.path not in unread and not self._is_faulty_now(each)]
        yield from self._located(gate.of_logs(old, new, Logs(known, set(self.old_texts)), Logs(is_now, there)))

    def _promise(self, id: str | None, path: str, files: Files, texts: dict[str, Text]) -> _Read | None:
        data = files.get(path)
        if id is None or data is None:
            return None
        known = self.parsed.get(path) if files is self.after else None
        parsed = known if isinstance(known, ParsedPromise) else pipeline.parse_promise(id, path, data)
        if parsed.promise is None or parsed.file.tree is None:
            return None
        texts[""] = parsed.file.tree
        return _Read(parsed.promise, parsed.file.plain, parsed.dropped)

    def _entries(self, files: Files, texts: dict[str, Text]) -> tuple[list[LoggedEntry], list[str]]:
        """The entries of the promise's logs, and the logs that could not be read whole."""
        logged: list[LoggedEntry] = []
        faulty: list[str] = []
        for path, data in sorted(files.items()):
            if is_promise(path):
                continue
            known = self.parsed.get(path) if files is self.after else None
            parsed = None
            if data is not None:
                parsed = known if isinstance(known, ParsedLog) else pipeline.parse_log(path, data)
            text = None if parsed is None else parsed.text
            if parsed is None or text is None or parsed.dropped:
                faulty.append(path)
            if parsed is not None and text is not None:
                if texts is self.new_texts:
                    self.faulty_lines |= {each for number in parsed.dropped for each in _known_by(path, text, number)}
                texts[path] = text
                logged += parsed.readable
        return logged, faulty

    def _is_faulty_now(self, logged: LoggedEntry) -> bool:
        """Whether an entry that was logged is a faulty line now: that is said already."""
        entry = logged.entry
        known = (entry.ref, f"{entry.date.text} {entry.activities[0]}")
        return any((logged.path, each) in self.faulty_lines for each in known if each is not None)

    # Places

    def _located(self, found: Iterable[GradedChange]) -> Iterator[Difference]:
        """The changes with their places; of very many of one severity in a file only so many as are ever shown."""
        for each in found:
            key = each.at.path, each.severity.word
            self.kept[key] = self.kept.get(key, 0) + 1
            yield self._difference(each, is_shown=self.kept[key] <= MOST_OF_A_KIND)

    def _difference(self, found: GradedChange, *, is_shown: bool = True) -> Difference:
        """The change with its place, which is looked up only for what is shown."""
        path = found.at.path or self.new_path
        grade = Grade.NEUTRAL if found.is_free else found.kind.grade
        said = LocatedDiagnostic(found.kind.name, found.severity, found.message, path, TOP, found.hint, found.at.route)
        if is_shown:
            span, line = _place(self.new_texts, found.at)
            said = said.replace(span=span, line=line)
            if found.was is not None:
                before = self._was(found.was)
                is_gone = found.at.route != found.was.route
                said = said.replace(related=(before,), about=before.line if is_gone else "")
        return Difference(said, grade, found.before, found.after, found.decision, is_shown)

    def _was(self, was: Pointer) -> Related:
        span, line = _place(self.old_texts, was)
        return Related(was.path or self.old_path, span, msg("before, at {revision}", revision=self.revision), line)

    # Whole files

    def _about_file(self, kind: gate.ChangeKind, message: Message, *, is_free: bool = False) -> Difference:
        judged = GradedChange(kind, message, Pointer((), self.new_path or self.old_path), is_free=is_free)
        return self._difference(judged)

    def _gone(self, old: _Read) -> Difference:
        message = msg("The promise is gone: {title}", title=old.promise.title)
        hint = msg("Put the file back. A promise that has ended has the status closed.")
        is_free = old.promise.status in gate.FREE
        judged = GradedChange(
            kinds.PROMISE_REMOVED,
            message,
            Pointer((), self.old_path),
            Pointer(("title",)),
            before=old.promise.title,
            is_free=is_free,
            hint=None if is_free else hint,
        )
        return self._difference(judged)

    def _unreadable_now(self, old: _Read) -> Difference:
        message = msg(
            "The promise can't be read any longer, so nothing in it was compared: {title}", title=old.promise.title
        )
        return self._about_file(kinds.UNREADABLE_NOW, message, is_free=old.promise.status in gate.FREE)

    def _not_compared(self, path: str, message: Message) -> Difference:
        said = message.replace(values={"revision": self.revision})
        judged = GradedChange(kinds.NOT_COMPARED, said, Pointer((), path))
        found = self._difference(judged)
        return found.replace(diagnostic=found.diagnostic.replace(span=TOP, line=""))


def _known_by(path: str, text: LogText, number: int) -> Iterator[tuple[str, str]]:
    """What a faulty line can be known by: its ref, and its date and activity."""
    value = text.rows[number].value
    if isinstance(value, Mapping):
        activity = value.get("activity")
        first = activity[0] if isinstance(activity, list) and activity else activity
        yield path, f"{value.get('date')} {first}"
        if isinstance(value.get("ref"), str):
            yield path, value["ref"]


def _place(texts: Mapping[str, Text], at: Pointer) -> tuple[Span, str]:
    text = texts.get(at.path)
    if text is None:
        return TOP, ""
    span = text.key_span(at.route) if at.on_key else text.span(at.route)
    return span, text.source.line(span.start.line)


def _is_lost(found: GradedChange, *lost: Iterable[Route]) -> bool:
    """Whether a change is one of what was taken out of a faulty file, or holds or lies in such."""
    routes = [route for part in found.parts for route in part]
    return any(
        route[: len(each)] == each or each[: len(route)] == route
        for routes_lost in lost
        for each in routes_lost
        for route in routes
    )
