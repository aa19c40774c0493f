"""What an import would do: which rows are new, which are in the log already, and which disagree with it."""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from medlofte.authoring.new_entry import EntryProblem, check_new_entry
from medlofte.core.diagnostic import LocatedDiagnostic
from medlofte.core.escaping import simplify_number
from medlofte.core.messages import msg
from medlofte.core.record import Record
from medlofte.model.entry import LogEntry, LoggedEntry
from medlofte.model.promise import Number, Precision
from medlofte.parsing.log_writer import line_of, value_of
from medlofte.progress.events import figure_counts
from medlofte.spreadsheets.rows import Sheet, SheetEntry, place, problem
from medlofte.spreadsheets.sheet import CellAddress, Problem

KEY = ("date", "activity", "place", "type", "note")
"""What tells one row from another, with the party; all other keys are what a row says."""

FIGURES = ("count", "total", "reached", "done", "within", "words", "deviation", "assessed")
"""What makes an entry that was logged by hand equal to a row, beside the key."""

REF_LETTER = "i"
REF_SIGNS = 10
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""The digits of a hash as letters: ten digits in a row can have the form of a personal number."""

_ALL_LETTERS = frozenset("abcdefghijklmnop")


class New(Record):
    """A row that is not in the log: its line, whose log it goes into, and where its row begins."""

    wanted: SheetEntry
    line: str
    at: CellAddress


class LoggedRow(Record):
    """A row that is in the log, and the reference it has there."""

    wanted: SheetEntry
    at: CellAddress
    ref: str | None


class ImportPlan(Record):
    """Everything that an import would do, in the order of the sheet."""

    new: tuple[New, ...]
    known: tuple[LoggedRow, ...]
    conflicts: tuple[Problem, ...]
    problems: tuple[Problem, ...]

    @property
    def is_clean(self) -> bool:
        """Whether it may be carried out."""
        return not self.conflicts and not self.problems

    @property
    def parties(self) -> list[str]:
        """The parties whose logs would grow."""
        return sorted({each.wanted.party for each in self.new})


def values_in(entry: LogEntry) -> dict[str, Any]:
    """The keys of an entry as a log would have them, alike for entries that mean the same."""
    found: dict[str, Any] = {
        "date": entry.date.text,
        "activity": _one_or_more(entry.activities),
        "place": _one_or_more(entry.places),
        "tags": list(entry.tags) or None,
        "results": _plain(entry.results) or None,
        "of_which": _plain(entry.of_which) or None,
        "precision": None if entry.precision is Precision.EXACT else entry.precision.value,
    }
    for key in ("count", "total", "reached", "within"):
        value = getattr(entry, key)
        found[key] = value if value is None or isinstance(value, str) else simplify_number(value)
    for key in ("done", "type", "note", "words", "deviation", "instead", "assessed", "reason", "source", "ref"):
        found[key] = getattr(entry, key)
    return {key: value for key, value in found.items() if value is not None}


def _one_or_more(texts: Sequence[str]) -> str | list[str] | None:
    return None if not texts else texts[0] if len(texts) == 1 else list(texts)


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(each) if isinstance(each, Mapping) else _figure(each) for key, each in value.items()}


def _figure(value: Number | str) -> Number | str:
    return value if isinstance(value, str) else simplify_number(value)


def mark_of(entry: LogEntry, party: str) -> str:
    """The beginning of the reference that an imported entry has: a letter, and ten that stand for its key."""
    parts = (
        entry.date.first.isoformat(),
        entry.date.last.isoformat(),
        party,
        "\x1e".join(sorted(entry.activities)),
        "\x1e".join(sorted(map(_trimmed, entry.places))),
        _trimmed(entry.type or ""),
        _trimmed(entry.note or ""),
    )
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return REF_LETTER + digest[:REF_SIGNS].translate(_LETTERS)


def _trimmed(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())


def _said(entry: LogEntry, keys: Sequence[str] | None = None) -> str:
    """What an entry says beside its key, or under some keys only; alike for the same in another order."""
    values = _compared(entry)
    return line_of(_sorted({key: values[key] for key in keys or values if key in values and key not in KEY}))


def _by_what_they_say(logged: Iterable[LoggedEntry]) -> dict[str, list[LoggedEntry]]:
    found: dict[str, list[LoggedEntry]] = {}
    for each in logged:
        found.setdefault(_said(each.entry), []).append(each)
    return found


def _compared(entry: LogEntry) -> dict[str, Any]:
    """The entry's keys but its reference, with texts trimmed."""
    values = values_in(entry)
    values.pop("ref", None)
    values["date"] = f"{entry.date.first.isoformat()}/{entry.date.last.isoformat()}"
    for key in ("activity", "place", "tags"):
        if isinstance(values.get(key), list):
            values[key] = sorted(map(_trimmed, values[key]))
    return {key: _trimmed(value) if isinstance(value, str) else value for key, value in values.items()}


def _sorted(value: Any) -> Any:
    return {key: _sorted(value[key]) for key in sorted(value)} if isinstance(value, Mapping) else value


Alike = tuple[tuple[str, str], list[SheetEntry]]
"""Rows that have one key, by their party and their mark."""


class ImportPlanner:
    """Compares the rows of one sheet with what the promise's logs hold."""

    def __init__(self, sheet: Sheet, logged: Sequence[LoggedEntry], accept_equal: bool = False) -> None:
        self.sheet = sheet
        self.logged = logged
        self.accept_equal = accept_equal
        self.has_refs = "ref" in sheet.headings.columns
        self.used = {each.entry.ref for each in logged}
        self.by_ref = {(each.party, each.entry.ref): each for each in reversed(logged) if each.entry.ref is not None}
        self.by_mark: dict[tuple[str, str], list[LoggedEntry]] = {}
        for each in logged:
            for mark in {mark_of(each.entry, each.party), _mark_in(each.entry.ref)} - {""}:
                self.by_mark.setdefault((each.party, mark), []).append(each)
        self.taken: set[int] = set()
        self.new: list[tuple[SheetEntry, Mapping[str, Any]]] = []
        self.known: list[LoggedRow] = []
        self.conflicts: list[Problem] = []
        self.problems: list[Problem] = []

    def plan(self, rows: Iterable[SheetEntry], watch: Callable[[list[Alike]], Iterable[Alike]] = iter) -> ImportPlan:
        """What becomes of the rows. Their order decides nothing but the order of the new lines.

        ``watch`` lets somebody see how the work goes on.
        """
        marked: dict[tuple[str, str], list[SheetEntry]] = {}
        own: dict[tuple[str, str], SheetEntry] = {}
        for wanted in rows:
            if wanted.entry.ref is not None:
                self._with_ref(wanted, own)
            else:
                marked.setdefault((wanted.party, mark_of(wanted.entry, wanted.party)), []).append(wanted)
        for (party, mark), alike in watch(sorted(marked.items(), key=lambda item: item[0])):
            self._without_ref(party, mark, alike)
        self.new.sort(key=lambda each: each[0].row.number)
        self.problems += self._refused()
        return ImportPlan(
            tuple(New(wanted, line_of(values), place(self.sheet, wanted.row, "date")) for wanted, values in self.new),
            tuple(sorted(self.known, key=lambda each: each.at.row)),
            tuple(sorted(self.conflicts, key=_by_place)),
            tuple(sorted(self.problems, key=_by_place)),
        )

    def _with_ref(self, wanted: SheetEntry, own: dict[tuple[str, str], SheetEntry]) -> None:
        """A row that names its entry: the one in the party's log with that reference, or a new one."""
        name = (wanted.party, str(wanted.entry.ref))
        known = self.by_ref.get(name)
        if known is not None:
            self.taken.add(id(known))
            self._compare(wanted, known)
        elif name not in own:
            own[name] = wanted
            self.used.add(wanted.entry.ref)
            self.new.append((wanted, wanted.values))
        elif _differing(wanted.entry, own[name].entry) is None:
            self._know(wanted, wanted.entry.ref)
        else:
            message = msg("An earlier row has the ref {ref} and says something else.", ref=name[1])
            hint = msg("Give one of the rows another ref, or none.")
            self.problems.append(Problem(place(self.sheet, wanted.row, "ref"), message, hint))

    def _without_ref(self, party: str, mark: str, alike: list[SheetEntry]) -> None:
        """Rows with one key: each takes an entry that says the same, then an entry that does not; the rest are new."""
        own = [each for each in self.by_mark.get((party, mark), ()) if id(each) not in self.taken]
        there = _by_what_they_say([each for each in own if self._may_be(each)])
        waiting = []
        for said, wanted in sorted(((_said(each.entry), each) for each in alike), key=_by_words_and_row):
            if not there.get(said):
                waiting.append(wanted)
                continue
            same = there[said].pop()
            self.taken.add(id(same))
            self._know(wanted, same.entry.ref)
        left = [each for said in sorted(there) for each in there[said]]
        for wanted, other in zip(waiting, left):
            self._compare(wanted, other)
        by_hand = {
            _said(each.entry, FIGURES): each
            for each in own
            if _mark_in(each.entry.ref) == "" and id(each) not in self.taken
        }
        refs = self._new_refs(mark)
        for wanted in waiting[len(left) :]:
            self._add(wanted, by_hand.get(_said(wanted.entry, FIGURES)), refs)

    def _may_be(self, logged: LoggedEntry) -> bool:
        """Whether a row without ref may be this entry: an imported one, or one that was exported without ref."""
        return _mark_in(logged.entry.ref) != "" or (self.has_refs and logged.entry.ref is None)

    def _add(self, wanted: SheetEntry, equal: LoggedEntry | None, refs: Iterator[str]) -> None:
        """A row that is new, unless it may be what somebody has logged by hand."""
        if equal is not None and not self.accept_equal:
            message = msg("An entry that was not imported says the same, in {path}.", path=equal.path)
            hint = msg("Remove the row if it is that one; if it is another, add --accept-equal.")
            self.problems.append(Problem(place(self.sheet, wanted.row, "date"), message, hint))
            return
        values = dict(wanted.values)
        if not self.has_refs:
            values["ref"] = next(refs)
        self.new.append((wanted, values))

    def _new_refs(self, mark: str) -> Iterator[str]:
        """References with the mark that nobody has, by rising number."""
        for number in count(1):
            if (ref := f"{mark}-{number}") not in self.used:
                self.used.add(ref)
                yield ref

    def _compare(self, wanted: SheetEntry, known: LoggedEntry) -> None:
        key = _differing(wanted.entry, known.entry, KEY if wanted.entry.ref is None else ())
        if key is None:
            self._know(wanted, known.entry.ref)
            return
        message = msg(
            "The log says {key}: {old}, and the sheet {new}.",
            key=key,
            old=_shown(known.entry, key),
            new=_shown(wanted.entry, key),
        )
        hint = msg(
            "Correct the one that is wrong. The log's line is in {path}, with ref {ref}.",
            path=known.path,
            ref=known.entry.ref or "–",
        )
        self.conflicts.append(Problem(place(self.sheet, wanted.row, key), message, hint))

    def _know(self, wanted: SheetEntry, ref: str | None) -> None:
        self.known.append(LoggedRow(wanted, place(self.sheet, wanted.row, "date"), ref))

    def _refused(self) -> Iterator[Problem]:
        """What a new entry must not be, at its cell. A reading is compared with what the sheet itself adds, too."""
        added = [LoggedEntry(wanted.entry, wanted.party, "", number) for number, (wanted, _) in enumerate(self.new)]
        figures = self._figures(added) if any(each.entry.reading is not None for each in added) else {}
        for own, (wanted, values) in zip(added, self.new):
            before = [
                each
                for activity in (wanted.entry.activities if wanted.entry.reading is not None else ())
                for each in _since_last_reading(figures.get((wanted.party, activity), []), own)
            ]
            for refusal in check_new_entry(self.sheet.promise, before, values, wanted.entry):
                yield problem(self.sheet, wanted.row, refusal)

    def _figures(self, added: Iterable[LoggedEntry]) -> dict[tuple[str, str], list[LoggedEntry]]:
        """The entries whose figures count, in the logs and the sheet, by party and activity, in the order of days."""
        found: dict[tuple[str, str], list[LoggedEntry]] = {}
        promise = self.sheet.promise
        for each in sorted((*self.logged, *added), key=_last_day):
            for id in each.entry.activities:
                activity = promise.activities.get(id)
                if activity is not None and figure_counts(each.entry, promise.period_of(activity)):
                    found.setdefault((each.party, id), []).append(each)
        return found


def _last_day(logged: LoggedEntry) -> date:
    return logged.entry.date.last


def _since_last_reading(figures: Sequence[LoggedEntry], own: LoggedEntry) -> list[LoggedEntry]:
    """Those that a reading must not fall below: up to its day, from the day of the reading before it."""
    found: list[LoggedEntry] = []
    since: date | None = None
    for index in range(bisect_right(figures, _last_day(own), key=_last_day) - 1, -1, -1):
        each = figures[index]
        if since is not None and _last_day(each) < since:
            break
        if each is own:
            continue
        found.append(each)
        if each.entry.reading is not None:
            since = _last_day(each)
    return found


def _by_words_and_row(each: tuple[str, SheetEntry]) -> tuple[str, int]:
    return each[0], each[1].row.number


def _by_place(problem: Problem) -> tuple[int, int]:
    return problem.place.row, problem.place.column


def _mark_in(ref: str | None) -> str:
    """The mark in a reference that an import has made; nothing in any other."""
    mark, _, number = (ref or "").rpartition("-")
    is_mark = len(mark) == 1 + REF_SIGNS and mark.startswith(REF_LETTER) and number.isdecimal()
    return mark if is_mark and _ALL_LETTERS.issuperset(mark) else ""


_ORDER = ("count", "total", "reached", "done", "within", "precision", *KEY)


def _differing(one: LogEntry, other: LogEntry, but: Sequence[str] = ()) -> str | None:
    """The first key that two entries say different things under, figures first; their references don't matter."""
    first, second = _compared(one), _compared(other)
    keys = [*_ORDER, *sorted((set(first) | set(second)) - set(_ORDER))]
    return next((key for key in keys if key not in but and first.get(key) != second.get(key)), None)


def _shown(entry: LogEntry, key: str) -> str:
    values = values_in(entry)
    return value_of(key, values[key]) if key in values else "–"


def locate_errors(
    plan: ImportPlan, sheet: Sheet, firsts: Mapping[str, int], errors: Iterable[LocatedDiagnostic]
) -> Iterator[Problem]:
    """Errors that the logs would have, at the cells they come from.

    ``firsts`` holds, for the path of each log, the number of its first new line.
    """
    added: dict[tuple[str, int], New] = {}
    for path, first in firsts.items():
        own = (each for each in plan.new if path.endswith(f"/{each.wanted.party}.yaml"))
        added.update(((path, first + offset), each) for offset, each in enumerate(own))
    for error in errors:
        places = [(error.path, error.span.start.line), *((each.path, each.span.start.line) for each in error.related)]
        new = next((added[each] for each in places if each in added), None)
        if new is None:
            yield Problem(plan.new[0].at, error.message, error.hint)
            continue
        key = next((part for part in error.route[1:] if isinstance(part, str)), "date")
        yield problem(sheet, new.wanted.row, EntryProblem(key, error.message, error.hint))
