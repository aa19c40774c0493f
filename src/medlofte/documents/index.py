"""The site's first page: all promises, by municipality, police area and how far they have come in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from medlofte.alphabet import swedish_order
from medlofte.documents.facts import names, provenance
from medlofte.documents.subject import Provenance
from medlofte.documents.swedish import long_date, series, short_period
from medlofte.language import Voice
from medlofte.progress.tally import Progress
from medlofte.progress.words import summary
from medlofte.promise import Promise

STANDINGS = ("gäller nu", "har inte börjat", "är avslutade", "är förslag")
"""Where a promise stands in time, in the order that a reader asks for it."""


def view(standing: Sequence[Progress], as_of: date, swedish: Voice, of: Provenance) -> Mapping[str, Any]:
    """The page's plain data. ``promises`` come by municipality; the groups hold the same ones by other words."""
    promises = sorted((_promise(progress, swedish) for progress in standing), key=_by("municipality", "title"))
    return {
        "title": "Medborgarlöften",
        "as_of": long_date(as_of),
        "as_of_iso": as_of.isoformat(),
        "promises": promises,
        "municipalities": sorted({each["municipality"] for each in promises}, key=swedish_order),
        "by_police_area": _grouped(each for each in promises if each["police_area"]),
        "by_standing": [
            {"name": name, "promises": found}
            for name in STANDINGS
            if (found := [each for each in promises if each["standing"] == name])
        ],
        "provenance": provenance(of),
        "gaps": [],
    }


def _by(*names: str) -> Any:
    return lambda each: [swedish_order(each[name]) for name in names]


def _grouped(promises: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = sorted(promises, key=_by("police_area", "municipality", "title"))
    return [{"name": name, "promises": list(of)} for name, of in groupby(ordered, key=lambda each: each["police_area"])]


def _promise(progress: Progress, swedish: Voice) -> dict[str, Any]:
    promise = progress.promise
    return {
        **names(promise),
        "period": short_period(promise.period) if promise.period else None,
        "standing": _standing(promise, progress.as_of),
        "activities": len(progress.tallies),
        "summary": series([swedish(words) for words in summary(progress)]) if _is_measured(progress) else None,
    }


def _is_measured(progress: Progress) -> bool:
    begun = progress.elapsed is not None and progress.elapsed.days > 0
    return begun and progress.promise.status in ("adopted", "closed")


def _standing(promise: Promise, as_of: date) -> str:
    if promise.status in ("draft", "proposed") or promise.period is None:
        return STANDINGS[3]
    if promise.status == "closed" or (promise.period.end is not None and promise.period.end <= as_of):
        return STANDINGS[2]
    return STANDINGS[1] if promise.period.start > as_of else STANDINGS[0]
