"""Tallies: everything that is said of each activity of a promise, as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from medlofte.core.dates import DateSpan
from medlofte.core.record import Record
from medlofte.model.entry import LogEntry, LoggedEntry
from medlofte.model.promise import Activity, Number, Period, Precision, Promise, TargetKind
from medlofte.progress import events as _events
from medlofte.progress.events import Event
from medlofte.progress.figure import Figure, figure_of, total_of
from medlofte.progress.forecast import Forecast, forecast_of
from medlofte.progress.pace import Speed, is_under_way, speed_of
from medlofte.progress.side_figures import ResultSum, results_of
from medlofte.progress.status import Figures, Status, falls_short, status_of
from medlofte.progress.target import Elapsed, Expected, elapsed_at, expected_at, has_ended, percent

_WORST_FIRST = ("not-kept", "partly", "kept")


class PartDone(Record):
    """How far a part with a floor of its own (*varav*) has come; ``done`` is missing when no number was reported."""

    tag: str
    wanted: Number
    done: Number | None


class Assessment(Record):
    """The parties' own judgement, the latest: kept, partly or not-kept."""

    value: str
    date: DateSpan
    reason: str | None


class Deviation(Record):
    """What went otherwise and why, and what was done instead."""

    date: DateSpan
    text: str
    instead: str | None


class ActivityFigures(Record):
    """How far one activity has come. ``docs/format.md`` tells what each figure means and when it is missing.

    ``reached_on`` is the day a milestone was reached; ``everyone`` says that all of a coverage were; ``counts_short``
    that the figures are less than the promise, so that an assessment as kept does not decide. ``speed`` and
    ``forecast`` are missing where nothing can be said of them.
    """

    activity: Activity
    period: Period | None
    elapsed: Elapsed | None
    ended: bool
    wanted: Expected
    done: Number | None
    precision: Precision | None
    percent: int | None
    status: Status
    by_party: Mapping[str, Number]
    of_which: tuple[PartDone, ...]
    results: Mapping[str, ResultSum]
    assessed: Assessment | None
    deviations: tuple[Deviation, ...]
    words: str | None
    reached_on: date | None = None
    everyone: bool = False
    counts_short: bool = False
    speed: Speed | None = None
    forecast: Forecast | None = None

    @property
    def is_trusted(self) -> bool:
        """Whether the activity is kept by the party's own word, without a figure."""
        return self.status is Status.KEPT and self.done is None and not self.everyone


class PromiseProgress(Record):
    """How far a promise has come at the close of a day; ``later`` entries exist in the logs but not yet on that day."""

    promise: Promise
    as_of: date
    elapsed: Elapsed | None
    later: int
    tallies: tuple[ActivityFigures, ...]

    @property
    def summary(self) -> dict[Status, int]:
        """How many activities have each status. Percentages are never averaged."""
        return count_by_status(self.tallies)


def count_by_status(tallies: Iterable[ActivityFigures]) -> dict[Status, int]:
    """How many of the activities have each status, those that none has too."""
    numbers = dict.fromkeys(Status, 0)
    for tally in tallies:
        numbers[tally.status] += 1
    return numbers


def progress_of(
    promise: Promise, logged: Sequence[LoggedEntry], as_of: date, *, with_forecast: bool = True
) -> PromiseProgress:
    """How far each activity of the promise has come at the close of ``as_of``, by the entries of all its logs.

    Without ``with_forecast`` there are no forecasts, for those who do not show them.
    """
    events = _events.events_of(logged)
    by_activity = events_by_activity(promise, events, as_of)
    tallies = (
        tally_of(activity, promise.period_of(activity), by_activity[id], as_of, foretell=with_forecast)
        for id, activity in promise.activities.items()
    )
    return PromiseProgress(
        promise=promise,
        as_of=as_of,
        elapsed=elapsed_at(promise.period, as_of) if promise.period else None,
        later=sum(not _events.exists(event, as_of) for event in events),
        tallies=tuple(_without_forecast(tally) if promise.status == "closed" else tally for tally in tallies),
    )


def _without_forecast(tally: ActivityFigures) -> ActivityFigures:
    """The tally of a promise that was closed: nothing more is to come."""
    return tally.replace(speed=None, forecast=None)


def events_by_activity(promise: Promise, events: Iterable[Event], as_of: date) -> dict[str, list[Event]]:
    """The events that exist at the close of the day, for each activity that they name."""
    by_activity: dict[str, list[Event]] = {id: [] for id in promise.activities}
    for event in events:
        if _events.exists(event, as_of):
            for id in by_activity.keys() & set(event.entry.activities):
                by_activity[id].append(event)
    return by_activity


def tally_of(
    activity: Activity, period: Period | None, events: Sequence[Event], as_of: date, *, foretell: bool = True
) -> ActivityFigures:
    """How far one activity has come by the events that name it and exist at the close of ``as_of``."""
    counted = [event for event in events if _events.figure_counts(event.entry, period)]
    remarks = [event.entry for event in events if _events.remark_counts(event.entry, period)]
    figure = figure_of(activity, counted)
    goal = expected_at(activity, period, as_of, figure.cases)
    parts = tuple(
        PartDone(
            part.tag,
            part.at_least,
            None if figure.done is None else total_of(counted, _events.part_amount(part.tag, activity.target.of)) or 0,
        )
        for part in activity.of_which
    )
    assessed = _latest_assessment(remarks)
    figures = Figures(
        kind=activity.target.kind,
        started=period is None or as_of >= period.start,
        ended=has_ended(period, as_of),
        open_ended=period is None or period.end is None,
        reported=bool(counted or remarks),
        done=figure.done,
        wanted=goal.whole,
        wanted_now=goal.now,
        everyone=figure.everyone,
        parts=tuple((part.done, part.wanted) for part in parts if part.done is not None),
        assessed=assessed.value if assessed else None,
    )
    by_now = activity.target.kind is TargetKind.RATE and not figures.ended
    status, precision = status_of(figures), _weakest(figure.used) if figure.done is not None else None
    speed = forecast = None
    if is_under_way(activity, period, goal, figure.done, status):
        speed, forecast = _outlook(activity, period, goal, figure, precision, as_of, foretell)
    return ActivityFigures(
        activity=activity,
        period=period,
        elapsed=elapsed_at(period, as_of) if period else None,
        ended=figures.ended,
        wanted=goal,
        done=figure.done,
        precision=precision,
        percent=percent(figure.done, goal.now if by_now else goal.whole),
        status=status,
        by_party=figure.by_party,
        of_which=parts,
        results=results_of(event.entry for event in events if _events.counts(event.entry, period)),
        assessed=assessed,
        deviations=_deviations(remarks),
        words=_latest_words(remarks),
        reached_on=figure.reached_on,
        everyone=figure.everyone,
        counts_short=falls_short(figures),
        speed=speed,
        forecast=forecast,
    )


def _outlook(
    activity: Activity,
    period: Period | None,
    goal: Expected,
    figure: Figure,
    precision: Precision | None,
    as_of: date,
    foretell: bool,
) -> tuple[Speed | None, Forecast | None]:
    """The pace and the forecast of an activity that is under way, each only where it can be told."""
    assert period is not None
    assert goal.whole is not None
    assert figure.done is not None
    assert precision is not None
    return (
        speed_of(activity, period, goal, figure.done, as_of),
        forecast_of(activity, period, goal.whole, figure.used, precision, as_of) if foretell else None,
    )


def _weakest(events: Iterable[Event]) -> Precision:
    return max((event.entry.precision for event in events), key=lambda each: each.weakness, default=Precision.EXACT)


def _latest_assessment(remarks: Sequence[LogEntry]) -> Assessment | None:
    said = [entry for entry in remarks if entry.assessed is not None]
    if not said:
        return None
    latest = [entry for entry in said if entry.date.last == said[-1].date.last]
    worst = min(latest, key=lambda entry: (_WORST_FIRST.index(str(entry.assessed)), entry.reason or ""))
    return Assessment(str(worst.assessed), worst.date, worst.reason)


def _deviations(remarks: Sequence[LogEntry]) -> tuple[Deviation, ...]:
    said = [Deviation(e.date, e.deviation, e.instead) for e in remarks if e.deviation is not None]
    return tuple(sorted(said, key=lambda each: (each.date.last, each.text, each.instead or "")))


def _latest_words(remarks: Sequence[LogEntry]) -> str | None:
    """The words of the last day that has any; what several said on that day, together, in a set order."""
    said = [entry for entry in remarks if entry.words is not None]
    latest = {str(entry.words) for entry in said if entry.date.last == said[-1].date.last}
    return "; ".join(sorted(latest)) if said else None
