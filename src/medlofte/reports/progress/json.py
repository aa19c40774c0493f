"""``progress --format json``: one document, described in ``docs/cli.md``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from medlofte.core.escaping import json_text
from medlofte.core.messages import Translator
from medlofte.model.promise import Number, Period
from medlofte.progress.disclosure import public, public_tally
from medlofte.progress.forecast import LEVEL, MODEL, Forecast
from medlofte.progress.overview import ProgressFilter, PromiseGroup, group_progress, tallies_of
from medlofte.progress.pace import Speed
from medlofte.progress.predecessors import Predecessors
from medlofte.progress.side_figures import ResultSum
from medlofte.progress.status import Status
from medlofte.progress.tally import ActivityFigures, PromiseProgress, count_by_status
from medlofte.progress.target import Elapsed
from medlofte.progress.wording import amount, text_of
from medlofte.reports.progress.view import ProgressReportOptions


def render(standing: Sequence[PromiseProgress], translator: Translator, setting: ProgressReportOptions) -> str:
    """All activities of all promises as JSON, version 1. Its texts are Swedish, whatever the reader's language.

    What is published stands on one line.
    """
    del translator
    groups = group_progress(standing, setting.by) if setting.groups_promises else ()
    document = {
        "format": 1,
        "as_of": setting.as_of.isoformat(),
        "promises": [promise_of(progress, setting) for progress in standing],
        "filters": _filters(setting.wish),
        "groups": [_group(group) for group in groups],
        "summary": _counts(count_by_status(tallies_of(standing))),
    }
    return json_text(document, None if setting.public else 2)


def promise_of(progress: PromiseProgress, setting: ProgressReportOptions) -> dict[str, Any]:
    """A promise and its activities, as an object of the document."""
    promise = progress.promise
    shown = public(progress) if setting.public else progress
    return {
        "id": promise.id,
        "title": promise.title,
        "period": period_of(promise.period),
        "elapsed": elapsed_of(progress.elapsed),
        "later": progress.later,
        "activities": [activity_of(*tallies, setting) for tallies in zip(shown.tallies, progress.tallies)],
        "summary": _counts(progress.summary),
        "municipality": {"name": promise.municipality.name, "code": promise.municipality.code},
        "police_area": promise.police_area,
        "status": promise.status,
        "chain": _chain(setting.chain_of(progress), setting),
    }


def _counts(summary: Mapping[Status, int]) -> dict[str, int]:
    return {status.value: number for status, number in summary.items()}


def _filters(wish: ProgressFilter) -> dict[str, str | None]:
    return {
        "municipality": wish.municipality,
        "party": wish.party,
        "status": wish.status,
        "active_on": wish.active_on.isoformat() if wish.active_on else None,
    }


def _group(group: PromiseGroup) -> dict[str, Any]:
    return {
        "by": group.by,
        "key": group.key,
        "name": group.name,
        "municipalities": list(group.municipalities),
        "promises": [progress.promise.id for progress in group.standing],
        "activities": len(group.tallies),
        "summary": _counts(count_by_status(group.tallies)),
    }


def _chain(chain: Predecessors, setting: ProgressReportOptions) -> list[dict[str, Any]]:
    """The promises before, the nearest first, with those of their activities that go on, by the names they have now."""
    links = {(link.promise.id, id): link.tally for id, each in chain.links.items() for link in each}
    return [
        {
            "id": before.promise.id,
            "title": before.promise.title,
            "period": period_of(before.promise.period),
            "summary": _counts(before.summary),
            "activities": {
                id: _linked(public_tally(tally) if setting.public else tally, tally, setting)
                for id in chain.links
                if (tally := links.get((before.promise.id, id))) is not None
            },
        }
        for before in chain.before
    ]


def activity_of(tally: ActivityFigures, whole: ActivityFigures, setting: ProgressReportOptions) -> dict[str, Any]:
    """The activity's figures as they are shown, and in words, which leave small numbers out by themselves."""
    swedish = setting.swedish
    activity = tally.activity
    return {
        "id": activity.id,
        "title": activity.title,
        "focus_area": activity.focus_area,
        "responsible": list(activity.responsible),
        "period": period_of(tally.period),
        "elapsed": elapsed_of(tally.elapsed),
        "kind": activity.target.kind.value,
        "wanted": tally.wanted.whole,
        "wanted_now": tally.wanted.now,
        "unit": activity.target.unit,
        "done": tally.done,
        "precision": tally.precision.value if tally.precision else None,
        "percent": tally.percent,
        "status": tally.status.value,
        "by_party": dict(tally.by_party),
        "of_which": [{"tag": part.tag, "wanted": part.wanted, "done": part.done} for part in tally.of_which],
        "results": {name: _result(result, swedish) for name, result in tally.results.items()},
        "assessed": tally.assessed.value if tally.assessed else None,
        "reason": tally.assessed.reason if tally.assessed else None,
        "deviation": [{"date": d.date.text, "text": d.text, "instead": d.instead} for d in tally.deviations],
        "words": tally.words,
        "pace": pace_of(tally.speed),
        "forecast": forecast_of(tally.forecast),
        "text": swedish.plain(text_of(whole, public=setting.public)),
    }


def pace_of(speed: Speed | None) -> dict[str, Number | None] | None:
    """The pace, as an object of the document."""
    if speed is None:
        return None
    return {
        "expected": speed.expected,
        "gap": speed.gap,
        "so_far_per_week": speed.so_far_per_week,
        "needed_per_week": speed.needed_per_week,
        "weeks_left": speed.weeks_left,
    }


def forecast_of(forecast: Forecast | None) -> dict[str, Any] | None:
    """The forecast, as an object of the document."""
    if forecast is None:
        return None
    return {
        "low": forecast.low,
        "high": forecast.high,
        "level": LEVEL,
        "model": MODEL,
        "basis": forecast.basis,
        "out_of_reach": forecast.out_of_reach,
    }


def period_of(period: Period | None) -> dict[str, str | None] | None:
    """The first and the last day."""
    if period is None:
        return None
    return {"start": period.start.isoformat(), "end": period.end.isoformat() if period.end else None}


def elapsed_of(elapsed: Elapsed | None) -> dict[str, int | None] | None:
    """How many days have gone, and of how many."""
    return None if elapsed is None else {"days": elapsed.days, "of": elapsed.of}


def _result(result: ResultSum, swedish: Translator) -> object:
    if result.number is None:
        return result.words
    return result.number if not result.precision.weakness else swedish.plain(amount(result.number, result.precision))


def _linked(tally: ActivityFigures, whole: ActivityFigures, setting: ProgressReportOptions) -> dict[str, Any]:
    """An activity of an earlier promise: the most important of its figures, as in ``activity_of``."""
    told = activity_of(tally, whole, setting)
    return {key: told[key] for key in _OF_EARLIER}


_OF_EARLIER = ("id", "title", "kind", "wanted", "unit", "done", "precision", "percent", "status", "text")
