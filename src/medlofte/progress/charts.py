"""Pictures: what a bar and a pace chart show, as figures; how they look is each output format's own matter."""

from __future__ import annotations

from datetime import date

from medlofte.core.record import Record
from medlofte.model.promise import Number
from medlofte.progress.target import Share


class BarChart(Record):
    """How much is done, and how much of the time has gone.

    ``done`` is a share of what is wanted, from 0, more than 1 when more was done; ``gone`` is a share of the days,
    from 0 to 1, and missing where there is no end.
    """

    done: float
    gone: float | None = None


class PaceChart(Record):
    """What was done so far, day by day, against what is wanted by then.

    ``done`` and ``wanted`` are pairs of a day and the sum at its close, the earliest first. ``done`` ends at
    ``as_of``, ``wanted`` at ``end``.
    """

    start: date
    end: date
    as_of: date
    done: tuple[tuple[date, Number], ...]
    wanted: tuple[tuple[date, Number], ...]
    unit: str = ""


Picture = BarChart | PaceChart

WIDTH = 12
"""Characters of a bar that is drawn with characters."""


def characters(filled: int, marked: int | None, *, blocks: bool = True) -> str:
    """A bar of ``WIDTH`` characters, so many of them filled, with a mark in the place where the time has come."""
    full, empty, mark = ("█", "░", "┃") if blocks else ("#", ".", "|")
    cells = [full] * filled + [empty] * (WIDTH - filled)
    if marked is not None:
        cells[marked] = mark
    return "".join(cells)


def bar(done: Share | None, gone: Share | None, *, blocks: bool = True) -> str:
    """The bar, ``WIDTH`` characters wide; empty when there is nothing to measure against.

    What is more than all fills it and stops at its end. The mark stands where the period has come.
    """
    if done is None:
        return ""
    filled = min(done[0] * WIDTH // done[1], WIDTH)
    if filled == 0 and done[0] > 0:
        filled = 1
    marked = gone[0] * WIDTH // gone[1] if gone is not None and gone[0] < gone[1] else None
    return characters(filled, marked, blocks=blocks)
