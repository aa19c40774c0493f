"""Headings in any form, and lists in one cell."""

import pytest

from medlofte.core.dates import days
from medlofte.model.entry import KEYS
from medlofte.spreadsheets.columns import HEADINGS, days_text, known_headings, list_of, list_text, missing, normal

pytestmark = pytest.mark.quick


def test_every_key_of_a_log_has_headings_of_its_own() -> None:
    assert set(HEADINGS) == {*KEYS, "party"}
    forms = {normal(each): key for key, headings in HEADINGS.items() for each in (key, *headings)}
    assert all(forms[normal(each)] == key for key, headings in HEADINGS.items() for each in headings)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("DATUM", "date"),
        ("  med   ord ", "words"),
        ("Ka\u0308lla", "source"),
        ("of which", "of_which"),
        ("Titel", None),
    ],
)
def test_case_blanks_and_how_accents_are_stored_do_not_matter(heading: str, key: str | None) -> None:
    assert known_headings().get(normal(heading)) == key


@pytest.mark.parametrize(
    ("items", "cell"),
    [
        (["Torget", "Parken"], "Torget; Parken"),
        (["Parken; norra delen"], '"Parken; norra delen"'),
        (['"Torget"', "a"], '"""Torget"""; a'),
        ([" a "], '" a "'),
        (['5" rör'], '5" rör'),
    ],
)
def test_a_list_in_a_cell_reads_back_as_it_was(items: list[str], cell: str) -> None:
    assert list_text(items) == cell
    assert list_of(cell) == items


def test_empty_items_are_none() -> None:
    assert list_of(" ; a ;; b;") == ["a", "b"]


def test_a_whole_year_is_told_from_a_number() -> None:
    assert [days_text(days(text)) for text in ("2026", "2026-02")] == ["år 2026", "2026-02"]


def test_what_is_missing_is_named_as_it_is_headed() -> None:
    assert missing(("date", "activity"), ("activity", "count")) == ["Datum"]
