"""Markdown without our own marks: a status is its word, a bar is characters, a chart is left out."""

from datetime import date

import pytest

from medlofte.progress.charts import BarChart, PaceChart, Picture
from medlofte.publishing import markdown
from medlofte.publishing.markdown import bar, plain
from medlofte.publishing.publication import HouseStyle
from tests.support.publication import PUBLICATION

pytestmark = pytest.mark.quick

DAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("done", "gone", "cells"),
    [
        (0.5, None, "██████░░░░░░"),
        (0.0, 0.5, "░░░░░░┃░░░░░"),
        (0.01, None, "█░░░░░░░░░░░"),
        (9.0, 1.0, "████████████"),
        (0.25, 0.0, "┃██░░░░░░░░░"),
    ],
)
def test_a_bar_has_twelve_cells_and_any_work_fills_one(done: float, gone: float | None, cells: str) -> None:
    assert bar(BarChart(done, gone)) == cells


def test_our_marks_become_words_and_drawings_and_other_links_stay() -> None:
    pictures: dict[str, Picture] = {"bar": BarChart(0.5), "pace": PaceChart(DAY, DAY, DAY, (), ())}
    text = (
        "[efter](status:behind) ![6 av 12](picture:bar) [In English](lang:en) [x](https://example.org) ![y](picture:z)"
    )
    assert plain(text, pictures) == "efter `██████░░░░░░` In English [x](https://example.org) "
    assert plain("a\n\n![6 av 12](picture:pace)\n\nb\n", pictures) == "a\n\nb\n"


def test_what_is_escaped_is_no_mark() -> None:
    text = r"\[efter](status:behind) [a \] b](status:kept)"
    assert plain(text, {}) == r"\[efter](status:behind) a \] b"


def test_a_whole_document_has_none_left() -> None:
    text = markdown.render(PUBLICATION, HouseStyle()).decode()
    assert "status:" not in text
    assert "picture:" not in text
    assert "](lang:" not in text
    assert "[länk till webben](https://example.org/lofte?a=1&b=2)" in text
