"""What differs between two texts, word by word."""

from __future__ import annotations

from collections.abc import Iterator

from medlofte.core.escaping import LONGEST_QUOTE
from medlofte.core.personal_data import mask_identity_numbers
from medlofte.core.record import Record

AROUND = 3
"""So many words are shown on either side of what differs."""
LETTERS_BEFORE = 12
LONGEST_COMPARED = 500
"""Texts of more words are shown by their beginnings; likening them would take long."""


class Piece(Record):
    """Some words on the way from one text to the other: those that went and those that came, or those that stayed."""

    stayed: str = ""
    went: str = ""
    came: str = ""


def pieces(old: str, new: str) -> list[Piece]:
    """The way from the old text to the new, in the order of the words."""
    from difflib import SequenceMatcher  # here, because only reworded texts need it

    before, after = mask_identity_numbers(old).split(), mask_identity_numbers(new).split()
    if max(len(before), len(after)) > LONGEST_COMPARED:
        return [Piece(went=" ".join(before), came=" ".join(after))]
    found = []
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        went, came = " ".join(before[first:last]), " ".join(after[start:end])
        found.append(Piece(stayed=went) if what == "equal" else Piece(went=went, came=came))
    return found


def excerpts(old: str, new: str) -> tuple[str, str]:
    """The two texts from a little before the first word that differs to a little after the last.

    Where they would be long all the same, they begin a little before the first letter that differs.
    """
    first, last = _words_around(mask_identity_numbers(old).split(), mask_identity_numbers(new).split())
    if max(len(first), len(last)) <= LONGEST_QUOTE:
        return first, last
    alike = next((n for n, (one, other) in enumerate(zip(first, last)) if one != other), min(len(first), len(last)))
    cut = max(0, alike - LETTERS_BEFORE)
    return (f"…{first[cut:]}", f"…{last[cut:]}") if cut else (first, last)


def _words_around(before: list[str], after: list[str]) -> tuple[str, str]:
    shortest = min(len(before), len(after))
    start = next((at for at in range(shortest) if before[at] != after[at]), shortest)
    end = next((at for at in range(shortest - start) if before[-1 - at] != after[-1 - at]), shortest - start)
    first = max(0, start - AROUND)
    last = max(0, end - AROUND)
    return _cut(before, first, last), _cut(after, first, last)


def _cut(words: list[str], first: int, last: int) -> str:
    shown = " ".join(words[first : len(words) - last])
    return f"{'… ' if first else ''}{shown}{' …' if last else ''}"


def shorten(found: list[Piece]) -> Iterator[Piece]:
    """The pieces with the middle of long unchanged stretches left out."""
    for number, piece in enumerate(found):
        words = piece.stayed.split()
        before = AROUND if number > 0 else 0
        after = AROUND if number < len(found) - 1 else 0
        if len(words) <= before + after + 1:
            yield piece
        else:
            parts = (*words[:before], "…", *words[len(words) - after :])
            yield Piece(stayed=" ".join(parts))
