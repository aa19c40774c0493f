"""Lines and columns: an editor counts from 0, in units of its own, and breaks lines where we do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.core.source import Position, Span, on_line
from medlofte.lsp.positions import UTF_8, UTF_16, UTF_32, PositionMap

TEXT = "a: å\nb: 😀x\nlast"


@pytest.mark.parametrize(
    ("unit", "position", "cell"),
    [
        (UTF_16, Position(1, 5), (0, 4)),
        (UTF_8, Position(1, 5), (0, 5)),
        (UTF_16, Position(2, 5), (1, 5)),
        (UTF_8, Position(2, 5), (1, 7)),
        (UTF_32, Position(2, 5), (1, 4)),
        (UTF_16, Position(3, 5), (2, 4)),
    ],
)
def test_columns_are_counted_in_the_editors_unit(unit: str, position: Position, cell: tuple[int, int]) -> None:
    assert PositionMap(TEXT, unit).cell(position) == cell
    assert PositionMap(TEXT, unit).position(cell) == position


def test_a_column_inside_a_character_is_before_it() -> None:
    assert PositionMap("😀x").position((0, 1)) == Position(1, 1)
    assert PositionMap("åx", UTF_8).position((0, 1)) == Position(1, 1)


@pytest.mark.parametrize("cell", [(0, 99), (99, 0), (-1, -1)])
def test_what_lies_outside_is_brought_inside(cell: tuple[int, int]) -> None:
    position = PositionMap(TEXT).position(cell)
    assert 1 <= position.line <= 3
    assert position in (Position(1, 5), Position(3, 1), Position(1, 1))


def test_line_ends_of_windows_are_no_part_of_a_line() -> None:
    grid = PositionMap("a\r\nbc\r\n")
    assert grid.cell(Position(2, 3)) == (1, 2)
    assert grid.cell(Position(1, 9)) == (0, 1)
    assert grid.position((1, 9)) == Position(2, 3)
    assert grid.cell(Position(3, 1)) == (2, 0)


def test_a_lone_carriage_return_breaks_the_editors_line_only() -> None:
    grid = PositionMap("a\rb\nc")
    assert grid.cell(Position(1, 3)) == (1, 0)
    assert grid.cell(Position(2, 1)) == (2, 0)
    assert grid.position((1, 0)) == Position(1, 3)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_what_only_python_takes_for_a_line_break_breaks_none(sign: str) -> None:
    grid = PositionMap(f"a{sign}b\nc")
    assert grid.cell(Position(2, 1)) == (1, 0)
    assert grid.position((0, 2)) == Position(1, 3)


def test_a_byte_order_mark_is_the_editors_and_not_ours() -> None:
    assert PositionMap("\ufeffab").cell(Position(1, 1)) == (0, 1)
    assert PositionMap("\ufeffab").position((0, 1)) == Position(1, 1)
    assert PositionMap("\ufeffab").position((0, 0)) == Position(1, 1)


def test_a_place_without_width_is_shown_one_character_wide() -> None:
    assert PositionMap("ab").cells(on_line(1, 1, 0)) == ((0, 0), (0, 1))
    assert PositionMap("ab").cells(on_line(1, 3, 0)) == ((0, 2), (0, 2))
    assert PositionMap("ab").cells(Span(Position(1, 2), Position(1, 1))) == ((0, 1), (0, 2))


@given(st.text(alphabet="aå😀\n\r\u2028\ufeff", max_size=30), st.sampled_from([UTF_8, UTF_16, UTF_32]))
def test_every_place_comes_back(text: str, unit: str) -> None:
    ours = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    grid = PositionMap(text, unit)
    for number, line in enumerate(ours, 1):
        for column in range(1, len(line) + 2):
            assert grid.position(grid.cell(Position(number, column))) == Position(number, column)
