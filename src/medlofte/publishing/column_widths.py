"""How wide a table's columns are on paper, from what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medlofte.core.record import Record
from medlofte.publishing.blocks import Image, Inline, StatusMark, Table, words

LINE = 96
"""So many characters fit beside each other across a page's width."""

_NARROWEST, _PADDING = 4, 3
_LONGEST_WORD, _LONGEST_LINE = 22, 50
_FIGURE = r"[-–−+]?\d[\d\s.,]*[%‰]?"
_SHORT = 12
_SYMBOL = "\u00a0" * 3
_BAR = "\u00a0" * 9


class ColumnLayout(Record):
    """A column: its share of the table's width, and whether it holds figures only, which stand to the right."""

    share: float
    is_figures: bool = False


def columns(table: Table, line: float = LINE) -> tuple[ColumnLayout, ...]:
    """The columns of a table as wide as a line of so many characters. The shares are 1 together."""
    texts = [[_text(row[at]) for row in (table.head, *table.rows)] for at in range(len(table.head))]
    least = [min(_LONGEST_WORD, max(_longest_word(text) for text in column)) for column in texts]
    wanted = [min(_LONGEST_LINE, max(len(text) for text in column)) for column in texts]
    sizes = _sizes([max(_NARROWEST, each) + _PADDING for each in least], [each + _PADDING for each in wanted], line)
    return tuple(ColumnLayout(size / sum(sizes), _is_figures(column[1:])) for size, column in zip(sizes, texts))


def _text(cell: Sequence[Inline]) -> str:
    """The cell's text, with room for a status's symbol and for a bar; what is not broken has no spaces."""
    return "".join(map(_whole, cell))


def _whole(inline: Inline) -> str:
    """What stands in a cell, as text: a status with its symbol, on one line if it is short, and blanks for a bar."""
    if isinstance(inline, Image):
        return _BAR
    if not isinstance(inline, StatusMark):
        return words((inline,))
    return _SYMBOL + (inline.text.replace(" ", "\u00a0") if len(inline.text) <= _SHORT else inline.text)


def _longest_word(text: str) -> int:
    return max(map(len, re.split(r"[ –/]+", text)))


def _sizes(least: list[int], wanted: list[int], line: float) -> list[float]:
    """What each column gets of the line: its longest word, and of what is left by what it wants beyond that.

    What is left over when all have what they want goes to the first column, and no other is wider than it unless it
    wants less: it says what the row is about.
    """
    extra = [max(0, want - need) for need, want in zip(least, wanted)]
    given = min(1.0, max(0.0, line - sum(least)) / max(1, sum(extra)))
    sizes = [need + more * given for need, more in zip(least, extra)]
    sizes[0] += max(0.0, line - sum(sizes)) / 2
    sizes[0] = max(sizes[0], min(wanted[0], max(sizes)))
    return sizes


def _is_figures(texts: list[str]) -> bool:
    """If something stands in the column, and nothing but figures and dashes."""
    filled = [text.strip() for text in texts if text.strip()]
    return any(text != "–" for text in filled) and all(text == "–" or re.fullmatch(_FIGURE, text) for text in filled)
