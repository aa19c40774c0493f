"""Plain values of the right shape to a promise and to entries. What no calendar has is found here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from medlofte.core.dates import DateSpan, InvalidDate, ReversedInterval, days
from medlofte.core.diagnostic import Code, Finding, Pointer, Severity
from medlofte.core.messages import msg
from medlofte.core.source import Route
from medlofte.model.entry import NO_PARTS, NOTHING, LogEntry
from medlofte.model.promise import (
    ONGOING,
    Activity,
    Agreement,
    Basis,
    Case,
    Contact,
    Decision,
    Dialogue,
    Document,
    Effect,
    Feedback,
    FocusArea,
    FollowUp,
    Municipality,
    Officer,
    Pace,
    Part,
    Party,
    Period,
    Precision,
    Promise,
    Reading,
    Reference,
    Target,
    TargetKind,
)

CODES = (
    Code("impossible-date", Severity.ERROR, "The text looks like a date, but no calendar has that day."),
    Code("reversed-interval", Severity.ERROR, "The interval ends before it begins."),
)

Fault = tuple[str, Finding]
Plain = Mapping[str, Any]
T = TypeVar("T")


def promise(id: str, value: Plain) -> tuple[Promise | None, list[Fault]]:
    """The promise that a value of the right shape stands for, and its impossible dates.

    There is no promise when its own period can't be known for such a date.
    """
    decoder = _Decoder()
    decoded = decoder.promise(id, value)
    period_is_lost = any(finding.at.route[:1] == ("period",) for _, finding in decoder.faults)
    return None if period_is_lost else decoded, decoder.faults


def entry(value: Plain, route: Route) -> tuple[LogEntry | None, list[Fault]]:
    """The entry that a value of the right shape stands for; nothing, and the faults, if its date is impossible."""
    decoder = _Decoder()
    when = decoder.days(value, "date", route)
    if when is None:
        return None, decoder.faults
    results = value.get("results")
    decoded = LogEntry(
        date=when,
        activities=_one_or_more(value["activity"]),
        count=value.get("count", None if SAYS_MORE.intersection(value) else 1),
        precision=Precision(value.get("precision", Precision.EXACT)),
        places=_one_or_more(value.get("place", ())),
        results=MappingProxyType(results) if results else NOTHING,
        tags=tuple(value.get("tags", ())),
        of_which=MappingProxyType(value["of_which"]) if "of_which" in value else NO_PARTS,
        **_of(value, *_AS_WRITTEN),
    )
    return decoded, decoder.faults


_AS_WRITTEN = (
    *("total", "reached", "done", "within", "type", "note", "words", "deviation", "instead", "assessed", "reason"),
    *("source", "ref"),
)
"""The keys of an entry whose values are its fields of the same names."""

SAYS_MORE = frozenset({"total", "reached", "done", "words", "deviation", "assessed"})
"""An entry with one of these counts nothing unless it says how many."""


def _one_or_more(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _texts(value: Plain, key: str) -> tuple[str, ...]:
    return tuple(value.get(key, ()))


def _of(value: Plain, *keys: str) -> dict[str, Any]:
    """The values of those keys that are there, under the same names."""
    return {key: value[key] for key in keys if key in value}


class _Decoder:
    """Builds the types from plain values and collects the impossible dates on the way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def days(self, value: Plain, key: str, route: Route) -> DateSpan | None:
        text = value.get(key)
        if text is None:
            return None
        at = Pointer((*route, key))
        try:
            return days(text)
        except InvalidDate as error:
            message = msg("{text} is not a date.", text=error.text)
            self.faults.append(("impossible-date", Finding(at, message, msg("Check the month and the day."))))
        except ReversedInterval:
            first, last = text.split("/")
            message = msg("The interval ends, {last}, before it begins, {first}.", first=first, last=last)
            hint = msg("Write {last}/{first}.", first=first, last=last)
            self.faults.append(("reversed-interval", Finding(at, message, hint)))
        return None

    def each(self, value: Plain, key: str, route: Route, build: Callable[[Plain, Route], T]) -> tuple[T, ...]:
        return tuple(build(item, (*route, key, index)) for index, item in enumerate(value.get(key, ())))

    def promise(self, id: str, value: Plain) -> Promise:
        municipality = value["municipality"]
        agreement = value.get("agreement")
        return Promise(
            id=id,
            title=value["title"],
            municipality=Municipality(municipality["name"], municipality.get("code")),
            status=value["status"],
            parties=MappingProxyType({key: _party(key, item) for key, item in value["parties"].items()}),
            activities=MappingProxyType({k: self.activity(k, item) for k, item in value["activities"].items()}),
            period=self.period(value["period"]) if "period" in value else None,
            agreement=Agreement(**agreement) if agreement else None,
            basis=self.basis(value.get("basis", {})),
            decisions=self.each(value, "decisions", (), self.decision),
            focus_areas=MappingProxyType({k: _focus_area(k, item) for k, item in value.get("focus_areas", {}).items()}),
            effects=self.each(value, "effects", (), self.effect),
            followups=tuple(f for f in self.each(value, "followups", (), self.followup) if f is not None),
            feedback=tuple(f for f in self.each(value, "feedback", (), self.feedback) if f is not None),
            cases=self.each(value, "cases", (), self.case),
            sources=self.each(value, "sources", (), self.reference),
            **_of(value, "area", "police_area", "follows", "note"),
        )

    def period(self, value: Plain) -> Period | None:
        start, end = self.days(value, "start", ("period",)), self.days(value, "end", ("period",))
        if start is None:
            return None
        return Period(start.first, end.last if end else None, value.get("as_written"), end.text if end else None)

    def activity(self, id: str, value: Plain) -> Activity:
        route: Route = ("activities", id)
        own = value.get("period", {})
        pace = value.get("pace", "even")
        return Activity(
            id=id,
            title=value["title"],
            responsible=tuple(value["responsible"]),
            supporting=_texts(value, "supporting"),
            takes_part=_texts(value, "with"),
            places=_texts(value, "places"),
            target=self.target(value["target"], (*route, "target")) if "target" in value else ONGOING,
            of_which=tuple(Part(part["tag"], part["at_least"]) for part in value.get("of_which", ())),
            any_of=_texts(value, "any_of"),
            own_start=self.days(own, "start", (*route, "period")),
            own_end=self.days(own, "end", (*route, "period")),
            pace=Pace(months=tuple(pace["months"])) if isinstance(pace, Mapping) else Pace(at_end=pace == "end"),
            has_pace="pace" in value,
            **_of(value, "focus_area", "counts", "wording", "purpose", "note", "when", "condition"),
            **_of(value, "best_effort", "beyond_ordinary", "sensitive"),
        )

    def target(self, value: Plain, route: Route) -> Target:
        unit = value.get("unit")
        if "per" in value:
            return Target(TargetKind.RATE, value["at_least"], unit, value["per"], value.get("average", False))
        if "at_least" in value:
            return Target(TargetKind.AT_LEAST, value["at_least"], unit)
        if "exact" in value:
            return Target(TargetKind.EXACT, value["exact"], unit)
        if "all" in value:
            return Target(TargetKind.COVERAGE, whom=value["all"], of=value.get("of"), share=value.get("share"))
        if "done" in value:
            return Target(TargetKind.MILESTONE, done=value["done"], by=self.days(value, "by", route))
        if "within" in value:
            return Target(TargetKind.TIME_LIMIT, value["within"], unit)
        return ONGOING

    def basis(self, value: Plain) -> Basis:
        dialogues = self.each(value, "dialogues", ("basis",), self.dialogue)
        return Basis(value.get("situation"), dialogues, _texts(value, "sources"))

    def dialogue(self, value: Plain, route: Route) -> Dialogue:
        return Dialogue(
            when=self.days(value, "when", route),
            precision=Precision(value.get("precision", Precision.EXACT)),
            places=_texts(value, "places"),
            **_of(value, "kind", "answers", "method", "note"),
        )

    def decision(self, value: Plain, route: Route) -> Decision:
        rest = _of(value, "body", "reference", "paragraph", "fingerprint", "note")
        return Decision(value["kind"], self.days(value, "date", route), changes=_texts(value, "changes"), **rest)

    def effect(self, value: Plain, route: Route) -> Effect:
        baseline = self.reading(value["baseline"], (*route, "baseline")) if "baseline" in value else None
        readings = self.each(value, "readings", route, self.reading)
        return Effect(baseline=baseline, readings=readings, **_of(value, "goal", "measure", "focus_area", "note"))

    def reading(self, value: Plain, route: Route) -> Reading:
        return Reading(value["value"], self.days(value, "date", route), **_of(value, "source", "note"))

    def followup(self, value: Plain, route: Route) -> FollowUp | None:
        due = self.days(value, "due", route)
        is_lost = due is None and "due" in value
        return None if is_lost else FollowUp(due, **_of(value, "to", "form", "note", "every"))

    def feedback(self, value: Plain, route: Route) -> Feedback | None:
        date = self.days(value, "date", route)
        return Feedback(date, **_of(value, "channel", "link", "note")) if date else None

    def case(self, value: Plain, route: Route) -> Case:
        texts = ("title", "reference", "summary", "background", "finances", "children")
        return Case(
            kind=value["kind"],
            date=self.days(value, "date", route),
            sender=value.get("from"),
            receiver=value.get("to"),
            officer=Officer(**value["officer"]) if "officer" in value else None,
            proposal=_texts(value, "proposal"),
            documents=self.each(value, "documents", route, self.document),
            send_to=_texts(value, "send_to"),
            questions=_texts(value, "questions"),
            answers=_texts(value, "answers"),
            **_of(value, *texts, "asked_by", "introduction", "facts", "note"),
        )

    def document(self, value: Plain, route: Route) -> Document:
        return Document(value["title"], self.days(value, "date", route))

    def reference(self, value: Plain, route: Route) -> Reference:
        date, retrieved = self.days(value, "date", route), self.days(value, "retrieved", route)
        return Reference(value["title"], date=date, retrieved=retrieved, **_of(value, "publisher", "url", "note"))


def _party(id: str, value: Plain) -> Party:
    contact = Contact(**value["contact"]) if "contact" in value else None
    return Party(id, value["name"], value.get("kind", "other"), contact)


def _focus_area(id: str, value: Plain) -> FocusArea:
    rest = _of(value, "problem", "target_group", "note")
    causes, places = _texts(value, "causes"), _texts(value, "places")
    return FocusArea(id, value["title"], causes=causes, places=places, watched=value.get("status") == "watched", **rest)
