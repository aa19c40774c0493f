"""XLSX: bytes to sheets and rows, weighed before they are unpacked. Needs the extra ``medlofte[excel]``."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any

from medlofte.core.errors import MedlofteError
from medlofte.core.extras import missing
from medlofte.core.messages import msg
from medlofte.spreadsheets.csv_reader import too_large
from medlofte.spreadsheets.sheet import MOST_COLUMNS, MOST_ROWS, Odd, SheetRow, Value, shortest

MAGIC = b"PK\x03\x04"
OLD_MAGIC = b"\xd0\xcf\x11\xe0"
HIGHEST_ROW = 1 << 20
MOST_PARTS = 1_000
MOST_BYTES = 64 << 20
MOST_TAGS = 2_000_000
MOST_CELLS = 4_000_000
_ESCAPE = r"_x([0-9A-Fa-f]{4})_"


class Workbook:
    """A workbook, opened. ``sheets`` are its sheets' names in order, ``hidden`` those that are not shown."""

    def __init__(self, data: bytes) -> None:
        openpyxl = library()
        weigh(data)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._book: Any = openpyxl.load_workbook(BytesIO(data), read_only=True, keep_links=False)
            self.sheets = tuple(str(each.title) for each in self._book.worksheets)
            self.hidden = frozenset(str(each.title) for each in self._book.worksheets if each.sheet_state != "visible")
        except MemoryError:
            raise
        except Exception as error:
            raise _unreadable(error) from None

    def rows(self, name: str, last: int = MOST_ROWS) -> Iterator[SheetRow]:
        """The rows of a sheet that hold something, up to the last one asked for. Raises ``MedlofteError``."""
        sheet = self._book[name]
        sheet.reset_dimensions()
        found = enumerate(sheet.iter_rows(), 1)
        seen = number = 0
        while rows := _some(found):
            for number, cells in rows:
                seen += len(cells)
                if seen > MOST_CELLS:
                    raise too_large()
                if number > last < MOST_ROWS:
                    return
                values = tuple(map(_value, cells))
                filled = any(value is not None for value in values)
                if filled and (number > MOST_ROWS or any(value is not None for value in values[MOST_COLUMNS:])):
                    raise too_large()
                if filled:
                    yield SheetRow(number, values[:MOST_COLUMNS])
            if number > HIGHEST_ROW:
                raise too_large()


def _some(rows: Iterator[tuple[int, Any]]) -> list[tuple[int, Any]]:
    """The next rows, with the library's warnings held back and its failures said. Raises ``MedlofteError``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(islice(rows, 256))
    except MemoryError:
        raise
    except Exception as error:
        raise _unreadable(error) from None


def library() -> Any:
    """The library that reads and writes XLSX, with the one that makes its XML safe. Raises ``MedlofteError``."""
    try:
        import defusedxml  # noqa: F401 - openpyxl uses it when it is there
        import openpyxl
    except ImportError:
        raise missing("XLSX", "excel") from None
    return openpyxl


def weigh(data: bytes) -> None:
    """See to it that the file is a zip archive that can be unpacked in bounded memory. Raises ``MedlofteError``."""
    if data.startswith(OLD_MAGIC):
        message = msg("The file is an old or an encrypted workbook.")
        raise MedlofteError(message, msg("Save it as XLSX without a password."))
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or size > MOST_BYTES:
            message = msg("Unpacked, the workbook would be {size} MB.", size=size // 1_000_000 + 1)
            raise MedlofteError(message, msg("Clear what lies outside the table, or save it as CSV."))
        tags = sum(archive.read(part).count(b"<") for part in parts if part.filename.endswith((".xml", ".rels")))
    except MedlofteError:
        raise
    except Exception as error:
        raise _unreadable(error) from None
    if tags > MOST_TAGS:
        message = msg("The workbook has too many cells.")
        raise MedlofteError(message, msg("Clear what lies outside the table, or save it as CSV."))


def _unreadable(error: Exception) -> MedlofteError:
    message = msg("The file can't be read as XLSX: {reason}", reason=f"{type(error).__name__}: {error}")
    if isinstance(error, (OSError, KeyError, zipfile.BadZipFile)):
        message = msg("The file is not a workbook, or it is damaged.")
    return MedlofteError(message, msg("Open it in a spreadsheet program, and save it as XLSX or as CSV UTF-8."))


def _value(cell: Any) -> Value:
    """The cell's plain value, or what it is instead."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None or value == "":
        return None
    if kind == "f":
        text = str(getattr(value, "text", value))
        return Odd(msg("This is a formula, not a value."), text, msg("Paste it as a value."))
    if kind == "e":
        return Odd(msg("The spreadsheet has an error here: {text}", text=str(value)), str(value))
    if isinstance(value, str):
        text = re.sub(_ESCAPE, lambda match: chr(int(match[1], 16)), value)
        return text if text.strip() else None
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return shortest(value)
    return _moment(value)


def _moment(value: Any) -> Value:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else Odd(msg("This is a time, not a date: {text}", text=str(value)))
