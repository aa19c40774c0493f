"""A document's blocks as plain lines, and a Word document's, to be compared."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx

from medlofte.publishing import blocks
from medlofte.publishing.blocks import Block, Inline
from medlofte.publishing.docx import NOBREAK, SYMBOLS
from medlofte.publishing.publication import HouseStyle, Publication

ROOT = Path(__file__).parents[2]
LAYOUT = (ROOT / "templates" / "pdf.typ").read_text("utf-8")
REFERENCE = (ROOT / "templates" / "reference.docx").read_bytes()
OWN = HouseStyle(typeset=LAYOUT, default_reference=REFERENCE)
HOSTILE = 'a # * _ [x](javascript:alert(1)) <script> | \\ $x$ #import "x" @preview <a> *b* _c_ = 1 // c #{panic()}'


def lines(read: Iterable[Block]) -> Iterator[str]:
    """What each block says, one line a paragraph or cell; a status has its symbol, a picture has no text."""
    for block in read:
        match block:
            case blocks.Heading() | blocks.Paragraph():
                yield _said(block.content)
            case blocks.ListBlock():
                for item in block.items:
                    yield from lines(item)
            case blocks.Table():
                yield from [_said(block.caption)] if block.caption else []
                for row in (block.head, *block.rows):
                    yield from map(_said, row)
            case blocks.Quotation():
                yield from lines(block.blocks)
            case blocks.Divider():
                yield ""


def _said(content: Iterable[Inline]) -> str:
    return "".join(map(_one, content))


def _one(inline: Inline) -> str:
    match inline:
        case blocks.StatusMark():
            return f"{SYMBOLS[inline.status][0]}{NOBREAK}{inline.text}"
        case blocks.Break():
            return "\n"
        case blocks.Link():
            return _said(inline.content)
    return blocks.words((inline,))


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def lines_of_word(document: Any) -> Iterator[str]:
    """What each paragraph and cell says, but for the keys below pictures."""
    for each in document.iter_inner_content():
        if hasattr(each, "rows"):
            for row in each.rows:
                yield from (cell.text for cell in row.cells)
        elif each.style.name != "Picture Key":
            yield each.text


def plain(publication: Publication, markdown: str) -> Publication:
    """The publication with another text and no pictures."""
    return publication.replace(markdown=markdown, pictures={})
