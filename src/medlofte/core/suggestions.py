"""Did you mean? The known word that a misspelt one most resembles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MOST_COMPARISONS = 100_000
"""After so many nobody is helped by one guess more, and each guess looks at all known words."""


def suggest(word: str, known: Sequence[str], least: float = 0.6) -> str | None:
    """The known word most like it, if any is at least so much alike (from 0 to 1)."""
    from difflib import get_close_matches  # here, because only faults need it

    return next(iter(get_close_matches(word, known, 1, least)), None)


class Suggester:
    """Words that many others are held against, each of which is looked for once."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._found: dict[str, str | None] = {word: word for word in self.words}
        self._left = max(1, MOST_COMPARISONS // max(1, len(self.words)))

    def suggest(self, word: str) -> str | None:
        """The known word most like it, if any is alike; none after very many others."""
        if word not in self._found and self._left:
            self._found[word] = suggest(word, self.words)
            self._left -= 1
        return self._found.get(word)
