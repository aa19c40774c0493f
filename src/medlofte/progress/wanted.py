"""What is wanted of an activity: over its whole period, and by the close of a day. Depends on nothing reported."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from medlofte.dates import ONE_DAY, months_later
from medlofte.promise import Activity, Kind, Number, Pace, Period

MONTHS_IN = {"month": 1, "quarter": 3, "tertial": 4, "half-year": 6, "year": 12}
"""How many months a rate's unit of time has; a tertial is a third of a year."""


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Days gone at the close of a day, of the days there are; ``of`` is missing when there is no end."""

    days: int
    of: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """``whole``: wanted of the whole period. ``now``: wanted by the close of the day. Missing: nothing is wanted."""

    whole: Number | None
    now: Number | None


def elapsed(period: Period, as_of: date) -> Elapsed:
    """Days gone of the period at the close of the day, the day itself included."""
    gone = max(0, (as_of - period.start).days + 1)
    if period.end is None:
        return Elapsed(gone, None)
    of = (period.end - period.start).days + 1
    return Elapsed(min(gone, of), of)


def has_ended(period: Period | None, as_of: date) -> bool:
    """Whether the day is the period's last or later. Without an end it never is."""
    return period is not None and period.end is not None and as_of >= period.end


def wanted(activity: Activity, period: Period | None, as_of: date, cases: Number = 0) -> Wanted:
    """What the activity's target wants. ``cases`` is the number of cases so far, for a time limit."""
    target = activity.target
    whole: Number | None
    match target.kind:
        case Kind.ONGOING:
            return Wanted(None, None)
        case Kind.RATE:
            return _of_rate(target.amount, target.per, period, as_of)
        case Kind.MILESTONE:
            return Wanted(1, _milestone_by_now(target.by.last if target.by else None, period, as_of))
        case Kind.TIME_LIMIT:
            return Wanted(cases, None if period is None or period.end is None else cases)
        case Kind.COVERAGE:
            whole = _coverage(target.of, target.share)
        case _:
            whole = target.amount
    if whole is None or period is None or period.end is None:
        return Wanted(whole, None)
    return Wanted(whole, floor(Fraction(whole) * _share_by_now(activity.pace, period, period.end, as_of)))


def _coverage(of: int | None, share: Number | None) -> int | None:
    if of is None or share is None:
        return of
    return ceil(of * Fraction(share) / 100)


def _share_by_now(pace: Pace, period: Period, end: date, as_of: date) -> Fraction:
    """The part of the whole that an even pace, a season or an end asks for by the close of the day."""
    if pace.at_end:
        return Fraction(as_of >= end)
    if pace.months:
        of = _days_in(pace.months, period.start, end)
        return Fraction(_days_in(pace.months, period.start, min(as_of, end)), of) if of else Fraction(as_of >= end)
    gone = elapsed(period, as_of)
    return Fraction(gone.days, gone.of or 1)


def _days_in(months: tuple[int, ...], first: date, last: date) -> int:
    """Days from first to last, both included, that lie in one of the months."""
    total = 0
    start = first
    while start <= last:
        next_month = months_later(start.replace(day=1), 1)
        if start.month in months:
            total += (min(last + ONE_DAY, next_month) - start).days
        start = next_month
    return total


def _milestone_by_now(by: date | None, period: Period | None, as_of: date) -> int | None:
    if period is None or period.end is None:
        return None
    return int(as_of >= period.end or (by is not None and as_of >= by))


def _of_rate(amount: Number | None, per: str | None, period: Period | None, as_of: date) -> Wanted:
    assert amount is not None
    assert per is not None
    if period is None:
        return Wanted(None, None)
    last = as_of if period.end is None else min(as_of, period.end)
    whole = None if period.end is None else floor(Fraction(amount) * units(per, period.start, period.end))
    return Wanted(whole, floor(Fraction(amount) * units(per, period.start, last)))


def units(per: str, start: date, last: date) -> Fraction:
    """How many of a rate's units of time there are from ``start`` to the close of ``last``.

    Weeks are sevenths of days. Months and longer are counted from the first day, from a 31st to the month's last day;
    the unfinished one counts as its elapsed days of its days.
    """
    after = last + timedelta(days=1)
    days = (after - start).days
    if days <= 0:
        return Fraction(0)
    if per == "day":
        return Fraction(days)
    if per == "week":
        return Fraction(days, 7)
    step = MONTHS_IN[per]
    full = ((after.year - start.year) * 12 + after.month - start.month) // step
    while months_later(start, full * step) > after:
        full -= 1
    begun, ends = months_later(start, full * step), months_later(start, (full + 1) * step)
    return full + Fraction((after - begun).days, (ends - begun).days)


def percent(done: Number | None, of: Number | None) -> int | None:
    """``floor(100 × done / of)``, so that 199 of 200 is 99; missing when either is, or when nothing is wanted."""
    if done is None or not of:
        return None
    return floor(100 * Fraction(done) / Fraction(of))
