"""What is owed on a date: follow-ups, feedback and reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from medlofte.core.dates import LAST_YEAR, months_later
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg
from medlofte.due import followups, missing_reports
from medlofte.due.obligation import Obligation, ObligationKind
from medlofte.progress.tally import progress_of
from medlofte.validation.rules import LoggedPromise

SILENCE_DAYS = 90
"""After so many days without an entry an activity is named, unless the project's settings say otherwise."""

BINDS = ("adopted", "closed")
"""A draft or a proposal owes nobody anything yet."""


def obligations(
    dossier: LoggedPromise, as_of: date, until: date, silence_days: int = SILENCE_DAYS
) -> tuple[Obligation, ...]:
    """What is owed of a promise at the close of ``as_of``, or comes by ``until``: the gravest first, then by day."""
    if dossier.promise.status not in BINDS:
        return ()
    return tuple(
        sorted(_find_obligations(dossier, as_of, until, silence_days), key=lambda duty: (-duty.kind.severity, duty.day))
    )


def _find_obligations(dossier: LoggedPromise, as_of: date, until: date, silence_days: int) -> Iterator[Obligation]:
    promise = dossier.promise
    yield from followups.due_followups(promise, as_of, until)
    yield from followups.final(promise, as_of)
    yield from followups.feedback(promise, as_of)
    progress = progress_of(promise, dossier.logged, as_of)
    yield from missing_reports.silent_activities(dossier, progress, silence_days)
    yield from missing_reports.unexplained_activities(progress)


def until_of(day: date, within: str) -> date:
    """The last day that is looked ahead to. Raises ``MedlofteError``."""
    found = re.fullmatch(r"([0-9]{1,4})([dwm])", within)
    if found is None:
        message = msg("{text} is not a length of time.", text=within)
        raise MedlofteError(message, msg("Write days, weeks or months: 60d, 8w or 3m."))
    number, unit = int(found[1]), found[2]
    until = months_later(day, number) if unit == "m" else day + timedelta(days=number * _DAYS_IN[unit])
    return min(until, date(LAST_YEAR, 12, 31))


_DAYS_IN = {"d": 1, "w": 7}

__all__ = ["SILENCE_DAYS", "Obligation", "ObligationKind", "obligations", "until_of"]
