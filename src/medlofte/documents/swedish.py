"""Dates, numbers and rows of words as Swedish documents write them, by Babel's rules for the language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from medlofte.core.dates import DateSpan
from medlofte.model.promise import Number, Period

LOCALE = "sv_SE"
_YEAR, _MONTH = len("2018"), len("2018-10")


def long_date(day: date) -> str:
    """A day in running text: *2 november 2018*."""
    return format_date(day, "d MMMM y", LOCALE)


def english_date(day: date) -> str:
    """A day in running English: *2 November 2018*."""
    return format_date(day, "d MMMM y", "en_GB")


def long_days(days: DateSpan) -> str:
    """Days in running text, as exact as they were written: *oktober 2018*, *1 september–30 november 2024*."""
    start, _, end = days.text.partition("/")
    if not end:
        return _moment(days.first, start)
    return _range(days.first, _moment(days.first, start), days.last, _moment(days.last, end))


def when(days: DateSpan) -> str:
    """When something was done, as it follows a verb: *den 2 november 2018*, *i oktober 2018*, *2018*."""
    written = len(days.text)
    if written == _MONTH:
        return f"i {long_days(days)}"
    return f"den {long_days(days)}" if written > _MONTH and "/" not in days.text else long_days(days)


def _range(first: date, start: str, last: date, end: str) -> str:
    """Two days or months with a dash between; the year is written once when it is the same."""
    if first.year == last.year and start.endswith(f" {first.year}"):
        start = start.removesuffix(f" {first.year}")
    return f"{start}–{end}"


def _moment(day: date, written: str) -> str:
    if len(written) == _YEAR:
        return written
    return format_date(day, "MMMM y", LOCALE) if len(written) == _MONTH else long_date(day)


def long_period(period: Period) -> str:
    """A period in running text: *1 oktober 2018–30 september 2019*, *från och med 1 januari 2024 och tills vidare*."""
    if period.end is None:
        return f"från och med {long_date(period.start)} och tills vidare"
    return _range(period.start, long_date(period.start), period.end, long_date(period.end))


def short_period(period: Period) -> str:
    """A period in a table: *2018-10-01–2019-09-30*, *2024-01-01–*."""
    return f"{period.start.isoformat()}–{period.end.isoformat() if period.end else ''}"


def number(value: Number) -> str:
    """A number: decimal comma, and a no-break space between thousands."""
    return format_decimal(value, locale=LOCALE)


def series(words: Sequence[str], last: str = "och") -> str:
    """Words in a row: *polisen, kommunen och föreningarna*. A word with a comma of its own gets one after it too."""
    first = ", ".join(words[:-1])
    comma = "," if any(", " in word for word in words[:-1]) else ""
    return words[0] if len(words) == 1 else f"{first}{comma} {last} {words[-1]}" if words else ""


def capital(text: str) -> str:
    """The text with a capital first."""
    return f"{text[:1].upper()}{text[1:]}"
