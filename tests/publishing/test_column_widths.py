"""Measures on paper: columns as wide as what stands in them, round numbers beside a chart, and the chart as PNG."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from medlofte.progress.charts import BarChart, PaceChart
from medlofte.publishing import blocks, chart_png
from medlofte.publishing.chart_scale import scale
from medlofte.publishing.column_widths import columns
from tests.support.publication import START

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


@given(st.lists(st.decimals(0, 10**15, allow_nan=False, places=3), max_size=4))
def test_a_scale_reaches_the_highest_sum_in_few_even_steps(sums: list[Decimal]) -> None:
    ticks = [each for each, _ in scale(sums)]
    assert ticks[0] == 0
    assert ticks[-1] >= max(sums, default=Decimal(0))
    assert 2 <= len(ticks) <= 5
    assert len({b - a for a, b in pairwise(ticks)}) == 1


def test_a_scale_has_round_numbers_as_they_are_written() -> None:
    assert [word for _, word in scale([1, 20])] == ["0", "5", "10", "15", "20"]
    assert [word for _, word in scale([4321])] == ["0", "2\u00a0000", "4\u00a0000", "6\u00a0000"]
    assert [word for _, word in scale([Decimal("1.5")])] == ["0", "0,5", "1", "1,5"]


def colours(picture: BarChart | PaceChart, line: float) -> list[tuple[int, ...]]:
    """The pixels across a picture, so far down."""
    image = Image.open(BytesIO(chart_png.draw(picture))).convert("RGB")
    return [tuple(image.getpixel((x, int(image.height * line)))) for x in range(image.width)]  # type: ignore[arg-type]


BLUE = (0x1F, 0x5A, 0x94)


@pytest.mark.parametrize(("done", "share"), [(0, 0), (0.25, 0.25), (1, 1), (7, 1)])
def test_a_bar_is_filled_as_far_as_is_done(done: float, share: float) -> None:
    found = colours(BarChart(done), 0.5)
    assert found.count(BLUE) / len(found) == pytest.approx(share, abs=0.02)


def test_a_bar_in_a_cell_is_high_enough_to_be_read() -> None:
    bar = BarChart(0.25, 0.75)
    whole, narrow = (Image.open(BytesIO(chart_png.draw(bar, is_narrow=narrow))) for narrow in (False, True))
    assert narrow.height / narrow.width > 2 * whole.height / whole.width
    middle = [narrow.convert("RGB").getpixel((x, narrow.height // 2)) for x in range(narrow.width)]
    assert middle.count(BLUE) / len(middle) == pytest.approx(0.25, abs=0.03)


def test_a_column_with_a_bar_has_room_for_it() -> None:
    rows = ("| Aktivitet | Utfall | Andel |", f"| Fotpatruller vid stationen | 8 av 15 pass | ![]({blocks.PICTURE}a) |")
    empty = ("| Aktivitet | Utfall | Andel |", "| Fotpatruller vid stationen | 8 av 15 pass | – |")
    assert columns(table(*rows))[2].share > 1.2 * columns(table(*empty))[2].share


def test_a_bar_has_a_mark_where_the_time_has_come_to() -> None:
    found = colours(BarChart(0, 0.75), 0.05)
    dark = [at for at, colour in enumerate(found) if sum(colour) < 200]
    assert sum(dark) / len(dark) / len(found) == pytest.approx(0.75, abs=0.01)
    assert not [colour for colour in colours(BarChart(0), 0.05) if colour != (255, 255, 255)]


def test_a_chart_is_drawn_and_is_the_same_each_time() -> None:
    days = tuple((START + timedelta(at), at) for at in range(100))
    pace = PaceChart(START, START + timedelta(200), START + timedelta(99), days, days)
    assert chart_png.draw(pace) == chart_png.draw(pace) != chart_png.draw(pace.replace(done=days[:50]))
    assert BLUE in colours(pace, 0.5)


def test_a_dashed_line_has_gaps_also_when_it_is_made_of_short_pieces() -> None:
    days = tuple((START + timedelta(at), 10) for at in range(200))
    image = Image.open(BytesIO(chart_png.draw(PaceChart(START, START + timedelta(199), START, (), days)))).convert("L")
    grey = [value < 160 for value in image.crop((0, 21, image.width, 22)).tobytes()]
    assert 0.4 < sum(grey) / len(grey) < 0.7
