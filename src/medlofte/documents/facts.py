"""The part of a view that says what a promise is: its facts in plain data, with dates and numbers as they are read."""

from __future__ import annotations

import re
from typing import Any

from medlofte.core.dates import DateSpan
from medlofte.documents.subject import Amendment, Provenance, Subject
from medlofte.documents.swedish import long_date, long_days, long_period, number, short_period, when
from medlofte.model.promise import (
    Decision,
    Dialogue,
    Effect,
    Feedback,
    FollowUp,
    Party,
    Precision,
    Promise,
    Reading,
    Reference,
)
from medlofte.model.recurrence import occurrences

STATUS_WORDS = {"draft": "utkast", "proposed": "förslag", "adopted": "antaget", "closed": "avslutat"}


def facts(subject: Subject) -> dict[str, Any]:
    """The promise, as of the document's day: later decisions are not told."""
    promise = subject.promise
    return {
        **_identity(promise),
        "givers": givers(subject),
        "is_adopted": promise.status in ("adopted", "closed"),
        "agreement": promise.agreement.title if promise.agreement else None,
        "agreement_reference": promise.agreement.reference if promise.agreement else None,
        "agreement_note": promise.agreement.note if promise.agreement else None,
        "situation": promise.basis.situation,
        "dialogues": [_dialogue(dialogue) for dialogue in promise.basis.dialogues],
        "sources_of_situation": list(promise.basis.sources),
        "decisions": [decision(each) for each in promise.decisions if _has_been(each, subject)],
        "effects": [_effect(effect, subject) for effect in promise.effects],
        "followups": [_followup(each) for each in promise.followups],
        "next_followup": _next_followup(subject),
        "feedback": [_feedback(each) for each in promise.feedback if each.date.last <= subject.as_of],
        "amendments": [_amendment(each) for each in subject.amendments],
        "sources": [_source(source) for source in promise.sources],
        "contacts": [_contact(party) for party in promise.parties.values() if party.contact],
        "note": promise.note,
    }


def names(promise: Promise) -> dict[str, Any]:
    """What a promise is called, and where it holds."""
    return {
        "id": promise.id,
        "title": promise.title,
        "municipality": promise.municipality.name,
        "area": promise.area,
        "police_area": promise.police_area,
    }


def _identity(promise: Promise) -> dict[str, Any]:
    return {
        **names(promise),
        "status": promise.status,
        "status_word": STATUS_WORDS[promise.status],
        "period": long_period(promise.period) if promise.period else None,
        "period_in_table": short_period(promise.period) if promise.period else None,
        "period_as_written": promise.period.as_written if promise.period else None,
        "period_in_source": _less_exact(promise.period.as_written) if promise.period else None,
        "is_closed": promise.status == "closed",
        "parties": [party.name for party in promise.parties.values()],
    }


_NUMBERS_IN_TWO_DAYS = 4


def _less_exact(written: str | None) -> str | None:
    """The source's words for the period, where they do not give two days: *under ett år*."""
    return written if written and len(re.findall(r"\d+", written)) < _NUMBERS_IN_TWO_DAYS else None


def givers(subject: Subject) -> list[str]:
    """Who gives the promise: the police and the municipality; all parties where neither is one."""
    parties = subject.promise.parties.values()
    given = [party.name for party in parties if party.kind in ("police", "municipality")]
    return given or [party.name for party in parties]


def _has_been(decision: Decision, subject: Subject) -> bool:
    return decision.date is None or decision.date.last <= subject.as_of


_WITH = {"citizens": "invånare", "staff": "medarbetare", "partners": "samverkande", "other": "andra"}
_ABOUT = {Precision.EXACT: "", Precision.OVER: "drygt ", Precision.AT_LEAST: "minst ", Precision.ABOUT: "cirka "}


def _dialogue(dialogue: Dialogue) -> dict[str, Any]:
    answers = None if dialogue.answers is None else f"{_ABOUT[dialogue.precision]}{number(dialogue.answers)}"
    return {
        "with": _WITH.get(dialogue.kind or ""),
        "when": long_days(dialogue.when) if dialogue.when else None,
        "answers": answers,
        "places": list(dialogue.places),
        "method": dialogue.method,
        "note": dialogue.note,
    }


_DECIDED = {"adopted": "Antaget", "revised": "Reviderat", "extended": "Förlängt", "ended": "Avslutat"}


def decision(decision: Decision) -> dict[str, Any]:
    """A decision in plain data; ``words`` says it all in one line: *Antaget den 1 december 2025 av …, § 101*."""
    said = _DECIDED[decision.kind]
    said += f" {when(decision.date)}" if decision.date else ""
    said += f" av {decision.body}" if decision.body else ""
    said += "".join(f", {each}" for each in (decision.reference, decision.paragraph) if each)
    return {
        "kind": _DECIDED[decision.kind],
        "date": long_days(decision.date) if decision.date else None,
        "when": when(decision.date) if decision.date else None,
        "body": decision.body,
        "reference": decision.reference,
        "paragraph": decision.paragraph,
        "note": decision.note,
        "words": said,
    }


def _amendment(amendment: Amendment) -> dict[str, Any]:
    by = decision(amendment.decision) if amendment.decision else None
    day = long_date(amendment.day) if amendment.day else None
    return {
        "date": day,
        "changes": list(amendment.changes),
        "decision": by["words"] if by else None,
        "note": by["note"] if by else None,
    }


def _effect(effect: Effect, subject: Subject) -> dict[str, Any]:
    area = subject.promise.focus_areas.get(effect.focus_area or "")
    readings = [each for each in effect.readings if each.date is None or each.date.last <= subject.as_of]
    return {
        "goal": effect.goal,
        "measure": effect.measure,
        "baseline": _reading(effect.baseline) if effect.baseline else None,
        "readings": [_reading(reading) for reading in readings],
        "focus_area": area.title if area else None,
        "note": effect.note,
    }


def _reading(reading: Reading) -> dict[str, Any]:
    value = reading.value if isinstance(reading.value, str) else number(reading.value)
    date = long_days(reading.date) if reading.date else None
    return {"value": value, "date": date, "source": reading.source, "note": reading.note}


def _followup(followup: FollowUp) -> dict[str, Any]:
    return {"due": _due(followup), "to": followup.to, "form": followup.form, "note": followup.note}


_AFTER_EACH = {
    "month": "efter varje månad",
    "quarter": "efter varje kvartal",
    "tertial": "efter varje tertial",
    "half-year": "efter varje halvår",
    "year": "efter varje år",
}


def _due(followup: FollowUp) -> str:
    """When the follow-up is given, in running text; of one that recurs, after what and the first time."""
    due = long_days(followup.due) if followup.due else None
    if followup.every is None:
        return due or ""
    each = _AFTER_EACH[followup.every]
    return f"{each}, första gången {due}" if due else each


def _next_followup(subject: Subject) -> dict[str, Any] | None:
    """The follow-up that is next on the document's day, and when that is."""
    period, day = subject.promise.period, subject.as_of
    coming: list[tuple[DateSpan, FollowUp]] = []
    for followup in subject.promise.followups:
        due = next((each.due for each in occurrences(followup, period, day) if each.due.last >= day), None)
        coming += [(due, followup)] if due else []
    if not coming:
        return None
    due, followup = min(coming, key=lambda each: each[0].last)
    return {**_followup(followup), "due": long_days(due)}


def _feedback(feedback: Feedback) -> dict[str, Any]:
    return {
        "date": long_days(feedback.date),
        "channel": feedback.channel,
        "link": feedback.link,
        "note": feedback.note,
    }


def _source(source: Reference) -> dict[str, Any]:
    return {
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "date": long_days(source.date) if source.date else None,
        "retrieved": long_days(source.retrieved) if source.retrieved else None,
        "note": source.note,
    }


def _contact(party: Party) -> dict[str, Any]:
    contact = party.contact
    assert contact is not None
    return {
        "party": party.name,
        "role": contact.role,
        "phone": contact.phone,
        "email": contact.email,
        "url": contact.url,
        "address": contact.address,
    }


def provenance(of: Provenance) -> dict[str, Any]:
    """Where the document comes from."""
    return {"version": of.version, "commit": of.commit, "dirty": of.dirty}
