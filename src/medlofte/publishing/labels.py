"""The few words that a layout adds to a document itself, in the document's language."""

from __future__ import annotations

from medlofte.core.record import Record


class Labels(Record):
    """What stands before a page's number, and below a picture: what in it is what."""

    page: str
    bar_key: str
    pace_key: str


_LABELS = {
    "sv": Labels(
        "Sida",
        bar_key="Fylld del: utfört. Lodrätt streck: tid som gått.",
        pace_key="Heldragen linje: utfört. Streckad linje: jämn takt.",
    ),
    "en": Labels(
        "Page",
        bar_key="Filled part: done. Upright mark: time gone.",
        pace_key="Solid line: done. Dashed line: even pace.",
    ),
}


def labels(language: str) -> Labels:
    """The words in a language; in Swedish for a language that has none."""
    return _LABELS.get(language, _LABELS["sv"])
