"""What a person sees of work that takes long: one line on standard error, which is gone when the work is done."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from time import monotonic
from typing import TypeVar

from medlofte.core.messages import Message, Translator, msg
from medlofte.project.context import Track

PATIENCE = 2.0
"""So many seconds pass before anything is shown."""
PAUSE = 0.1
"""So many seconds at least lie between two looks of the line."""
COLUMNS = 80
LONGEST_BAR = 24

T = TypeVar("T")


def tracker(translator: Callable[[], Translator], clock: Callable[[], float] = monotonic) -> Track:
    """Wrap items so that from two seconds on a person sees how many are done, in the translator's language.

    The total is what was given or the number of items, if they have one. The clock is read when an item is asked for,
    so one that takes long is waited for in silence.
    """

    def track(items: Iterable[T], doing: Message, total: int | None = None, /) -> Iterator[T]:
        known = len(items) if total is None and isinstance(items, Sized) else total
        return _track(items, lambda done: _words(translator(), doing, done, known), clock)

    return track


def _track(items: Iterable[T], words: Callable[[int], str], clock: Callable[[], float]) -> Iterator[T]:
    due = clock() + PATIENCE
    try:
        for done, item in enumerate(items):
            if clock() >= due:
                _show(words(done))
                due = clock() + PAUSE
            yield item
    finally:
        clear()


_SHOWN = [""]
"""What stands on the line now. There is one screen, so there is one line."""


def clear() -> None:
    """Leave the line empty, and the cursor at its beginning."""
    if _SHOWN[0]:
        _show("")


def _show(text: str) -> None:
    """Put a text in place of what stands on the line, and the cursor before it, where ``^C`` will be written over.

    It never fills the line, so the screen never moves.
    """
    text = text[: _columns() - 1]
    left = " " * (len(_SHOWN[0]) - len(text))
    _SHOWN[0] = text
    sys.stderr.write(f"\r{text}{left}\r")
    sys.stderr.flush()


def _words(translator: Translator, doing: Message, done: int, total: int | None) -> str:
    if total is None:
        return translator(msg("{doing}: {done}", doing=doing, done=_group_digits(translator, done)))
    of = msg(
        "{doing}: {done} of {total}",
        doing=doing,
        done=_group_digits(translator, done),
        total=_group_digits(translator, total),
    )
    return f"{translator(of)}  {_bar(done, total)}"


def _group_digits(translator: Translator, number: int) -> str:
    return f"{number:,}".replace(",", " " if translator.language == "sv" else ",")


def _bar(done: int, total: int) -> str:
    full, empty = "█░" if (sys.stderr.encoding or "").lower().startswith("utf") else "#-"
    length = LONGEST_BAR * min(done, total) // max(total, 1)
    return full * length + empty * (LONGEST_BAR - length)


def is_watched() -> bool:
    """Whether a person sees standard error as it is written, on a screen where a line can be written anew."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or COLUMNS
    except (OSError, ValueError):
        return COLUMNS
