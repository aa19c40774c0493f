"""A sheet as it was read: rows of values, each with its address, and what is said about a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from medlofte.core.errors import MedlofteError
from medlofte.core.messages import Message, msg
from medlofte.core.personal_data import has_identity_number
from medlofte.core.record import Record

MOST_ROWS = 50_000
MOST_COLUMNS = 256


class Odd(Record):
    """A cell without a plain value: a formula, an error, a time. ``what`` says so, ``text`` is searched."""

    what: Message
    text: str = ""
    hint: Message | None = None


Value = str | int | Decimal | bool | date | Odd | None


class SheetRow(NamedTuple):
    """A row of a sheet: its number as a spreadsheet shows it, its values, and its line where that is another."""

    number: int
    values: tuple[Value, ...]
    line: int | None = None


class CellAddress(Record):
    """The address of a cell: ``Blad1!C7``, or ``C7`` where there are no sheets."""

    sheet: str | None
    row: int
    column: int
    line: int | None = None

    @property
    def text(self) -> Message:
        """The address, with the line of the file where that is another number than the row's."""
        cell = f"{letters(self.column)}{self.row}"
        if self.sheet is not None:
            cell = f"{_sheet_name(self.sheet)}!{cell}"
        if self.line is None or self.line == self.row:
            return msg("{cell}", cell=cell)
        return msg("{cell} (line {n} of the file)", cell=cell, n=self.line)


class Problem(Record):
    """What is wrong with a cell, and the way out."""

    place: CellAddress
    message: Message
    hint: Message | None = None


def letters(column: int) -> str:
    """The letters of a column, counted from 0: A to Z, then AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _sheet_name(name: str) -> str:
    return name if re.fullmatch(r"\w+", name) else "'" + name.replace("'", "''") + "'"


def shortest(number: float) -> int | Decimal:
    """The number that a float stands for: the decimal with the fewest digits that is within 1e-9 of it."""
    for places in range(9):
        text = f"{number:.{places}f}"
        if abs(float(text) - number) <= 1e-9:
            return int(text) if places == 0 else Decimal(text)
    return Decimal(f"{number:.9f}")


def text_of(value: Value) -> str:
    """The value as a text, as a person would have typed it."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Odd):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def is_empty(value: Value) -> bool:
    """Whether the cell shows nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def personal_numbers(sheet: str | None, row: SheetRow) -> Iterator[Problem]:
    """The cells of a row that hold a personal number, whatever column they are in."""
    for column, value in enumerate(row.values):
        text = text_of(value)
        if len(text) >= len("YYMMDDNNNN") and has_identity_number(text):
            message = msg("This is a personal number (personnummer or samordningsnummer).")
            yield Problem(CellAddress(sheet, row.number, column, row.line), message, msg("Remove it from the sheet."))


class SheetFault(MedlofteError):
    """The sheet as a whole can't be imported, and that is for its author to mend. Ends with 1."""

    exit_code = 1
