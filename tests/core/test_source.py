"""A file's text and places in it: lines count from 1 and end at LF, as git splits them."""

import pytest

from medlofte.core.source import Position, Source, Span, on_line

pytestmark = pytest.mark.quick


def test_lines_are_split_at_lf_alone_and_count_from_one() -> None:
    source = Source("promises/x.yaml", "a\r\nb\x0bc\u2028d\n")
    assert source.lines == ["a\r", "b\x0bc\u2028d", ""]
    assert [source.line(number) for number in (0, 1, 2, 3, 4)] == ["", "a\r", "b\x0bc\u2028d", "", ""]


def test_a_span_on_one_line_ends_before_its_end() -> None:
    assert on_line(3, 5, 4) == Span(Position(3, 5), Position(3, 9))


def test_positions_are_ordered_by_line_and_then_by_column() -> None:
    assert Position(2, 1) < Position(2, 3) < Position(10, 1)
