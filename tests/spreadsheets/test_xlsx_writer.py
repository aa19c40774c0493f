"""XLSX: text as text, dates as dates, and the same bytes for the same table."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from medlofte.core.errors import MedlofteError
from medlofte.spreadsheets.log_table import LogTable, Value
from medlofte.spreadsheets.xlsx_writer import LONGEST_TEXT, as_xlsx, fill_sheet, new_book
from tests.support.sheets import cells

KEYS = ("date", "activity")


def cell_of(value: Value) -> Any:
    sheet = new_book().create_sheet("x")
    fill_sheet(sheet, ["h"], [[value]])
    return sheet["A2"]


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@x"])
def test_text_that_looks_like_a_formula_is_text(text: str) -> None:
    cell = cell_of(text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (date(2026, 1, 9), date(2026, 1, 9)),
        (date(1900, 2, 28), "1900-02-28"),
        (Decimal("1.5"), 1.5),
        (Decimal("0.1234567891"), "0,1234567891"),
        (Decimal("1234567890123456"), "1234567890123456"),
        (True, True),
        ("a\x01b_x0041_", "a_x0001_b_x005F_x0041_"),
    ],
)
def test_a_value_is_kept_whole(value: Value, kept: object) -> None:
    cell = cell_of(value)
    assert cell.value == kept
    assert isinstance(cell.value, bool) is isinstance(kept, bool)


def test_a_text_that_no_cell_holds_is_refused() -> None:
    assert len(cell_of("x" * LONGEST_TEXT).value) == LONGEST_TEXT
    with pytest.raises(MedlofteError):
        cell_of("x" * (LONGEST_TEXT + 1))


def test_a_workbook_reads_back_and_has_the_same_bytes_again() -> None:
    table = LogTable(KEYS, ("Datum", "Aktivitet"), (("2026-02", "a"), (None, "b")))
    assert cells(as_xlsx(table, "sv")) == [["Datum", "Aktivitet"], ["2026-02", "a"], [None, "b"]]
    assert as_xlsx(table, "sv") == as_xlsx(table, "sv")


def test_choices_lie_in_a_hidden_sheet_and_bind_their_column() -> None:
    data = as_xlsx(LogTable(KEYS, ("Datum", "Aktivitet")), "sv", {"activity": ["Patrull", "=x"]})
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [
        ("Logg", "visible"),
        ("Listor", "hidden"),
    ]
    (rule,) = book.worksheets[0].data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1, rule.showErrorMessage) == ("B2:B1000", "Listor!$A$1:$A$2", True)
    assert [row[0].value for row in book["Listor"].iter_rows()] == ["Patrull", "=x"]
