"""A bar for what takes long: on standard error, only for a person at a terminal, and not before two seconds."""

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Any, TypeVar

from medlofte.cli.session import Session
from medlofte.language import Message

PATIENCE = 2.0
"""So many seconds pass before anything is shown."""

T = TypeVar("T")


def watched(session: Session, items: Iterable[T], title: Message) -> Iterator[T]:
    """The items, one by one; from two seconds on a person sees how many there have been."""
    if session.quiet or not sys.stderr.isatty():
        yield from items
        return
    start, bar = monotonic(), None
    try:
        for number, item in enumerate(items, 1):
            if bar is None and monotonic() - start >= PATIENCE:
                bar = _started(session.voice(title))
            if bar is not None and number % 100 == 0:
                bar.update(bar.task_ids[0], completed=number)
            yield item
    finally:
        if bar is not None:
            bar.stop()


def _started(title: str) -> Any:
    from rich.console import Console  # here, because it is slow to import and seldom needed
    from rich.progress import BarColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed:.0f}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task(title, total=None)
    bar.start()
    return bar
