"""Where an activity is likely to end if its rate so far holds: a range, and none on too little.

``docs/forecast.md`` tells the model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import sqrt

from medlofte.core.dates import ONE_DAY, months_later
from medlofte.core.record import Record
from medlofte.model.promise import Activity, Number, Pace, Period, Precision, exact_sum
from medlofte.progress.events import Event
from medlofte.progress.pace import WEEK, work_days

LEVEL = 80
"""How many per cent of outcomes lie in the range if the rate holds."""
MODEL = "quasi-poisson"

FEWEST_WEEKS = 12
FEWEST_MONTHS = 5
FEWEST_DAYS_LEFT = 14
FEWEST_DAYS_REPORTED = 5
"""So many different days must entries have ended on."""
LONGEST_SILENCE = {"weeks": 28, "months": 62}
"""After so many days without an entry it can't be known whether nothing was done or nothing is reported."""

_Z = 1.2815515655446004
"""The normal distribution's 90th percentile: a tenth lies above, and a tenth below its opposite."""
_LEAST_DISPERSION = 0.4
"""The least variance of a count by its mean: chance alone gives 1, and no course is far more regular for long."""
_FREEDOM = {"weeks": 3 / 4, "months": 1.0}
"""Degrees of freedom for each: uneven weeks tell less of their variance than months, which are sums."""
_MOST_LAGS = 2
_WEEKS_TO_A_LAG = 5
_SURE_ENOUGH = (Precision.EXACT, Precision.ABOUT)


class Forecast(Record):
    """The likely outcome at the end, from ``low`` to ``high``, by weeks or months so far.

    ``at_best`` is the outcome if every month left is as the best so far; ``out_of_reach`` that neither it nor the range
    comes up to what is wanted.
    """

    low: Number
    high: Number
    basis: str
    at_best: Number
    out_of_reach: bool


class CountsByPeriod(Record):
    """What was counted in each full week or month, the earliest first, and how many such are left.

    ``since`` is the last day that they tell of: what comes after it is foretold.
    """

    basis: str
    counts: tuple[float, ...]
    left: float
    since: date


def forecast_of(
    activity: Activity, period: Period, whole: Number, used: Sequence[Event], precision: Precision, as_of: date
) -> Forecast | None:
    """The forecast of an activity that is under way, by the events that its figure is made from."""
    assert period.end is not None
    sums = _sums_by_day(used)
    course = _counts_by_period(activity.pace, period, used, sums, as_of) if precision in _SURE_ENOUGH else None
    if course is None or len(sums) < FEWEST_DAYS_REPORTED or not any(course.counts):
        return None
    if work_days(activity.pace, as_of + ONE_DAY, period.end) < FEWEST_DAYS_LEFT:
        return None
    done = exact_sum([*sums.values()])
    before = float(exact_sum([0, *(number for day, number in sums.items() if day <= course.since)]))
    least, most = likely(course.counts, course.left, course.basis)
    low, high = round_range(before + least, before + most, done)
    at_best = _at_best(activity.pace, sums, course.since, period.end)
    short = precision is Precision.EXACT and at_best < whole and high < whole
    return Forecast(low, high, course.basis, at_best, short)


def likely(counts: Sequence[float], left: float, basis: str = "weeks") -> tuple[float, float]:
    """The range that the sum over ``left`` more weeks or months lies in, at ``LEVEL`` per cent.

    It holds every sum that lies within Student's t of what the counts foretell, where the doubt grows with the sum
    itself: the roots of ``(sum - mean)² = spread × (sum + counted)``. The counts' own mean is in doubt too.
    """
    n, counted = len(counts), sum(counts)
    mean = left * counted / n
    spread = _student((n - 1) * _FREEDOM[basis]) ** 2 * _dispersion(counts) * left / n
    middle, half = mean + spread / 2, sqrt(spread * (mean + counted) + spread**2 / 4)
    return max(0.0, middle - half), middle + half


def _dispersion(counts: Sequence[float]) -> float:
    """The variance of a count by its mean; more when counts near each other are alike, and never next to none."""
    n = len(counts)
    mean = sum(counts) / n
    off = [count - mean for count in counts]
    variance = sum(each * each for each in off) / (n - 1)
    lags = range(1, min(_MOST_LAGS, n // _WEEKS_TO_A_LAG) + 1)
    alike = sum(sum(a * b for a, b in zip(off, off[lag:])) / (n - 1) + variance / n for lag in lags)
    return max(variance / mean, (variance + 2 * alike) / mean, _LEAST_DISPERSION)


def _student(freedom: float) -> float:
    """Student's t at its 90th percentile, by Cornish and Fisher's expansion; right to a thousandth from 3 up."""
    z, n = _Z, freedom
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    )


def round_range(low: float, high: float, done: Number) -> tuple[Number, Number]:
    """The range in steps of 1, 2, 5, 10, 20, 50 …, of which it holds four or more; never less than is done.

    A whole number stands for half a unit to either side, hence the halves.
    """
    step, grown = 1, 0
    while (wider := (2, 5, 10)[grown % 3] * 10 ** (grown // 3)) <= (high - low) / 4:
        step, grown = wider, grown + 1
    first, last = step * round((low + 0.5) / step), step * round((high - 0.5) / step)
    if last <= first:
        first, last = last - step, first + step
    return max(done, first), max(done, last)


def _counts_by_period(
    pace: Pace, period: Period, used: Sequence[Event], sums: Mapping[date, Number], as_of: date
) -> CountsByPeriod | None:
    """By weeks when every entry tells of a week at most, by months when each lies in one; else there is none.

    A reading tells a sum and not when it was done.
    """
    if any(event.entry.count is None for event in used):
        return None
    stretches = [event.entry.date for event in used]
    if all((days.last - days.first).days < WEEK for days in stretches):
        return _by_week(pace, period, sums, as_of)
    if all((days.first.year, days.first.month) == (days.last.year, days.last.month) for days in stretches):
        return _by_month(pace, period, sums, as_of)
    return None


def _by_week(pace: Pace, period: Period, sums: Mapping[date, Number], as_of: date) -> CountsByPeriod | None:
    """Weeks of seven days that work is expected on, the last of them ending on the day."""
    assert period.end is not None
    weeks = work_days(pace, period.start, as_of) // WEEK
    counts = [0.0] * weeks
    silence = work_days(pace, max(sums) + ONE_DAY, as_of)
    if weeks < FEWEST_WEEKS or silence > LONGEST_SILENCE["weeks"]:
        return None
    for day, number in sums.items():
        ago = work_days(pace, day + ONE_DAY, as_of) // WEEK
        if _is_work(pace, day) and ago < weeks:
            counts[-1 - ago] += float(number)
    return CountsByPeriod("weeks", tuple(counts), work_days(pace, as_of + ONE_DAY, period.end) / WEEK, as_of)


def _by_month(pace: Pace, period: Period, sums: Mapping[date, Number], as_of: date) -> CountsByPeriod | None:
    """Calendar months, up to the last full one that an entry tells of; what is begun may not be reported yet."""
    assert period.end is not None
    by_month = _by_calendar_month(sums)
    full = [
        first
        for first in _months(period.start, as_of)
        if first >= period.start and months_later(first, 1) <= as_of + ONE_DAY and _is_work(pace, first)
    ]
    told = full[: max((n for n, first in enumerate(full, 1) if first in by_month), default=0)]
    if len(told) < FEWEST_MONTHS:
        return None
    since = months_later(told[-1], 1) - ONE_DAY
    if work_days(pace, since + ONE_DAY, as_of) > LONGEST_SILENCE["months"]:
        return None
    left = sum(
        ((min(period.end + ONE_DAY, months_later(first, 1)) - first).days) / (months_later(first, 1) - first).days
        for first in _months(since + ONE_DAY, period.end)
        if _is_work(pace, first)
    )
    return CountsByPeriod("months", tuple(float(by_month.get(first, 0)) for first in told), left, since)


def _at_best(pace: Pace, sums: Mapping[date, Number], since: date, end: date) -> Number:
    """The outcome if every calendar month that has days left, of a season its own, comes up to the best so far."""
    by_month = _by_calendar_month(sums)
    best = max(by_month.values())
    more = [
        exact_sum((best, -by_month.get(first, 0))) for first in _months(since + ONE_DAY, end) if _is_work(pace, first)
    ]
    return exact_sum([*sums.values(), *more])


def _months(start: date, end: date) -> list[date]:
    """The first day of every calendar month from the one to the other."""
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    return [months_later(start.replace(day=1), n) for n in range(count)]


def _is_work(pace: Pace, day: date) -> bool:
    return not pace.months or day.month in pace.months


def _by_calendar_month(sums: Mapping[date, Number]) -> dict[date, Number]:
    months: dict[date, list[Number]] = {}
    for day, number in sums.items():
        months.setdefault(day.replace(day=1), []).append(number)
    return {first: exact_sum(numbers) for first, numbers in months.items()}


def _sums_by_day(used: Sequence[Event]) -> dict[date, Number]:
    """What was counted on each day, an entry of several days on its last."""
    days: dict[date, list[Number]] = {}
    for event in used:
        if event.entry.count is not None:
            days.setdefault(event.entry.date.last, []).append(event.entry.count)
    return {day: numbers[0] if len(numbers) == 1 else exact_sum(numbers) for day, numbers in days.items()}
