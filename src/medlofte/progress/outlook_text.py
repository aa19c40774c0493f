"""Pace and forecast in words, with the arithmetic at hand."""

from __future__ import annotations

from collections.abc import Iterator

from medlofte.core.escaping import format_number
from medlofte.core.messages import Message, msg, msg_n
from medlofte.model.promise import Activity, Number, Precision, TargetKind
from medlofte.progress.pace import WEEK, Speed
from medlofte.progress.tally import ActivityFigures

_NO_LESS = {
    Precision.EXACT: msg("{n}"),
    Precision.OVER: msg("at least {n}"),
    Precision.AT_LEAST: msg("at least {n}"),
    Precision.ABOUT: msg("about {n}"),
}
"""How sure a number is that grows with what was done; what is reported as more than 100 is 100 or more."""
_NO_MORE = {**_NO_LESS, Precision.OVER: msg("at most {n}"), Precision.AT_LEAST: msg("at most {n}")}


def outlook(tally: ActivityFigures) -> Iterator[Message]:
    """What can be said of the activity's pace and of its likely outcome."""
    yield from (said for said in (pace_text(tally), forecast_text(tally)) if said is not None)


def pace_text(tally: ActivityFigures) -> Message | None:
    """How far before or after its pace it is, and what is needed: "34 efter en jämn takt; 4,1 i veckan behövs …"."""
    speed = tally.speed
    if speed is None:
        return None
    precision = tally.precision or Precision.EXACT
    return msg(
        "{gap}; {rest}", gap=_gap(speed, tally.activity, precision), rest=_rest(speed, tally.activity, precision)
    )


def _gap(speed: Speed, activity: Activity, precision: Precision) -> Message:
    pace = msg("an even pace")
    if activity.target.kind is TargetKind.RATE:
        pace = msg("the promised rate")
    elif activity.pace.months:
        pace = msg("an even pace in the season")
    if speed.gap < 0:
        return msg("{n} behind {pace}", n=_sure(-speed.gap, precision, more=False), pace=pace)
    if speed.gap > 0:
        return msg("{n} ahead of {pace}", n=_sure(speed.gap, precision), pace=pace)
    return msg("level with {pace}", pace=pace)


def _rest(speed: Speed, activity: Activity, precision: Precision) -> Message:
    needed = speed.needed_per_week
    if needed is not None and not speed.is_slow:
        so_far = _sure(speed.so_far_per_week, precision)
        return msg(
            "{needed} a week needed, {so_far} so far", needed=_sure(needed, precision, more=False), so_far=so_far
        )
    time = msg_n("{n} day", "{n} days", speed.days_left)
    if needed is not None:
        time = msg_n("{n} week", "{n} weeks", speed.days_left // WEEK)
    left = _sure(speed.remaining, precision, more=False)
    if activity.pace.months:
        return msg("{n} left in {time} of the season", n=left, time=time)
    return msg("{n} left in {time}", n=left, time=time)


def _sure(value: Number, precision: Precision, *, more: bool = True) -> Message:
    return msg((_NO_LESS if more else _NO_MORE)[precision].text, n=format_number(value))


def forecast_text(tally: ActivityFigures) -> Message | None:
    """Where it is likely to end: "troligt utfall 140–190 av minst 200 om takten håller i sig"."""
    forecast, whole = tally.forecast, tally.wanted.whole
    if forecast is None or whole is None:
        return None
    low, high, at_best = format_number(forecast.low), format_number(forecast.high), format_number(forecast.at_best)
    wanted = msg("{n}" if tally.activity.target.kind is TargetKind.EXACT else "at least {n}", n=format_number(whole))
    likely = msg("likely outcome {low}–{high} of {wanted} if the pace holds", low=low, high=high, wanted=wanted)
    if not forecast.out_of_reach:
        return likely
    best = msg("even if every month left is as the best so far, {n} of {wanted}", n=at_best, wanted=wanted)
    return msg("{likely}; {best}", likely=likely, best=best)
