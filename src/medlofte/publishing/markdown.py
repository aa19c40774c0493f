"""Plain Markdown, without the marks that only medlofte knows: for a wiki, a pull request, or a further tool."""

from __future__ import annotations

import re
from collections.abc import Mapping

from medlofte.progress.charts import WIDTH, BarChart, Picture, characters
from medlofte.publishing.publication import HouseStyle, Publication

_WORDS = r"((?:[^\[\]\\\n]|\\.)*)"
_PICTURE = re.compile(rf"!\[{_WORDS}\]\(picture:([a-z0-9-]+)\)")
_MARK = re.compile(rf"(?<![!\\])\[{_WORDS}\]\((?:status:[a-z-]+|lang:[a-z-]+)\)")


def render(publication: Publication, house: HouseStyle) -> bytes:
    """The document as Markdown: a status is its word, and a bar is drawn with characters.

    A chart is left out, for what it shows is said beside it.
    """
    del house
    return plain(publication.markdown, publication.pictures).encode()


def plain(markdown: str, pictures: Mapping[str, Picture]) -> str:
    """The Markdown with every mark of ours replaced."""
    drawn = _PICTURE.sub(lambda found: _drawn(pictures.get(found[2])), markdown)
    return re.sub(r"\n{3,}", "\n\n", _MARK.sub(r"\1", drawn))


def _drawn(picture: Picture | None) -> str:
    return f"`{bar(picture)}`" if isinstance(picture, BarChart) else ""


def bar(picture: BarChart) -> str:
    """The bar in characters, with a mark where the time has come; what is more than all stops at its end."""
    filled = min(int(picture.done * WIDTH) or int(picture.done > 0), WIDTH)
    has_mark = picture.gone is not None and picture.gone < 1
    return characters(filled, int((picture.gone or 0) * WIDTH) if has_mark else None)
