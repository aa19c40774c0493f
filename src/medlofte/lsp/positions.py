"""An editor's lines and columns: they count from 0, break at other places than ours, and count code units."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from medlofte.core.source import Position, Span

UTF_8, UTF_16, UTF_32 = "utf-8", "utf-16", "utf-32"
_BREAK = re.compile("\r\n|\n|\r")
_ONE_MORE = re.compile("[\U00010000-\U0010ffff]")
BYTE_ORDER_MARK = "\ufeff"

Cell = tuple[int, int]
"""An editor's line and column, from 0; the column in its units."""


class PositionMap:
    """A text as an editor holds it, and the way between its places and those of the same text as medlofte reads it.

    medlofte reads it without a byte order mark and with LF line ends. Every place has an answer: what lies outside is
    brought to the nearest there is.
    """

    def __init__(self, text: str, unit: str = UTF_16) -> None:
        self.text = text
        self.unit = unit

    def cell(self, position: Position) -> Cell:
        """The editor's place of one of ours."""
        line = min(max(position.line, 1), len(self._our_starts)) - 1
        start, end = self._our_starts[line], self._end(self._our_starts, line)
        return self._cell_at(min(start + max(position.column, 1) - 1, end))

    def cells(self, span: Span) -> tuple[Cell, Cell]:
        """The editor's places of a span's start and end; at least one character wide where there is one."""
        start, end = self.cell(span.start), self.cell(span.end)
        return (start, end) if start < end else (start, max(start, self.cell(_next(span.start))))

    def position(self, cell: Cell) -> Position:
        """Our place of the editor's."""
        line = min(max(cell[0], 0), len(self._starts) - 1)
        start, end = self._starts[line], self._end(self._starts, line)
        at = start + self._points(self.text[start:end], max(cell[1], 0))
        ours = max(bisect_right(self._our_starts, at) - 1, 0)
        return Position(ours + 1, max(at - self._our_starts[ours], 0) + 1)

    @cached_property
    def _starts(self) -> list[int]:
        if "\r" not in self.text:
            return _starts_by_newline(self.text)
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    @cached_property
    def _our_starts(self) -> list[int]:
        first = int(self.text.startswith(BYTE_ORDER_MARK))
        return [first, *_starts_by_newline(self.text)[1:]]

    def _end(self, starts: list[int], line: int) -> int:
        """Where a line's text ends, before its break."""
        if line + 1 == len(starts):
            return len(self.text)
        end = starts[line + 1]
        return end - (2 if self.text[max(end - 2, 0) : end] == "\r\n" else 1)

    def _cell_at(self, offset: int) -> Cell:
        line = bisect_right(self._starts, offset) - 1
        return line, self._units(self.text[self._starts[line] : offset])

    def _units(self, text: str) -> int:
        """How many units a text takes."""
        if self.unit == UTF_8:
            return len(text.encode(errors="surrogatepass"))
        return len(text) if self.unit == UTF_32 or text.isascii() else len(text) + len(_ONE_MORE.findall(text))

    def _points(self, line: str, units: int) -> int:
        """How many characters stand before a column; one that is split by it is not among them."""
        if self.unit == UTF_32 or line.isascii():
            return min(units, len(line))
        passed = 0
        for number, character in enumerate(line):
            passed += self._units(character)
            if passed > units:
                return number
        return len(line)


def _starts_by_newline(text: str) -> list[int]:
    """Where each line begins; for a large log this is most of the work, and faster than an expression."""
    lengths = (len(line) + 1 for line in text.split("\n")[:-1])
    return list(accumulate(lengths, initial=0))


def _next(position: Position) -> Position:
    return Position(position.line, position.column + 1)
