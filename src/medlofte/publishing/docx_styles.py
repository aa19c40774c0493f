"""How a Word document looks: page, styles, lists and tables, put into a new document or a municipality's own."""

from __future__ import annotations

from collections.abc import Container, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from medlofte.core.escaping import escape_invisible
from medlofte.publishing.column_widths import LINE, ColumnLayout
from medlofte.publishing.publication import Publication

BODY, MONO, SIGNS = "Arial", "Consolas", "Segoe UI Symbol"
"""Fonts that Word has, and for whose letters other programs have ones of the same width."""

ACCENT, QUIET, RULE, TINT = "17395C", "555555", "C3C9D0", "EEF2F6"
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

# name, what it is based on, points, run properties, paragraph properties (spacing before, after)
_STYLES: tuple[tuple[str, float, dict[str, Any], tuple[int, int]], ...] = (
    ("Title", 20, {"bold": True, "color": ACCENT}, (10, 10)),
    ("Heading 1", 14, {"bold": True, "color": ACCENT}, (18, 5)),
    ("Heading 2", 12, {"bold": True, "color": ACCENT}, (14, 4)),
    ("Heading 3", 11, {"bold": True, "color": "1A1A1A"}, (12, 3)),
    ("Heading 4", 11, {"bold": True, "italic": True, "color": "1A1A1A"}, (12, 3)),
    ("Heading 5", 11, {"italic": True, "color": QUIET}, (12, 3)),
    ("Caption", 9.5, {"bold": True, "color": "1A1A1A"}, (10, 4)),
    ("Quote", 11, {"color": QUIET}, (2, 6)),
    ("List Bullet", 11, {}, (0, 3)),
    ("List Bullet 2", 11, {}, (0, 3)),
    ("List Bullet 3", 11, {}, (0, 3)),
    ("List Number", 11, {}, (0, 3)),
    ("List Number 2", 11, {}, (0, 3)),
    ("List Number 3", 11, {}, (0, 3)),
    ("Header", 9, {"color": QUIET}, (0, 0)),
    ("Footer", 9, {"color": QUIET}, (0, 0)),
    ("Table Text", 9.5, {}, (3, 3)),
    ("Picture", 11, {}, (4, 2)),
    ("Picture Key", 8.5, {"color": QUIET}, (0, 10)),
    ("Divider", 6, {}, (6, 10)),
    ("Provenance", 8.5, {"color": QUIET}, (0, 4)),
    ("First Provenance", 8.5, {"color": QUIET}, (18, 4)),
)


def region(language: str) -> str:
    """A language with the region that Word wants: ``sv-SE``."""
    return _REGIONS.get(language, language)


def new() -> Any:
    """An empty document in medlofte's own look."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    _drop_thumbnail(document)
    _drop_styles(document)
    _modernise(document)
    normal = document.styles["Normal"]
    _set_font(normal, 11, {})
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.12
    _set_flag(normal, "suppressAutoHyphens", True)
    for name, size, look, spacing in _STYLES:
        _set_style(document, name, size, look, spacing)
    _finish_styles(document)
    return document


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


_LOOK = ("styles", "stylesWithEffects", "numbering", "settings", "theme", "fontTable", "webSettings")


def _drop_styles(document: Any) -> None:
    """The many looks of tables that nobody asked for."""
    styles = document.styles.element
    for style in list(styles.style_lst):
        if style.get(_q("w:type")) == "table" and style.styleId not in ("TableNormal", "TableGrid"):
            styles.remove(style)


def _modernise(document: Any) -> None:
    """Have Word lay the document out as it does today, and hyphenate where a style lets it."""
    settings = document.settings.element
    settings.append(_xml("<w:autoHyphenation/>"))
    settings.append(_xml('<w:consecutiveHyphenLimit w:val="2"/>'))
    for old in settings.findall(_q("w:compat")):
        settings.remove(old)
    uri = "http://schemas.microsoft.com/office/word"
    mode = f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/>'
    settings.append(_xml(f"<w:compat>{mode}</w:compat>"))
    settings[:] = sorted(settings, key=lambda each: _SETTINGS.index(_local(each)) if _local(each) in _SETTINGS else 0)


_SETTINGS = (
    *("writeProtection", "view", "zoom", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "proofState"),
    *("attachedTemplate", "stylePaneFormatFilter", "trackRevisions", "defaultTabStop", "autoHyphenation"),
    *("consecutiveHyphenLimit", "hyphenationZone", "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing"),
    *("displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery", "noPunctuationKerning"),
    *("characterSpacingControl", "savePreviewPicture", "doNotValidateAgainstSchema", "hdrShapeDefaults"),
    *("footnotePr", "endnotePr", "compat", "docVars", "rsids", "mathPr", "themeFontLang", "clrSchemeMapping"),
    *("shapeDefaults", "doNotIncludeSubdocsInStats", "decimalSymbol", "listSeparator"),
)
"""The order that the format prescribes, as far as python-docx's own document has need of it."""


def _set_style(document: Any, name: str, size: float, look: dict[str, Any], spacing: tuple[int, int]) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    styles = document.styles
    if name not in styles:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    style = styles[name]
    properties = style.element.get_or_add_pPr()
    for child in list(properties):
        if _local(child) in ("numPr", "ind", "pBdr", "contextualSpacing", "spacing"):
            properties.remove(child)
    _set_font(style, size, look)
    style.paragraph_format.space_before, style.paragraph_format.space_after = map(Pt, spacing)
    if name.startswith(("Title", "Heading", "Caption")) or name == "Picture":
        style.paragraph_format.keep_with_next = style.paragraph_format.keep_together = True
        style.paragraph_format.line_spacing = 1.05


def _set_font(style: Any, size: float, look: dict[str, Any]) -> None:
    """A style's font, by its own name and not by the theme's."""
    from docx.shared import Pt, RGBColor

    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    properties.append(_xml(f'<w:rFonts w:ascii="{BODY}" w:hAnsi="{BODY}" w:cs="{BODY}" w:eastAsia="{BODY}"/>'))
    style.font.size = Pt(size)
    style.font.bold, style.font.italic = look.get("bold"), look.get("italic")
    if "color" in look:
        style.font.color.rgb = RGBColor.from_string(look["color"])


def _set_flag(style: Any, name: str, value: bool) -> None:
    properties = style.element.get_or_add_pPr()
    flag = _xml(f'<w:{name} w:val="{int(value)}"/>')
    later = ("overflowPunct", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr")
    place = next((at for at, each in enumerate(properties) if _local(each) in later), len(properties))
    properties.insert(place, flag)


def _finish_styles(document: Any) -> None:
    """What python-docx has no words for: lines beside and above, hyphenation, the table's look."""
    styles = document.styles
    for name, side, width in (("Quote", "left", 18), ("First Provenance", "top", 4), ("Divider", "bottom", 4)):
        _border(styles[name], side, width)
    styles["Quote"].paragraph_format.left_indent = 12 * 12_700
    styles["Table Text"].paragraph_format.line_spacing = 1.0
    _set_flag(styles["Table Text"], "suppressAutoHyphens", False)
    styles.element.append(_table_style())
    styles.element.append(_link_style())


def _border(style: Any, side: str, width: int) -> None:
    properties = style.element.get_or_add_pPr()
    line = f'<w:{side} w:val="single" w:sz="{width}" w:space="6" w:color="{RULE}"/>'
    place = next((at for at, each in enumerate(properties) if _local(each) in _AFTER_BORDER), len(properties))
    properties.insert(place, _xml(f"<w:pBdr>{line}</w:pBdr>"))


_AFTER_BORDER = ("shd", "tabs", "suppressAutoHyphens", "spacing", "ind", "jc", "outlineLvl", "rPr")


def _table_style() -> Any:
    """Lines between the rows, and a tinted row of headings with a stronger line."""
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 0), ("left", 100), ("bottom", 0), ("right", 100))
    )
    return _xml(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="MedlofteTable"><w:name w:val="{TABLE}"/>'
        '<w:basedOn w:val="TableGrid"/><w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>'
        f'<w:top w:val="nil"/><w:left w:val="nil"/><w:bottom {line}/><w:right w:val="nil"/><w:insideH {line}/>'
        f'<w:insideV w:val="nil"/></w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="{ACCENT}"/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _link_style() -> Any:
    return _xml(
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/>'
        '<w:rPr><w:color w:val="1F5A94"/><w:u w:val="single"/></w:rPr></w:style>'
    )


# The page


def put_page(document: Any, publication: Publication, page: str) -> None:
    """A4 with margins of 2.5 cm, the publisher above, and the title with the page's number below."""
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.bottom_margin = Cm(2.5)
    section.top_margin, section.header_distance, section.footer_distance = Cm(3), Cm(1.3), Cm(1.2)
    width = section.page_width - section.left_margin - section.right_margin
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph, side in ((header, "bottom"), (footer, "top")):
        _set_tab(paragraph, width)
        line = f'<w:{side} w:val="single" w:sz="4" w:space="6" w:color="{RULE}"/>'
        paragraph._p.get_or_add_pPr().insert(1, _xml(f"<w:pBdr>{line}</w:pBdr>"))
    publisher = header.add_run(escape_invisible(publication.publisher))
    publisher.bold = True
    colour(publisher, ACCENT, font=None)
    header.add_run(f"\t{escape_invisible(publication.kind)}")
    footer.add_run(f"{escape_invisible(publication.title)}\t{page} ")
    _add_field(footer, "PAGE")
    footer.add_run(" (")
    _add_field(footer, "NUMPAGES")
    footer.add_run(")")


def _set_tab(paragraph: Any, width: int) -> None:
    """One tab stop, at the right margin, in place of those that the style has."""
    tabs = paragraph.style.element.get_or_add_pPr()
    for child in list(tabs):
        if _local(child) == "tabs":
            tabs.remove(child)
    place = f'<w:tab w:val="right" w:pos="{width // _TWIPS}"/>'
    paragraph._p.get_or_add_pPr().insert(1, _xml(f"<w:tabs>{place}</w:tabs>"))


def _add_field(paragraph: Any, code: str) -> None:
    paragraph._p.append(_xml(f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


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
    """The styles, lists and tables of a document; what a municipality's own lacks is taken from medlofte's."""

    def __init__(self, document: Any, language: str, is_own: bool) -> None:
        self.document = document
        self._styles: dict[str, str] = {}
        self.spare = new() if is_own else document
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
