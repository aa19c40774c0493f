"""Addresses: a file's text, and places in it."""

from __future__ import annotations

from functools import cached_property

from medlofte.core.record import Record

Route = tuple[str | int, ...]
"""Where something stands in the data: keys and list indices from the top, as ``("activities", "fotpatrull")``."""


class Position(Record):
    """A place in a text: line and column count from 1, columns in Unicode code points."""

    line: int
    column: int


class Span(Record):
    """From ``start`` up to, not including, ``end``."""

    start: Position
    end: Position


TOP = Span(Position(1, 1), Position(1, 1))


def on_line(line: int, column: int, length: int = 1) -> Span:
    """A span on one line."""
    return Span(Position(line, column), Position(line, column + length))


class Source:
    """A file that could be read as text: its path in the project and its lines, split on LF as git splits them."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their line breaks."""
        return self.text.split("\n")

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1; empty past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""
