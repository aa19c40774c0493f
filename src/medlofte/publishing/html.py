"""A document's blocks to one web page: headings in order, tables that any screen holds, pictures drawn within it."""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from medlofte.core.escaping import check_javascript, escape_css, escape_html
from medlofte.core.personal_data import mask_identity_numbers
from medlofte.core.record import Record
from medlofte.publishing import blocks
from medlofte.publishing.blocks import (
    Block,
    Break,
    Divider,
    Heading,
    Image,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Quotation,
    StatusMark,
    Table,
    Text,
    words,
)
from medlofte.publishing.chart_svg import draw, symbol
from medlofte.publishing.publication import HouseStyle, Logo, Publication

DEEPEST_PART = 3
"""Headings down to this level begin a section of the page."""
LONGEST_NAME = 60

NOTHING: Mapping[str, Any] = MappingProxyType({"home": None, "canonical": None, "feed": None, "script": None})
"""The parts of a page that only a site has; see the layout."""

_TABLE = {"sv": "Tabell: {}", "en": "Table: {}"}
_NUMBER = re.compile(r"[-–−]?[\d\s]*(,\d+)?\s?%?|[-–−]")


class Script(Record):
    """A script of our own: its text for the page, and the hash by which the page allows it."""

    text: Markup
    hash: str


def render(publication: Publication, house: HouseStyle) -> bytes:
    """The web page, in one file. What ``publication.more`` holds takes the place of a part."""
    assert house.layout is not None, "a web page needs a layout"
    return house.layout({**parts(publication, house), **publication.more}).encode()


def parts(publication: Publication, house: HouseStyle) -> dict[str, Any]:
    """What the layout puts together; all names are there, those of a site with nothing."""
    writer = HtmlWriter(publication)
    main, footer = _divided(blocks.read(publication.markdown))
    return {
        **NOTHING,
        "title": publication.title,
        "kind": publication.kind,
        "publisher": publication.publisher,
        "description": publication.description,
        "language": publication.language,
        "day": publication.day.isoformat(),
        "main": _markup(writer.document(main)),
        "footer": _markup(writer.flow(footer)),
        "style": _markup(escape_css(house.style or "")),
        "logo": None if house.logo is None else _logo(house.logo),
    }


def script(text: str) -> Script:
    """A script of our own as the part of a page. Raises ``ValueError`` when it can't stand in one."""
    safe = check_javascript(text)
    return Script(_markup(safe), f"sha256-{b64encode(sha256(safe.encode()).digest()).decode()}")


def _markup(made: str) -> Markup:
    return Markup(made)  # noqa: S704 - every text in it has gone through a function of the room of escaping


def _logo(logo: Logo) -> dict[str, str]:
    return {"source": f"data:{logo.media_type};base64,{b64encode(logo.data).decode()}", "words": logo.words}


def _divided(read: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The document, and its provenance: what follows the last divider."""
    last = max((at for at, block in enumerate(read) if isinstance(block, Divider)), default=len(read))
    return read[:last], read[last + 1 :]


Spoken = tuple[Block, str]


class _HtmlSection:
    """A heading with what stands under it. ``level`` is the one on the page, ``source`` that in the Markdown."""

    def __init__(self, heading: Heading, level: int, source: int, language: str) -> None:
        self.heading = heading
        self.level = level
        self.source = source
        self.language = language
        self.content: list[Spoken] = []
        self.parts: list[_HtmlSection] = []

    @property
    def is_card(self) -> bool:
        """Whether it tells of one thing's status, and so is a unit of its own to look at."""
        told = (block for block, _ in self.content if isinstance(block, Paragraph))
        return self.level == DEEPEST_PART and any(
            isinstance(each, StatusMark) for block in told for each in block.content
        )


def _outline(spoken: Sequence[Spoken], title: str, language: str) -> tuple[Sequence[Spoken], _HtmlSection]:
    """What stands before the page's one heading of the first level, and the part that it begins, which is all the rest.

    It is the document's first heading, or the title if that is of another level. A part is one level below the part
    that it stands in, whatever the Markdown says, so that no level is skipped.
    """
    first = next((at for at, (block, _) in enumerate(spoken) if isinstance(block, Heading)), None)
    top, before, rest = _HtmlSection(Heading(1, (Text(title),)), 1, 0, language), spoken[:0], spoken
    if first is not None:
        heading, its = spoken[first]
        if isinstance(heading, Heading) and heading.level == 1:
            top, before, rest = _HtmlSection(heading, 1, 0, its), spoken[:first], spoken[first + 1 :]
    within = [top]
    for block, its in rest:
        if not isinstance(block, Heading):
            within[-1].content.append((block, its))
            continue
        while within[-1].source >= block.level:
            within.pop()
        part = _HtmlSection(block, min(within[-1].level + 1, 6), block.level, its)
        within[-1].parts.append(part)
        within.append(part)
    return before, top


class HtmlWriter:
    """The HTML of one document, and the names that are taken in it."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.names: set[str] = set()
        self.labels: set[str] = set()
        self.near = publication.title
        self.language = publication.language

    def document(self, read: Sequence[Block]) -> str:
        """The whole document but its provenance."""
        language = self.publication.language
        spoken = [each for each in blocks.blocks_by_language(read, language) if not _is_blank(each[0])]
        before, top = _outline(spoken, self.publication.title, language)
        return f"{self.opening(before)}{self.part(top, language)}"

    def opening(self, before: Sequence[Spoken]) -> str:
        """What a letter has above its heading."""
        if not before:
            return ""
        return f'<div class="opening">\n{self.blocks_by_language(before, self.publication.language)}</div>\n'

    def part(self, part: _HtmlSection, around: str) -> str:
        """A heading, what stands under it, and the parts below; a section, for the levels that are."""
        title = words(part.heading.content)
        name = self.name(title)
        inner = part.language if 1 < part.level <= DEEPEST_PART else around
        self.near = title
        heading = f'<h{part.level} id="{name}"{_lang(part.language, inner)}>{self.inlines(part.heading.content)}'
        content = f"{heading}</h{part.level}>\n{self.blocks_by_language(part.content, inner)}"
        content += "".join([self.part(each, inner) for each in part.parts])
        if inner == around and not 1 < part.level <= DEEPEST_PART:
            return content
        look = "part" if part.level < DEEPEST_PART else "card" if part.is_card else "item"
        labelled = "" if self.is_taken(title) else f' aria-labelledby="{name}"'
        return f'<section class="{look}"{labelled}{_lang(inner, around)}>\n{content}</section>\n'

    def blocks_by_language(self, content: Iterable[Spoken], around: str) -> str:
        """Blocks, each with its language where that differs from what is around."""
        made = ""
        for block, self.language in content:
            made += self.block(block, _lang(self.language, around))
        return made

    def flow(self, content: Iterable[Block]) -> str:
        """Blocks within another."""
        return "".join([self.block(block) for block in content])

    def block(self, block: Block, lang: str = "") -> str:
        """One block. A heading within a list, a quotation or the footer heads no part of the page."""
        match block:
            case Paragraph():
                return self.paragraph(block, lang)
            case Heading():
                return f"<p{lang}><strong>{self.inlines(block.content)}</strong></p>\n"
            case ListBlock():
                return self.listing(block, lang)
            case Table():
                return self.table(block, lang)
            case Quotation():
                return f"<blockquote{lang}>\n{self.flow(block.blocks)}</blockquote>\n"
            case Divider():
                return "<hr>\n"

    def paragraph(self, paragraph: Paragraph, lang: str) -> str:
        """A paragraph; a picture that stands alone is not in one."""
        inner = self.inlines(paragraph.content)
        if not inner:
            return ""
        if all(isinstance(each, Image) and self.is_drawn(each) for each in paragraph.content if each != Text(" ")):
            return f'<div class="picture"{lang}>{inner}</div>\n'
        return f"<p{lang}>{inner}</p>\n"

    def listing(self, listing: ListBlock, lang: str) -> str:
        """A list."""
        tag = "ol" if listing.ordered else "ul"
        start = f' start="{listing.start}"' if listing.ordered and listing.start != 1 else ""
        items = "".join([f"<li>{self.item(each)}</li>\n" for each in listing.items])
        return f"<{tag}{start}{lang}>\n{items}</{tag}>\n"

    def item(self, item: Sequence[Block]) -> str:
        """An item: one paragraph, with lists under it or not, is just its text."""
        if item and isinstance(item[0], Paragraph) and all(isinstance(each, ListBlock) for each in item[1:]):
            return f"{self.inlines(item[0].content)}{self.flow(item[1:])}"
        return self.flow(item)

    def table(self, table: Table, lang: str) -> str:
        """A table in a region that can be scrolled, each cell with its column's heading for narrow screens."""
        title = words(table.caption) or self.near
        caption = self.inlines(table.caption) if table.caption else escape_html(title)
        hidden = "" if table.caption else ' class="hidden"'
        numbers = _numbers(table)
        labels = [words(cell) for cell in table.head]
        head = "".join(map(self.column, table.head, numbers))
        rows = "".join([f"<tr>{self.row(row, labels, numbers)}</tr>\n" for row in table.rows])
        return (
            f'<section class="table columns-{min(len(labels), 9)}" tabindex="0" '
            f'aria-label="{escape_html(self.label(title))}"{lang}>\n<table>\n<caption{hidden}>{caption}</caption>\n'
            f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</section>\n"
        )

    def column(self, cell: Sequence[Inline], is_number: bool) -> str:
        """A column's heading."""
        look = ' class="number"' if is_number else ""
        return f'<th scope="col"{look}>{self.inlines(cell)}</th>' if words(cell).strip() else "<td></td>"

    def row(self, row: Sequence[Sequence[Inline]], labels: Sequence[str], numbers: Sequence[bool]) -> str:
        """A row, headed by its first cell."""
        cells = map(self.cell, row, labels, numbers, (at == 0 for at in range(len(row))))
        return "".join(cells)

    def cell(self, cell: Sequence[Inline], label: str, is_number: bool, heads: bool) -> str:
        """A cell. What is blank heads nothing."""
        look = ' class="number"' if is_number else ""
        said = f' data-label="{escape_html(label)}"' if label.strip() else ""
        if heads and words(cell).strip():
            return f'<th scope="row"{look}{said}>{self.inlines(cell)}</th>'
        return f"<td{look}{said}>{self.inlines(cell)}</td>"

    def inlines(self, content: Iterable[Inline]) -> str:
        """Text, links, statuses and pictures."""
        return "".join([self.inline(each) for each in content])

    def inline(self, inline: Inline) -> str:
        """One piece of content."""
        match inline:
            case Text():
                return _text(inline)
            case Break():
                return "<br>\n"
            case Link():
                return self.link(inline)
            case StatusMark():
                return _mark(inline)
            case Image():
                return self.image(inline)

    def link(self, link: Link) -> str:
        """A link that leads to the web or within the site; a mark of ours where it means nothing is its words."""
        inner = self.inlines(link.content)
        if link.target.startswith(blocks.LANGUAGE):
            return f'<span lang="{escape_html(link.target.removeprefix(blocks.LANGUAGE))}">{inner}</span>'
        if not link.target.startswith(blocks.WEB) and ":" in link.target:
            return inner
        return f'<a href="{escape_html(link.target)}" rel="noopener">{inner or escape_html(link.target)}</a>'

    def image(self, image: Image) -> str:
        """A picture, drawn; its words if there is none of that name."""
        if not self.is_drawn(image):
            return escape_html(image.words)
        picture = self.publication.pictures[image.picture]
        return draw(picture, image.words, self.free_name("bild_{}"), self.language)

    def is_drawn(self, image: Image) -> bool:
        """Whether the document has the picture."""
        return image.picture in self.publication.pictures

    def name(self, title: str) -> str:
        """A name for a part, made of its heading, that no other has."""
        name = slug(title)
        return self.free_name(f"{name}-{{}}") if name in self.names else self.take_name(name)

    def free_name(self, pattern: str) -> str:
        """The first name of the pattern that is free. A slug has no ``_``, so a pattern with one meets no heading."""
        number = 1
        while (name := pattern.format(number)) in self.names:
            number += 1
        return self.take_name(name)

    def take_name(self, name: str) -> str:
        """The name, which no other may have from now on."""
        self.names.add(name)
        return name

    def label(self, title: str) -> str:
        """What a table's region is called; no two are called the same."""
        first = _TABLE.get(self.language, _TABLE["sv"]).format(title)
        label, number = first, 1
        while self.is_taken(label):
            number += 1
            label = f"{first} ({number})"
        return label

    def is_taken(self, label: str) -> bool:
        """Whether a region has that label already; if not, it is taken now."""
        taken = label in self.labels
        self.labels.add(label)
        return taken


def slug(title: str) -> str:
    """A name for an address, made of a title: its letters without accents, and digits, with hyphens between."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", title.lower()) if not unicodedata.combining(char))
    name = _hyphenated(mask_identity_numbers(_hyphenated(mask_identity_numbers(bare))))[:LONGEST_NAME].rstrip("-")
    return name if name[:1].isalpha() else f"avsnitt-{name}".rstrip("-")


def _hyphenated(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text).strip("-")


def _lang(language: str, around: str) -> str:
    return "" if language == around else f' lang="{escape_html(language)}"'


def _is_blank(block: Block) -> bool:
    """Whether it is a heading of nothing."""
    return isinstance(block, Heading) and not words(block.content).strip()


def _numbers(table: Table) -> list[bool]:
    """Which columns hold numbers only; where one is missing a dash may stand, also in all of a column."""
    columns = [[words(cell).strip() for cell in column] for column in zip(table.head, *table.rows)]
    can = [all(_NUMBER.fullmatch(each) for each in column[1:]) for column in columns]
    has = [any(map(str.isdecimal, "".join(column[1:]))) for column in columns]
    return [here and any(map(all, zip(can, has))) for here in can]


def _text(text: Text) -> str:
    made = escape_html(text.text)
    for tag in _tags(text):
        made = f"<{tag}>{made}</{tag}>"
    return made


def _tags(text: Text) -> Iterator[str]:
    if text.code:
        yield "code"
    if text.emphasis:
        yield "em"
    if text.strong:
        yield "strong"


def _mark(mark: StatusMark) -> str:
    """A status: its symbol and its word. One that there is no symbol of has the word only."""
    drawn = symbol(mark.status)
    look = f"status status-{mark.status}" if drawn else "status"
    return f'<span class="{look}">{drawn}{escape_html(mark.text)}</span>'
