"""Tidy tables to the bytes of an XLSX file. Needs the extra ``medlofte[excel]``."""

from __future__ import annotations

from collections.abc import Sequence

from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg
from medlofte.opendata.tables import TidyTable
from medlofte.spreadsheets.xlsx_writer import bytes_of, fill_sheet, new_book

MOST_ROWS = 1_048_576
"""So many rows has a sheet."""


def tables_as_xlsx(tables: Sequence[TidyTable]) -> bytes:
    """Tidy tables as a workbook with a sheet for each.

    Raises ``MedlofteError`` when openpyxl is missing, or a table has more rows or a text more characters than fit.
    """
    book = new_book()
    for table in tables:
        if len(table.rows) >= MOST_ROWS:
            message = msg("{n} rows are more than a sheet holds.", n=len(table.rows))
            raise MedlofteError(message, msg("Use --format csv."))
        fill_sheet(book.create_sheet(table.name), table.names, table.rows)
    return bytes_of(book)
