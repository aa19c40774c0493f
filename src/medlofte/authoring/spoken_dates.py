"""Dates as people write them in Swedish, in the form that a file has for them."""

from __future__ import annotations

import re

YEAR = re.compile(r"(?:år|year) ([0-9]{4})", re.IGNORECASE)
"""How people write a whole year; four digits alone may be anything."""
_MONTH_NAMES = (
    ("januari", "jan"),
    ("februari", "feb"),
    ("mars", "mar"),
    ("april", "apr"),
    ("maj",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("augusti", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_ISO = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?/[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_SPOKEN = r"(?:den )?(?:([1-9]|0[1-9]|[12][0-9]|3[01])(?::?e)? )?([a-zé]{3,9})\.? ([0-9]{4})"
_SHORT = r"([1-9]|0[1-9]|[12][0-9]|3[01])/([1-9]|0[1-9]|1[0-2])[ -]([0-9]{4})"


def as_in_file(words: str) -> str | None:
    """The date as a file has it, if it can be nothing else; whether there is such a day is not asked.

    ``31 januari 2026`` and ``31/1 2026`` are ``2026-01-31``; ``januari 2026`` is ``2026-01``; ``år 2026`` is ``2026``.
    """
    text = " ".join(words.split())
    if re.fullmatch(_ISO, text):
        return text
    if (year := YEAR.fullmatch(text)) is not None:
        return year[1]
    if (short := re.fullmatch(_SHORT, text)) is not None:
        return f"{short[3]}-{int(short[2]):02}-{int(short[1]):02}"
    spoken = re.fullmatch(_SPOKEN, text.casefold())
    month = _MONTHS.get(spoken[2]) if spoken is not None else None
    if spoken is None or month is None:
        return None
    return f"{spoken[3]}-{month:02}" + (f"-{int(spoken[1]):02}" if spoken[1] else "")
