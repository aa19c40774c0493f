"""How a Word document looks: its file's styles, lists and tables, and those that the file lacks."""

from __future__ import annotations

from collections.abc import Container, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from medlofte.core.escaping import escape_invisible
from medlofte.publishing.column_widths import LINE, ColumnLayout

MONO, SIGNS = "Consolas", "Segoe UI Symbol"
"""Fonts that Word has, and for whose letters other programs have ones of the same width."""

LOGO_HEIGHT = 396_000  # 1.1 cm
BELOW_TABLE, BELOW_LIST = 139_700, 101_600  # 11 and 8 pt
TABLE = "Medlofte Table"
_KINDS = {TABLE: "table", "Hyperlink": "character"}
_BASES = {"paragraph": "Normal", "table": "Normal Table", "character": "Default Paragraph Font"}
_REGIONS = {"sv": "sv-SE", "en": "en-GB"}
_STEP = 360
_NUMBERS = ("decimal", "lowerLetter", "lowerRoman")
_BULLETS = ("•", "–", "▪")
_TWIPS = 635
_PAGE = 16 * 360_000  # the text of an A4 page with margins of 2.5 cm
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def region(language: str) -> str:
    """A language with the region that Word wants: ``sv-SE``."""
    return _REGIONS.get(language, language)


def _drop_thumbnail(document: Any) -> None:
    """The picture of an empty page that python-docx's own document comes with."""
    related = document.part.package.rels
    for key in [key for key, each in related.items() if each.reltype.endswith("/thumbnail")]:
        related.pop(key)


def bare(document: Any) -> None:
    """Take everything out of a document that belongs to the text it has had: pictures, comments, notes, macros.

    What stays is what gives it its look, and the headers and footers that its page speaks of.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE

    _unrelate(document.part, set(document.element.xpath("//@r:*")))
    settings = document.settings.element
    _unrelate(document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS))
    for child in list(settings):
        if _local(child) in ("attachedTemplate", "mailMerge", "footnotePr", "endnotePr", "saveThroughXslt"):
            settings.remove(child)
    _drop_thumbnail(document)


def _unrelate(part: Any, spoken_of: Container[str] = ()) -> None:
    """Drop what a part relates to, but for what it speaks of and what is of use to its look."""
    for key, each in list(part.rels.items()):
        if key not in spoken_of and each.reltype.rpartition("/")[2] not in _LOOK:
            part.rels.pop(key)


_LOOK = ("styles", "numbering", "settings", "theme", "fontTable", "webSettings")


# What stands in the text


class _Inside:
    """The inside of a link, which takes runs as a paragraph does."""

    def __init__(self, link: Any, paragraph: Any, style: str) -> None:
        self._p, self.part, self._paragraph, self._style = link, paragraph.part, paragraph, style

    def add_run(self, text: str | None = None) -> Any:
        from docx.text.run import Run

        element = _xml("<w:r/>")
        self._p.append(element)
        run = Run(element, self._paragraph)
        run._r.get_or_add_rPr().style = self._style
        if text:
            run.text = text
        return run


def speak(run: Any, language: str | None) -> None:
    """Say that a run is in another language than the document."""
    if language is not None:
        run._r.get_or_add_rPr().append(_xml(f'<w:lang w:val="{region(language)}"/>'))


def colour(run: Any, rgb: str, font: str | None = SIGNS) -> None:
    """Colour a run, and set it in a font that has signs."""
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor.from_string(rgb)
    if font is not None:
        run.font.name = font


def add_picture(run: Any, data: bytes, said: str, width: int | None = None, height: int | None = None) -> None:
    """A picture in the run, with the words that stand for it."""
    shape = run.add_picture(BytesIO(data), width=width, height=height)
    shape._inline.docPr.set("descr", said or "–")
    for side in "TBLR":
        shape._inline.set(f"dist{side}", "0")


class DocxStyles:
    """The styles, lists and tables of a document; what it lacks is taken from medlofte's own, ``spare``."""

    def __init__(self, document: Any, language: str, spare: Any) -> None:
        self.document = document
        self._styles: dict[str, str] = {}
        self.spare = spare
        section = document.sections[-1]
        self.text_width = section.page_width - section.left_margin - section.right_margin
        self.line = LINE * self.text_width / _PAGE
        self.numbering = _numbering(document, self.spare)
        self._say_language(region(language))

    def _say_language(self, code: str) -> None:
        """Put the language into what all styles build on."""
        styles = self.document.styles.element
        for child in styles.findall(_q("w:docDefaults")):
            styles.remove(child) if not len(child) else None
        found = styles.find(_q("w:docDefaults"))
        if found is None:
            found = _xml("<w:docDefaults/>")
            styles.insert(0, found)
        defaults = _child(_child(found, "rPrDefault", first=True), "rPr")
        for old in defaults.findall(_q("w:lang")):
            defaults.remove(old)
        defaults.append(_xml(f'<w:lang w:val="{code}" w:eastAsia="{code}" w:bidi="ar-SA"/>'))

    def style(self, name: str) -> str:
        """The id of the document's style of that name, which is put in first where it is missing."""
        if name not in self._styles:
            kind = _KINDS.get(name, "paragraph")
            self._styles[name] = self._found(name, kind) or self._borrowed(name)
        return self._styles[name]

    def _found(self, name: str, kind: str) -> str | None:
        wanted = name.casefold()  # Word writes the names of its own styles in small letters
        for style in self.document.styles.element.style_lst:
            if style.get(_q("w:type")) == kind and (style.name_val or "").casefold() == wanted:
                return str(style.styleId)
        return None

    def _borrowed(self, name: str) -> str:
        """Copy a style from medlofte's own document, based on the document's own ordinary text; its new id."""
        element = deepcopy(self.spare.styles[name].element)
        kind = element.get(_q("w:type"))
        for child in list(element):
            if _local(child) in ("link", "next", "basedOn"):
                element.remove(child)
        known = {each.styleId for each in self.document.styles.element.style_lst}
        while element.styleId in known:
            element.styleId += "Medlofte"
        base = self._found(_BASES[kind], kind)
        if base is not None:
            element.name.addnext(_xml(f'<w:basedOn w:val="{base}"/>'))
        if kind == "paragraph" and base is not None:
            for font in element.findall(f"{_q('w:rPr')}/{_q('w:rFonts')}"):
                font.getparent().remove(font)
        self.document.styles.element.append(element)
        return str(element.styleId)

    def hyperlink(self, paragraph: Any, target: str) -> _Inside:
        """A link at the paragraph's end, to put its words into."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        related = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = _xml(f'<w:hyperlink xmlns:r="{_RELATED}" r:id="{related}" w:history="1"/>')
        paragraph._p.append(link)
        return _Inside(link, paragraph, self.style("Hyperlink"))

    # Lists

    def new_list(self, ordered: bool, start: int, level: int) -> int:
        """A list of its own that begins with its own number; what comes back is put on its paragraphs."""
        abstract = self._next("abstractNum", "abstractNumId")
        levels = "".join(_level(at, ordered, start if at == level else 1) for at in range(9))
        kind = '<w:multiLevelType w:val="multilevel"/>'
        element = _xml(f'<w:abstractNum w:abstractNumId="{abstract}">{kind}{levels}</w:abstractNum>')
        nums = self.numbering.findall(_q("w:num"))
        nums[0].addprevious(element) if nums else self.numbering.append(element)
        number = self._next("num", "numId")
        kept = self.numbering.findall(_q("w:num"))
        made = _xml(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>')
        kept[-1].addnext(made) if kept else element.addnext(made)
        return number

    def _next(self, tag: str, attribute: str) -> int:
        taken = [int(each.get(_q(f"w:{attribute}"))) for each in self.numbering.findall(_q(f"w:{tag}"))]
        return max(taken, default=0) + 1

    def number(self, paragraph: Any, list_id: int, level: int) -> None:
        """Make the paragraph an item of the list."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = list_id

    def indent(self, paragraph: Any, level: int) -> None:
        """Set the paragraph below an item of a list."""
        paragraph.paragraph_format.left_indent = _STEP * level * _TWIPS

    # Tables

    def new_table(self, document: Any, rows: int, columns: Sequence[ColumnLayout], said: str) -> list[Any]:
        """An empty table as wide as the page; its cells, row by row."""
        table = document.add_table(rows, len(columns))
        table._tbl.tblPr.style = self.style(TABLE)
        table.autofit = False
        widths = [round(self.text_width * each.share) // _TWIPS for each in columns]
        _set_table(table._tbl, sum(widths), said)
        for grid, width in zip(table._tbl.tblGrid.gridCol_lst, widths):
            grid.set(_q("w:w"), str(width))
        found = []
        for number, row in enumerate(table.rows):
            _set_row(row._tr, is_head=number == 0)
            cells = list(row.cells)
            for cell, width in zip(cells, widths):
                cell.width = width * _TWIPS
            found.append(cells)
        return found

    def cell(self, paragraph: Any, is_head: bool, is_figures: bool) -> None:
        """How a cell's text stands: headings bold, figures to the right."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph._p.get_or_add_pPr().style = self.style("Table Text")
        if is_figures:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if is_head:
            paragraph.paragraph_format.keep_with_next = True


def _set_table(table: Any, width: int, said: str) -> None:
    """The table's width, which of its parts look different, and what it is called for those who can't see it."""
    properties = table.tblPr
    for child in list(properties):
        if _local(child) in ("tblW", "tblLook"):
            properties.remove(child)
    properties.find(_q("w:tblStyle")).addnext(_xml(f'<w:tblW w:w="{width}" w:type="dxa"/>'))
    properties.append(
        _xml(
            '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0"'
            ' w:noVBand="1"/>'
        )
    )
    if said:
        caption = _xml("<w:tblCaption/>")
        caption.set(_q("w:val"), escape_invisible(said))
        properties.append(caption)


def _set_row(row: Any, is_head: bool) -> None:
    properties = row.get_or_add_trPr()
    properties.append(_xml("<w:cantSplit/>"))
    if is_head:
        properties.append(_xml("<w:tblHeader/>"))


def _level(at: int, ordered: bool, start: int) -> str:
    form = _NUMBERS[at % 3] if ordered else "bullet"
    text = f"%{at + 1}." if ordered else _BULLETS[at % 3]
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_STEP * (at + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
    )


def _numbering(document: Any, spare: Any) -> Any:
    """The document's lists; where it has none, a place for them."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import XmlPart

    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        model = spare.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        empty = deepcopy(model.element)
        for child in list(empty):
            empty.remove(child)
        part = XmlPart(model.partname, model.content_type, empty, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return empty


# XML


def _xml(source: str) -> Any:
    """An element of Word's format, of our own source only."""
    from docx.oxml import parse_xml

    end = min(at for at in (source.find(" "), source.find(">"), source.find("/>")) if at > 0)
    return parse_xml(f'{source[:end]} xmlns:w="{_W}"{source[end:]}')


def _q(name: str) -> str:
    return f"{{{_W}}}{name.removeprefix('w:')}"


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _child(element: Any, name: str, first: bool = False) -> Any:
    """The element's child of that name, made where it is missing."""
    found = element.find(_q(name))
    if found is None:
        found = _xml(f"<w:{name}/>")
        element.insert(0 if first else len(element), found)
    return found
