"""The reply to an interpellation (or motion) in the municipal council, from the promise's case of that kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from medlofte.documents import case
from medlofte.documents.shared import shared_view
from medlofte.documents.subject import Subject

COUNCIL = "kommunfullmäktige"
_KINDS = {"interpellation": "interpellation", "motion": "motion"}
_GAPS = {
    **{key: name for key, name in case.GAPS.items() if key in ("date", "reference")},
    "asked_by": "frågeställare",
    "answers": "svar",
}


def view(subject: Subject) -> Mapping[str, Any]:
    """The reply's plain data. What the promise does not say is named in ``gaps`` and never made up."""
    of = case.case_of(subject, *_KINDS)
    reply = {
        **case.header(of, COUNCIL),
        "kind": _KINDS[of.kind],
        "asked_by": of.asked_by,
        "questions": list(of.questions),
        "introduction": of.introduction,
        "facts": of.facts,
        "answers": list(of.answers) or None,
    }
    reply["title"] = of.title or f"Svar på {reply['kind']}: {subject.promise.title}"
    return {**shared_view(subject), "reply": reply, "title": reply["title"], "gaps": case.gaps(reply, _GAPS)}
