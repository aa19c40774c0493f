"""What a new entry must be before it is written: stricter than what is read, for now is when it can still be mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from medlofte.authoring.spoken_dates import as_in_file
from medlofte.core.dates import ONE_DAY, DateSpan, InvalidDate, ReversedInterval, days
from medlofte.core.diagnostic import Checked, LocatedDiagnostic, Severity
from medlofte.core.escaping import find_hidden
from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.core.suggestions import suggest
from medlofte.model.entry import ALL, LogEntry, LoggedEntry
from medlofte.model.promise import Activity, Number, Promise
from medlofte.parsing.decoder import SAYS_MORE
from medlofte.progress.events import events_of, figure_counts
from medlofte.progress.figure import total_of
from medlofte.validation.checker import ProjectFile, PromiseFiles

_NUMBER = r"(?:0|[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3}){0,4}|[1-9][0-9]{0,14})(?:[.,][0-9]{1,15})?"
_REMARKS = frozenset({"words", "deviation", "assessed"})
_WEEKDAYS = ("måndags", "tisdags", "onsdags", "torsdags", "fredags", "lördags", "söndags")
_DAYS_AGO = {"idag": 0, "today": 0, "igår": 1, "yesterday": 1, "iförrgår": 2, "förrgår": 2}
_REF_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_REF_SIGNS = _REF_LETTERS + "23456789"
REF_LENGTH = 7


class EntryProblem(Record):
    """Why an entry is not written: which of its keys is at fault, in words, and the way out."""

    key: str
    message: Message
    hint: Message | None = None


def read_days(text: str, today: DateSpan) -> DateSpan | None:
    """The days that a person means: ``igår``, ``i måndags``, ``5/11`` (the last one), ``5 november 2026``, ``2026-11``.

    Nothing for anything else. Raises ``InvalidDate`` or ``ReversedInterval`` for what has a file's form and is no day.
    """
    words = text.strip().casefold().replace(" ", "")
    if words in _DAYS_AGO:
        return _ago(today, _DAYS_AGO[words])
    if words.removeprefix("i") in _WEEKDAYS and words.startswith("i"):
        back = (today.first.weekday() - _WEEKDAYS.index(words.removeprefix("i"))) % 7
        return _ago(today, back or 7)
    short = re.fullmatch(r"([1-9]|[12][0-9]|3[01])/([1-9]|1[0-2])", text.strip())
    if short is not None:
        return _last_such_day(int(short[1]), int(short[2]), today)
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?", text.strip()):
        return days(text.strip())
    meant = as_in_file(text)
    return days(meant) if meant is not None else None


def _ago(today: DateSpan, number: int) -> DateSpan:
    return days((today.first - number * ONE_DAY).isoformat())


def _last_such_day(day: int, month: int, today: DateSpan) -> DateSpan:
    """The latest day of that number and month that is not after today. Raises ``InvalidDate``."""
    year = today.first.year
    if (month, day) > (today.first.month, today.first.day):
        year -= 1
    return days(f"{year:04}-{month:02}-{day:02}")


def number_of(text: str) -> Number | None:
    """The number as people write it in Swedish, with a comma or a point; nothing for ``007``, ``+5``, ``ca 20``."""
    bare = text.strip()
    if not re.fullmatch(_NUMBER, bare):
        return None
    digits = re.sub("[ \u00a0\u202f]", "", bare).replace(",", ".")
    return Decimal(digits) if "." in digits else int(digits)


def activity_of(promise: Promise, text: str) -> str | EntryProblem:
    """The id of the activity that is meant by its id or its title, or why there is none."""
    wanted = text.strip()
    if wanted in promise.activities:
        return wanted
    titled = [id for id, each in promise.activities.items() if each.title.casefold() == wanted.casefold()]
    if len(titled) == 1:
        return titled[0]
    near = suggest(wanted, [*promise.activities, *(each.title for each in promise.activities.values())])
    hint = msg("Known activities: {activities}", activities=", ".join(promise.activities))
    if near:
        hint = msg("Did you mean {key}?", key=near)
    return EntryProblem("activity", msg("The promise has no activity {activity}.", activity=wanted), hint)


def party_of(promise: Promise, activities: Sequence[Activity], asked: str | None) -> str | EntryProblem:
    """The party whose log it is: as asked for by its id or name, else the only one responsible."""
    if asked is not None:
        wanted = asked.strip().casefold()
        named = [id for id, each in promise.parties.items() if wanted in (id.casefold(), each.name.casefold())]
        if asked in promise.parties or len(named) == 1:
            return asked if asked in promise.parties else named[0]
        near = suggest(asked, [*promise.parties, *(each.name for each in promise.parties.values())])
        hint = msg("Known parties: {parties}", parties=", ".join(promise.parties))
        if near:
            hint = msg("Did you mean {key}?", key=near)
        return EntryProblem("party", msg("The promise has no party {party}.", party=asked), hint)
    responsible = {party for activity in activities for party in activity.responsible}
    if len(responsible) == 1:
        return responsible.pop()
    hint = msg("Name one of them with --party: {parties}", parties=", ".join(sorted(responsible)))
    return EntryProblem("party", msg("Several parties are responsible."), hint)


def values_of(promise: Promise, given: Mapping[str, Any], today: DateSpan) -> tuple[dict[str, Any], list[EntryProblem]]:
    """The keys of an entry from what a person has written for each, and what can't be read.

    ``given`` holds texts, lists of texts for places, tags and results, and true or false for done. An entry without
    figure and words counts 1.
    """
    values: dict[str, Any] = {}
    refused: list[EntryProblem] = []
    for key, typed in {"date": today.text, **given}.items():
        raw = _with_whole_letters(typed)
        value = _READ.get(key, _as_it_is)(promise, key, raw, today)
        if isinstance(value, EntryProblem):
            refused.append(value)
        else:
            values[key] = value
    if not SAYS_ENOUGH.intersection(given):
        values["count"] = 1
    return values, refused


def _with_whole_letters(typed: Any) -> Any:
    """What was typed, its letters and accents put together (NFC); some keyboards and clipboards take them apart."""
    if isinstance(typed, str):
        return unicodedata.normalize("NFC", typed)
    return [_with_whole_letters(each) for each in typed] if isinstance(typed, (list, tuple)) else typed


SAYS_ENOUGH = SAYS_MORE | {"count"}
"""An entry with one of these does not count 1 by itself."""


def _as_it_is(promise: Promise, key: str, raw: Any, today: DateSpan) -> Any:
    del promise, key, today
    return raw.strip() if isinstance(raw, str) else raw


def _read_date(promise: Promise, key: str, raw: str, today: DateSpan) -> str | EntryProblem:
    del promise
    hint = msg(
        "Write it as 2026-01-31, 2026-01 or 2026-01-01/2026-03-31; or as 31 januari 2026, 31/1, igår, i måndags."
    )
    try:
        meant = read_days(raw, today)
    except InvalidDate as error:
        return EntryProblem(key, msg("{text} is not a date.", text=error.text), hint)
    except ReversedInterval:
        return EntryProblem(key, msg("The interval {text} ends before it begins.", text=raw), hint)
    return meant.text if meant is not None else EntryProblem(key, msg("{text} is not a date.", text=raw), hint)


def _read_activities(promise: Promise, key: str, raw: str, today: DateSpan) -> Any:
    del key, today
    whole = activity_of(promise, raw)
    if isinstance(whole, str) or "," not in raw:
        return whole
    found = [activity_of(promise, part) for part in raw.split(",")]
    return next((each for each in found if isinstance(each, EntryProblem)), found)


def _read_number(promise: Promise, key: str, raw: str, today: DateSpan) -> Any:
    del promise, today
    if key == "reached" and raw.strip().casefold() in ("all", "alla"):
        return ALL
    number = number_of(raw)
    if number is not None:
        return number
    return EntryProblem(key, msg("{text} is not a number.", text=raw), msg("Write digits only, such as 3 or 2,5."))


def _read_some(promise: Promise, key: str, raw: Sequence[str], today: DateSpan) -> Any:
    del promise, key, today
    return raw[0].strip() if len(raw) == 1 else [each.strip() for each in raw]


def _read_tags(promise: Promise, key: str, raw: Sequence[str], today: DateSpan) -> Any:
    del promise, key, today
    return [each.strip() for each in raw]


def _read_results(promise: Promise, key: str, raw: Sequence[str], today: DateSpan) -> Any:
    """Side figures from ``name=6``; ``name.part=6`` is a part of one."""
    del promise, today
    results: dict[str, Any] = {}
    for each in raw:
        name, sign, text = each.partition("=")
        name, dot, part = name.strip().partition(".")
        if not sign or not name or not text.strip() or (dot and not part):
            hint = msg("Write --result name=6.")
            return EntryProblem(key, msg("{text} is not a side figure.", text=each), hint)
        number = number_of(text)
        value = text.strip() if number is None else number
        if dot:
            parts = results.setdefault(name, {})
            if isinstance(parts, dict):
                parts[part] = value
        else:
            results[name] = value
    return results


_READ: Mapping[str, Callable[[Promise, str, Any, DateSpan], Any]] = {
    "date": _read_date,
    "activity": _read_activities,
    "count": _read_number,
    "total": _read_number,
    "reached": _read_number,
    "within": _read_number,
    "place": _read_some,
    "tags": _read_tags,
    "results": _read_results,
}


def new_ref(used: frozenset[str], draw: Sequence[int]) -> str:
    """A reference that nobody has used, from random numbers below 2³² that the caller has drawn; a letter first."""
    signs = [_REF_LETTERS[draw[0] % len(_REF_LETTERS)]]
    signs += [_REF_SIGNS[number % len(_REF_SIGNS)] for number in draw[1:REF_LENGTH]]
    ref = "".join(signs)
    return ref if ref not in used else new_ref(used, [*draw[1:], draw[0] + 1])


def check_new_entry(
    promise: Promise, logged: Sequence[LoggedEntry], values: Mapping[str, Any], entry: LogEntry
) -> Iterator[EntryProblem]:
    """Why the entry is not to be written, though ``validate`` would let it stand or only warn.

    ``logged`` is what the entry's own party has logged before, ``values`` the entry's keys as they will be written.
    """
    yield from two_lines(values)
    if entry.count is not None and entry.total is not None:
        message = msg("An entry says either how many more (count) or how many in all (total).")
        yield EntryProblem("total", message, msg("Leave one of them out."))
    for activity in (promise.activities[id] for id in entry.activities if id in promise.activities):
        yield from _outside(promise, activity, entry, values)
        yield from _decimals(activity, entry)
        yield from _falling(promise, activity, logged, entry)


def two_lines(values: Mapping[str, Any]) -> Iterator[EntryProblem]:
    """The texts that would not stay on one line, or hold what can't be seen."""
    for key, value in values.items():
        if any("\n" in text or find_hidden(text) for text in _texts(value)):
            message = msg("{key} is on one line, without line breaks, tabs or invisible characters.", key=key)
            yield EntryProblem(key, message)


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value of an entry, the names of side figures among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from value
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)


def _outside(
    promise: Promise, activity: Activity, entry: LogEntry, values: Mapping[str, Any]
) -> Iterator[EntryProblem]:
    period = promise.period_of(activity)
    if period is None or period.holds(entry.date) or (not entry.has_figure and _REMARKS.intersection(values)):
        return
    when = msg("{start}–{end}", start=period.start.isoformat(), end=period.end.isoformat() if period.end else "")
    message = msg(
        "{date} does not lie in the period of {activity}, {period}.",
        date=entry.date.text,
        activity=activity.id,
        period=when,
    )
    yield EntryProblem("date", message, msg("A figure counts only when all its days lie in the period."))


def _decimals(activity: Activity, entry: LogEntry) -> Iterator[EntryProblem]:
    for key in ("count", "total", "reached", "within") if not activity.target.is_in_hours else ():
        if isinstance(getattr(entry, key), Decimal):
            yield EntryProblem(key, msg("Only hours (timmar) have decimals."), msg("Write a whole number."))


def _falling(
    promise: Promise, activity: Activity, logged: Sequence[LoggedEntry], entry: LogEntry
) -> Iterator[EntryProblem]:
    if entry.reading is None or entry.reading == ALL:
        return
    period = promise.period_of(activity)
    before = [
        each
        for each in logged
        if activity.id in each.entry.activities
        and each.entry.date.last <= entry.date.last
        and figure_counts(each.entry, period)
    ]
    counted = total_of(events_of(before))
    if counted is not None and entry.reading < counted:
        message = msg(
            "The log says {counted} up to that day, and the new reading only {reading}.",
            counted=str(counted),
            reading=str(entry.reading),
        )
        key = "total" if entry.total is not None else "reached"
        yield EntryProblem(key, message, msg("Correct the entry that is too high, or leave the reading out."))


def new_diagnostics(
    before: Checked[Any], after: Checked[Any], severity: Severity = Severity.ERROR
) -> list[LocatedDiagnostic]:
    """The errors, or what is of another severity, that were said after a change and not before."""
    old = {_mark(each) for each in before.diagnostics}
    return [each for each in after.diagnostics if each.severity is severity and _mark(each) not in old]


def _mark(diagnostic: LocatedDiagnostic) -> tuple[object, ...]:
    message = diagnostic.message
    return diagnostic.code, diagnostic.path, diagnostic.span, message.text, repr(message.values)


def with_log(bundle: PromiseFiles, log: ProjectFile) -> PromiseFiles:
    """The bundle with one log's content replaced, or added."""
    others = tuple(each for each in bundle.logs if each.path != log.path)
    return PromiseFiles(bundle.promise, tuple(sorted((*others, log), key=lambda each: each.path)))


def log_in(bundle: PromiseFiles, path: str) -> ProjectFile:
    """The log at the path; an empty one where there is none yet."""
    return next((each for each in bundle.logs if each.path == path), ProjectFile(path))


def with_lines(log: ProjectFile, lines: Iterable[str]) -> ProjectFile:
    """The log with lines at its end, the last one of before given its line break."""
    lead = b"\n" if log.data and not log.data.endswith(b"\n") else b""
    return ProjectFile(log.path, log.data + lead + "".join(f"{line}\n" for line in lines).encode())
