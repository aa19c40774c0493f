"""An activity's figure entry by entry: how much each adds when it comes, after readings have replaced others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medlofte.progress import events as _events
from medlofte.progress.events import Event
from medlofte.progress.tally import figure_of
from medlofte.promise import Activity, Kind, Number, exact_sum
from medlofte.record import Record

_WHOLE = (Kind.MILESTONE, Kind.TIME_LIMIT)
"""Kinds whose figure is made from all that was said, each time."""


class Step(Record):
    """What one event makes of a figure: what it adds, which may be less than nothing, and the figure after it.

    The figure is missing when no number is known; it then adds what brings the sum of all steps to zero.
    """

    adds: Number
    so_far: Number | None


def steps(activity: Activity, counted: Sequence[Event]) -> Iterator[Step]:
    """The step of each event that counts, in the order of their last days.

    The sum of the steps up to the close of a day is the figure of that day.
    """
    before: Number | None = None
    reading: Event | None = None
    everyone = False
    open_still: list[Event] = []
    for place, event in enumerate(counted):
        open_still.append(event)
        alone = not everyone and (before is not None or not place) and _comes_after(reading, event)
        number = _plain_amount(activity, event) if alone else None
        after: Number | None
        if number is None:
            figure = figure_of(activity, open_still)
            after, everyone = figure.done, figure.everyone
            if activity.target.kind not in _WHOLE and not everyone:
                open_still = _open_still(open_still, figure.used)
        else:
            after = exact_sum((before or 0, number))
        if event.entry.reading is not None:
            reading = event
        yield Step(exact_sum((after or 0, -(before or 0))), after)
        before = after


def _open_still(events: Sequence[Event], used: Sequence[Event]) -> list[Event]:
    """The events that can still have a say: what a reading has replaced never counts again."""
    kept = {id(event) for event in (*used, *_events.latest_readings(events))}
    return [event for event in events if id(event) in kept]


def _comes_after(reading: Event | None, event: Event) -> bool:
    """Whether no reading so far replaces what the event counts."""
    return reading is None or reading.entry.date.last < event.entry.date.last


def _plain_amount(activity: Activity, event: Event) -> Number | None:
    """What an event adds where no reading has a say in it; missing when the whole figure must be made anew."""
    if activity.target.kind is Kind.MILESTONE or event.entry.reading is not None:
        return None
    kind = activity.target.kind
    amount = _events.cases_in_time(event.entry) if kind is Kind.TIME_LIMIT else _events.whole_amount(event.entry)
    return None if amount is None or amount.reading else amount.number
