"""What the logs do not say: activities that nothing was logged of, and what fell short without a word why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from medlofte.core.dates import ONE_DAY
from medlofte.core.escaping import collapse_whitespace
from medlofte.core.messages import Message, msg
from medlofte.due.obligation import Obligation, ObligationKind, days
from medlofte.model.promise import Period, TargetKind
from medlofte.progress.status import Status
from medlofte.progress.tally import ActivityFigures, PromiseProgress
from medlofte.progress.target import days_in
from medlofte.progress.wording import status_word
from medlofte.validation.rules import LoggedPromise

SHORT = (Status.NOT_KEPT, Status.PARTLY)


def silent_activities(dossier: LoggedPromise, progress: PromiseProgress, limit: int) -> Iterator[Obligation]:
    """The activities that nothing was logged of for so many days; said once where nothing was logged of any.

    It says nothing of what was done.
    """
    found = [duty for tally in progress.tallies for duty in _silent(dossier, progress, tally, limit)]
    was_logged = any(each.entry.date.last <= progress.as_of for each in dossier.logged)
    if was_logged or len(found) < max(2, len(progress.tallies)):
        yield from found
        return
    message = msg("Nothing has been logged of any of the {n} activities", n=len(found))
    yield Obligation(ObligationKind.SILENT, progress.promise.id, min(duty.day for duty in found), message)


def _silent(
    dossier: LoggedPromise, progress: PromiseProgress, tally: ActivityFigures, limit: int
) -> Iterator[Obligation]:
    period, as_of, activity = tally.period, progress.as_of, tally.activity
    if period is None or tally.status is Status.KEPT:
        return
    if period.end is not None and as_of > period.end:
        if tally.status is Status.NOT_REPORTED:
            yield _obligation(
                progress, tally, period.end, msg("nothing had been logged when it ended {day}", day=period.end)
            )
        return
    since = _asked_since(tally, period)
    if since is None or progress.promise.status == "closed" or _is_off_season(tally, as_of):
        return
    dates = (each.entry.date.last for each in dossier.by_activity.get(activity.id, ()))
    logged = max((day for day in dates if day <= as_of), default=None)
    last = max(since, logged or since)
    quiet = _days_between(tally, last, as_of)
    if quiet >= limit:
        words = msg("nothing logged since {day}, {days}", day=last, days=days(quiet))
        if logged is None:
            words = msg("nothing logged yet, {days}", days=days(quiet))
        yield _obligation(progress, tally, logged or since + ONE_DAY, words)


def _obligation(progress: PromiseProgress, tally: ActivityFigures, day: date, words: Message) -> Obligation:
    title = collapse_whitespace(tally.activity.title)
    return Obligation(
        ObligationKind.SILENT,
        progress.promise.id,
        day,
        msg("{title}: {words}", title=title, words=words),
        tally.activity.id,
    )


def _asked_since(tally: ActivityFigures, period: Period) -> date | None:
    """The day after which something is expected in the log; missing where nothing is before the end.

    It is the day before the start, and for a milestone the day that it was promised by.
    """
    target = tally.activity.target
    if tally.activity.pace.at_end or (target.kind is TargetKind.MILESTONE and target.by is None):
        return None
    return target.by.last if target.by is not None else period.start - ONE_DAY


def _is_off_season(tally: ActivityFigures, as_of: date) -> bool:
    months = tally.activity.pace.months
    return bool(months) and as_of.month not in months


def _days_between(tally: ActivityFigures, last: date, as_of: date) -> int:
    """Days after the last up to the day itself; of a season's activity those of the season."""
    months = tally.activity.pace.months or tuple(range(1, 13))
    return days_in(months, last + ONE_DAY, as_of)


def unexplained_activities(progress: PromiseProgress) -> Iterator[Obligation]:
    """The activities that have ended and fell short, of which neither a deviation nor a reason was logged."""
    for tally in progress.tallies:
        end = tally.period.end if tally.period else None
        if end is None or progress.as_of <= end or tally.status not in SHORT or _is_explained(tally):
            continue
        title = collapse_whitespace(tally.activity.title)
        message = msg("{title}: {status}, and the log does not say why", title=title, status=status_word(tally))
        yield Obligation(ObligationKind.NO_REASON, progress.promise.id, end, message, tally.activity.id)


def _is_explained(tally: ActivityFigures) -> bool:
    return bool(tally.deviations) or (tally.assessed is not None and tally.assessed.reason is not None)
