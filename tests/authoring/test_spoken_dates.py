"""Dates as people write them."""

import pytest

from medlofte.authoring.spoken_dates import as_in_file

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026-01/2026-03", "2026-01/2026-03"),
        ("31 januari 2026", "2026-01-31"),
        ("den 1:e mars  2026", "2026-03-01"),
        ("3 SEPT. 2026", "2026-09-03"),
        ("januari 2026", "2026-01"),
        ("31/1 2026", "2026-01-31"),
        ("1/12-2026", "2026-12-01"),
        ("år 2026", "2026"),
        ("Year 2026", "2026"),
    ],
)
def test_a_date_has_one_form_in_the_file(words: str, date: str) -> None:
    assert as_in_file(words) == date


@pytest.mark.parametrize(
    "words", ["2026", "31/13 2026", "32 januari 2026", "januari", "1/2 26", "31 jannuari 2026", ""]
)
def test_what_may_be_something_else_is_no_date(words: str) -> None:
    assert as_in_file(words) is None
