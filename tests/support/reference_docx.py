"""Make ``templates/reference.docx``, medlofte's own look in Word: ``python -m tests.support.reference_docx``.

The program only loads the file, as it loads a municipality's own. Change the look here, run this, and commit both.
"""

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor

from medlofte.publishing.docx_styles import TABLE, bare

FILE = Path(__file__).parents[2] / "templates" / "reference.docx"

BODY = "Arial"
"""A font that Word has, and for whose letters other programs have one of the same width."""

ACCENT, QUIET, RULE, TINT = "17395C", "555555", "C3C9D0", "EEF2F6"
_TWIPS = 635
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


def make() -> bytes:
    """The file. Its parts are stored as they are, so that no version of a compressor changes its bytes."""
    saved, out = BytesIO(), BytesIO()
    new().save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(out, "w") as archive:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.create_system = 3
            archive.writestr(part, parts.read(name))
    return out.getvalue()


def new() -> Any:
    """A document in medlofte's own look, with a paragraph in each style."""
    document = docx.Document()
    bare(document)
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
    put_page(document)
    describe(document)
    for name, *_ in _STYLES:
        if name not in ("Header", "Footer"):
            document.add_paragraph(name, style=name)
    return document


def describe(document: Any) -> None:
    """What the file says of itself, with a date that is always the same."""
    said = document.core_properties
    said.title, said.author, said.last_modified_by, said.comments = "medlofte", "medlofte", "medlofte", ""
    said.created = said.modified = datetime(2026, 1, 1)  # noqa: DTZ001 - what python-docx writes as UTC


def _drop_styles(document: Any) -> None:
    """The many looks of tables that nobody asked for."""
    styles = document.styles.element
    for style in list(styles.style_lst):
        if style.get(_q("w:type")) == "table" and style.styleId not in ("TableNormal", "TableGrid"):
            styles.remove(style)


def _modernise(document: Any) -> None:
    """Have Word lay the document out as it does today, and hyphenate where a style lets it."""
    settings = document.settings.element
    for child in list(settings):
        if _local(child) in ("compat", "zoom", "proofState", "rsids", "docId"):
            settings.remove(child)
    uri = "http://schemas.microsoft.com/office/word"
    mode = f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/>'
    for source in (
        '<w:zoom w:percent="100"/>',
        "<w:autoHyphenation/>",
        '<w:consecutiveHyphenLimit w:val="2"/>',
        f"<w:compat>{mode}</w:compat>",
    ):
        settings.append(_xml(source))
    settings[:] = sorted(settings, key=lambda each: SETTINGS.index(_local(each)))


SETTINGS = (
    *("zoom", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "characterSpacingControl"),
    *("savePreviewPicture", "compat", "mathPr", "themeFontLang", "clrSchemeMapping", "doNotAutoCompressPictures"),
    *("shapeDefaults", "decimalSymbol", "listSeparator", "defaultImageDpi"),
)
"""The settings that there are, in the order that the format prescribes; Word's later ones follow it."""


def _set_style(document: Any, name: str, size: float, look: dict[str, Any], spacing: tuple[int, int]) -> None:
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


def put_page(document: Any) -> None:
    """A4 with margins of 2.5 cm, the publisher above, and the title with the page's number below."""
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
    publisher = header.add_run("{publisher}")
    publisher.bold = True
    publisher.font.color.rgb = RGBColor.from_string(ACCENT)
    header.add_run("\t{kind}")
    footer.add_run("{title}\t{page} ")
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


def _xml(source: str) -> Any:
    end = min(at for at in (source.find(" "), source.find(">"), source.find("/>")) if at > 0)
    return parse_xml(f'{source[:end]} xmlns:w="{_W}"{source[end:]}')


def _q(name: str) -> str:
    return f"{{{_W}}}{name.removeprefix('w:')}"


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


if __name__ == "__main__":
    FILE.write_bytes(make())
