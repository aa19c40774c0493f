"""What a picture shows, by rule: as much as its figures say, named by its words, and never by colour alone."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.core.escaping import format_number, mask_and_escape
from medlofte.progress.charts import BarChart, PaceChart
from medlofte.progress.status import Status
from medlofte.publishing.chart_svg import (
    BOTTOM,
    LEFT,
    LONGEST_UNIT,
    NARROW_WIDTH,
    RIGHT,
    TOP,
    WIDTH,
    draw,
    scale,
    symbol,
)

START, END = date(2026, 1, 1), date(2026, 12, 31)
DAYS = st.dates(START, END)
NUMBERS = st.integers(0, 10**30) | st.decimals(0, 10**9, places=2)


@st.composite
def paces(draw: st.DrawFn) -> PaceChart:
    start, as_of, end = sorted(draw(st.tuples(DAYS, DAYS, DAYS)))
    done = zip(sorted(draw(st.sets(st.dates(start, as_of), max_size=9))), sorted(draw(st.lists(NUMBERS, max_size=9))))
    wanted = zip(sorted(draw(st.sets(st.dates(start, end), max_size=9))), sorted(draw(st.lists(NUMBERS, max_size=9))))
    return PaceChart(start, end, as_of, tuple(done), tuple(wanted), draw(st.text(max_size=40)))


SHARES = st.floats(0, 5)
PICTURES = st.builds(BarChart, SHARES, st.none() | st.floats(0, 1)) | paces()


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def one(svg: str, name: str) -> ElementTree.Element:
    return next(each for each in read(svg).iter() if each.get("class") == name)


def has(svg: str, name: str) -> bool:
    return f'class="{name}"' in svg


def lines(svg: str, name: str) -> list[list[tuple[float, float]]]:
    """The corners of the lines of that name: the first is the legend's."""
    paths = [each.get("d", "") for each in read(svg).iter() if each.get("class") == name]
    corners = [[point.split() for point in path[1:].split("L")] for path in paths[1:]]
    return [[(float(x), float(y)) for x, y in line] for line in corners]


def texts(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in read(svg).iter() if each.tag.endswith("}text")]


@given(PICTURES, st.text(), st.from_regex(r"[a-z_]{1,9}", fullmatch=True))
def test_a_picture_is_well_formed_and_named_by_its_words(picture: BarChart | PaceChart, words: str, id: str) -> None:
    svg = draw(picture, words, id)
    top = read(svg)
    assert (top.get("role"), top.get("aria-labelledby")) == ("img", id)
    title = top[0]
    assert (title.tag.rpartition("}")[2], title.get("id"), title.text or "") == ("title", id, mask_and_escape(words))
    assert svg == draw(picture, words, id)
    assert "style=" not in svg


@given(PICTURES)
def test_everything_drawn_has_a_colour_without_a_style_sheet(picture: BarChart | PaceChart) -> None:
    for each in read(draw(picture, "", "x")):
        if not each.tag.endswith("title"):
            assert each.get("fill") or each.get("stroke")


@given(SHARES, SHARES)
def test_more_done_is_never_a_shorter_bar_and_more_than_all_is_the_whole(one_share: float, other: float) -> None:
    less, more = sorted((one_share, other))
    widths = [
        float(one(draw(BarChart(each), "", "x"), "fill").get("width", "")) if each else 0 for each in (less, more)
    ]
    assert widths[0] <= widths[1] <= WIDTH - 2
    assert more < 1 or widths[1] == WIDTH - 2


def test_nothing_done_fills_nothing_and_without_an_end_no_time_is_marked() -> None:
    svg = draw(BarChart(0.0), "", "x")
    assert has(svg, "track")
    assert not has(svg, "fill")
    assert not has(svg, "now")


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_mark_stands_further_on_the_more_time_has_gone(one_share: float, other: float) -> None:
    at = [
        one(draw(BarChart(0.5, gone), "", "x"), "now").get("d", "")[1:].split()[0]
        for gone in sorted((one_share, other))
    ]
    assert 0 < float(at[0]) <= float(at[1]) < WIDTH


@given(paces())
def test_what_was_done_rises_and_never_goes_back(pace: PaceChart) -> None:
    (line,) = lines(draw(pace, "", "x"), "done")
    assert list(line[0]) == [LEFT, BOTTOM]
    for (x, y), (after, height) in pairwise(line):
        assert LEFT <= x <= after <= RIGHT
        assert TOP <= height <= y <= BOTTOM
        assert x == after or y == height


@given(paces())
def test_the_lines_differ_without_colour(pace: PaceChart) -> None:
    svg = draw(pace, "", "x")
    assert "stroke-dasharray" not in one(svg, "done").attrib
    assert "stroke-dasharray" in one(svg, "wanted").attrib
    assert texts(svg)[:2] == ["Gjort", "I takt med löftet"]


@given(paces())
def test_the_days_and_the_scale_are_written(pace: PaceChart) -> None:
    said = texts(draw(pace, "", "x"))
    assert said[-2:] == [pace.start.isoformat(), pace.end.isoformat()]
    ticks = [format_number(tick) for tick in scale(value for _, value in (*pace.done, *pace.wanted))]
    assert [label.split(" ")[0] for label in said[2:-2]] == ticks[1:]


@given(st.lists(NUMBERS, max_size=4))
def test_a_scale_reaches_the_highest_sum_in_few_even_steps(sums: list[Decimal | int]) -> None:
    ticks = scale(sums)
    assert ticks[0] == 0
    assert ticks[-1] >= max(sums, default=0)
    assert 2 <= len(ticks) <= 5
    assert len({after - before for before, after in pairwise(ticks)}) == 1


def test_a_scale_has_round_numbers() -> None:
    assert list(scale([1, 20])) == [0, 5, 10, 15, 20]
    assert list(scale([4321])) == [0, 2000, 4000, 6000]
    assert list(scale([Decimal("1.5")])) == [0, Decimal("0.5"), 1, Decimal("1.5")]
    assert scale([]) == scale([0])


@given(SHARES)
def test_a_narrow_bar_is_as_high_and_filled_in_proportion(share: float) -> None:
    whole, narrow = (read(draw(BarChart(share), "", "x", is_narrow=narrow)) for narrow in (False, True))
    assert whole.get("height") == narrow.get("height")
    assert (whole.get("width"), narrow.get("width")) == (str(WIDTH), str(NARROW_WIDTH))
    if share > 0.05:
        fills = [
            float(one(draw(BarChart(share), "", "x", is_narrow=narrow), "fill").get("width", ""))
            for narrow in (False, True)
        ]
        assert fills[0] / (WIDTH - 2) == pytest.approx(fills[1] / (NARROW_WIDTH - 2), abs=0.001)


def even(days: int) -> tuple[tuple[date, Decimal], ...]:
    return tuple((START + timedelta(day), Decimal(day + 1) * 20 / 365) for day in range(days))


def test_an_even_pace_is_one_straight_line_to_the_corner() -> None:
    (line,) = lines(draw(PaceChart(START, END, START, (), even(365)), "", "x"), "wanted")
    assert line == [(LEFT, BOTTOM), (RIGHT, TOP)]


def test_half_of_it_on_half_of_the_days_is_in_the_middle() -> None:
    first, last = date(2026, 1, 1), date(2026, 1, 10)
    svg = draw(PaceChart(first, last, date(2026, 1, 5), ((date(2026, 1, 5), 10),), ((last, 20),)), "", "x")
    assert lines(svg, "done")[0][-1] == ((LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2)


def test_one_day_goes_from_left_to_right() -> None:
    svg = draw(PaceChart(START, START, START, ((START, 3),), ((START, 3),)), "", "x")
    assert lines(svg, "done")[0] == [(LEFT, BOTTOM), (RIGHT, BOTTOM), (RIGHT, TOP), (RIGHT, TOP)]


def test_before_the_first_day_nothing_is_drawn_as_done() -> None:
    svg = draw(PaceChart(START, END, date(2025, 12, 1), (), ((END, 20),)), "", "x")
    assert lines(svg, "done") == []


def test_a_number_is_written_whole_and_a_long_unit_is_cut() -> None:
    svg = draw(PaceChart(START, END, END, (), ((END, Decimal("1234567.5")),), "<" * 99), "", "x")
    assert texts(svg)[2:5] == [
        "500\u00a0000",
        "1\u00a0000\u00a0000",
        f"1\u00a0500\u00a0000 {'<' * (LONGEST_UNIT - 1)}…",
    ]


def test_a_picture_in_an_english_part_says_it_in_english() -> None:
    assert texts(draw(PaceChart(START, END, END, (), ()), "", "x", "en"))[0] == "Done"


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_symbol_of_its_own(status: Status) -> None:
    read(symbol(status))
    assert [each for each in Status if symbol(each) == symbol(status)] == [status]


def test_an_unknown_status_has_none() -> None:
    assert symbol('x" onload="y') == ""
