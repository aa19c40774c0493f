"""A publication to the bytes of a PDF that is both PDF/UA-1 and PDF/A-2a. Needs the extra ``medlofte[pdf]``.

The document reaches typst as data, never as typst source, so no text of a promise can become a command. The layout is
typst source, and may be a municipality's own; see ``_fenced`` for what it can't do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from datetime import time as clock
from typing import Any

from medlofte.core.errors import MedlofteError, TemplateFault
from medlofte.core.escaping import escape_invisible, json_text
from medlofte.core.messages import Message, msg
from medlofte.progress.charts import BarChart, PaceChart, Picture
from medlofte.publishing import blocks, chart_svg, column_widths
from medlofte.publishing.blocks import Block, Inline
from medlofte.publishing.publication import HouseStyle, Publication, labels
from medlofte.publishing.typesetting import load_typst, start_threads, typeset

LAYOUT = "pdf.typ"
STANDARDS = ["ua-1", "a-2a"]

_IMPORT = r"(?<![\w-])(?:import|include)(?![\w-])"
_UNSHOWN = r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed'
_UNMAPPED = r"codepoint|code point"
_ESCAPED = r"\\u\{([0-9a-f]+)\}"
_PLAIN = re.compile("[^\n -~\u00a0-\u024f\u2010-\u2027\u2030-\u205e€−≤≥→✓]")
_ROUNDS = 20

Spell = Callable[[str], str]
Data = dict[str, Any]


def render(publication: Publication, house: HouseStyle) -> bytes:
    """The publication as a PDF; the same publication gives the same bytes.

    A character that the layout's fonts don't have is spelled out, as ``U+4E2D``. Raises ``TemplateFault`` with the
    layout's line, and ``MedlofteError`` when typst is not installed.
    """
    typst = load_typst("PDF", "pdf")
    source = _fenced(house.typeset or "")
    unshown: set[str] = set()
    for _ in range(_ROUNDS):
        try:
            return _compiled(typst, source, _inputs(publication, house, _speller(unshown)), publication)
        except typst.TypstError as error:
            found = _unshown_in(error.diagnostic) or _complex_in(error.message, publication)
            if found <= unshown:
                raise _fault(error) from None
            unshown |= found
        except BaseException as error:  # a panic in typst is no Exception
            if type(error).__name__ != "PanicException":
                raise
            raise TemplateFault(msg("{where}: {what}", where=f"{LAYOUT}:1", what=msg("typst broke down."))) from None
    raise TemplateFault(msg("{where}: {what}", where=f"{LAYOUT}:1", what=msg("The layout's fonts lack too much.")))


def prepare() -> None:
    """Bring in all that ``render`` needs, so that it works in a process that may open nothing and start nothing more.

    Typst's threads are started here, and are lost in a fork: a child has to call this itself, and its parent must not
    have called this or ``render``. Raises ``MedlofteError`` when typst is not installed.
    """
    start_threads(load_typst("PDF", "pdf"))
    json_text({"a": "b"})
    blocks.read("a")


def _compiled(typst: Any, source: bytes, inputs: dict[str, str], publication: Publication) -> bytes:
    day = datetime.combine(publication.day, clock(), UTC)
    return typeset(typst, source, inputs, format="pdf", pdf_standards=STANDARDS, timestamp=day)


def _fenced(layout: str) -> bytes:
    """The layout's source, without a way to code that is not in it: typst would fetch packages from the network.

    ``import`` and ``include`` are refused wherever they stand, and what could make source of a text, or load a program,
    is taken away. Everything goes before the first line, so that lines keep their numbers.
    """
    for at, line in enumerate(layout.split("\n"), 1):
        if re.search(_IMPORT, line):
            raise TemplateFault(
                msg("{where}: {what}", where=f"{LAYOUT}:{at}", what=msg("A layout can't import or include."))
            )
    return f"#let (eval, std, plugin) = (none, none, none);{layout}".encode()


# What typst is given


def _inputs(publication: Publication, house: HouseStyle, spell: Spell) -> dict[str, str]:
    """The document as JSON, and the logo's bytes as a list of numbers."""
    logo = house.logo
    given = {"document": json_text(_document(publication, spell))}
    if logo is not None:
        given |= {"logo": str(list(logo.data)), "logo-words": logo.words}
    return given


def _document(publication: Publication, spell: Spell) -> Data:
    read = blocks.read(publication.markdown)
    spoken = _levelled(blocks.blocks_by_language(read, publication.language))
    body, provenance = blocks.split_provenance([block for block, _ in spoken])
    languages = [language for _, language in spoken]
    day = publication.day
    return {
        "title": spell(publication.title) or "–",
        "kind": spell(publication.kind),
        "publisher": spell(publication.publisher),
        "description": spell(publication.description),
        "language": publication.language,
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "labels": vars(labels(publication.language)),
        "blocks": [_block(each, spell) | {"language": lang} for each, lang in zip(body, languages)],
        "provenance": [_block(each, spell) for each in provenance],
        "pictures": {name: _picture(each, publication.language, spell) for name, each in publication.pictures.items()},
    }


def _levelled(spoken: Iterable[tuple[Block, str]]) -> list[tuple[Block, str]]:
    """The blocks with headings that begin at level 1 and skip none, as PDF/UA wants them; empty ones are left out."""
    found: list[tuple[Block, str]] = []
    level = 0
    for block, language in spoken:
        if not isinstance(block, blocks.Heading):
            found.append((block, language))
        elif blocks.words(block.content).strip():
            level = min(block.level, level + 1)
            found.append((block.replace(level=level), language))
    return found


def _block(block: Block, spell: Spell) -> Data:
    match block:
        case blocks.Heading():
            content = _content(block.content, spell)
            return {"is": "heading", "level": block.level, "content": content}
        case blocks.Paragraph(content=(blocks.Image() as image,)):
            return _inline(image, spell)
        case blocks.Paragraph():
            return {"is": "paragraph", "content": _content(block.content, spell)}
        case blocks.ListBlock():
            items = [[_block(each, spell) for each in item] for item in block.items]
            return {"is": "list", "items": items, "ordered": block.ordered, "start": block.start}
        case blocks.Table():
            return _table(block, spell)
        case blocks.Quotation():
            return {"is": "quotation", "blocks": [_block(each, spell) for each in block.blocks]}
    return {"is": "divider"}


def _table(table: blocks.Table, spell: Spell) -> Data:
    return {
        "is": "table",
        "columns": [vars(each) for each in column_widths.columns(table)],
        "head": [_content(cell, spell) for cell in table.head],
        "rows": [[_content(cell, spell) for cell in row] for row in table.rows],
        "caption": _content(table.caption, spell),
    }


def _content(content: Sequence[Inline], spell: Spell) -> list[Data]:
    return [_inline(each, spell) for each in content]


def _inline(inline: Inline, spell: Spell) -> Data:
    match inline:
        case blocks.Text():
            return vars(inline) | {"is": "text", "text": spell(inline.text)}
        case blocks.StatusMark():
            return {"is": "mark", "status": inline.status, "text": spell(inline.text)}
        case blocks.Image():
            return {"is": "image", "picture": inline.picture, "words": spell(inline.words)}
        case blocks.Link():
            target = inline.target if inline.target.startswith(blocks.WEB) else ""
            return {"is": "link", "target": target, "content": _content(inline.content, spell)}
    return {"is": "break"}


def _picture(picture: Picture, language: str, spell: Spell) -> Data:
    """A picture as SVG, and as it is drawn in a table's cell."""
    if isinstance(picture, BarChart):
        narrow = chart_svg.draw(picture, "", "bild", language, is_narrow=True)
        return {"is": "bar", "svg": chart_svg.draw(picture, "", "bild", language), "narrow": narrow}
    drawn = chart_svg.draw(picture.replace(unit=spell(picture.unit)), "", "bild", language)
    return {"is": "pace", "svg": drawn, "narrow": drawn}


# What typst says


def _speller(unshown: set[str]) -> Spell:
    """How a text is written: every character as it is, but for those that can't be shown."""
    return lambda text: "".join(f"U+{ord(each):04X}" if each in unshown else each for each in escape_invisible(text))


def _unshown_in(diagnostic: str) -> set[str]:
    """The characters that typst has named as not to be shown with the fonts."""
    found: set[str] = set()
    for match in re.finditer(_UNSHOWN, diagnostic):
        text = re.sub(_ESCAPED, lambda code: chr(int(code[1], 16)), match[1])
        found |= {each for each in text if not each.isascii()}
    return found


def _complex_in(message: str, publication: Publication) -> set[str]:
    """All characters beyond European ones, when typst says that some can't be mapped, but not which."""
    if not re.search(_UNMAPPED, message):
        return set()
    every = [publication.title, publication.publisher, publication.kind, publication.description, publication.markdown]
    every += [each.unit for each in publication.pictures.values() if isinstance(each, PaceChart)]
    return set(_PLAIN.findall("".join(every)))


def _fault(error: Any) -> MedlofteError:
    """Typst's error with the layout's line. It names places as ``──┐ file:line:column``."""
    place = re.search(r"__typst_py_bytes__\.typ:(\d+):", str(error.diagnostic))
    line = int(place[1]) if place else 1
    what: Message = msg("{text}", text=str(error.message))
    return TemplateFault(msg("{where}: {what}", where=f"{LAYOUT}:{line}", what=what))
