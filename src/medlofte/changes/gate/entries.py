"""Two versions of a promise's logs: what was logged stays logged, and nothing of it grows afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from medlofte.changes import diff
from medlofte.changes.gate import kinds
from medlofte.changes.gate.grade import GradedChange, Grading, gravest
from medlofte.core.diagnostic import Pointer
from medlofte.core.escaping import collapse_whitespace, format_number
from medlofte.core.messages import Message, msg, msg_n
from medlofte.model.entry import ALL, LogEntry, LoggedEntry
from medlofte.model.promise import Promise

FIGURES = ("count", "total", "reached", "within")
TEXTS = ("type", "words", "instead", "source")
JUDGEMENTS = ("not-kept", "partly", None, "kept")
"""From the worst to the best for the parties; that they judged nothing stands between."""


class ComparableEntry(NamedTuple):
    """An entry in its place, by the names that parties and activities have now, and what it says comparably."""

    logged: LoggedEntry
    party: str
    activities: frozenset[str]
    content: Mapping[str, Hashable]

    @property
    def days(self) -> Hashable:
        """The days that the entry is about."""
        return self.content["date"]

    @property
    def all_of_it(self) -> Hashable:
        """The activities, and everything that it says."""
        return self.activities, *self.content.values()

    @property
    def without_marks(self) -> Hashable:
        """All but what may be given to an entry afterwards."""
        return self.activities, *(value for key, value in self.content.items() if key not in ("ref", "note"))

    def but_for(self, field: str) -> Hashable:
        """All but one field, and but what may be given to an entry afterwards."""
        left = [value for key, value in self.content.items() if key not in ("ref", "note", field)]
        return (frozenset() if field == "activities" else self.activities, *left)


class Logs(NamedTuple):
    """One side's entries, and the files that they could stand in."""

    logged: Sequence[LoggedEntry]
    paths: Set[str]


def grade(
    before: Logs, after: Logs, names: diff.Renames, promise: Promise, titles: Mapping[str, str]
) -> Iterator[GradedChange]:
    """What became of the entries that were logged; those that came are counted for each file.

    ``promise`` is the one of the logs as they are, ``titles`` the activities' by key. A log that still has a key which
    the promise calls otherwise now is faulty, and that is said elsewhere; here it is the same.
    """
    old = [_line(each, names.parties, names.activities) for each in before.logged]
    parties = {key: new for key, new in names.parties.items() if key not in promise.parties}
    activities = {key: new for key, new in names.activities.items() if key not in promise.activities}
    new = [_line(each, parties, activities) for each in after.logged]
    pairs, gone, come = _pair_entries(old, new)
    joint = {ref for ref, n in Counter(line.content["ref"] for line in old).items() if ref is not None and n > 1}
    for was, now in pairs:
        yield from _changed(was, now, titles, joint)
    for line in gone:
        yield _removed(line, titles, after.paths)
    added: dict[str, list[int]] = {}
    for line in sorted(come, key=_place):
        added.setdefault(line.logged.path, []).append(line.logged.number)
    for path, numbers in added.items():
        message = msg_n("{n} entry added to {path}", "{n} entries added to {path}", len(numbers), path=path)
        yield GradedChange(kinds.ENTRIES_ADDED, message, Pointer((numbers[0],), path), after=len(numbers))


# Which entry is which


def _pair_entries(
    old: Sequence[ComparableEntry], new: Sequence[ComparableEntry]
) -> tuple[list[tuple[ComparableEntry, ComparableEntry]], list[ComparableEntry], list[ComparableEntry]]:
    """Entries that are not what they were, with what they are; those that went; those that came.

    Equal ones of one party are taken out first. Then an entry is known again by its ref, by all else that it says in
    another party's log, and at last by its day and activity, or by all but the one of them. Of several that could be
    meant the smallest figures belong together, so that what was only lowered is not taken for raised.
    """
    gone, come = _without_equal(sorted(old, key=_size), sorted(new, key=_size))
    pairs: list[tuple[ComparableEntry, ComparableEntry]] = []
    alike: tuple[Callable[[ComparableEntry], Hashable | None], ...] = (
        lambda line: line.content["ref"] and (line.party, line.content["ref"]),
        lambda line: (line.party, line.without_marks),
        lambda line: line.all_of_it,
        lambda line: line.content["ref"],
        lambda line: line.without_marks,
        lambda line: (line.party, line.days, line.activities, line.content["places"], line.content["type"]),
        lambda line: (line.party, line.days, line.activities),
        lambda line: (line.party, line.but_for("activities")),
        lambda line: (line.party, line.but_for("date")),
        lambda line: (line.days, line.activities),
    )
    for key in alike:
        found, gone, come = _matched(gone, come, key)
        pairs += found
    return sorted(pairs, key=lambda pair: _place(pair[1])), gone, come


def _size(line: ComparableEntry) -> tuple[bool, float]:
    """The order of entries by their figure; *all* is more than any number."""
    figure = next((line.content[field] for field in FIGURES if line.content[field] is not None), 0)
    return figure == ALL, 0 if figure == ALL else float(figure)  # type: ignore[arg-type]


def _place(line: ComparableEntry) -> tuple[str, int]:
    return line.logged.path, line.logged.number


def _without_equal(
    old: Sequence[ComparableEntry], new: Sequence[ComparableEntry]
) -> tuple[list[ComparableEntry], list[ComparableEntry]]:
    def key(line: ComparableEntry) -> Hashable:
        return line.party, line.all_of_it

    _, gone, come = _matched(old, new, key)
    return gone, come


def _matched(
    old: Sequence[ComparableEntry], new: Sequence[ComparableEntry], key: Callable[[ComparableEntry], Hashable | None]
) -> tuple[list[tuple[ComparableEntry, ComparableEntry]], list[ComparableEntry], list[ComparableEntry]]:
    """The pairs that the key makes, in the order of the lines, and what is left on either side."""
    waiting: dict[Hashable, list[ComparableEntry]] = {}
    for line in new:
        known = key(line)
        if known is not None:
            waiting.setdefault(known, []).append(line)
    for lines in waiting.values():
        lines.reverse()
    pairs, gone = [], []
    for line in old:
        lines = waiting.get(key(line) or None) or []
        if lines:
            pairs.append((line, lines.pop()))
        else:
            gone.append(line)
    taken = {id(now) for _, now in pairs}
    return pairs, gone, [line for line in new if id(line) not in taken]


def _line(logged: LoggedEntry, parties: Mapping[str, str], activities: Mapping[str, str]) -> ComparableEntry:
    entry = logged.entry
    content: dict[str, Hashable] = {"date": (entry.date.first, entry.date.last)}
    for field in (*FIGURES, "done", "precision", "assessed", "ref"):
        content[field] = getattr(entry, field)
    for field in (*TEXTS, "note", "deviation", "reason"):
        value = getattr(entry, field)
        content[field] = None if value is None else collapse_whitespace(value)
    content["places"] = frozenset(map(collapse_whitespace, entry.places))
    content["tags"] = frozenset(map(collapse_whitespace, entry.tags))
    content["of_which"] = frozenset(entry.of_which.items())
    content["results"] = frozenset((key, _frozen(value)) for key, value in entry.results.items())
    names = frozenset(activities.get(id, id) for id in entry.activities)
    return ComparableEntry(logged, parties.get(logged.party, logged.party), names, content)


def _frozen(value: Any) -> Hashable:
    return frozenset(value.items()) if isinstance(value, Mapping) else value


# What became of it


def _changed(
    was: ComparableEntry, now: ComparableEntry, titles: Mapping[str, str], joint: Set[Hashable]
) -> Iterator[GradedChange]:
    """What became of one entry. A line that no longer has the ref of a ``joint`` event counts once more."""
    found = list(_gradings(was, now))
    if was.content["ref"] in joint and was.content["ref"] != now.content["ref"]:
        refs = (str(line.content["ref"] or "–") for line in (was, now))
        found.append(Grading(kinds.ENTRY_RAISED, _from_to("ref", *refs)))
    if not found:
        return
    verdict = gravest(found)
    told = [each.more for each in found if each.more is not None and each.kind.grade == verdict.kind.grade]
    said = told[0] if told else None
    for each in told[1:]:
        said = msg("{first}; {second}", first=said, second=each)
    message = msg("{name}, entry of {day}: {what}", name=_name(was, titles), day=was.logged.entry.date.text, what=said)
    at, before = (Pointer((line.logged.number,), line.logged.path) for line in (now, was))
    yield GradedChange(verdict.kind, message, at, before, hint=_hint(verdict))


def _hint(verdict: Grading) -> Message | None:
    if verdict.kind is kinds.ENTRY_COMPLETED:
        return None
    if verdict.kind is kinds.ENTRY_CHANGED:
        return msg("Make sure that it is right now, and say why in the pull request.")
    return msg("Logged entries are kept: restore the line, and correct it with a new one.")


def _removed(line: ComparableEntry, titles: Mapping[str, str], files: Set[str]) -> GradedChange:
    """An entry that is gone; it is pointed at by its file, or where that is gone too, by the promise."""
    entry, path = line.logged.entry, line.logged.path
    figure = _figure(entry)
    message = msg(
        "{name}: the entry of {day} is gone ({figure})", name=_name(line, titles), day=entry.date.text, figure=figure
    )
    at = Pointer((), path if path in files else "")
    return GradedChange(
        kinds.ENTRY_REMOVED, message, at, Pointer((line.logged.number,), path), hint=_hint(Grading(kinds.ENTRY_REMOVED))
    )


def _name(line: ComparableEntry, titles: Mapping[str, str]) -> str:
    return ", ".join(titles.get(id, id) for id in sorted(line.activities))


def _figure(entry: LogEntry) -> Message:
    """What the entry reported, in a few words."""
    for field in FIGURES[:3]:
        value = getattr(entry, field)
        if value is not None:
            return msg("{key}: {value}", key=field, value=_shown(value))
    if entry.done is not None:
        return msg("{key}: {value}", key="done", value="true" if entry.done else "false")
    for field in ("words", "assessed", "deviation"):
        if getattr(entry, field) is not None:
            return msg("{key}: {value}", key=field, value=collapse_whitespace(getattr(entry, field)))
    return msg("nothing counted")


def _gradings(was: ComparableEntry, now: ComparableEntry) -> Iterator[Grading]:
    """How each thing that differs between an entry before and after weighs."""
    old, new = was.content, now.content
    if was.party != now.party:
        yield Grading(kinds.ENTRY_CHANGED, _from_to("party", was.party, now.party))
    if old["date"] != new["date"]:
        days = [line.logged.entry.date.text for line in (was, now)]
        yield Grading(kinds.ENTRY_REDATED, _from_to("date", *days))
    if was.activities != now.activities:
        names = [", ".join(sorted(line.activities)) for line in (was, now)]
        yield Grading(kinds.ENTRY_MOVED, _from_to("activity", *names))
    yield from _figures(old, new)
    yield from _judgement(old, new)
    yield from _rest(old, new)


def _figures(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Grading]:
    """A number that grew, or one that came where none was; a reading in a number's place is held against that."""
    differing = [field for field in FIGURES if old[field] != new[field]]
    replaced = [old[field] for field in differing if new[field] is None]
    for field in differing:
        first, last = old[field], new[field]
        against = replaced[0] if first is None and replaced and field in ("total", "reached") else first
        is_raised = last is not None and (against is None or _is_more(last, against))
        kind = kinds.ENTRY_RAISED if is_raised else kinds.ENTRY_CHANGED
        yield Grading(kind, _from_to(field, _shown(first), _shown(last)))
    if old["done"] != new["done"]:
        kind = kinds.ENTRY_RAISED if new["done"] else kinds.ENTRY_CHANGED
        yield Grading(kind, _from_to("done", *(_yes(each["done"]) for each in (old, new))))
    parts, after = dict(old["of_which"]), dict(new["of_which"])
    if parts != after:
        is_raised = any(_is_more(value, parts.get(tag, 0)) for tag, value in after.items())
        shown = [", ".join(f"{tag}: {_shown(value)}" for tag, value in each.items()) for each in (parts, after)]
        yield Grading(kinds.ENTRY_RAISED if is_raised else kinds.ENTRY_CHANGED, _from_to("of_which", *shown))


def _is_more(new: Any, old: Any) -> bool:
    if new == ALL or old == ALL:
        return bool(new == ALL and old != ALL)
    return bool(new > old)


def _judgement(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Grading]:
    """The parties' own judgement, and what they told of what went otherwise."""
    first, last = old["assessed"], new["assessed"]
    if first != last:
        is_better = JUDGEMENTS.index(last) > JUDGEMENTS.index(first)
        kind = kinds.ASSESSMENT_BETTERED if is_better else kinds.ENTRY_CHANGED
        yield Grading(kind, _from_to("assessed", first or "–", last or "–"))
    for field in ("deviation", "reason"):
        if old[field] != new[field]:
            kind = kinds.DEVIATION_REMOVED if new[field] is None else kinds.ENTRY_CHANGED
            yield Grading(kind, _from_to(field, old[field] or "–", new[field] or "–"))


def _rest(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Grading]:
    for field in ("precision", *TEXTS):
        if old[field] != new[field]:
            yield Grading(kinds.ENTRY_CHANGED, _from_to(field, str(old[field] or "–"), str(new[field] or "–")))
    for field in ("places", "tags"):
        if old[field] != new[field]:
            shown = [", ".join(sorted(each[field])) or "–" for each in (old, new)]
            yield Grading(kinds.ENTRY_CHANGED, _from_to(field.rstrip("s") if field == "places" else field, *shown))
    if old["results"] != new["results"]:
        yield Grading(kinds.ENTRY_CHANGED, msg("the results differ"))
    for field in ("note", "ref"):
        if old[field] != new[field]:
            kind = kinds.ENTRY_COMPLETED if old[field] is None else kinds.ENTRY_CHANGED
            yield Grading(kind, _from_to(field, old[field] or "–", new[field] or "–"))


def _from_to(key: str, old: str, new: str) -> Message:
    return msg("{key} from {old} to {new}", key=key, old=old, new=new)


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else format_number(value)


def _yes(value: bool | None) -> str:
    return "–" if value is None else "true" if value else "false"
