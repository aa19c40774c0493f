"""The part of a view that a case before the council gives: the header of a memo, a follow-up or a reply."""

from __future__ import annotations

from typing import Any

from medlofte.documents.subject import Subject
from medlofte.documents.swedish import long_days
from medlofte.model.promise import Case

BOARD = "kommunstyrelsen"

GAPS = {
    "sender": "förvaltning",
    "date": "datum",
    "reference": "diarienummer",
    "officer": "handläggare",
}
"""What every case has, and the Swedish name of its gap when nobody has written it down."""


def case_of(subject: Subject, *kinds: str) -> Case:
    """The promise's last case of one of the kinds, or an empty one."""
    cases = [case for case in subject.promise.cases if case.kind in kinds]
    return cases[-1] if cases else Case(kinds[0])


def header(case: Case, receiver: str = BOARD) -> dict[str, Any]:
    """What stands in the case's header and at its end."""
    return {
        "title": case.title,
        "sender": case.sender,
        "date": long_days(case.date) if case.date else None,
        "reference": case.reference,
        "officer": case.officer.name if case.officer else None,
        "officer_title": case.officer.title if case.officer else None,
        "receiver": case.receiver or receiver,
        "proposal": list(case.proposal) or None,
        "summary": case.summary,
        "background": case.background,
        "finances": case.finances,
        "children": case.children,
        "documents": [{"title": d.title, "date": long_days(d.date) if d.date else None} for d in case.documents],
        "send_to": list(case.send_to),
        "note": case.note,
    }


def gaps(data: dict[str, Any], names: dict[str, str]) -> list[str]:
    """The Swedish names of what is missing."""
    return [name for key, name in names.items() if data[key] is None]
