"""An entry from the body of an issue form: headings and answers in Markdown, as a hosting service writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from medlofte.cli.writing import Draft
from medlofte.errors import MedlofteError
from medlofte.language import say

_KEYS: Mapping[str, str] = {
    "löfte": "id",
    "medborgarlöfte": "id",
    "promise": "id",
    "aktivitet": "activity",
    "activity": "activity",
    "part": "party",
    "party": "party",
    "datum": "date",
    "date": "date",
    "antal": "count",
    "count": "count",
    "totalt": "total",
    "total": "total",
    "nått": "reached",
    "reached": "reached",
    "plats": "place",
    "place": "place",
    "typ": "type",
    "type": "type",
    "anteckning": "note",
    "note": "note",
    "ord": "words",
    "words": "words",
    "avvikelse": "deviation",
    "deviation": "deviation",
    "i stället": "instead",
    "instead": "instead",
    "källa": "source",
    "source": "source",
    "precision": "precision",
    "inom": "within",
    "within": "within",
}
"""The headings that are known, in small letters, and what they hold."""

_NO_ANSWER = frozenset({"", "_no response_", "_inget svar_"})


def draft_of(body: str) -> Draft:
    """The entry that the form asks for. Raises ``MedlofteError`` when it has no promise or activity, or one twice."""
    answers: dict[str, Any] = {}
    for heading, answer in re.findall(r"(?m)^### *([^\n]{1,80})\n((?:(?!### )[^\n]*(?:\n|\Z))*)", body):
        key = _KEYS.get(heading.strip().rstrip(":").casefold())
        text = answer.strip()
        if key is None or text.casefold() in _NO_ANSWER:
            continue
        if key in answers:
            raise MedlofteError(say("The form has the heading {heading} twice.", heading=heading.strip()))
        answers[key] = [text] if key == "place" else text
    for key in ("id", "activity"):
        if key not in answers:
            raise MedlofteError(
                say("The form does not say which {key}.", key=key),
                say("It has headings such as ### Löfte, ### Aktivitet, ### Datum, ### Antal, with the answer below."),
            )
    id, activity, party = (answers.pop(key, None) for key in ("id", "activity", "party"))
    return Draft(id, activity, party, None, answers)
