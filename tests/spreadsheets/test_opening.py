"""Which sheet, which delimiter and which headings are read."""

from typing import Any

import pytest

from medlofte.core.errors import MedlofteError
from medlofte.spreadsheets.opening import SheetOptions, open_spreadsheet
from tests.support.sheets import xlsx

TOP = ("Datum", "Aktivitet", "Antal")


def test_the_delimiter_is_the_one_under_which_most_headings_are_found() -> None:
    found = open_spreadsheet(b"Datum,Aktivitet\nDatum;Aktivitet;Antal\n2026-01-09;a;1,5\n", SheetOptions())
    assert found.name is None
    assert (found.headings.row, found.headings.columns) == (2, {"date": 0, "activity": 1, "count": 2})
    assert [row.values for row in found.rows][-1] == ("2026-01-09", "a", "1,5")


def test_headings_can_be_mapped_and_remembered_and_the_named_wins() -> None:
    data = "När;Vad;Hur\n".encode()
    asked = SheetOptions(mapped={"När": "date", "Hur": "note"}, remembered={"vad": "activity", "hur": "type"})
    assert open_spreadsheet(data, asked).headings.columns == {"date": 0, "activity": 1, "note": 2}


def test_what_was_guessed_or_left_aside_is_said() -> None:
    found = open_spreadsheet("Datum;Aktivitet;Handläggare\n".encode("cp1252"), SheetOptions())
    assert len(found.warnings) == 1
    assert [each.values["columns"] for each in found.notices] == ["Handläggare (C)"]


@pytest.mark.parametrize(
    "asked",
    [SheetOptions(sheet="Blad1"), SheetOptions(mapped={"Datum": "okänd"}), SheetOptions(mapped={"Vem": "party"})],
)
def test_what_the_file_lacks_can_not_be_asked_for(asked: SheetOptions) -> None:
    with pytest.raises(MedlofteError):
        open_spreadsheet(b"Datum;Aktivitet\n", asked)


def test_a_workbook_s_only_sheet_with_headings_is_read_and_of_two_the_named() -> None:
    def add(book: Any) -> None:
        for title, row in (("Mer", TOP), ("Annat", ("x",))):
            book.create_sheet(title).append(list(row))

    data = xlsx(TOP, change=add)
    with pytest.raises(MedlofteError) as refused:
        open_spreadsheet(data, SheetOptions())
    assert refused.value.message.values["sheets"] == "Blad1, Mer"
    found = open_spreadsheet(data, SheetOptions(sheet="Mer"))
    assert (found.name, found.notices[0].values["sheets"]) == ("Mer", "Blad1, Annat")
    with pytest.raises(MedlofteError):
        open_spreadsheet(data, SheetOptions(sheet="Annat"))
