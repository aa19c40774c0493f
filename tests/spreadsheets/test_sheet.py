"""Cells, addresses, headings, dates and numbers of a sheet."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_csv_cell, mask_and_escape, unescape_csv_cell
from medlofte.core.messages import Translator
from medlofte.spreadsheets import csv_reader
from medlofte.spreadsheets.columns import known_headings, list_of, list_text, normal
from medlofte.spreadsheets.headings import find
from medlofte.spreadsheets.rows import Sheet, SheetEntry, read
from medlofte.spreadsheets.sheet import CellAddress, SheetRow, Value, letters, shortest
from medlofte.spreadsheets.xlsx_reader import Workbook, weigh
from tests.support.sheets import dossier_of, make_project, xlsx


@pytest.mark.parametrize(
    ("column", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_letters(column: int, text: str) -> None:
    assert letters(column) == text


def test_places(english: Translator) -> None:
    assert english(CellAddress("Blad1", 7, 2).text) == "Blad1!C7"
    assert english(CellAddress("Blad '1", 7, 2).text) == "'Blad ''1'!C7"
    assert english(CellAddress(None, 7, 2, 7).text) == "C7"
    assert english(CellAddress(None, 7, 2, 9).text) == "C7 (line 9 of the file)"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (3.0, "3"),
        (2.9999999999, "3"),
        (7.25, "7.25"),
        (1 / 3, "0.333333333"),
        (1e15, "1000000000000000"),
    ],
)
def test_floats_are_their_shortest_decimals(number: float, text: str) -> None:
    assert str(shortest(number)) == text


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(str.strip)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_list_in_a_cell_is_read_as_it_was(items: list[str]) -> None:
    assert list_of(list_text(items)) == items


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("Torget; Parken;", ["Torget", "Parken"]),
        ("Torget, norra sidan", ["Torget, norra sidan"]),
        ('"Torget" norra', ['"Torget" norra']),
        ('"a;b"; c', ["a;b", "c"]),
        (" ; ;", []),
    ],
)
def test_lists_as_people_write_them(cell: str, items: list[str]) -> None:
    assert list_of(cell) == items


@given(TEXTS)
def test_the_apostrophe_of_a_csv_cell_is_taken_away_again(text: str) -> None:
    assert unescape_csv_cell(escape_csv_cell(text)) == mask_and_escape(text)


def test_headings_are_known_in_two_languages_and_whatever_the_case() -> None:
    known = known_headings()
    for heading in (
        "Datum",
        "DATE",
        "da tum",
        "Aktivitet",
        "Antal",
        "plats",
        "Anteckning",
        "note",
        "Part",
        "I tid",
        "of_which",
    ):
        assert normal(heading) in known
    assert known[normal("Datum")] == known["date"] == "date"


def test_headings_stand_in_the_first_ten_rows() -> None:
    head = ("Datum", "Aktivitet", "Antal")
    rows = [SheetRow(3, ("Fotpatruller",)), SheetRow(10, head)]
    found = find(None, rows, known_headings())
    assert found is not None
    assert (found.row, dict(found.columns)) == (10, {"date": 0, "activity": 1, "count": 2})
    assert find(None, [SheetRow(11, head)], known_headings()) is None


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    promise = dossier_of(make_project(tmp_path_factory.mktemp("project"))).promise
    headings = find(None, [SheetRow(1, ("Datum", "Aktivitet", "Antal"))], known_headings())
    assert headings is not None
    return Sheet(None, headings, promise)


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2026-03-05", "2026-03-05"),
        ("2026-03", "2026-03"),
        ("2026/2027", "2026/2027"),
        ("2026-01-01/2026-03-31", "2026-01-01/2026-03-31"),
        ("5 mars 2026", "2026-03-05"),
        ("den 5:e Mars 2026", "2026-03-05"),
        (" 05\u00a0mar. 2026 ", "2026-03-05"),
        ("5/3 2026", "2026-03-05"),
        ("mars 2026", "2026-03"),
        ("år 2026", "2026"),
        ("2026", None),
        ("2026-3-5", None),
        ("5/3", None),
        ("5/3/2026", None),
        ("31 februari 2026", None),
        ("i måndags", None),
        ("idag", None),
        ("2026-03-05/2026-03-04", None),
        ("20260305", None),
        (46086, None),
        (Decimal("46086.5"), None),
        (True, None),
    ],
)
def test_dates(sheet: Sheet, cell: Value, date: str | None) -> None:
    found = read(sheet, SheetRow(2, (cell, "fotpatrull", 1)))
    assert (found.values["date"] if isinstance(found, SheetEntry) else None) == date


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("", 1),
        (None, 1),
        ("0", 0),
        (0, 0),
        ("1\u00a0234", 1234),
        ("1\u202f234,5", Decimal("1234.5")),
        ("2,0", 2),
        (Decimal("2.5"), Decimal("2.5")),
        ("12 345 678", 12345678),
        ("1 23", None),
        ("1.234.567", None),
        ("1e3", None),
        ("½", None),
        ("٣", None),
        ("−5", None),
        (-5, None),
        (10**16, None),
        (False, None),
    ],
)
def test_counts(sheet: Sheet, cell: Value, count: object) -> None:
    found = read(sheet, SheetRow(2, ("2026-01-09", "fotpatrull", cell)))
    assert (found.values["count"] if isinstance(found, SheetEntry) else None) == count


def test_rows_of_csv_keep_their_numbers() -> None:
    text = 'a;b\r\n\r\n"x\ny";z\nå;"1"\n'
    assert [(row.number, row.line, row.values) for row in csv_reader.rows(text, ";")] == [
        (1, 1, ("a", "b")),
        (2, 2, ()),
        (3, 3, ("x\ny", "z")),
        (4, 5, ("å", "1")),
    ]


def test_too_many_rows_or_columns() -> None:
    for text in ("a\n" * 50_001, ";" * 300 + "x\n"):
        with pytest.raises(MedlofteError):
            list(csv_reader.rows(text, ";"))
    assert len(list(csv_reader.rows(";" * 300 + "\n", ";"))) == 1


def test_an_unclosed_quotation_mark_is_said_with_its_line() -> None:
    with pytest.raises(MedlofteError) as caught:
        list(csv_reader.rows('a;b\n"c;d\ne;f\n', ";"))
    assert caught.value.message.values["n"] == 2


def test_rows_of_a_workbook_keep_their_numbers() -> None:
    book = Workbook(xlsx(["a"], [], [None, "_x0041_", " "], [None]))
    assert [(row.number, row.values) for row in book.rows("Blad1")] == [(1, ("a",)), (3, (None, "A", None))]


@given(st.binary(max_size=300))
def test_any_bytes_are_weighed_or_refused(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04"):
        with pytest.raises(MedlofteError):
            weigh(start + data)
