"""A publication to the bytes of a Word document, in the municipality's own look if there is one.

Needs the extra ``medlofte[docx]``. What a document looks like stands in ``docx_styles``; here its blocks are written.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from medlofte.core.errors import MedlofteError, TemplateFault
from medlofte.core.escaping import escape_invisible
from medlofte.core.extras import missing
from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.progress.charts import BarChart, Picture
from medlofte.publishing import blocks, chart_svg, column_widths, docx_styles
from medlofte.publishing.blocks import Block, Inline
from medlofte.publishing.docx_styles import region
from medlofte.publishing.publication import HouseStyle, Logo, Publication, labels
from medlofte.publishing.typesetting import load_typst, rasterise, start_threads

REFERENCE = "reference.docx"
PUBLISHER = "{publisher}"
MOST_PARTS = 2_000
MOST_BYTES = 64 << 20
SYMBOLS = {
    "kept": ("✓", "1D6B3C"),
    "on-track": ("▶", "1F5A94"),
    "behind": ("▲", "9A5B00"),
    "not-kept": ("✗", "A3262A"),
    "not-reported": ("?", "5C6670"),
    "no-figure": ("–", "5C6670"),
    "ongoing": ("●", "1F5A94"),
    "not-started": ("○", "5C6670"),
    "partly": ("◐", "5C6670"),
}
"""What stands before a status's word, and its colour."""

NOBREAK = "\u00a0"
_DEEPEST = 8
_BAR_SHARE, _BAR_IN_CELL = 0.72, 0.9


def render(publication: Publication, house: HouseStyle) -> bytes:
    """The publication as a Word document; the same publication gives the same bytes.

    Raises ``MedlofteError`` when a package is not installed, or the house's Word document or logo can't be read.
    """
    typst = _load_packages()
    assert house.default_reference is not None, "a Word document needs medlofte's own styles"
    spare = _opened(house.default_reference)
    if house.reference is None:
        return _written(spare, spare, publication, house, typst)
    _weigh(house.reference)
    try:
        return _written(_opened(house.reference), spare, publication, house, typst)
    except MedlofteError:
        raise
    except Exception as error:  # whatever can't be done is the fault of the municipality's file
        raise _unreadable(error) from None


def _written(document: Any, spare: Any, publication: Publication, house: HouseStyle, typst: Any) -> bytes:
    """The publication in the look of a document, with the styles that it lacks from ``spare``."""
    looks = docx_styles.DocxStyles(document, publication.language, spare)
    _put_logo(document, house.logo)
    _fill_page(document, publication)
    _describe(document, publication)
    _DocxWriter(document, looks, publication, typst).write()
    return _repacked(document)


def prepare() -> None:
    """Bring in all that ``render`` needs, for a process that may open nothing and start nothing more.

    As for PDF, a parent must not have called this or ``render``. Raises ``MedlofteError`` when a package is missing.
    """
    start_threads(_load_packages())


def _load_packages() -> Any:
    """Typst, which draws the pictures; what is missing is reported before any work."""
    try:
        import docx  # noqa: F401
    except ImportError:
        raise missing("DOCX", "docx") from None
    return load_typst("DOCX", "docx")


def _opened(reference: bytes) -> Any:
    """A document without its text; its last section's page, header and footer stay."""
    import docx

    document = docx.Document(BytesIO(reference))
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    if not len(document.sections):
        raise ValueError("no page is described")
    docx_styles.bare(document)
    for each in document.part.package.iter_rels():
        if each.is_external and not each.reltype.endswith("/hyperlink"):
            raise _fault(msg("Opened in Word, the document would fetch {target}.", target=each.target_ref))
    return document


def _weigh(reference: bytes) -> None:
    """See to it that the file is a zip archive that can be unpacked in bounded memory. Raises ``MedlofteError``."""
    try:
        parts = zipfile.ZipFile(BytesIO(reference)).infolist()
    except Exception as error:
        raise _unreadable(error) from None
    size = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or size > MOST_BYTES:
        raise _fault(msg("Unpacked, the Word document would be {size} MB.", size=size // 1_000_000 + 1))


def _unreadable(error: Exception) -> MedlofteError:
    reason = re.sub(r"file '<[^>]*>' ", "", f"{type(error).__name__}: {error}")
    return _fault(msg("The file can't be read as DOCX: {reason}", reason=reason))


def _fault(what: Message) -> MedlofteError:
    return TemplateFault(
        msg("{where}: {what}", where=REFERENCE, what=what),
        msg("Open it in Word, and save it as a Word document (.docx), not as a template."),
    )


def _fill_page(document: Any, publication: Publication) -> None:
    """Put the document's particulars in place of their marks in its headers and footers."""
    values = {
        PUBLISHER: publication.publisher,
        "{kind}": publication.kind,
        "{title}": publication.title,
        "{page}": labels(publication.language).page,
    }
    marks = re.compile("|".join(map(re.escape, values)))
    for related in document.part.rels.values():
        if related.reltype.endswith(("/header", "/footer")):
            for text in related.target_part.element.xpath(".//w:t"):
                text.text = marks.sub(lambda mark: escape_invisible(values[mark[0]]), text.text or "")


def _put_logo(document: Any, logo: Logo | None) -> None:
    """Put the logo in place of the publisher's mark in the header; Word documents hold no SVG alone."""
    if logo is None or logo.media_type == "image/svg+xml":
        return
    runs = [run for each in document.sections[-1].header.paragraphs for run in each.runs]
    for run in runs:
        if PUBLISHER in run.text:
            run.text = run.text.replace(PUBLISHER, "")
            try:
                docx_styles.add_picture(run, logo.data, logo.words, height=docx_styles.LOGO_HEIGHT)
            except Exception as error:
                message = msg("The logo can't be read: {reason}", reason=f"{type(error).__name__}: {error}")
                raise MedlofteError(message, msg("Save it as PNG or JPEG.")) from None


def _describe(document: Any, publication: Publication) -> None:
    """What the file says of itself. Its dates are the document's own day, not the day that it was made."""
    said, day = document.core_properties, publication.day
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - what python-docx writes as UTC
    said.title, said.subject, said.author = (
        escape_invisible(each)[:255] for each in (publication.title, publication.kind, publication.publisher)
    )
    said.comments = escape_invisible(publication.description)[:255]
    said.last_modified_by, said.language = said.author, region(publication.language)
    said.created = said.modified = moment
    said.last_printed = said.created
    said.keywords, said.category, said.revision = "", "", 1


def _repacked(document: Any) -> bytes:
    """The document's parts without the time that they were written."""
    out, again = BytesIO(), BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in made.infolist():
            archive.writestr(
                zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), made.read(part), zipfile.ZIP_DEFLATED
            )
    return again.getvalue()


class _Where(Record):
    """Where a block stands: its look, how far in, its list's number and whether its item is begun, its language."""

    style: str = "Normal"
    level: int = 0
    list_id: int | None = None
    language: str | None = None


class _DocxWriter:
    """Writes a publication's blocks into the body of a document."""

    def __init__(self, document: Any, looks: docx_styles.DocxStyles, publication: Publication, typst: Any) -> None:
        self.document, self.looks, self.publication, self.typst = document, looks, publication, typst
        self.labels = labels(publication.language)
        self.after_table = False
        self.drawn: dict[tuple[str, str, bool], bytes] = {}

    def write(self) -> None:
        """Write all blocks; what follows the last divider is small print."""
        every = blocks.read(self.publication.markdown)
        spoken = list(blocks.blocks_by_language(every, self.publication.language))
        body, provenance = blocks.split_provenance(every)
        for block, language in spoken[: len(body)]:
            self.block(block, _Where(language=None if language == self.publication.language else language))
        for number, block in enumerate(provenance):
            self.block(block, _Where(style="Provenance" if number else "First Provenance"))
        if self.after_table:
            self.paragraph("Normal")

    def block(self, block: Block, where: _Where) -> None:
        match block:
            case blocks.Heading():
                style = "Title" if block.level == 1 else f"Heading {block.level - 1}"
                self.text(block.content, where.replace(style=style))
            case blocks.Paragraph(content=(blocks.Image(picture=name),)) if name in self.publication.pictures:
                self.text(block.content, where.replace(style="Picture") if where.style == "Normal" else where)
                self.key(self.publication.pictures[name])
            case blocks.Paragraph():
                self.text(block.content, where)
            case blocks.ListBlock():
                self.listing(block, where)
            case blocks.Table():
                self.table(block, where)
            case blocks.Quotation():
                for each in block.blocks:
                    self.block(each, where.replace(style="Quote"))
            case blocks.Divider():
                self.paragraph("Divider")

    def paragraph(self, style: str) -> Any:
        """A new empty paragraph, with some room above when it stands below a table."""
        paragraph = self.document.add_paragraph()
        paragraph._p.get_or_add_pPr().style = self.looks.style(style)
        if self.after_table and not style.startswith(("Heading", "Title", "First")):
            paragraph.paragraph_format.space_before = docx_styles.BELOW_TABLE
        self.after_table = False
        return paragraph

    def text(self, content: Sequence[Inline], where: _Where) -> Any:
        """A paragraph with the content."""
        paragraph = self.paragraph(where.style)
        if where.list_id is not None:
            self.looks.number(paragraph, where.list_id, where.level)
        elif where.level:
            self.looks.indent(paragraph, where.level)
        self.inlines(paragraph, content, where.language, self.looks.text_width)
        return paragraph

    def key(self, picture: Picture) -> None:
        """Below a picture that stands alone, what in it is what."""
        said = self.labels.bar_key if isinstance(picture, BarChart) else self.labels.pace_key
        self.paragraph("Picture Key").add_run(said)

    def listing(self, listing: blocks.ListBlock, where: _Where) -> None:
        """A list, its items numbered from its start; what an item holds besides stands below its first paragraph."""
        level = min(where.level, _DEEPEST)
        list_id = self.looks.new_list(listing.ordered, listing.start, level)
        kind = "List Number" if listing.ordered else "List Bullet"
        style = kind if level == 0 else f"{kind} {min(level + 1, 3)}"
        for item in listing.items:
            first = where.replace(style=style, level=level, list_id=list_id)
            below = where.replace(level=level + 1, list_id=None)
            if not item or not isinstance(item[0], blocks.Paragraph):
                self.text((), first)
            for number, block in enumerate(item):
                self.block(block, first if number == 0 and isinstance(block, blocks.Paragraph) else below)
        if level == 0 and not self.after_table:
            self.document.paragraphs[-1].paragraph_format.space_after = docx_styles.BELOW_LIST

    def table(self, table: blocks.Table, where: _Where) -> None:
        """A table as wide as the page, its caption above, its headings again on every page."""
        if table.caption:
            self.text(table.caption, _Where(style="Caption", language=where.language))
        elif self.after_table:
            self.paragraph("Normal")  # two tables without anything between would be one
        columns = column_widths.columns(table, self.looks.line)
        made = self.looks.new_table(self.document, len(table.rows) + 1, columns, blocks.words(table.caption))
        for number, (cells, row) in enumerate(zip(made, (table.head, *table.rows))):
            for cell, content, column in zip(cells, row, columns):
                paragraph = cell.paragraphs[0]
                self.looks.cell(paragraph, is_head=number == 0, is_figures=column.is_figures)
                width = int(self.looks.text_width * column.share * _BAR_IN_CELL)
                self.inlines(paragraph, content, where.language, width, in_cell=True)
        self.after_table = True

    def inlines(
        self, paragraph: Any, content: Sequence[Inline], language: str | None, width: int, in_cell: bool = False
    ) -> None:
        """Put the content at the paragraph's end; pictures are at most so wide."""
        for inline in content:
            match inline:
                case blocks.Text():
                    self.run(paragraph, inline, language)
                case blocks.Break():
                    paragraph.add_run().add_break()
                case blocks.StatusMark():
                    self.mark(paragraph, inline, language)
                case blocks.Link():
                    inner = self.looks.hyperlink(paragraph, inline.target) if _is_web(inline) else paragraph
                    self.inlines(inner, inline.content, language, width, in_cell)
                case blocks.Image():
                    self.image(paragraph, inline, language, width, in_cell)

    def run(self, paragraph: Any, text: blocks.Text, language: str | None) -> None:
        run = paragraph.add_run(escape_invisible(text.text))
        run.bold, run.italic = text.strong or None, text.emphasis or None
        if text.code:
            run.font.name = docx_styles.MONO
        docx_styles.speak(run, language)

    def mark(self, paragraph: Any, mark: blocks.StatusMark, language: str | None) -> None:
        """A status: a symbol of its own and a colour, and the word, which says it all."""
        symbol, colour = SYMBOLS.get(mark.status, SYMBOLS["not-started"])
        sign = paragraph.add_run(symbol)
        docx_styles.colour(sign, colour)
        run = paragraph.add_run(NOBREAK + escape_invisible(mark.text))
        sign.bold = run.bold = True
        docx_styles.speak(run, language)

    def image(self, paragraph: Any, image: blocks.Image, language: str | None, width: int, in_cell: bool) -> None:
        """The picture, or its words where there is none."""
        picture = self.publication.pictures.get(image.picture)
        if picture is None:
            self.run(paragraph, blocks.Text(image.words, emphasis=True), language)
            return
        share = _BAR_SHARE if isinstance(picture, BarChart) and not in_cell else 1
        drawn = self.drawn_picture(image.picture, picture, language or self.publication.language, in_cell)
        docx_styles.add_picture(paragraph.add_run(), drawn, escape_invisible(image.words), width=int(width * share))

    def drawn_picture(self, name: str, picture: Picture, language: str, in_cell: bool) -> bytes:
        """The picture as PNG, which every Word shows; it is made once."""
        key = (name, language, in_cell)
        if key not in self.drawn:
            svg = chart_svg.draw(picture, "", "bild", language, is_narrow=in_cell)
            self.drawn[key] = rasterise(self.typst, svg)
        return self.drawn[key]


def _is_web(link: blocks.Link) -> bool:
    """A link that leads somewhere from a file that is sent around, and not only within a site."""
    return link.target.startswith(blocks.WEB)
