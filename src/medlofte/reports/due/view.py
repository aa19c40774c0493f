"""What every format of what is owed is made from, and the words that those for people share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from medlofte.core.messages import Message, count, say
from medlofte.core.record import Record
from medlofte.due import Duty, Kind
from medlofte.model.promise import Promise


class Owing(Record):
    """A promise, and what is owed of it."""

    promise: Promise
    duties: tuple[Duty, ...]


class Setting(Record):
    """The day that it is reckoned at the close of, the last day that is looked ahead to, and the look."""

    as_of: date
    until: date
    color: bool = False


_COUNTED = {
    Kind.OVERDUE: lambda n: count("{n} follow-up overdue", "{n} follow-ups overdue", n),
    Kind.COMING: lambda n: count("{n} follow-up coming", "{n} follow-ups coming", n),
    Kind.NO_FINAL: lambda n: count("{n} final follow-up missing", "{n} final follow-ups missing", n),
    Kind.NO_FEEDBACK: lambda n: count("{n} without feedback", "{n} without feedback", n),
    Kind.SILENT: lambda n: count("{n} not logged", "{n} not logged", n),
    Kind.NO_REASON: lambda n: count("{n} without a reason", "{n} without a reason", n),
}


def summary(owing: Sequence[Owing], setting: Setting) -> list[Message]:
    """How many there are of each kind; if none, that nothing is owed up to the last day looked at."""
    kinds = [duty.kind for each in owing for duty in each.duties]
    if not kinds:
        return [say("Nothing is overdue, missing or due by {day}", day=setting.until)]
    return [_COUNTED[kind](kinds.count(kind)) for kind in Kind if kind in kinds]


def reservation(owing: Sequence[Owing]) -> Message | None:
    """What must be said where something is missing: no word of it is not word that it was not done."""
    if all(duty.kind is Kind.COMING for each in owing for duty in each.duties):
        return None
    return say("What is not recorded here may still have been done.")
