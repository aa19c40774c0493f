"""Days as promises write them: ``2018-10-01``, ``2018-10``, ``2018`` and ``start/end`` of such."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)
_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included, with the words it was written in."""

    first: date
    last: date
    text: str

    @property
    def is_interval(self) -> bool:
        """Whether it is more than one day."""
        return self.first != self.last

    def overlaps(self, other: "Days") -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


class NotADay(ValueError):
    """The text has the form of a date, but no calendar has that day; ``text`` is the faulty part."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Reversed(ValueError):
    """The interval ends before it starts."""


@lru_cache(maxsize=8192)
def days(text: str) -> Days:
    """The days that a text stands for. Raises ``NotADay`` or ``Reversed``."""
    start, slash, end = text.partition("/")
    first, last = _moment(start)
    if slash:
        last = _moment(end)[1]
        if last < first:
            raise Reversed(text)
    return Days(first, last, text)


def _moment(text: str) -> tuple[date, date]:
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise NotADay(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise NotADay(text) from None


def months_later(start: date, months: int) -> date:
    """The same day of the month, ``months`` later; from a 31st, the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
