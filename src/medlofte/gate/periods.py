"""How a moved start or end weighs: more time for the same work is weaker, and less time for what goes on is too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from medlofte.gate import kinds
from medlofte.gate.grade import Kind as Change
from medlofte.gate.grade import Verdict
from medlofte.gate.targets import days_earlier, days_later
from medlofte.promise import Activity, Kind, Period, Promise

GOES_ON = (Kind.RATE, Kind.ONGOING, Kind.TIME_LIMIT)
"""What is promised for as long as the period runs. The rest is promised once, within it."""


def of_promise(before: Promise, after: Promise) -> Iterator[Verdict]:
    """How the promise's moved start and end weigh, each by the activities that have no such day of their own."""
    shared = [(old, after.activities.get(id, old)) for id, old in before.activities.items()]
    starts = [old for old, new in shared if old.own_start is None and new.own_start is None]
    ends = [old for old, new in shared if old.own_end is None and new.own_end is None]
    yield from _moved(before.period, after.period, starts, ends)


def of_activity(before: Promise, after: Promise, old: Activity, new: Activity) -> Iterator[Verdict]:
    """How a moved start and end of the activity's own weigh, against the days that it had before."""
    yield from _moved(before.period_of(old), after.period_of(new), [old], [old])


def _moved(
    old: Period | None, new: Period | None, starts: Iterable[Activity], ends: Iterable[Activity]
) -> Iterator[Verdict]:
    if new is None:
        yield Verdict(kinds.PERIOD_LONGER)
        return
    if old is None:
        yield Verdict(kinds.PERIOD_TIGHTENED)
        return
    yield from _start(old, new, starts)
    yield from _end(old, new, ends)


def _start(old: Period, new: Period, activities: Iterable[Activity]) -> Iterator[Verdict]:
    days = (new.start - old.start).days
    if days < 0:
        is_weaker = any(activity.target.kind not in GOES_ON for activity in activities)
        yield Verdict(kinds.PERIOD_LONGER if is_weaker else kinds.PERIOD_TIGHTENED, days_earlier(-days))
    elif days > 0:
        yield Verdict(_shorter(activities), days_later(days))


def _end(old: Period, new: Period, activities: Iterable[Activity]) -> Iterator[Verdict]:
    if old.end == new.end:
        return
    if new.end is None:
        yield Verdict(kinds.PERIOD_LONGER)
    elif old.end is None:
        yield Verdict(_shorter(activities))
    elif new.end > old.end:
        yield Verdict(kinds.PERIOD_LONGER, days_later((new.end - old.end).days))
    else:
        yield Verdict(_shorter(activities), days_earlier((old.end - new.end).days))


def _shorter(activities: Iterable[Activity]) -> Change:
    goes_on = any(activity.target.kind in GOES_ON for activity in activities)
    return kinds.PERIOD_SHORTER if goes_on else kinds.PERIOD_TIGHTENED
