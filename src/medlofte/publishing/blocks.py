"""What a document consists of: blocks and the text in them, read from the Markdown that the templates print.

The Markdown is CommonMark with tables, without HTML, and with three marks of our own. No text of a promise can forge
them, for whatever is printed is escaped:

- ``![words](picture:name)`` is a picture that medlofte draws, with words that say what it shows;
- ``[word](status:on-track)`` is a status, always said with a word;
- a heading ``## [In English](lang:en)`` begins a part in another language, up to the next heading of its level.

A paragraph that is emphasised as a whole and stands right before a table is the table's caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Union

from markdown_it import MarkdownIt
from markdown_it.token import Token

from medlofte.core.record import Record

PICTURE, STATUS, LANGUAGE = "picture:", "status:", "lang:"
_LANGUAGE_CODE = "[a-z]{2,3}"
WEB = ("https://", "http://", "mailto:", "tel:")


class Text(Record):
    """Some text in one look."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False


class Break(Record):
    """A new line within a paragraph."""


class Link(Record):
    """Words that lead to an address on the web, or to a place relative to the document."""

    target: str
    content: tuple[Inline, ...]


class StatusMark(Record):
    """A status: its name in the machine formats, and the word for it."""

    status: str
    text: str


class Image(Record):
    """A picture by its name, and the words that say what it shows."""

    picture: str
    words: str


class Heading(Record):
    """A heading of level 1 to 6; ``language`` is that of the part that it begins, where it differs."""

    level: int
    content: tuple[Inline, ...]
    language: str | None = None


class Paragraph(Record):
    """A paragraph."""

    content: tuple[Inline, ...]


class ListBlock(Record):
    """A list, numbered from ``start`` if ``ordered``; each item is blocks of its own."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


class Table(Record):
    """A table with one row of headings. The first cell of each row is the row's heading."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    caption: tuple[Inline, ...] = ()


class Quotation(Record):
    """Somebody else's words."""

    blocks: tuple[Block, ...]


class Divider(Record):
    """A line across; what follows the last one is the document's provenance."""


Inline = Union[Text, Break, Link, StatusMark, Image]  # noqa: UP007 - the types name each other
Block = Union[Heading, Paragraph, ListBlock, Table, Quotation, Divider]  # noqa: UP007


def read(markdown: str) -> tuple[Block, ...]:
    """The blocks of a document. Any text can be read: what is not Markdown is a paragraph."""
    return tuple(_captioned(_BlockReader(_parser().parse(markdown)).blocks()))


def words(content: Iterable[Inline]) -> str:
    """The plain text of some content; a new line is a space, and a picture has no text."""
    return "".join(_words(each) for each in content)


def _words(inline: Inline) -> str:
    match inline:
        case Text() | StatusMark():
            return inline.text
        case Link():
            return words(inline.content)
        case Break():
            return " "
    return ""


def blocks_by_language(blocks: Sequence[Block], language: str) -> Iterator[tuple[Block, str]]:
    """Each block with the language it is in: the document's, but in a part that is marked as another's."""
    level, current = 0, language
    for block in blocks:
        if isinstance(block, Heading):
            if block.language is not None:
                level, current = block.level, block.language
            elif block.level <= level:
                level, current = 0, language
        yield block, current


def split_provenance(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The document's own blocks, and those after the last divider: its provenance, which may be missing."""
    dividers = [number for number, block in enumerate(blocks) if isinstance(block, Divider)]
    if not dividers:
        return tuple(blocks), ()
    return tuple(blocks[: dividers[-1]]), tuple(blocks[dividers[-1] + 1 :])


class _Markdown(MarkdownIt):
    """CommonMark with tables and without HTML; links lead to the web, to our own marks, or stay in the site."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return url.startswith((PICTURE, STATUS, LANGUAGE, *WEB)) or ":" not in url


_NOT_MEANT = ["html_block", "html_inline", "code", "lheading", "reference"]
"""What no template means: HTML, and what only an indented or underlined line would make."""


@cache
def _parser() -> MarkdownIt:
    return _Markdown("commonmark", {"html": False}).enable("table").disable(_NOT_MEANT)


def _captioned(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with each caption put into its table; lists and quotations hold no captions."""
    waiting: Block | None = None
    for block in blocks:
        if isinstance(block, Table) and isinstance(waiting, Paragraph) and _is_caption(waiting):
            yield block.replace(caption=tuple(_upright(each) for each in waiting.content))
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


def _is_caption(paragraph: Paragraph) -> bool:
    return all(isinstance(each, Text) and each.emphasis for each in paragraph.content)


def _upright(inline: Inline) -> Inline:
    return inline.replace(emphasis=False) if isinstance(inline, Text) else inline


class _BlockReader:
    """markdown-it's tokens, taken one after another."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def next(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def blocks(self, until: str | None = None) -> Iterator[Block]:
        """The blocks up to the token of that type, which is taken too."""
        while self.at < len(self.tokens):
            token = self.next()
            if token.type == until:
                return
            yield from self.block(token)

    def block(self, token: Token) -> Iterator[Block]:
        match token.type:
            case "heading_open":
                yield _heading(int(token.tag[1:]), self.inline("heading_close"))
            case "paragraph_open":
                yield Paragraph(self.inline("paragraph_close"))
            case "bullet_list_open":
                yield ListBlock(tuple(self.items("bullet_list_close")))
            case "ordered_list_open":
                start = int(token.attrGet("start") or 1)
                yield ListBlock(tuple(self.items("ordered_list_close")), ordered=True, start=start)
            case "table_open":
                yield self.table()
            case "blockquote_open":
                yield Quotation(tuple(self.blocks("blockquote_close")))
            case "hr":
                yield Divider()
            case "fence" | "code_block":
                yield Paragraph((Text(token.content.rstrip("\n"), code=True),))

    def inline(self, until: str) -> tuple[Inline, ...]:
        content: tuple[Inline, ...] = ()
        while (token := self.next()).type != until:
            content += _inlines(token.children or ())
        return content

    def items(self, until: str) -> Iterator[tuple[Block, ...]]:
        while self.next().type != until:
            yield tuple(self.blocks("list_item_close"))

    def table(self) -> Table:
        rows: list[tuple[tuple[Inline, ...], ...]] = []
        row: list[tuple[Inline, ...]] = []
        while (token := self.next()).type != "table_close":
            match token.type:
                case "tr_open":
                    row = []
                case "th_open" | "td_open":
                    row.append(self.inline(token.type.replace("open", "close")))
                case "tr_close":
                    rows.append(tuple(row))
        return Table(rows[0], tuple(rows[1:]))


def _heading(level: int, content: tuple[Inline, ...]) -> Heading:
    match content:
        case (Link(target=target, content=inner),) if target.startswith(LANGUAGE):
            code = target.removeprefix(LANGUAGE)
            return Heading(level, inner, code if re.fullmatch(_LANGUAGE_CODE, code) else None)
    return Heading(level, content)


def _inlines(tokens: Sequence[Token]) -> tuple[Inline, ...]:
    """Inline tokens as content. Neighbouring texts of one look are one."""
    found: list[Inline] = []
    outer: list[tuple[str, list[Inline]]] = []
    strong = emphasis = 0
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                _add(found, Text(token.content, strong > 0, emphasis > 0, token.type == "code_inline"))
            case "softbreak":
                _add(found, Text(" ", strong > 0, emphasis > 0))
            case "hardbreak":
                found.append(Break())
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                outer.append((str(token.attrGet("href") or ""), found))
                found = []
            case "link_close":
                target, before = outer.pop()
                found = [*before, _link(target, tuple(found))]
            case "image":
                found.append(_image(str(token.attrGet("src") or ""), words(_inlines(token.children or ()))))
    return tuple(found)


def _add(found: list[Inline], text: Text) -> None:
    last = found[-1] if found else None
    if isinstance(last, Text) and _look(last) == _look(text):
        found[-1] = last.replace(text=last.text + text.text)
    elif text.text:
        found.append(text)


def _look(text: Text) -> tuple[bool, bool, bool]:
    return text.strong, text.emphasis, text.code


def _link(target: str, content: tuple[Inline, ...]) -> Inline:
    return (
        StatusMark(target.removeprefix(STATUS), words(content)) if target.startswith(STATUS) else Link(target, content)
    )


def _image(source: str, said: str) -> Inline:
    """A picture of ours, or the words that would have stood for one from elsewhere: documents fetch nothing."""
    return Image(source.removeprefix(PICTURE), said) if source.startswith(PICTURE) else Text(said)
