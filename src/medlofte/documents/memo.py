"""The memo (*tjänsteskrivelse*): a matter laid before the municipal board, from the promise's case of that kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from medlofte.documents.subject import Subject, shared_view
from medlofte.documents.swedish import long_days
from medlofte.promise import Case

BOARD = "kommunstyrelsen"


def view(subject: Subject) -> Mapping[str, Any]:
    """The memo's plain data. What the promise does not say is named in ``gaps`` and never made up."""
    cases = [case for case in subject.promise.cases if case.kind == "memo"]
    case = cases[-1] if cases else Case("memo")
    memo = {
        "title": case.title or subject.promise.title,
        "sender": case.sender,
        "date": long_days(case.date) if case.date else None,
        "reference": case.reference,
        "officer": case.officer.name if case.officer else None,
        "officer_title": case.officer.title if case.officer else None,
        "receiver": case.receiver or BOARD,
        "proposal": list(case.proposal) or None,
        "summary": case.summary,
        "background": case.background,
        "finances": case.finances,
        "children": case.children,
        "documents": [{"title": d.title, "date": long_days(d.date) if d.date else None} for d in case.documents],
        "send_to": list(case.send_to) or [p.name for p in subject.promise.parties.values() if p.kind != "municipality"],
        "note": case.note,
    }
    gaps = [name for key, name in _GAPS.items() if memo[key] is None]
    return {**shared_view(subject), "memo": memo, "gaps": gaps}


_GAPS = {
    "sender": "förvaltning",
    "date": "datum",
    "reference": "diarienummer",
    "officer": "handläggare",
    "finances": "ekonomiska konsekvenser",
}
