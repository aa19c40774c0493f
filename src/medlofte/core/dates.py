"""Days as promises write them: ``2018-10-01``, ``2018-10``, ``2018`` and ``start/end`` of such."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from medlofte.core.record import Record

ONE_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Outside these years a date is a slip of the pen."""
DAYS_IN = {"day": 1, "week": 7}
MONTHS_IN = {"month": 1, "quarter": 3, "tertial": 4, "half-year": 6, "year": 12}
"""How many days or months a unit of time has; a tertial is a third of a year."""


class DateSpan(Record):
    """A stretch of days, both ends included, with the words it was written in."""

    first: date
    last: date
    text: str

    @property
    def is_interval(self) -> bool:
        """Whether it is more than one day."""
        return self.first != self.last

    def overlaps(self, other: DateSpan) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


class InvalidDate(ValueError):
    """The text has the form of a date, but no calendar has that day; ``text`` is the faulty part."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class ReversedInterval(ValueError):
    """The interval ends before it starts."""


@lru_cache(maxsize=1024)
def days(text: str) -> DateSpan:
    """The days that a text stands for. Raises ``InvalidDate`` or ``ReversedInterval``."""
    start, slash, end = text.partition("/")
    first, last = _moment(start)
    if slash:
        last = _moment(end)[1]
        if last < first:
            raise ReversedInterval(text)
    return DateSpan(first, last, text)


def _moment(text: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
    parts = text.split("-")
    digits = text.replace("-", "")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not (digits.isascii() and digits.isdecimal()):
        raise InvalidDate(text)
    year, month, day = (int(part) for part in (*parts, "0", "0")[:3])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidDate(text)
    try:
        if len(parts) == 1:
            return date(year, 1, 1), date(year, 12, 31)
        if len(parts) == 2:
            return date(year, month, 1), date(year, month, _days_in(year, month))
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise InvalidDate(text) from None


def months_later(start: date, months: int) -> date:
    """The same day of the month, ``months`` later; from a 31st, the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    """How many days the month has."""
    last = date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - ONE_DAY
    return last.day
