"""What is published: Markdown with pictures and particulars, the house style, and the few words that a format adds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from medlofte.core.record import Record
from medlofte.progress.charts import Picture

Layout = Callable[[Mapping[str, Any]], str]
"""From a page's parts to the whole page."""


class Publication(Record):
    """A document on its way to a file.

    ``kind`` is the sort of document in Swedish (*Tjänsteskrivelse*), ``publisher`` whose it is (the municipality),
    ``day`` the day that its figures are for; the file is given that date too, so that equal input gives equal bytes.
    ``more`` holds the parts of a web page that only a site has.
    """

    title: str
    kind: str
    publisher: str
    day: date
    markdown: str
    pictures: Mapping[str, Picture] = MappingProxyType({})
    description: str = ""
    language: str = "sv"
    more: Mapping[str, Any] = MappingProxyType({})


class Logo(Record):
    """A municipality's mark: the picture's bytes, its media type, and the words that stand for it."""

    data: bytes
    media_type: str
    words: str


class HouseStyle(Record):
    """How a municipality's documents look, as far as it has said so; what is missing is medlofte's own.

    ``layout`` makes a web page of its parts; ``style`` is CSS that comes after medlofte's own; ``typeset`` is the PDF's
    layout in typst; ``reference`` is a Word document whose styles, header and footer are taken over, and
    ``default_reference`` is medlofte's own, which a Word document needs.
    """

    layout: Layout | None = None
    style: str | None = None
    typeset: str | None = None
    reference: bytes | None = None
    default_reference: bytes | None = None
    logo: Logo | None = None


class Labels(Record):
    """The words that a format adds: before a page's number, in a pace chart, and below a picture."""

    page: str
    done: str
    in_pace: str
    bar_key: str
    pace_key: str


_LABELS = {
    "sv": Labels(
        *("Sida", "Gjort", "I takt med löftet"),
        bar_key="Fylld del: utfört. Lodrätt streck: tid som gått.",
        pace_key="Heldragen linje: utfört. Streckad linje: jämn takt.",
    ),
    "en": Labels(
        *("Page", "Done", "In pace with the promise"),
        bar_key="Filled part: done. Upright mark: time gone.",
        pace_key="Solid line: done. Dashed line: even pace.",
    ),
}


def labels(language: str) -> Labels:
    """The words in a language; in Swedish for a language that has none."""
    return _LABELS.get(language, _LABELS["sv"])
