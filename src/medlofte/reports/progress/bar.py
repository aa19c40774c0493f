"""A bar of characters: how much is done, with a mark where the time is."""

from __future__ import annotations

from medlofte.progress.charts import WIDTH, characters
from medlofte.progress.target import Share


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
