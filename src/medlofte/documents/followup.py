"""The follow-up (*uppföljning*) to the board: every activity, how far it has come, and what went otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from medlofte.documents import case
from medlofte.documents.shared import shared_view
from medlofte.documents.subject import Subject
from medlofte.documents.swedish import series

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
PARTS = {"tertial": "T{n}", "quarter": "kv {n}", "month": "{month}"}
_PART_NAMES = {"tertial": "tertial", "quarter": "kvartal", "month": "månad"}


def view(subject: Subject) -> Mapping[str, Any]:
    """The follow-up's plain data.

    ``actions`` are the rows of Brå's action plan (*Upprätta åtgärdsplan*: orsak, åtgärd, operativt mål, när, vem,
    uppföljning); ``years`` the figures by part of the year, a table for each year, when they are asked for.
    """
    shared = shared_view(subject, charts=True)
    followup = case.header(case.case_of(subject, "followup"))
    followup["title"] = followup["title"] or f"Uppföljning: {subject.promise.title}"
    return {
        **shared,
        "followup": followup,
        "title": followup["title"],
        "actions": [_action(area, each, shared) for area in shared["focus_areas"] for each in area["activities"]],
        "part_name": _PART_NAMES[subject.by] if subject.by else None,
        "years": _years(subject, shared),
        "gaps": case.gaps(followup, case.GAPS),
    }


def _action(area: Mapping[str, Any], activity: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """One row of the action plan. The cause is the focus area's: its causes, or else the problem as it is put."""
    cause = series(area["causes"]) or area["problem"]
    whole = (
        "under hela perioden"
        if shared["progress"]["days_of"]
        else "tills vidare"
        if shared["promise"]["period"]
        else None
    )
    return {
        "cause": " ".join(cause.split()) if cause else None,
        "action": activity["wording"] or activity["title"],
        "target": activity["target"],
        "when": activity["when"] or activity["due"] or activity["period_in_table"] or whole,
        "who": activity["responsible"],
        "status": activity["status"],
        "status_key": activity["status_key"],
        "beside": activity["beside"],
    }


def _years(subject: Subject, shared: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A table for each calendar year: the headings of its parts, and a row of texts for each activity."""
    activities = [each for area in shared["focus_areas"] for each in area["activities"]]
    if subject.by is None or not activities or not activities[0]["by_part"]:
        return []
    heads = [(part["year"], part["part"]) for part in activities[0]["by_part"]]
    years = []
    for year, of_year in groupby(enumerate(heads), key=lambda each: each[1][0]):
        numbered = list(of_year)
        years.append(
            {
                "year": year,
                "heads": [_head(subject.by, number) for _, (_, number) in numbered],
                "rows": [
                    {"title": each["title"], "texts": [each["by_part"][at]["text"] for at, _ in numbered]}
                    for each in activities
                ],
            }
        )
    return years


def _head(by: str, number: int) -> str:
    return PARTS[by].format(n=number, month=_MONTHS[number - 1])
