"""How an activity's figure came about: by parts of the year, day by day, and by what was counted in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from medlofte.core.dates import ONE_DAY, months_later
from medlofte.core.record import Record
from medlofte.model import promise
from medlofte.model.promise import Activity, Number, Period, TargetKind, exact_sum
from medlofte.progress import events as _events
from medlofte.progress.charts import PaceChart
from medlofte.progress.events import Event
from medlofte.progress.figure import figure_of, steps
from medlofte.progress.target import expected_at

MONTHS_IN = {"month": 1, "quarter": 3, "tertial": 4}
"""How many months a part of the calendar year has; a tertial is January–April, May–August or September–December."""

FEWEST_DAYS = 3
"""So many days must have been reported on before there is a course to draw."""
MOST_POINTS = 100

EVEN = promise.Pace()
_HAS_PACE = (TargetKind.AT_LEAST, TargetKind.EXACT, TargetKind.RATE, TargetKind.COVERAGE)


class CalendarPart(Record):
    """A part of a calendar year: its days, the year, and its number in it from 1."""

    first: date
    last: date
    number: int

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.first.year


class Reported(Record):
    """What was reported in a part of the year: how much more was done at its end than before it.

    ``done`` is missing when no number was reported then, and so is ``so_far``, the sum at its end; ``reported`` says
    whether anything was, words too.
    """

    part: CalendarPart
    done: Number | None
    so_far: Number | None
    reported: bool


def parts_of(period: Period, as_of: date, by: str) -> tuple[CalendarPart, ...]:
    """The parts of calendar years that a period touches, by month, quarter or tertial; without an end up to the day."""
    return tuple(_parts(period.start, period.end or max(as_of, period.start), MONTHS_IN[by]))


def _parts(start: date, end: date, months: int) -> Iterator[CalendarPart]:
    number = (start.month - 1) // months
    first = date(start.year, number * months + 1, 1)
    while first <= end:
        after = months_later(first, months)
        yield CalendarPart(first, after - ONE_DAY, (first.month - 1) // months + 1)
        first = after


def by_part(
    activity: Activity, period: Period | None, events: Sequence[Event], parts: Sequence[CalendarPart]
) -> tuple[Reported, ...]:
    """What was reported of the activity in each part. An entry belongs to the part that its last day is in."""
    counted = _counted(period, events)
    sums = _done_at(activity, counted, [parts[0].first - ONE_DAY, *(part.last for part in parts)]) if parts else []
    told = [event for event in events if _events.counts(event.entry, period)]
    found = []
    for part, before, after in zip(parts, sums, sums[1:]):
        has_figure = _any_in(part, counted)
        done, so_far = (_more(before, after), after) if has_figure else (None, None)
        found.append(Reported(part, done, so_far, _any_in(part, told)))
    return tuple(found)


def _any_in(part: CalendarPart, events: Sequence[Event]) -> bool:
    return any(part.first <= event.entry.date.last <= part.last for event in events)


def _more(before: Number | None, after: Number | None) -> Number | None:
    return None if after is None else exact_sum((after, -(before or 0)))


def pace(activity: Activity, period: Period | None, events: Sequence[Event], as_of: date) -> PaceChart | None:
    """The sums day by day against what is wanted by then; nothing where there is too little to draw."""
    counted = _counted(period, events)
    days = sorted({event.entry.date.last for event in counted})
    if period is None or activity.target.kind not in _HAS_PACE or len(days) < FEWEST_DAYS:
        return None
    end = period.end or as_of
    asked = [
        (day, now)
        for day in _asked_on(activity, period, end)
        if (now := expected_at(activity, period, day).now) is not None
    ]
    days = _thin_out(days)
    done = [(day, sum) for day, sum in zip(days, _done_at(activity, counted, days)) if sum is not None]
    if not asked or not done:
        return None
    unit = activity.target.whom if activity.target.kind is TargetKind.COVERAGE else activity.target.unit
    return PaceChart(period.start, end, min(as_of, end), tuple(done), tuple(asked), unit or "")


def _asked_on(activity: Activity, period: Period, end: date) -> list[date]:
    """Days between which what is wanted grows evenly: the ends for an even pace, else many."""
    start = period.start
    days = (end - start).days
    if activity.pace == EVEN:
        return [start, end] if days else [end]
    step = max(1, -(-days // (MOST_POINTS // 2)))
    return [*(start + timedelta(n) for n in range(0, days, step)), end]


def _thin_out(days: Sequence[date]) -> list[date]:
    step = -(-len(days) // MOST_POINTS)
    return sorted({*days[::step], days[-1]})


def sum_by_kind(activity: Activity, period: Period | None, events: Sequence[Event]) -> dict[str | None, Number]:
    """The sum of what was counted, by the entries' kind (``type``); under ``None`` what has no kind.

    Empty when no entry says a kind, or when the figure is a reading, which has no parts.
    """
    used = figure_of(activity, _counted(period, events)).used
    sums: dict[str | None, list[Number]] = {}
    for event in used:
        if event.entry.reading is not None or event.entry.count is None:
            return {}
        sums.setdefault(event.entry.type, []).append(event.entry.count)
    return {kind: exact_sum(numbers) for kind, numbers in sums.items()} if any(sums) else {}


def _counted(period: Period | None, events: Sequence[Event]) -> list[Event]:
    return [event for event in events if _events.figure_counts(event.entry, period)]


def _done_at(activity: Activity, counted: Sequence[Event], days: Sequence[date]) -> list[Number | None]:
    """The activity's figure at the close of each day."""
    lasts = [event.entry.date.last for event in counted]
    after = [None, *(step.so_far for step in steps(activity, counted))]
    return [after[bisect_right(lasts, day)] for day in days]
