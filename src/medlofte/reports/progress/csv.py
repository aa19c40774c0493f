"""``progress --format csv``: a row for each activity, with a point for decimals and commas between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from medlofte.core.escaping import csv_table
from medlofte.core.messages import Translator
from medlofte.progress.disclosure import public, public_tally
from medlofte.progress.overview import group_progress
from medlofte.progress.predecessors import Predecessors
from medlofte.progress.tally import ActivityFigures, PromiseProgress
from medlofte.progress.wording import text_of
from medlofte.reports.progress.view import ProgressReportOptions

COLUMNS = (
    "promise",
    "activity",
    "title",
    "focus_area",
    "responsible",
    "as_of",
    "start",
    "end",
    "kind",
    "unit",
    "wanted",
    "wanted_now",
    "done",
    "precision",
    "percent",
    "status",
    "assessed",
    "words",
    "text",
    "municipality",
    "municipality_code",
    "police_area",
    "promise_status",
    "previous_promise",
    "previous_done",
    "previous_status",
    "previous_text",
)


def render(standing: Sequence[PromiseProgress], translator: Translator, setting: ProgressReportOptions) -> str:
    """One heading and one row for each activity of each promise, by groups if asked for. What is missing is empty."""
    del translator
    shown = standing
    if setting.groups_promises:
        shown = [progress for group in group_progress(standing, setting.by) for progress in group.standing]
    return csv_table([COLUMNS, *(row for progress in shown for row in _rows(progress, setting))])


def _rows(progress: PromiseProgress, setting: ProgressReportOptions) -> Iterator[list[Any]]:
    """The rows of a promise."""
    shown = public(progress) if setting.public else progress
    chain = setting.chain_of(progress)
    for tallies in zip(shown.tallies, progress.tallies):
        values = _values(progress, *tallies, chain, setting)
        yield [values[column] for column in COLUMNS]


def _values(
    progress: PromiseProgress,
    tally: ActivityFigures,
    whole: ActivityFigures,
    chain: Predecessors,
    setting: ProgressReportOptions,
) -> dict[str, Any]:
    activity, period = tally.activity, tally.period
    return {
        "promise": progress.promise.id,
        "activity": activity.id,
        "title": activity.title,
        "focus_area": activity.focus_area,
        "responsible": " ".join(activity.responsible),
        "as_of": progress.as_of.isoformat(),
        "start": period.start.isoformat() if period else None,
        "end": period.end.isoformat() if period and period.end else None,
        "kind": activity.target.kind.value,
        "unit": activity.target.unit,
        "wanted": tally.wanted.whole,
        "wanted_now": tally.wanted.now,
        "done": tally.done,
        "precision": tally.precision.value if tally.precision else None,
        "percent": tally.percent,
        "status": tally.status.value,
        "assessed": tally.assessed.value if tally.assessed else None,
        "words": tally.words,
        "text": setting.swedish.plain(text_of(whole, public=setting.public)),
        "municipality": progress.promise.municipality.name,
        "municipality_code": progress.promise.municipality.code,
        "police_area": progress.promise.police_area,
        "promise_status": progress.promise.status,
        **_previous(tally, chain, setting),
    }


def _previous(tally: ActivityFigures, chain: Predecessors, setting: ProgressReportOptions) -> dict[str, Any]:
    """The same activity in the nearest promise before that has it."""
    links = chain.links.get(tally.activity.id)
    if not links:
        return dict.fromkeys(("previous_promise", "previous_done", "previous_status", "previous_text"))
    before = links[-1]
    return {
        "previous_promise": before.promise.id,
        "previous_done": (public_tally(before.tally) if setting.public else before.tally).done,
        "previous_status": before.tally.status.value,
        "previous_text": setting.swedish.plain(text_of(before.tally, public=setting.public)),
    }
