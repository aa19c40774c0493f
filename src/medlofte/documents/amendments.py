"""What has changed in a promise since it was adopted, for its readers: by day and decision, from its history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from medlofte.changes.history import SinceAdoption, StandingChange
from medlofte.core.messages import Translator
from medlofte.documents.subject import Amendment
from medlofte.model.promise import Decision


def amendments(since: SinceAdoption, as_of: date, swedish: Translator) -> tuple[Amendment, ...]:
    """The changes up to the day, those of one day and decision together, the earliest first.

    A decision whose change is not in the history is told by itself, for it is known that something was decided.
    """
    told: dict[tuple[date | None, Decision | None], list[StandingChange]] = {}
    for change in since.changes:
        day = change.date.date() if change.date else None
        if day is None or day <= as_of:
            told.setdefault((day, change.decision), []).append(change)
    said = {decision for _, decision in told}
    for decision in since.decisions:
        if decision not in said and (decision.date is None or decision.date.first <= as_of):
            told.setdefault((None, decision), [])
    return tuple(sorted(_amendments(told, swedish), key=lambda each: (each.day is None, each.day or as_of)))


def _amendments(
    told: dict[tuple[date | None, Decision | None], list[StandingChange]], swedish: Translator
) -> Iterator[Amendment]:
    for (day, decision), changes in told.items():
        sentences = tuple(swedish.plain(each.change.what) for each in changes)
        yield Amendment(decision.date.first if decision and decision.date else day, sentences, decision)
