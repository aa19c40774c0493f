"""The site's first page: all promises, by municipality, police area and how far they have come in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from medlofte.core.collation import swedish_order
from medlofte.core.messages import Translator
from medlofte.documents.facts import names, provenance
from medlofte.documents.subject import Provenance
from medlofte.documents.swedish import long_date, series, short_period
from medlofte.model.promise import Promise
from medlofte.progress.overview import PromiseGroup, group_progress, tallies_of
from medlofte.progress.tally import PromiseProgress
from medlofte.progress.wording import summary, summary_of

STANDINGS = ("gäller nu", "har inte börjat", "är avslutade", "är förslag")
"""Where a promise stands in time, in the order that a reader asks for it."""


def view(standing: Sequence[PromiseProgress], as_of: date, swedish: Translator, of: Provenance) -> Mapping[str, Any]:
    """The page's plain data. ``promises`` come by municipality; the groups hold the same ones by other words."""
    seen = {progress.promise.id: _promise(progress, swedish) for progress in standing}
    promises = sorted(seen.values(), key=_by("municipality", "title"))
    return {
        "title": "Medborgarlöften",
        "as_of": long_date(as_of),
        "as_of_iso": as_of.isoformat(),
        "promises": promises,
        "municipalities": sorted({each["municipality"] for each in promises}, key=swedish_order),
        "by_police_area": [
            _police_area(group, seen, swedish)
            for group in group_progress(standing, "police-area")
            if group.name is not None
        ],
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


def _police_area(group: PromiseGroup, seen: Mapping[str, dict[str, Any]], swedish: Translator) -> dict[str, Any]:
    """A police area's promises, and how those that have begun go in all, where there are several."""
    measured = [progress for progress in group.standing if _is_measured(progress)]
    said = summary_of(tallies_of(measured)) if len(measured) > 1 else []
    return {
        "name": group.name,
        "promises": [seen[progress.promise.id] for progress in group.standing],
        "summary": series([swedish(words) for words in said]) if said else None,
    }


def _promise(progress: PromiseProgress, swedish: Translator) -> dict[str, Any]:
    promise = progress.promise
    return {
        **names(promise),
        "period": short_period(promise.period) if promise.period else None,
        "standing": _standing(promise, progress.as_of),
        "activities": len(progress.tallies),
        "summary": series([swedish(words) for words in summary(progress)]) if _is_measured(progress) else None,
    }


def _is_measured(progress: PromiseProgress) -> bool:
    begun = progress.elapsed is not None and progress.elapsed.days > 0
    return begun and progress.promise.status in ("adopted", "closed")


def _standing(promise: Promise, as_of: date) -> str:
    if promise.status in ("draft", "proposed") or promise.period is None:
        return STANDINGS[3]
    if promise.status == "closed" or (promise.period.end is not None and promise.period.end <= as_of):
        return STANDINGS[2]
    return STANDINGS[1] if promise.period.start > as_of else STANDINGS[0]
