"""XLSX read cell by cell, and weighed before it is unpacked."""

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from medlofte.core.errors import MedlofteError
from medlofte.spreadsheets import xlsx_reader
from medlofte.spreadsheets.sheet import Odd, SheetRow
from medlofte.spreadsheets.xlsx_reader import Workbook, weigh
from tests.support.sheets import xlsx


def rows(data: bytes, last: int = 50_000) -> list[SheetRow]:
    return list(Workbook(data).rows("Blad1", last))


def test_a_cell_has_a_plain_value() -> None:
    (row,) = rows(xlsx(["a", 3, 0.1 + 0.2, True, datetime(2026, 1, 9, 8, 30), date(2026, 1, 9), "  "]))  # noqa: DTZ001
    assert row.values[:6] == ("a", 3, Decimal("0.3"), True, date(2026, 1, 9), date(2026, 1, 9))
    assert row.values[6:] in ((), (None,))


@pytest.mark.parametrize(("value", "text"), [("=1+1", "=1+1"), (time(8, 30), "")])
def test_a_formula_and_a_time_are_odd(value: Any, text: str) -> None:
    (row,) = rows(xlsx(["x", value]))
    assert isinstance(row.values[1], Odd)
    assert row.values[1].text == text


def test_empty_rows_are_left_out_and_the_rest_keep_their_numbers() -> None:
    data = xlsx(["a"], [None], ["b"], ["c"])
    assert [row.number for row in rows(data)] == [1, 3, 4]
    assert [row.number for row in rows(data, 3)] == [1, 3]


def test_sheets_that_are_not_shown_are_known() -> None:
    def hide(book: Any) -> None:
        book.create_sheet("Dold").sheet_state = "hidden"

    book = Workbook(xlsx(["a"], change=hide))
    assert book.sheets == ("Blad1", "Dold")
    assert book.hidden == {"Dold"}


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken", b""])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(MedlofteError):
        Workbook(data)


def test_an_archive_that_would_unpack_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "<" * 1000)
    weigh(out.getvalue())
    monkeypatch.setattr(xlsx_reader, "MOST_TAGS", 999)
    with pytest.raises(MedlofteError):
        weigh(out.getvalue())
    monkeypatch.undo()
    monkeypatch.setattr(xlsx_reader, "MOST_BYTES", 999)
    with pytest.raises(MedlofteError):
        weigh(out.getvalue())
