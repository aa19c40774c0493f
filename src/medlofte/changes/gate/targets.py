"""How a changed target weighs: by number, and across kinds by what they want of the whole period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from medlofte.changes.gate import kinds
from medlofte.changes.gate.grade import ChangeKind, Grading
from medlofte.core.dates import DAYS_IN, MONTHS_IN
from medlofte.core.escaping import collapse_whitespace, format_number
from medlofte.core.messages import Message, msg, msg_n
from medlofte.model.promise import Number, Period, Target, TargetKind
from medlofte.progress.target import coverage_expected, floor_of, units

COUNTED = (TargetKind.AT_LEAST, TargetKind.EXACT)
_DAYS_IN_MONTH = Fraction(146097, 4800)
"""The mean, over the four hundred years after which the calendar begins anew."""
_HOURS_IN = {
    "minut": (Fraction(1, 60), Fraction(1, 60)),
    "tim": (Fraction(1), Fraction(1)),
    "dygn": (Fraction(24), Fraction(24)),
    "dag": (Fraction(24), Fraction(24)),
    "veck": (Fraction(168), Fraction(168)),
    "månad": (Fraction(28 * 24), Fraction(31 * 24)),
    "år": (Fraction(365 * 24), Fraction(366 * 24)),
}
"""The fewest and the most hours of a unit of time, by how the word begins; working days are none of these."""


def gradings(old: Target, new: Target, period: Period | None, later: Period | None) -> Iterator[Grading]:
    """How each thing that differs between two targets weighs.

    It is reckoned in the period as it was; across kinds also in that which it is ``later``, and the worse counts.
    """
    if new.kind is TargetKind.ONGOING:
        yield Grading(kinds.TARGET_DROPPED)
    elif old.kind is TargetKind.ONGOING:
        yield Grading(kinds.TARGET_SET)
    elif old.kind is new.kind:
        yield from _of_one_kind(old, new, period)
    else:
        yield from _across_kinds(old, new, period)
        yield from _both_moved(old, new, period, later)


def _of_one_kind(old: Target, new: Target, period: Period | None) -> Iterator[Grading]:
    match old.kind:
        case TargetKind.COVERAGE:
            yield from _coverage(old, new)
        case TargetKind.MILESTONE:
            yield from _text(old.done, new.done)
            yield from _deadline(old, new, period)
        case TargetKind.TIME_LIMIT:
            yield from _time_limit(old, new)
        case _:
            yield from _unit(old, new)
            yield from _number(old, new, period)


def _across_kinds(old: Target, new: Target, period: Period | None) -> Iterator[Grading]:
    """A number that can't be reckoned any more is dropped; where none could be before, nobody can tell."""
    if old.kind is TargetKind.MILESTONE:
        yield Grading(kinds.TEXT_REMOVED)
        yield from _deadline(old, new, period)
    if old.kind not in (TargetKind.COVERAGE, TargetKind.MILESTONE):
        yield from _unit(old, new)
    before, after = whole(old, period), whole(new, period)
    if before is None:
        yield Grading(kinds.TARGET_KIND_CHANGED)
    elif after is None:
        yield Grading(kinds.TARGET_DROPPED)
    elif after < before:
        yield Grading(kinds.TARGET_LOWERED, _of_the_whole(before, after))
    elif after > before:
        yield Grading(kinds.TARGET_RAISED, _of_the_whole(before, after))
    else:
        asks_as_much = old.kind in COUNTED and new.kind in (*COUNTED, TargetKind.RATE)
        yield Grading(kinds.TARGET_REWRITTEN if asks_as_much else kinds.TARGET_KIND_CHANGED)


def _both_moved(old: Target, new: Target, period: Period | None, later: Period | None) -> Iterator[Grading]:
    """Less of the later period than of the earlier is less, however it came about."""
    before, after = whole(old, period), whole(new, later)
    if before is not None and after is not None and after < before:
        yield Grading(kinds.TARGET_LOWERED, _of_the_whole(before, after))


def whole(target: Target, period: Period | None) -> Number | float | None:
    """What the target wants of the whole period: endless for a rate without an end, nothing where none can say."""
    match target.kind:
        case TargetKind.AT_LEAST | TargetKind.EXACT:
            return target.amount
        case TargetKind.RATE:
            if period is None or period.end is None:
                return float("inf") if target.amount else 0
            return _in_all(target, period.start, period.end)
        case TargetKind.COVERAGE:
            return coverage_expected(target.of, target.share)
        case TargetKind.MILESTONE:
            return 1
    return None


# Numbers


def _number(old: Target, new: Target, period: Period | None) -> Iterator[Grading]:
    """Two counts, or two rates."""
    if old.kind is not TargetKind.RATE or old.per == new.per:
        yield from _compared(old.amount or 0, new.amount or 0, is_rate=old.kind is TargetKind.RATE)
    else:
        yield _rates(old, new, period)
    if old.average != new.average:
        yield Grading(kinds.RATE_AVERAGED if new.average else kinds.RATE_NOT_AVERAGED)


def _compared(old: Number, new: Number, *, is_rate: bool = False) -> Iterator[Grading]:
    if new < old:
        yield Grading(
            kinds.RATE_THINNED if is_rate else kinds.TARGET_LOWERED, msg("{n} fewer", n=format_number(old - new))
        )
    elif new > old:
        yield Grading(kinds.TARGET_RAISED, msg("{n} more", n=format_number(new - old)))


def _rates(old: Target, new: Target, period: Period | None) -> Grading:
    """Two rates of different units of time, by what they want of the whole period, or else of a long one."""
    before: Number | Fraction = _a_day(old)
    after: Number | Fraction = _a_day(new)
    more = None
    if period is not None and period.end is not None:
        before, after = (_in_all(target, period.start, period.end) for target in (old, new))
        more = _of_the_whole(before, after) if before != after else None
    if after < before:
        return Grading(kinds.RATE_THINNED, more)
    if after > before:
        return Grading(kinds.TARGET_RAISED, more)
    is_shorter = _length(new.per) < _length(old.per)
    return Grading(kinds.TARGET_REWRITTEN if is_shorter else kinds.TARGET_KIND_CHANGED)


def _in_all(rate: Target, start: date, end: date) -> int:
    """What a rate wants of the days from start to end."""
    return floor_of(rate.amount or 0, units(rate.per or "day", start, end))


def _a_day(target: Target) -> Fraction:
    return Fraction(target.amount or 0) / _length(target.per)


def _length(per: str | None) -> Fraction:
    """The mean length of a rate's unit of time, in days."""
    days = DAYS_IN.get(per or "day")
    return Fraction(days) if days is not None else MONTHS_IN[per or ""] * _DAYS_IN_MONTH


def _of_the_whole(before: Number | float, after: Number | float) -> Message | None:
    """What two targets of different kinds want of the whole period; nothing for one without an end."""
    if isinstance(before, float) or isinstance(after, float):
        return None
    return msg(
        "of the whole period {after} instead of {before}", before=format_number(before), after=format_number(after)
    )


def _unit(old: Target, new: Target) -> Iterator[Grading]:
    """Another unit, or none any more; what is counted without a unit and is given one is only said more clearly."""
    before, after = collapse_whitespace(old.unit or ""), collapse_whitespace(new.unit or "")
    if before != after:
        yield Grading(kinds.UNIT_CHANGED if before else kinds.TEXT_ADDED)


# Coverage, milestones and time limits


def _coverage(old: Target, new: Target) -> Iterator[Grading]:
    yield from _text(old.whom, new.whom)
    if new.of is None and old.of is not None:
        yield Grading(kinds.COVERAGE_SIZE_REMOVED)
    elif old.of is None and new.of is not None:
        yield Grading(kinds.COVERAGE_SIZE_SET)
    elif old.of is not None and new.of is not None:
        yield from _compared(old.of, new.of)
    all_of_them = 100
    shares = [all_of_them if target.share is None else target.share for target in (old, new)]
    if shares[1] < shares[0]:
        yield Grading(kinds.TARGET_LOWERED, msg("{n} percentage points fewer", n=format_number(shares[0] - shares[1])))
    elif shares[1] > shares[0]:
        yield Grading(kinds.TARGET_RAISED, msg("{n} percentage points more", n=format_number(shares[1] - shares[0])))


def _deadline(old: Target, new: Target, period: Period | None) -> Iterator[Grading]:
    """A day that is moved, or set or removed; without one the last of the period is the day."""
    if old.by is not None and new.by is None:
        yield Grading(kinds.DEADLINE_REMOVED)
    elif old.by is None and new.by is not None:
        is_later = period is not None and period.end is not None and new.by.last > period.end
        yield Grading(kinds.DEADLINE_LATER if is_later else kinds.DEADLINE_SET)
    elif old.by is not None and new.by is not None and old.by.last != new.by.last:
        yield grade_moved_day(kinds.DEADLINE_LATER, kinds.DEADLINE_EARLIER, (new.by.last - old.by.last).days)


def grade_moved_day(later: ChangeKind, earlier: ChangeKind, days: int) -> Grading:
    """The verdict on a day that was moved by so many days: one kind when it is later, another when it is earlier."""
    return Grading(later, days_later(days)) if days > 0 else Grading(earlier, days_earlier(-days))


def days_later(days: int) -> Message:
    """So many days later, in words."""
    return msg("{days} later", days=_days(days))


def days_earlier(days: int) -> Message:
    """So many days earlier, in words."""
    return msg("{days} earlier", days=_days(days))


def _days(days: int) -> Message:
    return msg_n("{n} day", "{n} days", days)


def _time_limit(old: Target, new: Target) -> Iterator[Grading]:
    """A longer time is weaker. Hours, days and weeks can be compared; of other units a lower number says nothing."""
    amounts: list[tuple[Fraction, ...]] = [(Fraction(target.amount or 0),) for target in (old, new)]
    if collapse_whitespace(old.unit or "") != collapse_whitespace(new.unit or ""):
        yield Grading(kinds.UNIT_CHANGED)
        amounts = [_hours(target) for target in (old, new)]
    before, after = amounts
    if before and after and min(after) > max(before):
        yield Grading(kinds.TIME_LIMIT_LONGER)
    elif before and after and max(after) < min(before):
        yield Grading(kinds.TIME_LIMIT_SHORTER)


def _hours(target: Target) -> tuple[Fraction, ...]:
    """The fewest and the most hours that are meant, where the unit is one that has hours."""
    unit = collapse_whitespace(target.unit or "").casefold()
    lengths = next((hours for word, hours in _HOURS_IN.items() if unit.startswith(word)), ())
    return tuple(Fraction(target.amount or 0) * length for length in lengths)


def _text(old: str | None, new: str | None) -> Iterator[Grading]:
    if collapse_whitespace(old or "") != collapse_whitespace(new or ""):
        yield Grading(kinds.REWORDED)


# Parts that have a floor of their own


def of_part(old: Number | None, new: Number | None) -> Grading:
    """How the changed floor of one tag weighs."""
    if new is None:
        return Grading(kinds.PART_DROPPED)
    if old is not None and new < old:
        return Grading(kinds.PART_LOWERED, msg("{n} fewer", n=format_number(old - new)))
    return Grading(kinds.PART_RAISED)
