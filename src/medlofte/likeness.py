"""Did you mean? The known word that a misspelt one most resembles."""

from collections.abc import Sequence


def nearest(word: str, known: Sequence[str], least: float = 0.6) -> str | None:
    """The known word most like it, if any is at least so much alike (from 0 to 1)."""
    from difflib import get_close_matches  # here, because only faults need it

    return next(iter(get_close_matches(word, known, 1, least)), None)
