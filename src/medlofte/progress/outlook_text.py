"""Pace and forecast in words, with the arithmetic at hand."""

from __future__ import annotations

from collections.abc import Iterator

from medlofte.core.escaping import number
from medlofte.core.messages import Message, count, say
from medlofte.model.promise import Activity, Kind, Number, Precision
from medlofte.progress.pace import WEEK, Speed
from medlofte.progress.tally import Tally

_NO_LESS = {
    Precision.EXACT: say("{n}"),
    Precision.OVER: say("at least {n}"),
    Precision.AT_LEAST: say("at least {n}"),
    Precision.ABOUT: say("about {n}"),
}
"""How sure a number is that grows with what was done; what is reported as more than 100 is 100 or more."""
_NO_MORE = {**_NO_LESS, Precision.OVER: say("at most {n}"), Precision.AT_LEAST: say("at most {n}")}


def outlook(tally: Tally) -> Iterator[Message]:
    """What can be said of the activity's pace and of its likely outcome."""
    yield from (said for said in (pace_text(tally), forecast_text(tally)) if said is not None)


def pace_text(tally: Tally) -> Message | None:
    """How far before or after its pace it is, and what is needed: "34 efter en jämn takt; 4,1 i veckan behövs …"."""
    speed = tally.speed
    if speed is None:
        return None
    precision = tally.precision or Precision.EXACT
    return say(
        "{gap}; {rest}", gap=_gap(speed, tally.activity, precision), rest=_rest(speed, tally.activity, precision)
    )


def _gap(speed: Speed, activity: Activity, precision: Precision) -> Message:
    pace = say("an even pace")
    if activity.target.kind is Kind.RATE:
        pace = say("the promised rate")
    elif activity.pace.months:
        pace = say("an even pace in the season")
    if speed.gap < 0:
        return say("{n} behind {pace}", n=_sure(-speed.gap, precision, more=False), pace=pace)
    if speed.gap > 0:
        return say("{n} ahead of {pace}", n=_sure(speed.gap, precision), pace=pace)
    return say("level with {pace}", pace=pace)


def _rest(speed: Speed, activity: Activity, precision: Precision) -> Message:
    needed = speed.needed_per_week
    if needed is not None and not speed.is_slow:
        so_far = _sure(speed.so_far_per_week, precision)
        return say(
            "{needed} a week needed, {so_far} so far", needed=_sure(needed, precision, more=False), so_far=so_far
        )
    time = count("{n} day", "{n} days", speed.days_left)
    if needed is not None:
        time = count("{n} week", "{n} weeks", speed.days_left // WEEK)
    left = _sure(speed.remaining, precision, more=False)
    if activity.pace.months:
        return say("{n} left in {time} of the season", n=left, time=time)
    return say("{n} left in {time}", n=left, time=time)


def _sure(value: Number, precision: Precision, *, more: bool = True) -> Message:
    return say((_NO_LESS if more else _NO_MORE)[precision].text, n=number(value))


def forecast_text(tally: Tally) -> Message | None:
    """Where it is likely to end: "troligt utfall 140–190 av minst 200 om takten håller i sig"."""
    forecast, whole = tally.forecast, tally.wanted.whole
    if forecast is None or whole is None:
        return None
    low, high, at_best = number(forecast.low), number(forecast.high), number(forecast.at_best)
    wanted = say("{n}" if tally.activity.target.kind is Kind.EXACT else "at least {n}", n=number(whole))
    likely = say("likely outcome {low}–{high} of {wanted} if the pace holds", low=low, high=high, wanted=wanted)
    if not forecast.out_of_reach:
        return likely
    best = say("even if every month left is as the best so far, {n} of {wanted}", n=at_best, wanted=wanted)
    return say("{likely}; {best}", likely=likely, best=best)
