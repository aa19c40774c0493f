"""The part of a view that every document has."""

from __future__ import annotations

from typing import Any

from medlofte.documents.facts import facts, provenance
from medlofte.documents.outcome import in_english, outcome
from medlofte.documents.subject import Subject
from medlofte.documents.swedish import long_date


def shared_view(subject: Subject, charts: bool = False) -> dict[str, Any]:
    """The promise in plain data, its progress, its pictures and the provenance.

    With ``charts`` there is a pace chart for each activity that has a course to draw; it costs a sum for every day.
    """
    return {
        "as_of": long_date(subject.as_of),
        "as_of_iso": subject.as_of.isoformat(),
        "provenance": provenance(subject.provenance),
        "promise": facts(subject),
        "english": in_english(subject),
        "links": dict(subject.links),
        **outcome(subject, charts),
    }
