"""What is wanted of an activity: over its whole period, and by the close of a day. Depends on nothing reported."""

from __future__ import annotations

from datetime import date

from medlofte.core.dates import DAYS_IN, MONTHS_IN, ONE_DAY, months_later
from medlofte.core.record import Record
from medlofte.model.promise import Activity, Number, Pace, Period, TargetKind

Share = tuple[int, int]
"""A fraction: numerator and denominator, so that arithmetic stays exact."""


class Elapsed(Record):
    """Days gone at the close of a day, of the days there are; ``of`` is missing when there is no end."""

    days: int
    of: int | None


class Expected(Record):
    """``whole``: wanted of the whole period. ``now``: wanted by the close of the day. Missing: nothing is wanted."""

    whole: Number | None
    now: Number | None


def elapsed_at(period: Period, as_of: date) -> Elapsed:
    """Days gone of the period at the close of the day, the day itself included."""
    gone = max(0, (as_of - period.start).days + 1)
    if period.end is None:
        return Elapsed(gone, None)
    of = (period.end - period.start).days + 1
    return Elapsed(min(gone, of), of)


def has_ended(period: Period | None, as_of: date) -> bool:
    """Whether the day is the period's last or later. Without an end it never is."""
    return period is not None and period.end is not None and as_of >= period.end


def expected_at(activity: Activity, period: Period | None, as_of: date, cases: Number = 0) -> Expected:
    """What the activity's target wants. ``cases`` is the number of cases so far, for a time limit."""
    target = activity.target
    whole: Number | None
    match target.kind:
        case TargetKind.ONGOING:
            return Expected(None, None)
        case TargetKind.RATE:
            return _of_rate(target.amount, target.per, period, as_of)
        case TargetKind.MILESTONE:
            return Expected(1, _milestone_by_now(target.by.last if target.by else None, period, as_of))
        case TargetKind.TIME_LIMIT:
            return Expected(cases, None if period is None or period.end is None else cases)
        case TargetKind.COVERAGE:
            whole = coverage_expected(target.of, target.share)
        case _:
            whole = target.amount
    if whole is None or period is None or period.end is None:
        return Expected(whole, None)
    return Expected(whole, floor_of(whole, _share_by_now(activity.pace, period, period.end, as_of)))


def coverage_expected(of: int | None, share: Number | None) -> int | None:
    """How many a coverage wants reached: all, or the share of them in per cent, rounded up; missing without ``of``."""
    if of is None or share is None:
        return of
    numerator, denominator = share.as_integer_ratio()
    return -(-of * numerator // (100 * denominator))


def floor_of(amount: Number, share: Share) -> int:
    """``floor(amount × share)``, in whole numbers throughout."""
    numerator, denominator = amount.as_integer_ratio()
    return (numerator * share[0]) // (denominator * share[1])


def _share_by_now(pace: Pace, period: Period, end: date, as_of: date) -> Share:
    """The part of the whole that an even pace, a season or an end asks for by the close of the day."""
    at_end = (int(as_of >= end), 1)
    if pace.at_end:
        return at_end
    if pace.months:
        of = days_in(pace.months, period.start, end)
        return (days_in(pace.months, period.start, min(as_of, end)), of) if of else at_end
    gone = elapsed_at(period, as_of)
    return gone.days, gone.of or 1


def days_in(months: tuple[int, ...], first: date, last: date) -> int:
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


def _of_rate(amount: Number | None, per: str | None, period: Period | None, as_of: date) -> Expected:
    assert amount is not None
    assert per is not None
    if period is None:
        return Expected(None, None)
    last = as_of if period.end is None else min(as_of, period.end)
    whole = None if period.end is None else floor_of(amount, units(per, period.start, period.end))
    return Expected(whole, floor_of(amount, units(per, period.start, last)))


def units(per: str, start: date, last: date) -> Share:
    """How many of a rate's units of time there are from ``start`` to the close of ``last``, as a fraction.

    Weeks are sevenths of days. Months and longer are counted from the first day, from a 31st to the month's last day;
    the unfinished one counts as its elapsed days of its days.
    """
    after = last + ONE_DAY
    days = (after - start).days
    if days <= 0:
        return 0, 1
    if per in DAYS_IN:
        return days, DAYS_IN[per]
    step = MONTHS_IN[per]
    full = ((after.year - start.year) * 12 + after.month - start.month) // step
    while months_later(start, full * step) > after:
        full -= 1
    begun, ends = months_later(start, full * step), months_later(start, (full + 1) * step)
    of = (ends - begun).days
    return full * of + (after - begun).days, of


def percent(done: Number | None, of: Number | None) -> int | None:
    """``floor(100 × done / of)``, so that 199 of 200 is 99; missing when either is, or when nothing is wanted."""
    if done is None or not of:
        return None
    numerator, denominator = of.as_integer_ratio()
    return floor_of(done, (100 * denominator, numerator))
