"""Measures on paper: columns as wide as their content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.publishing import blocks
from medlofte.publishing.column_widths import columns

FIGURES = ["0", "12", "–", "1\u00a0200", "3,5", "100 %", "−4"]
WORDS = ["i fas", "12 av 20", "2026-03-31", "T1"]


def table(*rows: str) -> blocks.Table:
    head, *rest = rows
    width = head.count("|") - 1
    (read,) = blocks.read("\n".join([head, "| --- " * width + "|", *rest]))
    assert isinstance(read, blocks.Table)
    return read


def test_the_first_column_is_widest_and_figures_are_narrow() -> None:
    first, figures, state = columns(table("| Aktivitet | Mål | Läge |", "| Fotpatrull på Torget | 20 | i fas |"))
    assert first.share > 0.5 > state.share > figures.share
    assert (first.is_figures, figures.is_figures, state.is_figures) == (False, True, False)


def test_the_first_column_is_not_the_narrower_one_on_a_narrow_page() -> None:
    rows = ("| Aktivitet | Ansvarig |", "| Trygghetsvandring med ägarna | Samhällsbyggnadsförvaltningen |")
    first, second = columns(table(*rows), 40)
    assert first.share >= second.share


@pytest.mark.parametrize("text", FIGURES)
def test_figures_and_dashes_are_figures(text: str) -> None:
    assert columns(table("| a |", f"| {text} |", "| 7 |"))[0].is_figures


@pytest.mark.parametrize("text", WORDS)
def test_words_and_dates_are_no_figures(text: str) -> None:
    assert not columns(table("| a |", f"| {text} |", "| 7 |"))[0].is_figures


def test_a_column_of_dashes_or_of_nothing_is_no_column_of_figures() -> None:
    assert [each.is_figures for each in columns(table("| a | b |", "| – | |"))] == [False, False]


@given(st.lists(st.text(alphabet="ab –1", max_size=80), min_size=1, max_size=12))
def test_the_shares_are_one_together_and_none_is_nothing(cells: list[str]) -> None:
    found = columns(blocks.Table(tuple((blocks.Text(each),) for each in cells), ()))
    assert sum(each.share for each in found) == pytest.approx(1)
    assert min(each.share for each in found) > 0.02


def test_a_column_with_a_bar_has_room_for_it() -> None:
    rows = ("| Aktivitet | Utfall | Andel |", f"| Fotpatruller vid stationen | 8 av 15 pass | ![]({blocks.PICTURE}a) |")
    empty = ("| Aktivitet | Utfall | Andel |", "| Fotpatruller vid stationen | 8 av 15 pass | – |")
    assert columns(table(*rows))[2].share > 1.2 * columns(table(*empty))[2].share
