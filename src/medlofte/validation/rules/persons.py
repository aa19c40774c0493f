"""Rules about activities that count persons: nobody may be singled out by a small or closely dated figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from medlofte.core.dates import ONE_DAY, months_later
from medlofte.core.diagnostic import Finding
from medlofte.core.messages import msg
from medlofte.model.entry import LogEntry, LoggedEntry
from medlofte.model.promise import Period
from medlofte.validation.rules.dossier import LoggedPromise, at

SHORTEST_QUARTER = 90
"""Days in the first quarter of a year that is no leap year."""

_QUARTERS_BEGIN = frozenset({"01-01", "04-01", "07-01", "10-01"})


def sensitive_too_fine(dossier: LoggedPromise) -> Iterator[Finding]:
    """A figure for an activity that counts persons covers at least a quarter, so that nobody can be singled out."""
    for id, logs in dossier.by_activity.items():
        activity = dossier.promise.activities[id]
        if not activity.sensitive:
            continue
        period = dossier.promise.period_of(activity)
        for logged in _too_fine(logs, period):
            message = msg("{activity} counts persons, and the figure covers less than a quarter.", activity=id)
            hint = msg("Write the sum of the quarter: date: {quarter}.", quarter=_quarter(logged.entry.date.last))
            yield Finding(at(logged, "date"), message, hint)


def _too_fine(logs: Sequence[LoggedEntry], period: Period | None) -> Iterator[LoggedEntry]:
    """The entries whose figure covers too few days.

    A reading covers the days since its party's last one, and what is dated on the last day of a quarter is its sum.
    """
    read_on: dict[str, date] = {}
    for logged in sorted(logs, key=lambda each: each.entry.date.last):
        entry = logged.entry
        if not _counts_persons(entry):
            continue
        first, last = entry.date.first, entry.date.last
        if entry.reading is not None:
            since = read_on.get(logged.party, period.start - ONE_DAY if period else first)
            read_on[logged.party] = last
            if since == last:
                continue
            first = min(first, since + ONE_DAY)
        is_sum = first == last and (last + ONE_DAY).strftime("%m-%d") in _QUARTERS_BEGIN
        if not is_sum and (last - first).days + 1 < SHORTEST_QUARTER and not _covers(first, last, period):
            yield logged


def _counts_persons(entry: LogEntry) -> bool:
    figures = (entry.count, entry.reading, entry.within)
    return any(figure is not None for figure in figures) or bool(entry.results or entry.of_which)


def _covers(first: date, last: date, period: Period | None) -> bool:
    """Whether the days are the whole of a period that is shorter than a quarter."""
    return period is not None and period.end is not None and first <= period.start and period.end <= last


def _quarter(day: date) -> str:
    start = date(day.year, day.month - (day.month - 1) % 3, 1)
    return f"{start.isoformat()}/{(months_later(start, 3) - ONE_DAY).isoformat()}"
