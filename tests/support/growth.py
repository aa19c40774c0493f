"""How work grows with what there is to do: counted in calls of functions, which no busy machine changes."""

import sys
from collections.abc import Callable
from types import FrameType

SIZES = (1, 4)
MOST = 5
"""So many times the work may be done for four times as much."""


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, the built-in ones too, while the work is done."""
    number = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return number


def growth(make: Callable[[int], Callable[[], object]], size: int) -> float:
    """How many times the calls for one size are those for four times the size. What is made beforehand is free."""
    small, large = (make(size * times) for times in SIZES)
    small()  # what is remembered between runs is there for both
    return calls(large) / calls(small)
