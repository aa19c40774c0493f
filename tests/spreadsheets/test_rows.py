"""The cells of a row: the entry that they ask for, or the cell that is wrong."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from medlofte.core.messages import msg
from medlofte.spreadsheets.headings import Headings
from medlofte.spreadsheets.rows import Sheet, SheetEntry, is_blank, read
from medlofte.spreadsheets.sheet import Odd, SheetRow
from tests.support.sheets import dossier_of, make_project

COLUMNS = {"date": 0, "activity": 1, "count": 2, "done": 3, "place": 4, "of_which": 5, "reached": 6, "party": 7}


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet("Blad1", Headings(1, COLUMNS, {8: "Handläggare"}), dossier_of(make_project(tmp_path)).promise)


def row(*values: Any) -> SheetRow:
    return SheetRow(7, values)


@pytest.mark.parametrize(
    ("values", "wanted", "party"),
    [
        (
            (date(2026, 1, 9), "fotpatrull", 3),
            {"date": "2026-01-09", "activity": "fotpatrull", "count": 3},
            "polis",
        ),
        (
            ("9 januari 2026", "Närvaro", "2,5"),
            {"date": "2026-01-09", "activity": "narvaro", "count": Decimal("2.5")},
            "kommun",
        ),
        (("år 2026", "fotpatrull"), {"date": "2026", "activity": "fotpatrull", "count": 1}, "polis"),
        (("2026-06", "kamera", None, "nej"), {"date": "2026-06", "activity": "kamera", "done": False}, "kommun"),
        (("2026-06", "kamera", None, "Ja"), {"date": "2026-06", "activity": "kamera", "done": True}, "kommun"),
        (
            ("2026-01", "fotpatrull", 3, None, "Torget; Parken", "unga=2; äldre=1"),
            {
                "date": "2026-01",
                "activity": "fotpatrull",
                "count": 3,
                "place": ["Torget", "Parken"],
                "of_which": {"unga": 2, "äldre": 1},
            },
            "polis",
        ),
        (
            ("2026-01", "skolor", None, None, None, None, "Samtliga"),
            {"date": "2026-01", "activity": "skolor", "reached": "all"},
            "polis",
        ),
        (
            ("2026-01", "vandring", 1, None, None, None, None, "Exempelby kommun"),
            {"date": "2026-01", "activity": "vandring", "count": 1},
            "kommun",
        ),
    ],
)
def test_a_row_is_an_entry_of_somebody_s_log(sheet: Sheet, values: tuple[Any, ...], wanted: Any, party: str) -> None:
    found = read(sheet, row(*values))
    assert isinstance(found, SheetEntry), found
    assert (found.values, found.party) == (wanted, party)


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        (("2026-02-30", "fotpatrull", "tre"), ["Blad1!A7", "Blad1!C7"]),
        ((None, None, 3), ["Blad1!A7", "Blad1!B7"]),
        (("Summa", None, 199), ["Blad1!A7"]),
        (("2026-01", "okänd"), ["Blad1!B7"]),
        (("2026-01", "kamera", None, "kanske"), ["Blad1!D7"]),
        (("2026-01", "fotpatrull", 1, None, None, "unga"), ["Blad1!F7"]),
        (("2026-01", "fotpatrull", Odd(msg("error"))), ["Blad1!C7"]),
        (("2026-01", "vandring", 1), ["Blad1!H7"]),
        (("2026-01", "fotpatrull", 1, *[None] * 5, "Alva", "x"), ["Blad1!J7"]),
    ],
)
def test_what_is_wrong_is_reported_at_its_cell(sheet: Sheet, values: tuple[Any, ...], cells: list[str]) -> None:
    found = read(sheet, row(*values))
    assert isinstance(found, list), found
    assert [str(each.place.text) for each in found] == cells


def test_a_formula_in_a_column_that_is_left_aside_leaves_a_row_blank(sheet: Sheet) -> None:
    formula = Odd(msg("error"), "=A1")
    assert is_blank(row(*[None] * 8, formula), sheet.headings)
    assert not is_blank(row(None, None, formula), sheet.headings)
