"""Dates, numbers and rows of words as Swedish documents write them."""

from datetime import date

import pytest

from medlofte.core.dates import days
from medlofte.documents.swedish import english_date, long_date, long_days, series, when

pytestmark = pytest.mark.quick


def test_a_day_is_written_out() -> None:
    assert long_date(date(2018, 11, 2)) == "2 november 2018"
    assert english_date(date(2018, 11, 2)) == "2 November 2018"


@pytest.mark.parametrize(
    ("text", "alone", "after_a_verb"),
    [
        ("2018", "2018", "2018"),
        ("2018-10", "oktober 2018", "i oktober 2018"),
        ("2018-11-02", "2 november 2018", "den 2 november 2018"),
        ("2024-09-01/2024-11-30", "1 september–30 november 2024", "1 september–30 november 2024"),
        ("2024-12-01/2025-01-31", "1 december 2024–31 januari 2025", "1 december 2024–31 januari 2025"),
        ("2024-09/2024-11", "september–november 2024", "september–november 2024"),
    ],
)
def test_days_are_as_exact_as_they_were_written(text: str, alone: str, after_a_verb: str) -> None:
    assert (long_days(days(text)), when(days(text))) == (alone, after_a_verb)


@pytest.mark.parametrize(
    ("words", "row"), [(["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c"), ([], "")]
)
def test_words_in_a_row_have_och_before_the_last(words: list[str], row: str) -> None:
    assert series(words) == row
