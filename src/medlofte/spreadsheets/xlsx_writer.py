"""A table to the bytes of an XLSX file; the same table gives the same bytes. Needs the extra ``medlofte[excel]``."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import chain
from typing import Any

from medlofte.core.errors import MedlofteError
from medlofte.core.extras import missing
from medlofte.core.messages import msg
from medlofte.spreadsheets.log_table import LogTable, Value

LONGEST_TEXT = 32_767
ROWS_TO_FILL_IN = 1_000
LISTS = "Listor"
_NAME = {"sv": "Logg", "en": "Log"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - what openpyxl would put its own time in
_WIDTHS = {"date": 14, "activity": 34, "party": 22, "place": 24, "note": 40, "deviation": 40}
_STRICT = frozenset({"activity", "party", "done"})


def as_xlsx(table: LogTable, language: str, choices: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """The table as a workbook with one sheet. With ``choices``, the columns of their keys have drop-down lists.

    Raises ``MedlofteError`` when openpyxl is missing, or a text is longer than a cell holds.
    """
    book = new_book()
    sheet = book.create_sheet(_NAME.get(language, _NAME["en"]))
    fill_sheet(sheet, table.headings, table.rows)
    for column, key in enumerate(table.keys, 1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = _WIDTHS.get(key, 14)
    if choices is not None:
        _add_lists(book, sheet, table, choices)
    return bytes_of(book)


def new_book() -> Any:
    """A workbook without sheets. Raises ``MedlofteError`` when openpyxl is missing."""
    try:
        import openpyxl
    except ImportError:
        raise missing("XLSX", "excel") from None
    book = openpyxl.Workbook()
    book.remove(book.active)
    return book


def fill_sheet(sheet: Any, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Headings that stay in sight, and rows."""
    from openpyxl.styles import Font

    for row, values in enumerate(chain((headings,), rows), 1):
        for column, value in enumerate(values, 1):
            if value is not None:
                _put(sheet.cell(row, column), value)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _put(cell: Any, value: Value) -> None:
    """Put a value into a cell: text as text, whatever it begins with."""
    if isinstance(value, bool):
        cell.value = value
    elif isinstance(value, str):
        _put_text(cell, value)
    elif isinstance(value, date):
        _put_date(cell, value)
    elif isinstance(value, Decimal) and not _fits(value):
        _put_text(cell, f"{value:f}".replace(".", ","))
    else:
        cell.value = float(value) if isinstance(value, Decimal) else value


def _put_text(cell: Any, text: str) -> None:
    if len(text) > LONGEST_TEXT:
        message = msg("A text of {n} characters is longer than a cell of a spreadsheet holds.", n=len(text))
        raise MedlofteError(message, msg("Use --format csv."))
    safe = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    cell.value = re.sub("[\x00-\x08\x0b-\x1f]", lambda match: f"_x{ord(match.group()):04X}_", safe)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA)


def _put_date(cell: Any, day: date) -> None:
    """A real date; before March 1900, where spreadsheets have a day that never was, a text."""
    if day < date(1900, 3, 1):
        _put_text(cell, day.isoformat())
        return
    cell.value = day
    cell.number_format = "yyyy-mm-dd"


def _fits(number: Decimal) -> bool:
    """Whether a spreadsheet's number keeps all its digits."""
    _, digits, exponent = number.as_tuple()
    return isinstance(exponent, int) and -exponent <= 8 and len(digits) <= 15


def _add_lists(book: Any, sheet: Any, table: LogTable, choices: Mapping[str, Sequence[str]]) -> None:
    """Drop-down lists, whose items stand in a hidden sheet, and cells that are ready for dates."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for number, key in enumerate((key for key in table.keys if key in choices), 1):
        for row, text in enumerate(choices[key], 1):
            _put_text(lists.cell(row, number), text)
        letter = get_column_letter(number)
        rule = DataValidation("list", f"{LISTS}!${letter}$1:${letter}${len(choices[key])}", allow_blank=True)
        rule.showErrorMessage = key in _STRICT
        own = get_column_letter(table.keys.index(key) + 1)
        rule.add(f"{own}2:{own}{ROWS_TO_FILL_IN}")
        sheet.add_data_validation(rule)
    for row in range(2, ROWS_TO_FILL_IN + 1):
        sheet.cell(row, table.keys.index("date") + 1).number_format = "yyyy-mm-dd"


def bytes_of(book: Any) -> bytes:
    """The workbook without the time that it was made."""
    out = BytesIO()
    book.properties.created = _MOMENT
    book.save(out)
    again = BytesIO()
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in made.infolist():
            data = made.read(part)
            if part.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(part.filename, (2000, 1, 1, 0, 0, 0))
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return again.getvalue()
