"""What every format of what is owed is made from, and the words that those for people share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from medlofte.core.messages import Message, msg, msg_n
from medlofte.core.record import Record
from medlofte.due import Obligation, ObligationKind
from medlofte.model.promise import Promise


class Owing(Record):
    """A promise, and what is owed of it."""

    promise: Promise
    duties: tuple[Obligation, ...]


class DueReportOptions(Record):
    """The day that it is reckoned at the close of, the last day that is looked ahead to, and the look."""

    as_of: date
    until: date
    color: bool = False


_COUNTED = {
    ObligationKind.OVERDUE: lambda n: msg_n("{n} follow-up overdue", "{n} follow-ups overdue", n),
    ObligationKind.COMING: lambda n: msg_n("{n} follow-up coming", "{n} follow-ups coming", n),
    ObligationKind.NO_FINAL: lambda n: msg_n("{n} final follow-up missing", "{n} final follow-ups missing", n),
    ObligationKind.NO_FEEDBACK: lambda n: msg_n("{n} without feedback", "{n} without feedback", n),
    ObligationKind.SILENT: lambda n: msg_n("{n} not logged", "{n} not logged", n),
    ObligationKind.NO_REASON: lambda n: msg_n("{n} without a reason", "{n} without a reason", n),
}


def summary(owing: Sequence[Owing], setting: DueReportOptions) -> list[Message]:
    """How many there are of each kind; if none, that nothing is owed up to the last day looked at."""
    kinds = [duty.kind for each in owing for duty in each.duties]
    if not kinds:
        return [msg("Nothing is overdue, missing or due by {day}", day=setting.until)]
    return [_COUNTED[kind](kinds.count(kind)) for kind in ObligationKind if kind in kinds]


def reservation(owing: Sequence[Owing]) -> Message | None:
    """What must be said where something is missing: no word of it is not word that it was not done."""
    if all(duty.kind is ObligationKind.COMING for each in owing for duty in each.duties):
        return None
    return msg("What is not recorded here may still have been done.")
