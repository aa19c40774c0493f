"""The few words that a layout adds to a document itself, in the document's language."""

from __future__ import annotations

from medlofte.record import Record


class Labels(Record):
    """What stands before a page's number, and what the lines of a picture are called."""

    page: str
    done: str
    wanted: str
    gone: str


_LABELS = {
    "sv": Labels("Sida", "utfört", "jämn takt", "tid som gått"),
    "en": Labels("Page", "done", "even pace", "time gone"),
}


def labels(language: str) -> Labels:
    """The words in a language; in Swedish for a language that has none."""
    return _LABELS.get(language, _LABELS["sv"])
