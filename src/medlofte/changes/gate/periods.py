"""How a moved start or end weighs: more time for the same work is weaker, and less time for what goes on is too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from medlofte.changes.gate import kinds
from medlofte.changes.gate.grade import ChangeKind, Grading
from medlofte.changes.gate.targets import days_earlier, days_later
from medlofte.model.promise import Activity, Period, Promise, TargetKind

Pairs = Sequence[tuple[Activity, Activity]]
"""Activities as they were and as they are: what either of them is decides, for a target may change with its period."""

GOES_ON = (TargetKind.RATE, TargetKind.ONGOING, TargetKind.TIME_LIMIT)
"""What is promised for as long as the period runs. The rest is promised once, within it."""


def of_promise(before: Promise, after: Promise, old_ids: Mapping[str, str]) -> Iterator[Grading]:
    """How the promise's moved start and end weigh, each by the activities that have no such day of their own.

    ``old_ids`` are the keys that activities had which are called otherwise now.
    """
    pairs = [(before.activities.get(old_ids.get(id, id), new), new) for id, new in after.activities.items()]
    starts = [pair for pair in pairs if all(each.own_start is None for each in pair)]
    ends = [pair for pair in pairs if all(each.own_end is None for each in pair)]
    yield from _moved(before.period, after.period, starts, ends)


def of_activity(before: Promise, after: Promise, old: Activity, new: Activity) -> Iterator[Grading]:
    """How a moved start and end of the activity's own weigh, against the days that it had before."""
    yield from _moved(before.period_of(old), after.period_of(new), [(old, new)], [(old, new)])


def _moved(old: Period | None, new: Period | None, starts: Pairs, ends: Pairs) -> Iterator[Grading]:
    if new is None:
        yield Grading(kinds.PERIOD_LONGER)
        return
    if old is None:
        yield Grading(kinds.PERIOD_TIGHTENED)
        return
    yield from _start(old, new, starts)
    yield from _end(old, new, ends)


def _start(old: Period, new: Period, activities: Pairs) -> Iterator[Grading]:
    days = (new.start - old.start).days
    if days < 0:
        is_weaker = any(each.target.kind not in GOES_ON for pair in activities for each in pair)
        yield Grading(kinds.PERIOD_LONGER if is_weaker else kinds.PERIOD_TIGHTENED, days_earlier(-days))
    elif days > 0:
        yield Grading(_shorter(activities), days_later(days))


def _end(old: Period, new: Period, activities: Pairs) -> Iterator[Grading]:
    if old.end == new.end:
        return
    if new.end is None:
        yield Grading(kinds.PERIOD_LONGER)
    elif old.end is None:
        yield Grading(_shorter(activities))
    elif new.end > old.end:
        yield Grading(kinds.PERIOD_LONGER, days_later((new.end - old.end).days))
    else:
        yield Grading(_shorter(activities), days_earlier((old.end - new.end).days))


def _shorter(activities: Pairs) -> ChangeKind:
    goes_on = any(each.target.kind in GOES_ON for pair in activities for each in pair)
    return kinds.PERIOD_SHORTER if goes_on else kinds.PERIOD_TIGHTENED
