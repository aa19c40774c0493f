"""Work shared among processes: the same results in the same order, sooner where there is much of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")

FEWEST = 24
"""Fewer pieces than this are done sooner by one."""
MOST_HANDS = 4
AT_A_TIME = 8

_WORK: list[Callable[[int], Any]] = []
"""What this process's children do; they are copies of it and find it here."""


def shared(work: Callable[[int], T], pieces: int) -> Iterator[T]:
    """What ``work`` makes of 0, 1 and so on, which is never nothing. What fails in a child is done again here."""
    hands = min(_processors(), MOST_HANDS)
    if pieces < FEWEST or hands < 2 or not hasattr(os, "fork"):
        yield from map(work, range(pieces))
        return
    from multiprocessing import get_context

    _WORK[:] = [work]
    with get_context("fork").Pool(hands, _be_hand) as pool:
        for number, done in enumerate(pool.imap(_do, range(pieces), AT_A_TIME)):
            yield work(number) if done is None else done


def _be_hand() -> None:
    """A child leaves it to its parent to be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(number: int) -> Any:
    try:
        return _WORK[0](number)
    except Exception:
        return None


def _processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
