"""A file's bytes to the one sheet that is read: which sheet, which delimiter, which row has the headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from medlofte.core.errors import MedlofteError
from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.spreadsheets import csv_reader
from medlofte.spreadsheets.columns import HEADINGS, known_headings, normal
from medlofte.spreadsheets.headings import FIRST_ROWS, Headings, find, not_found, unused_headings
from medlofte.spreadsheets.sheet import SheetFault, SheetRow, letters
from medlofte.spreadsheets.xlsx_reader import MAGIC, OLD_MAGIC, Workbook


class SheetOptions(Record):
    """What was asked for beside the file: its encoding, one of its sheets, and keys for further headings."""

    encoding: str | None = None
    sheet: str | None = None
    mapped: Mapping[str, str] = {}
    remembered: Mapping[str, str] = {}


class OpenedSheet(Record):
    """The sheet that is read: its name if it has one, its headings, all its rows, and what its reader should know."""

    name: str | None
    headings: Headings
    rows: Iterable[SheetRow]
    warnings: tuple[Message, ...] = ()
    notices: tuple[Message, ...] = ()


def open_spreadsheet(data: bytes, asked: SheetOptions) -> OpenedSheet:
    """The sheet to read. Raises ``MedlofteError`` when there is none, or not just one."""
    _check_keys(asked.mapped)
    known = known_headings()
    for mapping in (asked.remembered, asked.mapped):
        known.update((normal(heading), key) for heading, key in mapping.items())
    is_workbook = data.startswith((MAGIC, OLD_MAGIC))
    if not is_workbook and asked.sheet is not None:
        raise MedlofteError(msg("A CSV file has no sheets; leave --sheet out."))
    found = _in_workbook(Workbook(data), asked, known) if is_workbook else _in_text(data, asked, known)
    left = ", ".join(f"{heading} ({letters(column)})" for column, heading in found.headings.others.items())
    if left:
        found = found.replace(notices=(*found.notices, msg("Columns that are left aside: {columns}", columns=left)))
    return found


def _check_keys(mapped: Mapping[str, str]) -> None:
    for key in mapped.values():
        if key not in HEADINGS:
            message = msg("{key} is not a key that a heading can mean.", key=key)
            raise MedlofteError(message, msg("Known keys: {keys}", keys=", ".join(HEADINGS)))


def _in_workbook(book: Workbook, asked: SheetOptions, known: Mapping[str, str]) -> OpenedSheet:
    if asked.sheet is not None and asked.sheet not in book.sheets:
        message = msg("The workbook has no sheet {sheet}.", sheet=asked.sheet)
        raise MedlofteError(message, msg("Its sheets: {sheets}", sheets=", ".join(book.sheets)))
    looked_at = [asked.sheet] if asked.sheet is not None else [each for each in book.sheets if each not in book.hidden]
    tops = {name: list(book.rows(name, FIRST_ROWS)) for name in looked_at}
    found = {name: headings for name, top in tops.items() if (headings := find(name, top, known)) is not None}
    if len(found) > 1:
        message = msg("Several sheets have the headings: {sheets}", sheets=", ".join(found))
        raise MedlofteError(message, msg("Say which with --sheet."))
    if not found:
        raise SheetFault(*not_found([row for top in tops.values() for row in top], known))
    ((name, headings),) = found.items()
    _check_used(asked.mapped, tops[name], headings)
    others = ", ".join(each for each in book.sheets if each != name)
    notices = (msg("Sheets that are left aside: {sheets}", sheets=others),) if others else ()
    return OpenedSheet(name, headings, book.rows(name), (), notices)


def _in_text(data: bytes, asked: SheetOptions, known: Mapping[str, str]) -> OpenedSheet:
    text = csv_reader.decode(data, asked.encoding)
    warnings = (msg("The file is not UTF-8 and was read as cp1252. Check å, ä and ö."),) if text.is_guessed else ()
    tops: dict[str, list[SheetRow]] = {}
    fault: MedlofteError | None = None
    for delimiter in csv_reader.delimiters(text.text):
        try:
            tops[delimiter] = _top(csv_reader.rows(text.text, delimiter))
        except MedlofteError as error:
            fault = fault or error
    found = {each: headings for each, top in tops.items() if (headings := find(None, top, known)) is not None}
    if not found and fault is not None:
        raise fault
    if not found:
        raise SheetFault(*not_found([row for top in tops.values() for row in top], known))
    delimiter = max(found, key=lambda each: len(found[each].columns))
    _check_used(asked.mapped, tops[delimiter], found[delimiter])
    return OpenedSheet(None, found[delimiter], csv_reader.rows(text.text, delimiter), warnings)


def _top(rows: Iterator[SheetRow]) -> list[SheetRow]:
    return list(takewhile(lambda row: row.number <= FIRST_ROWS, rows))


def _check_used(mapped: Mapping[str, str], top: Sequence[SheetRow], headings: Headings) -> None:
    """See to it that no heading of ``--map`` is misspelt: its column would be left aside."""
    if absent := unused_headings(mapped, top, headings):
        message = msg("The sheet has no heading {heading}, which --map names.", heading=absent[0])
        raise MedlofteError(message, msg("Write it as in the sheet."))
