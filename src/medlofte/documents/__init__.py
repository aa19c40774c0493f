"""Promises to documents: a view for each document, and the templates' language that prints it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from medlofte.documents import followup, interpellation, memo, page
from medlofte.documents.subject import Subject
from medlofte.picture import Picture
from medlofte.record import Record


class Document(Record):
    """A sort of document: its Swedish name, and its view of a promise."""

    kind: str
    view: Callable[[Subject], Mapping[str, Any]]


DOCUMENTS: Mapping[str, Document] = {
    "memo": Document("Tjänsteskrivelse", memo.view),
    "followup": Document("Uppföljning", followup.view),
    "interpellation": Document("Svar på interpellation", interpellation.view),
    "page": Document("Medborgarlöfte", page.view),
}
"""Each document by its name.

A view is plain data made for a template, but for ``pictures``, which are drawn after it. ``title`` is the document's,
``gaps`` names what has to be filled in by hand.
"""


class Prepared(Record):
    """A document ready to be printed: plain data for its template, and the pictures that are drawn into it."""

    kind: str
    title: str
    view: Mapping[str, Any]
    pictures: Mapping[str, Picture]
    gaps: tuple[str, ...]
    description: str


def prepare(name: str, subject: Subject) -> Prepared:
    """The document of that name about the subject."""
    document = DOCUMENTS[name]
    view = dict(document.view(subject))
    pictures = view.pop("pictures")
    return Prepared(document.kind, view["title"], view, pictures, tuple(view["gaps"]), _description(view))


def _description(view: Mapping[str, Any]) -> str:
    """The document in a sentence, for search engines: whose promise, and how far it had come on which day."""
    progress = view["progress"]
    if progress["started"] and view["promise"]["is_adopted"]:
        return f"Så går det per {view['as_of']}: {progress['summary']}."
    return f"{view['promise']['title']}, {view['promise']['status_word']}."


__all__ = ["DOCUMENTS", "Document", "Prepared", "Subject", "prepare"]
