"""The cells of a row to the keys of an entry, or to what is wrong with each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from medlofte.authoring.new_entry import SAYS_ENOUGH, EntryProblem, activity_of, number_of, party_of
from medlofte.authoring.spoken_dates import as_in_file
from medlofte.core.dates import FIRST_YEAR, InvalidDate, ReversedInterval, days
from medlofte.core.escaping import find_hidden, simplify_number
from medlofte.core.messages import msg
from medlofte.core.record import Record
from medlofte.core.source import Source
from medlofte.model.entry import LogEntry
from medlofte.model.promise import Promise
from medlofte.parsing import decoder, schema, yaml_reader
from medlofte.spreadsheets.columns import NO, WORDS, YES, list_of
from medlofte.spreadsheets.headings import Headings
from medlofte.spreadsheets.sheet import CellAddress, Odd, Problem, SheetRow, Value, is_empty, text_of

_MAPPING_HINT = msg("Write name=6; other=2.")
_DATE_HINT = msg("Write it as 2026-01-31, 31 januari 2026 or 31/1 2026; a month as 2026-01, a year as år 2026.")


class Sheet(Record):
    """What is needed to read the rows of one sheet: its name, its headings, the promise, and whose log is meant."""

    name: str | None
    headings: Headings
    promise: Promise
    party: str | None = None


class SheetEntry(Record):
    """A row that could be read: the entry that it asks for, as keys and as a value, and whose log it belongs in."""

    row: SheetRow
    values: Mapping[str, Any]
    entry: LogEntry
    party: str


def read(sheet: Sheet, row: SheetRow) -> SheetEntry | list[Problem]:
    """The entry that a row asks for, or everything that is wrong with its cells."""
    values, refused = _values(sheet, row)
    problems = [problem(sheet, row, each) for each in refused] + list(_surplus(sheet, row))
    party = None if refused else _party(sheet, row, values)
    if isinstance(party, EntryProblem):
        problems.append(problem(sheet, row, party))
    if problems or not isinstance(party, str):
        return problems
    entry, _ = decoder.entry(values, ())
    assert entry is not None, "its date has been read"
    return SheetEntry(row, values, entry, party)


def is_blank(row: SheetRow, headings: Headings) -> bool:
    """Whether the row is wholly empty, but for formulas that have been filled down in columns that are left aside."""
    return all(
        is_empty(value) or (isinstance(value, Odd) and column in headings.others)
        for column, value in enumerate(row.values)
    )


def place(sheet: Sheet, row: SheetRow, key: str) -> CellAddress:
    """The cell of a key; where the sheet has no such column, the one that says most: the count, else the date."""
    columns = sheet.headings.columns
    instead = "activity" if key == "party" else "date"
    return CellAddress(sheet.name, row.number, columns.get(key, columns[instead]), row.line)


def problem(sheet: Sheet, row: SheetRow, refusal: EntryProblem) -> Problem:
    """What was refused, at its cell."""
    return Problem(place(sheet, row, refusal.key), refusal.message, refusal.hint)


def _values(sheet: Sheet, row: SheetRow) -> tuple[dict[str, Any], list[EntryProblem]]:
    values: dict[str, Any] = {}
    refused: list[EntryProblem] = []
    cells = {key: _cell(row, column) for key, column in sheet.headings.columns.items() if key != "party"}
    if _is_sum(row, cells["date"]):
        return {}, [
            EntryProblem("date", msg("This is a row of sums."), msg("Remove it: it would be counted once more."))
        ]
    for key, cell in cells.items():
        if is_empty(cell):
            continue
        value = (
            EntryProblem(key, cell.what, cell.hint)
            if isinstance(cell, Odd)
            else _READ.get(key, _text)(sheet.promise, key, cell)
        )
        if isinstance(value, EntryProblem):
            refused.append(value)
        else:
            values[key] = value
    if is_empty(cells["date"]):
        refused.append(EntryProblem("date", msg("The row has no date."), msg("Write one, or remove the row.")))
    if is_empty(cells["activity"]):
        refused.append(EntryProblem("activity", msg("The row has no activity.")))
    if not any(not is_empty(cells.get(key)) for key in SAYS_ENOUGH):
        values["count"] = 1
    return values, refused


_SUMS = frozenset({"summa", "summor", "delsumma", "totalt", "total", "sum"})


def _is_sum(row: SheetRow, date: Value) -> bool:
    """Whether the row has no date, and a cell that says that it sums the others up."""
    names = {each.strip().rstrip(":").casefold() for each in row.values if isinstance(each, str)}
    has_date = not is_empty(date) and not (isinstance(date, str) and date.strip().rstrip(":").casefold() in _SUMS)
    return not has_date and not _SUMS.isdisjoint(names)


def _cell(row: SheetRow, column: int) -> Value:
    return row.values[column] if column < len(row.values) else None


def _surplus(sheet: Sheet, row: SheetRow) -> Iterator[Problem]:
    for column, value in enumerate(row.values):
        if not is_empty(value) and not sheet.headings.has(column):
            at = CellAddress(sheet.name, row.number, column, row.line)
            yield Problem(at, msg("The column of the cell has no heading."), msg("Remove it, or give it a heading."))


def _party(sheet: Sheet, row: SheetRow, values: Mapping[str, Any]) -> str | EntryProblem:
    """The party of the row's own cell, else the one asked for, else the only one responsible."""
    column = sheet.headings.columns.get("party")
    cell = None if column is None else _cell(row, column)
    if isinstance(cell, Odd):
        return EntryProblem("party", cell.what, cell.hint)
    promise = sheet.promise
    named = [values["activity"]] if isinstance(values["activity"], str) else values["activity"]
    activities = [promise.activities[each] for each in named]
    if is_empty(cell):
        return party_of(promise, activities, sheet.party)
    wanted = text_of(cell)
    same = [id for id, party in promise.parties.items() if party.name.casefold() == wanted.casefold()]
    return party_of(promise, activities, same[0] if len(same) == 1 and wanted not in promise.parties else wanted)


def _text(promise: Promise, key: str, cell: Value) -> str | EntryProblem:
    del promise
    if isinstance(cell, bool | date):
        return EntryProblem(key, msg("{text} is not text.", text=text_of(cell)), msg("Format the column as text."))
    return text_of(cell)


def _ref(promise: Promise, key: str, cell: Value) -> str | EntryProblem:
    text = _text(promise, key, cell)
    if isinstance(text, str) and len(text.split()) != 1:
        return EntryProblem(key, msg("A ref has no blanks in it."))
    return text


def _date(promise: Promise, key: str, cell: Value) -> str | EntryProblem:
    del promise
    if isinstance(cell, date) and cell.year >= FIRST_YEAR:
        return cell.isoformat()
    if not isinstance(cell, str):
        return EntryProblem(key, msg("{text} is not a date.", text=text_of(cell)), msg("Format the column as dates."))
    text = " ".join(cell.split())
    meant = as_in_file(text)
    if meant is None:
        return EntryProblem(key, msg("{text} is not a date.", text=text), _DATE_HINT)
    try:
        return days(meant).text
    except InvalidDate as error:
        return EntryProblem(key, msg("{text} is not a date.", text=error.text), _DATE_HINT)
    except ReversedInterval:
        return EntryProblem(key, msg("The interval {text} ends before it begins.", text=text), _DATE_HINT)


def _number(promise: Promise, key: str, cell: Value) -> Any:
    del promise
    if key == "reached" and isinstance(cell, str) and (word := _word(key, cell)) is not None:
        return word
    number = None if isinstance(cell, bool | date) else number_of(text_of(cell))
    if number is None:
        hint = msg("Write digits only, such as 3 or 2,5.")
        return EntryProblem(key, msg("{text} is not a number.", text=text_of(cell)), hint)
    return simplify_number(number)


def _word(key: str, cell: str) -> str | None:
    said = " ".join(cell.casefold().split())
    return next((word for word, forms in WORDS[key].items() if said in forms), None)


def _choice(promise: Promise, key: str, cell: Value) -> str | EntryProblem:
    del promise
    word = _word(key, cell) if isinstance(cell, str) else None
    if word is not None:
        return word
    message = msg("{text} is not one of the words that are allowed here.", text=text_of(cell))
    return EntryProblem(
        key, message, msg("Write one of: {words}", words=", ".join(forms[1] for forms in WORDS[key].values()))
    )


def _truth(promise: Promise, key: str, cell: Value) -> bool | EntryProblem:
    del promise
    if isinstance(cell, bool):
        return cell
    said = text_of(cell).casefold()
    if said in (*YES, *NO):
        return said in YES
    return EntryProblem(key, msg("{text} is neither yes nor no.", text=text_of(cell)), msg("Write ja or nej."))


def _activities(promise: Promise, key: str, cell: Value) -> Any:
    text = _text(promise, key, cell)
    if isinstance(text, EntryProblem):
        return text
    whole = activity_of(promise, text)
    parts = list_of(text)
    if isinstance(whole, str) or len(parts) < 2:
        return whole
    found = [activity_of(promise, part) for part in parts]
    refused = next((each for each in found if isinstance(each, EntryProblem)), None)
    return refused if refused is not None else found


def _places(promise: Promise, key: str, cell: Value) -> Any:
    found = _tags(promise, key, cell)
    return found[0] if isinstance(found, list) and len(found) == 1 else found


def _tags(promise: Promise, key: str, cell: Value) -> Any:
    text = _text(promise, key, cell)
    if isinstance(text, EntryProblem):
        return text
    found = list_of(text)
    return found or EntryProblem(key, msg("{text} names nothing.", text=text))


def _mapping(promise: Promise, key: str, cell: Value) -> Any:
    """Names with numbers: in braces as in a log, or ``name=6; other=2``."""
    text = _text(promise, key, cell)
    if isinstance(text, EntryProblem):
        return text
    values = _in_braces(key, text) if text.startswith("{") else _with_signs(key, text)
    if isinstance(values, EntryProblem):
        return values
    is_right = schema.is_right("log", [{"date": "2026", "activity": "a", key: values}])
    if is_right and not any("\n" in each or find_hidden(each) for each in _texts_in(values)):
        return values
    return EntryProblem(key, msg("{text} is not a list of names with numbers.", text=text), _MAPPING_HINT)


def _texts_in(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        yield name
        if isinstance(value, Mapping):
            yield from _texts_in(value)
        elif isinstance(value, str):
            yield value


def _in_braces(key: str, text: str) -> dict[str, Any] | EntryProblem:
    found = yaml_reader.read(Source("", text))
    if found.value is not None and not found.has_errors and isinstance(found.value.value, dict):
        return found.value.value
    reason = found.diagnostics[0].message if found.diagnostics else msg("it is not a mapping")
    return EntryProblem(key, msg("The cell can't be read: {reason}", reason=reason), _MAPPING_HINT)


def _with_signs(key: str, text: str) -> dict[str, Any] | EntryProblem:
    values: dict[str, Any] = {}
    for part in list_of(text):
        name, _, figure = (each.strip() for each in part.rpartition("="))
        if not name or not figure or name in values:
            return EntryProblem(key, msg("{text} is not a name with a number.", text=part), _MAPPING_HINT)
        number = number_of(figure)
        values[name] = figure if number is None else simplify_number(number)
    return values


_READ: Mapping[str, Callable[[Promise, str, Value], Any]] = {
    "date": _date,
    "activity": _activities,
    "count": _number,
    "total": _number,
    "reached": _number,
    "within": _number,
    "done": _truth,
    "precision": _choice,
    "assessed": _choice,
    "place": _places,
    "tags": _tags,
    "results": _mapping,
    "of_which": _mapping,
    "ref": _ref,
}
