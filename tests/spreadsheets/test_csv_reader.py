"""CSV: bytes to text, and text to rows numbered as a spreadsheet shows them."""

import pytest

from medlofte.core.errors import MedlofteError
from medlofte.spreadsheets.csv_reader import CsvText, decode, delimiters, rows
from medlofte.spreadsheets.sheet import SheetRow

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("å;b".encode(), None, CsvText("å;b")),
        ("\ufeffå".encode(), None, CsvText("å")),
        ("å".encode("cp1252"), None, CsvText("å", is_guessed=True)),
        ("å".encode("cp1252"), "cp1252", CsvText("å")),
        (b"abc", "cp1252", CsvText("abc")),
    ],
)
def test_utf8_is_read_and_else_cp1252_which_is_said(data: bytes, encoding: str | None, text: CsvText) -> None:
    assert decode(data, encoding) == text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("å".encode("utf-16"), None),
        (b"a\0b", None),
        ("å".encode("cp1252"), "utf-8"),
        ("å".encode(), "cp1252"),
        (b"a\n\x81", None),
    ],
)
def test_other_encodings_are_refused(data: bytes, encoding: str | None) -> None:
    with pytest.raises(MedlofteError):
        decode(data, encoding)


def test_the_first_line_may_name_the_delimiter() -> None:
    assert delimiters("sep=|\na|b\n") == ("|",)
    assert delimiters("a|b\n") == (";", "\t", ",")
    assert list(rows("sep=;\r\na;b\r\n", ";")) == [SheetRow(1, ("a", "b"), 2)]


def test_a_cell_may_go_over_lines_and_lose_the_mark_that_makes_it_no_formula() -> None:
    assert list(rows('a,"b\nc"\n\'=1,d\n', ",")) == [SheetRow(1, ("a", "b\nc"), 1), SheetRow(2, ("=1", "d"), 3)]


def test_a_quotation_mark_without_its_other_is_reported_with_its_line() -> None:
    with pytest.raises(MedlofteError) as refused:
        list(rows('a,b\n"c,d\n', ","))
    assert refused.value.message.values["n"] == 2


def test_a_row_that_is_too_wide_is_refused_unless_the_rest_is_empty() -> None:
    assert len(next(iter(rows("a" + "," * 300, ","))).values) == 256
    with pytest.raises(MedlofteError):
        list(rows("a" + "," * 300 + "b", ","))
