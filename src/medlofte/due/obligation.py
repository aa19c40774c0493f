"""One thing that is owed: what kind of thing it is, of which promise, since or by when, and in words."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from medlofte.core.dates import DateSpan
from medlofte.core.diagnostic import Severity
from medlofte.core.messages import Message, msg, msg_n
from medlofte.core.record import Record
from medlofte.model.promise import FollowUp, Period, Promise


class ObligationKind(StrEnum):
    """What is owed; the values are those of the machine formats."""

    OVERDUE = "followup-overdue"
    COMING = "followup-coming"
    NO_FINAL = "final-followup-missing"
    NO_FEEDBACK = "feedback-missing"
    SILENT = "activity-silent"
    NO_REASON = "reason-missing"

    @property
    def severity(self) -> Severity:
        """How grave it is: what was promised for a day and has not come is an error, what comes is a note."""
        return _SEVERITY.get(self, Severity.WARNING)

    @property
    def word(self) -> Message:
        """The kind in one or two words."""
        return _WORDS[self]


_SEVERITY = {ObligationKind.OVERDUE: Severity.ERROR, ObligationKind.COMING: Severity.NOTE}
_WORDS = {
    ObligationKind.OVERDUE: msg("overdue"),
    ObligationKind.COMING: msg("coming"),
    ObligationKind.NO_FINAL: msg("missing"),
    ObligationKind.NO_FEEDBACK: msg("missing"),
    ObligationKind.SILENT: msg("not logged"),
    ObligationKind.NO_REASON: msg("no reason"),
}


class Obligation(Record):
    """Something that is owed. ``message`` says it without naming the promise.

    ``day`` is the last day that a follow-up is due, or the day since which something is missing. ``due`` and
    ``followup`` belong to follow-ups, and ``about`` to those that recur: the days of the promise to be told of.
    """

    kind: ObligationKind
    promise: str
    day: date
    message: Message
    activity: str | None = None
    due: DateSpan | None = None
    followup: FollowUp | None = None
    about: Period | None = None


def end_of(promise: Promise, as_of: date) -> date | None:
    """The last day of the promise: that of its period, or if it was closed before that the day of the decision."""
    decided = (each.date for each in promise.decisions if promise.status == "closed" and each.kind == "ended")
    ended = [day.first for day in decided if day is not None and day.last <= as_of]
    period = promise.period.end if promise.period else None
    return min([*ended, *([period] if period else [])], default=None)


def days(n: int) -> Message:
    """So many days, in words."""
    return msg_n("{n} day", "{n} days", n)
