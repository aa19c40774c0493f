"""Follow-ups and feedback: what has been given, what is overdue and what comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from medlofte.core.dates import ONE_DAY, DateSpan, months_later
from medlofte.core.escaping import collapse_whitespace
from medlofte.core.messages import Message, msg
from medlofte.due.obligation import Obligation, ObligationKind, days, end_of
from medlofte.model.promise import Case, FollowUp, Period, Promise
from medlofte.model.recurrence import Occurrence, occurrences

YEAR = 12
"""Citizens are to be told at least once in so many months."""


def due_followups(promise: Promise, as_of: date, until: date) -> Iterator[Obligation]:
    """The follow-ups that have not been given: overdue, or due at some time up to ``until``."""
    for followup in promise.followups:
        given = _last_given(promise, followup, as_of)
        for each in _occurrences(promise, followup, as_of, until):
            if each.due.first <= until and (given is None or given < each.opens):
                yield _due_followup(promise, followup, each, as_of)


def _due_followup(promise: Promise, followup: FollowUp, occurrence: Occurrence, as_of: date) -> Obligation:
    due = occurrence.due
    first, last = occurrence.first, occurrence.last
    about = Period(first, last) if first and last else None
    kind = ObligationKind.OVERDUE if due.last < as_of else ObligationKind.COMING
    message = _words(_name(followup, about), due, as_of)
    return Obligation(kind, promise.id, due.last, message, None, due, followup, about)


def _words(name: Message, due: DateSpan, as_of: date) -> Message:
    if due.last < as_of:
        ago = days((as_of - due.last).days)
        return msg("{what} was due by {day}, {days} ago, and is not recorded", what=name, day=due.last, days=ago)
    left = days((due.last - as_of).days)
    if due.first <= as_of and due.is_interval:
        return msg("{what} is due now, by {day}, {days} left", what=name, day=due.last, days=left)
    if due.is_interval:
        ahead = days((due.first - as_of).days)
        return msg("{what} is due {day}–{last}, in {days}", what=name, day=due.first, last=due.last, days=ahead)
    return msg("{what} is due by {day}, {days} left", what=name, day=due.last, days=left)


def _name(followup: FollowUp, about: Period | None) -> Message:
    """What is owed, in words: to whom, in what form and about what days."""
    name = msg("Follow-up")
    if followup.to is not None:
        name = msg("Follow-up to {whom}", whom=collapse_whitespace(followup.to))
    if about is not None:
        name = msg("{what} about {start}–{end}", what=name, start=about.start, end=about.end)
    return name if followup.form is None else msg("{what} ({form})", what=name, form=collapse_whitespace(followup.form))


def _occurrences(promise: Promise, followup: FollowUp, as_of: date, until: date) -> Iterator[Occurrence]:
    """Each time that the follow-up is owed, in a promise that lasts no longer than it did.

    What is due after the end tells of the whole, so nothing that was given before the end answers it.
    """
    period, end = promise.period, end_of(promise, as_of)
    lasted = period.replace(end=end) if period is not None and (end is None or end >= period.start) else period
    for each in occurrences(followup, lasted, until):
        is_after = end is not None and each.due.last > end
        yield each.replace(opens=max(each.opens, end + ONE_DAY)) if end is not None and is_after else each


def _followups_given(promise: Promise, as_of: date) -> Iterator[tuple[Case, DateSpan]]:
    """The follow-ups that there are on the day: cases of the kind, by their dates. One without a date says nothing."""
    for case in promise.cases:
        if case.kind == "followup" and case.date is not None and case.date.last <= as_of:
            yield case, case.date


def _last_given(promise: Promise, followup: FollowUp, as_of: date) -> date | None:
    """The day of the last follow-up that went to the same receiver."""
    found = [when.last for case, when in _followups_given(promise, as_of) if _may_be_one(case.receiver, followup.to)]
    return max(found, default=None)


def _may_be_one(one: str | None, other: str | None) -> bool:
    """Whether two receivers may be the same: one is not named, or its name is in the other's."""
    if one is None or other is None:
        return True
    names = [collapse_whitespace(each).casefold() for each in (one, other)]
    return names[0] in names[1] or names[1] in names[0]


def final(promise: Promise, as_of: date) -> Iterator[Obligation]:
    """That the promise has ended and nobody was told how it went, nor is a follow-up due after the end."""
    end = end_of(promise, as_of)
    if end is None or as_of <= end or any(when.last > end for _, when in _followups_given(promise, as_of)):
        return
    later = (each for one in promise.followups for each in _occurrences(promise, one, as_of, as_of))
    if not any(each.due.last > end for each in later):
        message = msg("The promise ended {day}, and no follow-up is recorded since", day=end)
        yield Obligation(ObligationKind.NO_FINAL, promise.id, end, message)


def feedback(promise: Promise, as_of: date) -> Iterator[Obligation]:
    """That citizens have not been told: for a year, or since the promise ended."""
    if promise.period is None or as_of < promise.period.start:
        return
    told = max((each.date.last for each in promise.feedback if each.date.last <= as_of), default=None)
    end = end_of(promise, as_of)
    if end is not None and as_of > end:
        if told is None or told < end:
            message = msg("The promise ended {day}, and no feedback to citizens is recorded since", day=end)
            yield Obligation(ObligationKind.NO_FEEDBACK, promise.id, end, message)
        return
    owed_from = months_later(max(promise.period.start, told or promise.period.start), YEAR)
    if as_of >= owed_from:
        said = msg("No feedback to citizens is recorded since the promise began {day}", day=promise.period.start)
        if told is not None:
            said = msg("No feedback to citizens is recorded since {day}", day=told)
        yield Obligation(ObligationKind.NO_FEEDBACK, promise.id, owed_from, said)
