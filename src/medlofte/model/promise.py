"""The central type: a promise as it was decided, in the field's own words, frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from medlofte.core.dates import DateSpan
from medlofte.core.messages import msg
from medlofte.core.record import Record

Number = int | Decimal


def exact_sum(numbers: Sequence[Number]) -> Number:
    """The sum, exact however many digits there are, as an integer when it is whole."""
    rounded = sum(numbers)
    if isinstance(rounded, int):
        return rounded
    places = max(-int(each.as_tuple().exponent) for each in numbers if isinstance(each, Decimal))
    total = sum(_scaled(each, places) for each in numbers)
    whole, rest = divmod(total, 10**places)
    return whole if not rest else Decimal(f"{total}E-{places}")


def _scaled(number: Number, places: int) -> int:
    """The number times ten to the power of ``places``, exact; it has no more decimals than that."""
    if isinstance(number, int):
        return int(number * 10**places)
    return int(int(f"{number:f}".replace(".", "")) * 10 ** (places + int(number.as_tuple().exponent)))


class TargetKind(StrEnum):
    """What a target asks for; the values are those of the machine formats."""

    AT_LEAST = "at-least"
    EXACT = "exact"
    RATE = "rate"
    COVERAGE = "coverage"
    MILESTONE = "milestone"
    TIME_LIMIT = "time-limit"
    ONGOING = "ongoing"


class Precision(StrEnum):
    """How sure a reported number is, the surest first. A sum is as sure as the least sure of its parts."""

    EXACT = "exact"
    OVER = "over"
    AT_LEAST = "at-least"
    ABOUT = "about"

    @property
    def weakness(self) -> int:
        """0 for an exact number, rising to 3 for a rough one."""
        return tuple(Precision).index(self)


class Period(Record):
    """The days a promise or an activity runs, both included. Without ``end`` it runs until further notice.

    ``end_text`` is the end as it stands in the file, ``as_written`` the whole in the source's words.
    """

    start: date
    end: date | None = None
    as_written: str | None = None
    end_text: str | None = None

    def holds(self, days: DateSpan) -> bool:
        """Whether all the days lie inside."""
        return self.start <= days.first and (self.end is None or days.last <= self.end)


class Target(Record):
    """What is to be reached. Which of the fields are set follows from ``kind``.

    ``amount`` is the number of at-least, exact, rate and time-limit; ``per`` a rate's unit of time; ``whom`` and
    ``of`` a coverage's group and its size; ``share`` the per cent of it that is promised; ``done`` a milestone's
    words and ``by`` its deadline.
    """

    kind: TargetKind
    amount: Number | None = None
    unit: str | None = None
    per: str | None = None
    average: bool = False
    whom: str | None = None
    of: int | None = None
    share: Number | None = None
    done: str | None = None
    by: DateSpan | None = None

    @property
    def is_in_hours(self) -> bool:
        """Whether what is counted is hours, which alone may have decimals; a time limit counts cases."""
        return self.kind is not TargetKind.TIME_LIMIT and self.unit is not None and "timm" in self.unit.casefold()


ONGOING = Target(TargetKind.ONGOING)


class Part(Record):
    """A share of an activity that has a floor of its own (*varav*): at least so many with this tag."""

    tag: str
    at_least: Number


class Pace(Record):
    """How the work is expected to fall: in ``months`` (1–12) if given, else all of it ``at_end``, else evenly."""

    months: tuple[int, ...] = ()
    at_end: bool = False


class Activity(Record):
    """One thing that will be done (*aktivitet*, *åtgärd*, *åtagande*)."""

    id: str
    title: str
    responsible: tuple[str, ...]
    focus_area: str | None = None
    supporting: tuple[str, ...] = ()
    takes_part: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    target: Target = ONGOING
    of_which: tuple[Part, ...] = ()
    any_of: tuple[str, ...] = ()
    own_start: DateSpan | None = None
    own_end: DateSpan | None = None
    pace: Pace = Pace()
    has_pace: bool = False
    counts: str | None = None
    wording: str | None = None
    purpose: str | None = None
    note: str | None = None
    when: str | None = None
    condition: str | None = None
    best_effort: bool = False
    beyond_ordinary: bool = False
    sensitive: bool = False


class Contact(Record):
    """Where citizens turn to a party: a function's particulars, never a private person's."""

    role: str | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    address: str | None = None


class Party(Record):
    """Who answers for something: the police, the municipality or another."""

    id: str
    name: str
    kind: str = "other"
    contact: Contact | None = None


class Municipality(Record):
    """The municipality and, where given, its four-digit code by Statistics Sweden (SCB)."""

    name: str
    code: str | None = None


class FocusArea(Record):
    """A heading of the promise (*fokusområde*); ``watched`` when it was seen but nothing was promised."""

    id: str
    title: str
    problem: str | None = None
    causes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    target_group: str | None = None
    watched: bool = False
    note: str | None = None


class Dialogue(Record):
    """A dialogue that the promise rests on, with citizens, staff or others."""

    kind: str | None = None
    when: DateSpan | None = None
    answers: int | None = None
    precision: Precision = Precision.EXACT
    places: tuple[str, ...] = ()
    method: str | None = None
    note: str | None = None


class Basis(Record):
    """What the promise rests on (*lägesbild*)."""

    situation: str | None = None
    dialogues: tuple[Dialogue, ...] = ()
    sources: tuple[str, ...] = ()


class Agreement(Record):
    """The cooperation agreement (*samverkansöverenskommelse*) behind the promise."""

    title: str | None = None
    reference: str | None = None
    note: str | None = None


STATUS = {
    "draft": msg("draft"),
    "proposed": msg("proposed"),
    "adopted": msg("adopted"),
    "closed": msg("closed"),
}
"""What a promise's status is called."""

DECIDED = {"adopted": msg("Adopted"), "revised": msg("Revised"), "extended": msg("Extended"), "ended": msg("Ended")}
"""What a kind of decision has done."""

CHANGING = ("revised", "extended", "ended")
"""The kinds of decisions by which an adopted promise may be changed."""


class Decision(Record):
    """Who decided what and when; ``kind`` is adopted, revised, extended or ended.

    ``changes`` are the paths of what it changes, ``fingerprint`` the mark of what binds after it.
    """

    kind: str
    date: DateSpan | None = None
    body: str | None = None
    reference: str | None = None
    paragraph: str | None = None
    note: str | None = None
    changes: tuple[str, ...] = ()
    fingerprint: str | None = None


class Reading(Record):
    """One measured value of an effect, on its date."""

    value: Number | str
    date: DateSpan | None = None
    source: str | None = None
    note: str | None = None


class Effect(Record):
    """What the promise should lead to. Never counted as work done."""

    goal: str
    measure: str | None = None
    baseline: Reading | None = None
    readings: tuple[Reading, ...] = ()
    focus_area: str | None = None
    note: str | None = None


class FollowUp(Record):
    """A duty to report: when it is due and to whom.

    It may come back after ``every`` part of the calendar year; ``due`` is then the first time, or left out.
    """

    due: DateSpan | None = None
    to: str | None = None
    form: str | None = None
    note: str | None = None
    every: str | None = None


class Feedback(Record):
    """Citizens were told how the promise goes (*återkoppling*): when, by what channel and where to read it."""

    date: DateSpan
    channel: str | None = None
    link: str | None = None
    note: str | None = None


class Officer(Record):
    """Who prepares a case, with the title that is printed under it."""

    name: str | None = None
    title: str | None = None


class Document(Record):
    """A document that a case rests on (*beslutsunderlag*)."""

    title: str
    date: DateSpan | None = None


class Case(Record):
    """A matter before the council (*ärende*): memo, follow-up, interpellation or motion."""

    kind: str
    title: str | None = None
    reference: str | None = None
    date: DateSpan | None = None
    sender: str | None = None
    receiver: str | None = None
    officer: Officer | None = None
    proposal: tuple[str, ...] = ()
    summary: str | None = None
    background: str | None = None
    finances: str | None = None
    children: str | None = None
    documents: tuple[Document, ...] = ()
    send_to: tuple[str, ...] = ()
    asked_by: str | None = None
    questions: tuple[str, ...] = ()
    introduction: str | None = None
    facts: str | None = None
    answers: tuple[str, ...] = ()
    note: str | None = None


class Reference(Record):
    """Where a fact comes from."""

    title: str
    publisher: str | None = None
    url: str | None = None
    date: DateSpan | None = None
    retrieved: DateSpan | None = None
    note: str | None = None


class Promise(Record):
    """What police and municipality promised together, for one period (*medborgarlöfte*)."""

    id: str
    title: str
    municipality: Municipality
    status: str
    parties: Mapping[str, Party]
    activities: Mapping[str, Activity]
    area: str | None = None
    police_area: str | None = None
    period: Period | None = None
    follows: str | None = None
    agreement: Agreement | None = None
    basis: Basis = Basis()
    decisions: tuple[Decision, ...] = ()
    focus_areas: Mapping[str, FocusArea] = MappingProxyType({})
    effects: tuple[Effect, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Reference, ...] = ()
    note: str | None = None

    def period_of(self, activity: Activity) -> Period | None:
        """The period that the activity runs or is measured in: its own where it has one, else the promise's."""
        if activity.own_start is None and activity.own_end is None:
            return self.period
        start = activity.own_start.first if activity.own_start else self.period.start if self.period else None
        end = activity.own_end.last if activity.own_end else self.period.end if self.period else None
        return Period(start, end) if start else None

    @property
    def newest_decision(self) -> int | None:
        """The place in the list of the decision that was taken last: by its first day, then as they stand.

        One without a date is older than any with one.
        """
        days = [decision.date.first if decision.date else date.min for decision in self.decisions]
        return max(range(len(days)), key=lambda index: (days[index], index), default=None)
