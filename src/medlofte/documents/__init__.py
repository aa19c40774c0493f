"""What each document says: a view for each one, and the template language that prints it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from medlofte.core.record import Record
from medlofte.documents import followup, interpellation, memo, page
from medlofte.documents.case import case_of
from medlofte.documents.subject import Subject
from medlofte.progress.charts import Picture


class DocumentType(Record):
    """A sort of document: its Swedish name, its view of a promise, and the kinds of cases that it is made from."""

    kind: str
    view: Callable[[Subject], Mapping[str, Any]]
    cases: tuple[str, ...] = ()


DOCUMENTS: Mapping[str, DocumentType] = {
    "memo": DocumentType("Tjänsteskrivelse", memo.view, ("memo",)),
    "followup": DocumentType("Uppföljning", followup.view, ("followup",)),
    "interpellation": DocumentType("Svar på interpellation", interpellation.view, ("interpellation", "motion")),
    "page": DocumentType("Medborgarlöfte", page.view),
}
"""Each document by its name.

A view is plain data made for a template, but for ``pictures``, which are drawn after it. ``title`` is the document's,
``gaps`` names what has to be filled in by hand.
"""


class Prepared(Record):
    """A document ready to be printed: plain data for its template, and the pictures that are drawn into it.

    ``dated`` is the date that the paper carries, if its case has one.
    """

    kind: str
    title: str
    view: Mapping[str, Any]
    pictures: Mapping[str, Picture]
    gaps: tuple[str, ...]
    description: str
    dated: date | None = None


def prepare(name: str, subject: Subject) -> Prepared:
    """The document of that name about the subject."""
    document = DOCUMENTS[name]
    view = dict(document.view(subject))
    pictures = view.pop("pictures")
    dated = case_of(subject, *document.cases).date if document.cases else None
    gaps = tuple(view["gaps"])
    return Prepared(
        document.kind, view["title"], view, pictures, gaps, _description(view), dated.last if dated else None
    )


def _description(view: Mapping[str, Any]) -> str:
    """The document in a sentence, for search engines: whose promise, and how far it had come on which day."""
    progress = view["progress"]
    if progress["started"] and view["promise"]["is_adopted"]:
        return f"Så går det per {view['as_of']}: {progress['summary']}."
    return f"{view['promise']['title']}, {view['promise']['status_word']}."


__all__ = ["DOCUMENTS", "DocumentType", "Prepared", "Subject", "prepare"]
