"""Follow-ups that come back: what part of the promise each is about, when it is due and from when it can be given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from medlofte.core.dates import LAST_YEAR, MONTHS_IN, ONE_DAY, DateSpan, InvalidDate, days, months_later
from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.model.promise import FollowUp, Period

AHEAD = timedelta(days=30)
"""A follow-up that is due by a certain day can be given so much earlier: it is written before it is dealt with."""

_AFTER_EACH = {
    "month": msg("after each month"),
    "quarter": msg("after each quarter"),
    "tertial": msg("after each third of a year"),
    "half-year": msg("after each half-year"),
    "year": msg("after each year"),
}
_YEAR = len("2026")


class Occurrence(Record):
    """One time that a follow-up is owed: when it is due, and the first day on which what is given answers it.

    ``first`` and ``last`` are the days of the promise that it is about; missing when it comes only once.
    """

    due: DateSpan
    opens: date
    first: date | None = None
    last: date | None = None


def parts(period: Period, every: str, until: date) -> Iterator[tuple[date, date]]:
    """The first and the last day of each part of the period, which together are the whole of it up to its end.

    Parts are those of the calendar year, cut where the period begins and ends. Without an end they go on to ``until``.
    """
    months = MONTHS_IN[every]
    end = period.end or max(until, period.start)
    first = period.start
    while first <= end:
        month = (first.month - 1) // months * months + 1
        after = months_later(date(first.year, month, 1), months)
        yield first, min(after - ONE_DAY, period.end or after)
        first = after


def occurrences(followup: FollowUp, period: Period | None, until: date) -> Iterator[Occurrence]:
    """Each time that the follow-up is owed, in order; what recurs is cut after ``until`` only where there is no end.

    One that recurs is owed for each part of the period, in the month after the part, or with ``due`` then and as
    many months later again. Nothing recurs without a period.
    """
    if followup.every is None:
        assert followup.due is not None
        yield Occurrence(followup.due, _opens(followup.due))
        return
    step = MONTHS_IN[followup.every]
    for number, (first, last) in zip(count(), parts(period, followup.every, until) if period else ()):
        due = _month_after(last) if followup.due is None else _later(followup.due, number * step)
        if due is None:
            return
        yield Occurrence(due, min(due.first, last + ONE_DAY), first, last)


def _opens(due: DateSpan) -> date:
    return due.first if due.is_interval else due.first - AHEAD


def _month_after(last: date) -> DateSpan | None:
    after = months_later(last.replace(day=1), 1)
    return days(f"{after.year}-{after.month:02}") if after.year <= LAST_YEAR else None


def _later(due: DateSpan, months: int) -> DateSpan | None:
    """The days so many months later, as exact as they are written; nothing past the last year that there is."""
    start, _, end = due.text.partition("/")
    first, last = _moved(start, months, "-01"), _moved(end or start, months, "-12")
    try:
        return days(first if first == last else f"{first}/{last}")
    except InvalidDate:
        return None


def _moved(text: str, months: int, month: str) -> str:
    """The year, month or day so many months later; a year that is moved by parts of one is its ``month``."""
    written = text + month if len(text) == _YEAR and months % MONTHS_IN["year"] else text
    moved = months_later(days(written).first, months)
    return moved.isoformat()[: len(written)]


def when(followup: FollowUp) -> Message:
    """When the follow-up is owed, in words: its day, or after what it comes back."""
    if followup.every is None:
        return msg("{day}", day=followup.due.text if followup.due else "")
    each = _AFTER_EACH[followup.every]
    return each if followup.due is None else msg("{each}, first {day}", each=each, day=followup.due.text)
