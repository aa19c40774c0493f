"""CSV: bytes to text, and text to rows, as Swedish and English Excel and other programs write it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import unescape_csv_cell
from medlofte.core.messages import msg
from medlofte.core.record import Record
from medlofte.spreadsheets.sheet import MOST_COLUMNS, MOST_ROWS, SheetRow, is_empty

ENCODINGS = ("utf-8", "cp1252")
DELIMITERS = (";", "\t", ",")
_SEPARATOR_LINE = r'"?sep=(.)"?(?:\r\n|\n|\r)'


class CsvText(Record):
    """A CSV file's text; ``is_guessed`` when it was taken for cp1252 without having been asked to."""

    text: str
    is_guessed: bool = False


def decode(data: bytes, encoding: str | None) -> CsvText:
    """The text of a CSV file: UTF-8, or what was asked for, or cp1252. Raises ``MedlofteError``."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        message = msg("The file is not CSV in UTF-8.")
        raise MedlofteError(message, msg("Save it as XLSX, or as CSV UTF-8."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            line = data.count(b"\n", 0, error.start) + 1
            raise MedlofteError(msg("The file is not UTF-8, on its line {n}.", n=line)) from None
        return CsvText(_as_cp1252(data), encoding is None)
    if encoding == "cp1252" and not data.isascii():
        message = msg("The file is UTF-8; read as cp1252 it would be other letters.")
        raise MedlofteError(message, msg("Leave --encoding out."))
    return CsvText(text)


def _as_cp1252(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = msg("The file is neither UTF-8 nor cp1252, on its line {n}.", n=line)
        raise MedlofteError(message, msg("Save it as XLSX, or as CSV UTF-8.")) from None


def delimiters(text: str) -> tuple[str, ...]:
    """The delimiters that the file may have: the one that its first line names, else each of the three."""
    named = re.match(_SEPARATOR_LINE, text)
    return (named[1],) if named else DELIMITERS


def rows(text: str, delimiter: str) -> Iterator[SheetRow]:
    """The rows of the file, numbered as a spreadsheet shows them. Raises ``MedlofteError``."""
    named = re.match(_SEPARATOR_LINE, text)
    start = named.end() if named else 0
    skipped = 1 if named else 0
    reader = csv.reader(StringIO(text[start:], newline=""), delimiter=delimiter, strict=True)
    number, line = 0, skipped + 1
    try:
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS or (len(cells) > MOST_COLUMNS and not all(map(is_empty, cells[MOST_COLUMNS:]))):
                raise too_large()
            yield SheetRow(number, tuple(map(unescape_csv_cell, cells[:MOST_COLUMNS])), line)
            line = reader.line_num + skipped + 1
    except csv.Error as error:
        message = msg("Line {n} can't be read as CSV: {reason}", n=line, reason=str(error))
        raise MedlofteError(message, msg("Look for a quotation mark without its other.")) from None


def too_large() -> MedlofteError:
    """What is said of a sheet with too many rows or columns."""
    message = msg(
        "The sheet has more than {rows} rows or {columns} columns.", rows=str(MOST_ROWS), columns=str(MOST_COLUMNS)
    )
    return MedlofteError(message, msg("Divide it, or clear what lies outside the table."))
