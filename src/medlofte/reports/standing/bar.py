"""A bar of characters: how much is done, with a mark where the time is."""

from __future__ import annotations

from medlofte.progress.wanted import Share

WIDTH = 12


def bar(done: Share | None, gone: Share | None, *, blocks: bool = True) -> str:
    """The bar, ``WIDTH`` characters wide; empty when there is nothing to measure against.

    What is more than all fills it and stops at its end. The mark stands where the period has come.
    """
    if done is None:
        return ""
    full, empty, mark = ("█", "░", "┃") if blocks else ("#", ".", "|")
    filled = min(done[0] * WIDTH // done[1], WIDTH)
    if filled == 0 and done[0] > 0:
        filled = 1
    cells = [full] * filled + [empty] * (WIDTH - filled)
    if gone is not None and gone[0] < gone[1]:
        cells[gone[0] * WIDTH // gone[1]] = mark
    return "".join(cells)
