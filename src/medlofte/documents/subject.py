"""What a document is made from, and the parts of a view that several documents share."""

from __future__ import annotations

from datetime import date
from typing import Any

from medlofte.documents.swedish import long_date, long_days, long_period, number, series, when
from medlofte.language import Voice
from medlofte.progress.status import Status
from medlofte.progress.tally import Progress, Tally
from medlofte.progress.words import reported, status_word, summary, target_text, text_of
from medlofte.promise import Decision, Dialogue, FocusArea, Precision, Promise
from medlofte.record import Record


class Provenance(Record):
    """Where a document comes from: the version of the tool, and the commit with whether files differ from it."""

    version: str
    commit: str | None = None
    dirty: bool = False


class Subject(Record):
    """A promise's progress on a day, with a Swedish voice, and where it all comes from."""

    progress: Progress
    swedish: Voice
    provenance: Provenance

    @property
    def promise(self) -> Promise:
        """The promise itself."""
        return self.progress.promise

    @property
    def as_of(self) -> date:
        """The day that the figures are for."""
        return self.progress.as_of


def shared_view(subject: Subject) -> dict[str, Any]:
    """The part of a view that every document has: the promise in plain data, its progress and the provenance."""
    promise = subject.promise
    return {
        "as_of": long_date(subject.as_of),
        "as_of_iso": subject.as_of.isoformat(),
        "provenance": _provenance(subject.provenance),
        "promise": _promise(promise),
        "focus_areas": _focus_areas(subject),
        "progress": _progress(subject),
    }


def _provenance(provenance: Provenance) -> dict[str, Any]:
    return {"version": provenance.version, "commit": provenance.commit, "dirty": provenance.dirty}


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "id": promise.id,
        "title": promise.title,
        "municipality": promise.municipality.name,
        "area": promise.area,
        "police_area": promise.police_area,
        "status": promise.status,
        "is_adopted": promise.status in ("adopted", "closed"),
        "period": long_period(promise.period) if promise.period else None,
        "period_as_written": promise.period.as_written if promise.period else None,
        "parties": [party.name for party in promise.parties.values()],
        "agreement": promise.agreement.title if promise.agreement else None,
        "agreement_note": promise.agreement.note if promise.agreement else None,
        "situation": promise.basis.situation,
        "dialogues": [_dialogue(dialogue) for dialogue in promise.basis.dialogues],
        "sources_of_situation": list(promise.basis.sources),
        "decisions": [_decision(decision) for decision in promise.decisions],
        "effects": [effect.goal for effect in promise.effects],
        "followups": [{"due": long_days(f.due), "to": f.to, "form": f.form, "note": f.note} for f in promise.followups],
        "sources": [{"title": s.title, "publisher": s.publisher, "url": s.url} for s in promise.sources],
        "note": promise.note,
    }


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


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "kind": _DECIDED[decision.kind],
        "date": long_days(decision.date) if decision.date else None,
        "when": when(decision.date) if decision.date else None,
        "body": decision.body,
        "reference": decision.reference,
        "paragraph": decision.paragraph,
        "note": decision.note,
    }


def _progress(subject: Subject) -> dict[str, Any]:
    progress = subject.progress
    elapsed = progress.elapsed
    return {
        "started": elapsed is not None and elapsed.days > 0,
        "ended": bool(progress.tallies) and all(tally.ended for tally in progress.tallies),
        "days": elapsed.days if elapsed else None,
        "days_of": elapsed.of if elapsed else None,
        "summary": series([subject.swedish(words) for words in summary(progress)]),
        "counts": {status.value: progress.summary[status] for status in Status},
        "later": progress.later,
        "activities": len(progress.tallies),
    }


def _focus_areas(subject: Subject) -> list[dict[str, Any]]:
    """The focus areas in order with their activities; those under none come last, under no title."""
    promise = subject.promise
    areas = [_focus_area(area, subject) for area in promise.focus_areas.values()]
    rest = [t for t in subject.progress.tallies if t.activity.focus_area not in promise.focus_areas]
    if rest:
        areas.append(_focus_area(FocusArea("", ""), subject, rest))
    return areas


def _focus_area(area: FocusArea, subject: Subject, tallies: list[Tally] | None = None) -> dict[str, Any]:
    if tallies is None:
        tallies = [tally for tally in subject.progress.tallies if tally.activity.focus_area == area.id]
    return {
        "title": area.title or None,
        "problem": area.problem,
        "causes": list(area.causes),
        "places": list(area.places),
        "target_group": area.target_group,
        "watched": area.watched,
        "note": area.note,
        "activities": [_activity(tally, subject) for tally in tallies],
    }


_DETAILS = ("places", "when", "supporting", "takes_part", "of_which", "any_of", "purpose", "counts", "note")
_CONDITIONS = ("condition", "best_effort", "beyond_ordinary")


def _activity(tally: Tally, subject: Subject) -> dict[str, Any]:
    activity, say = tally.activity, subject.swedish.whole
    names = {party.id: party.name for party in subject.promise.parties.values()}
    figure = say(text_of(tally, public=True))
    return {
        "id": activity.id,
        "title": activity.title,
        "wording": activity.wording,
        "responsible": series([names[party] for party in activity.responsible]),
        "supporting": [names[party] for party in activity.supporting],
        "with": list(activity.takes_part),
        "places": list(activity.places),
        "target": say(target_text(activity.target)),
        "of_which": [f"minst {number(part.at_least)} med inriktningen {part.tag}" for part in activity.of_which],
        "any_of": list(activity.any_of),
        "counts": activity.counts,
        "purpose": activity.purpose,
        "note": activity.note,
        "when": activity.when,
        "condition": activity.condition,
        "best_effort": activity.best_effort,
        "beyond_ordinary": activity.beyond_ordinary,
        "figure": figure,
        "outcome": figure if tally.done is not None or tally.words or tally.assessed else None,
        "status": say(status_word(tally)),
        "has_details": any(getattr(activity, name) for name in (*_DETAILS, *_CONDITIONS)),
        "reported": [say(remark) for remark in reported(tally, public=True)],
    }
