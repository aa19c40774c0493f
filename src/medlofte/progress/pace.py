"""How fast an activity goes against how fast it has to: exact sums, and none where they would claim too much."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from medlofte.core.dates import ONE_DAY
from medlofte.core.record import Record
from medlofte.model.promise import Activity, Number, Pace, Period, TargetKind, exact_sum
from medlofte.progress.status import Status
from medlofte.progress.target import Expected, days_in

FEWEST_DAYS = 14
"""So many days must have gone before anything is said of the pace."""
FEWEST_DAYS_LEFT = 14
"""With fewer left, what is needed is not told by the week."""
WEEK = 7
_UNDER_WAY = (Status.ON_TRACK, Status.BEHIND)
_HAS_PACE = (TargetKind.AT_LEAST, TargetKind.EXACT, TargetKind.RATE)


class Speed(Record):
    """What is done, what would be by now, what is wanted in all, and the days gone and left, for a season its own."""

    done: Number
    expected: Number
    whole: Number
    days_gone: int
    days_left: int

    @property
    def gap(self) -> Number:
        """How much more is done than expected by now; less than nothing when it is behind."""
        return exact_sum((self.done, -self.expected))

    @property
    def remaining(self) -> Number:
        """How much is left to do, more than nothing."""
        return exact_sum((self.whole, -self.done))

    @property
    def so_far_per_week(self) -> Number:
        """How much was done a week, to the nearest tenth."""
        numerator, denominator = self.done.as_integer_ratio()
        return tenths(numerator * WEEK, denominator * self.days_gone)

    @property
    def needed_per_week(self) -> Number | None:
        """How much a week reaches the whole, rounded up to a tenth so that it suffices; none in the last two weeks."""
        if self.days_left < FEWEST_DAYS_LEFT:
            return None
        numerator, denominator = self.remaining.as_integer_ratio()
        return tenths(numerator * WEEK, denominator * self.days_left, up=True)

    @property
    def weeks_left(self) -> Number:
        """Weeks until the end, to the nearest tenth."""
        return tenths(self.days_left, WEEK)

    @property
    def is_slow(self) -> bool:
        """Whether less than one a week was done and is needed, so that figures by the week would say little."""
        return self.done * WEEK < self.days_gone and self.remaining * WEEK < self.days_left


def tenths(numerator: int, denominator: int, *, up: bool = False) -> Number:
    """The fraction to the nearest tenth, half a tenth upwards, or else rounded up to one; whole as an integer."""
    count = -(-10 * numerator // denominator) if up else (20 * numerator + denominator) // (2 * denominator)
    return exact_sum((Decimal(f"{count}E-1"),))


def is_under_way(
    activity: Activity, period: Period | None, wanted: Expected, done: Number | None, status: Status
) -> bool:
    """Whether there is a number to reach by a day, some of it reported, and it is neither reached nor decided.

    Nothing is said of what is to come all at the end.
    """
    if activity.target.kind not in _HAS_PACE or activity.pace.at_end or status not in _UNDER_WAY:
        return False
    has_end = period is not None and period.end is not None
    return has_end and done is not None and wanted.whole is not None and done < wanted.whole


def speed_of(activity: Activity, period: Period, wanted: Expected, done: Number, as_of: date) -> Speed | None:
    """The pace of an activity that is under way; nothing too early, or when its season is over."""
    assert period.end is not None
    assert wanted.whole is not None
    assert wanted.now is not None
    gone = work_days(activity.pace, period.start, as_of)
    left = work_days(activity.pace, as_of + ONE_DAY, period.end)
    return Speed(done, wanted.now, wanted.whole, gone, left) if gone >= FEWEST_DAYS and left else None


def work_days(pace: Pace, first: date, last: date) -> int:
    """The days from first to last, both included, that work is expected on: for a season those of its months."""
    return days_in(pace.months, first, last) if pace.months else max(0, (last - first).days + 1)
