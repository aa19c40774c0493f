"""Word: opened again it says what the Markdown says, with real styles, in a municipality's own look if it has one."""

import os
import struct
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_markdown, escape_markdown_cell, mask_and_escape
from medlofte.publishing import blocks, chart_svg
from medlofte.publishing import docx as _docx
from medlofte.publishing.publication import Logo
from tests.support.publication import PUBLICATION
from tests.support.published import HOSTILE, OWN, REFERENCE, lines, lines_of_word, opened, plain

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made() -> bytes:
    return _docx.render(PUBLICATION, OWN)


@pytest.fixture
def document(made: bytes) -> Any:
    return opened(made)


def png(width: int = 40, height: int = 20) -> bytes:
    """A red picture."""
    rows = b"".join(b"\x00" + b"\xff\x00\x00" * width for _ in range(height))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def reference(change: Any = None) -> bytes:
    """A municipality's own document: a page, a header and a colour of its own, and some text."""
    own = docx.Document()
    section = own.sections[0]
    section.page_width, section.left_margin = Cm(20), Cm(4)
    section.header.paragraphs[0].text = "Exempelby kommun, egen mall"
    own.styles["Heading 1"].font.name = "Garamond"
    own.add_paragraph("Ta bort mig")
    own.add_table(2, 2)
    if change is not None:
        change(own)
    out = BytesIO()
    own.save(out)
    return out.getvalue()


def test_it_says_what_the_markdown_says_block_by_block(document: Any) -> None:
    body, provenance = blocks.split_provenance(blocks.read(PUBLICATION.markdown))
    assert list(lines_of_word(document)) == list(lines((*body, *provenance)))


def test_equal_input_gives_equal_bytes_with_the_documents_own_day(made: bytes, document: Any) -> None:
    assert _docx.render(PUBLICATION, OWN) == made
    assert _docx.render(PUBLICATION.replace(title="Annan"), OWN) != made
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    said = document.core_properties
    assert said.created.date() == said.modified.date() == PUBLICATION.day
    assert (said.title, said.author, said.language) == (PUBLICATION.title, PUBLICATION.publisher, "sv-SE")


def test_every_element_has_its_style(document: Any) -> None:
    styles = {each.text: each.style.name for each in document.paragraphs}
    assert styles["Uppföljning av medborgarlöftet i Exempelby"] == "Title"
    assert styles["Förslag till beslut"] == "Heading 1"
    assert styles["Trygghet i centrum"] == "Heading 2"
    assert styles["Noter"] == "Heading 5"
    assert styles["Belysning"] == "List Bullet"
    assert styles["Centrum"] == "List Bullet 2"
    assert styles["Polisen får del av beslutet."] == "List Number"
    assert styles["Tabell 1. Vad som är lovat och gjort per den 31 mars 2026"] == "Caption"
    assert styles["Det har blivit lugnare på Torget, men tunneln vid skolan är fortfarande mörk."] == "Quote"
    assert document.paragraphs[-1].style.name == "First Provenance"
    assert document.paragraphs[-1].style.font.size.pt < 9


def numbers(document: Any) -> dict[str, tuple[int, str, str]]:
    """By the text of each numbered paragraph: its list, its list's form, and where the list begins."""
    numbering = document.part.numbering_part.element
    abstract = {each.get(f"{W}abstractNumId"): each for each in numbering.findall(f"{W}abstractNum")}
    forms = {}
    for num in numbering.findall(f"{W}num"):
        levels = abstract[num.find(f"{W}abstractNumId").get(f"{W}val")].findall(f"{W}lvl")
        forms[int(num.get(f"{W}numId"))] = levels
    found = {}
    for paragraph in document.paragraphs:
        properties = paragraph._p.pPr
        if properties is not None and properties.numPr is not None:
            level = forms[properties.numPr.numId.val][properties.numPr.ilvl.val]
            form, start = level.find(f"{W}numFmt").get(f"{W}val"), level.find(f"{W}start").get(f"{W}val")
            found[paragraph.text] = (properties.numPr.numId.val, form, start)
    return found


def test_each_list_has_numbers_of_its_own_and_begins_where_it_should(document: Any) -> None:
    found = numbers(document)
    first, last = (
        "Kommunstyrelsen tar del av hur medborgarlöftet har genomförts per den 31 mars 2026.",
        "Polisen får del av beslutet.",
    )
    assert found[first][1:] == ("decimal", "1")
    assert found[last][1:] == ("decimal", "4")
    assert found[last][0] == found["Uppdraget rapporteras till fullmäktige."][0] != found[first][0]
    assert found["Centrum"][1] == "bullet"
    assert found["Centrum"][0] != found["Belysning"][0]


def test_a_tables_headings_are_repeated_and_the_table_is_as_wide_as_the_page(document: Any) -> None:
    for table in document.tables:
        head, *rest = table._tbl.tr_lst
        assert head.trPr.find(f"{W}tblHeader") is not None
        assert all(row.trPr.find(f"{W}tblHeader") is None for row in rest)
        assert table.style.name == "Medlofte Table"
        widths = [int(each.get(f"{W}w")) for each in table._tbl.tblGrid.gridCol_lst]
        assert abs(sum(widths) - Cm(16) // 635) < 10
    first = document.tables[0]
    assert first._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val").startswith("Tabell 1")
    widths = [int(each.get(f"{W}w")) for each in first._tbl.tblGrid.gridCol_lst]
    assert widths[0] == max(widths)
    assert widths[2] < widths[0] / 2
    assert [cell.paragraphs[0].alignment for cell in first.rows[1].cells] == [None, None, 2, 2, None]


def test_the_document_is_in_swedish_and_its_other_parts_in_their_language(document: Any) -> None:
    defaults = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert defaults.get(f"{W}val") == "sv-SE"
    spoken = {
        paragraph.text: {each.get(f"{W}val") for each in paragraph._p.iter(f"{W}lang")}
        for paragraph in document.paragraphs
    }
    assert spoken["In English"] == spoken["Write to the municipality."] == {"en-GB"}
    assert spoken["Förslag till beslut"] == spoken["Siffrorna är inrapporterade av parterna."] == set()


def test_pictures_are_drawn_and_said_in_words(document: Any) -> None:
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        "Fotpatrull: 12 av 20 är gjorda, 60 procent, när hälften av tiden har gått.",
        "Fotpatruller från 1 januari till 31 mars 2026: 12 är gjorda av 20. Jämn takt vore 10.",
        "12 av 20",
    ]
    ids = [shape._inline.docPr.id for shape in document.inline_shapes]
    assert len(set(ids)) == len(ids)
    assert any("Streckad linje: jämn takt." in each.text for each in document.paragraphs)


def test_a_picture_that_is_missing_is_said() -> None:
    document = opened(_docx.render(plain(PUBLICATION, "![tolv av tjugo](picture:x)"), OWN))
    assert [each.text for each in document.paragraphs] == ["tolv av tjugo"]


def test_links_lead_to_the_web_only(document: Any) -> None:
    links = [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert [(each.text, each.address) for each in links] == [
        ("länk till webben", "https://example.org/lofte?a=1&b=2"),
        ("the municipality", "mailto:kommun@example.org"),
    ]


def test_the_page_is_a4_with_the_publisher_above_and_the_number_below(document: Any) -> None:
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert section.header.paragraphs[0].text == "Exempelby kommun\tUppföljning"
    footer = section.footer.paragraphs[0]
    assert footer.text == "Uppföljning av medborgarlöftet i Exempelby\tSida  ()"
    assert [each.get(f"{W}instr").strip() for each in footer._p.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


def test_the_logo_stands_in_place_of_the_publisher() -> None:
    logo = Logo(png(), "image/png", "Exempelby kommuns vapen")
    header = opened(_docx.render(PUBLICATION, OWN.replace(logo=logo))).sections[0].header
    assert header.paragraphs[0].text == "\tUppföljning"
    described = [each.get("descr") for each in header._element.iter() if each.tag.endswith("}docPr")]
    assert described == ["Exempelby kommuns vapen"]


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"x" * 40, b"\xff\xd8\xff"])
def test_a_logo_that_is_no_picture_is_said(data: bytes) -> None:
    with pytest.raises(MedlofteError, match="logo"):
        _docx.render(PUBLICATION, OWN.replace(logo=Logo(data, "image/png", "Vapen")))


def test_the_municipalitys_own_document_keeps_its_look() -> None:
    document = opened(_docx.render(PUBLICATION, OWN.replace(reference=reference())))
    section = document.sections[0]
    assert round(section.page_width.cm) == 20
    assert section.header.paragraphs[0].text == "Exempelby kommun, egen mall"
    assert document.styles["Heading 1"].font.name == "Garamond"
    body, provenance = blocks.split_provenance(blocks.read(PUBLICATION.markdown))
    assert list(lines_of_word(document)) == list(lines((*body, *provenance)))
    width = (section.page_width - section.left_margin - section.right_margin) // 635
    columns = document.tables[0]._tbl.tblGrid.gridCol_lst
    assert abs(sum(int(each.get(f"{W}w")) for each in columns) - width) < 10


def marks(own: Any) -> None:
    own.sections[0].header.paragraphs[0].text = "{publisher} (kommun)"
    own.sections[0].footer.paragraphs[0].text = "{kind}: {title}, {page} 1, {other}"


def test_the_marks_in_an_own_header_and_footer_are_filled_in() -> None:
    hostile = PUBLICATION.replace(kind="{title}", publisher="A & <b> {page}")
    section = opened(_docx.render(hostile, OWN.replace(reference=reference(marks)))).sections[0]
    assert section.header.paragraphs[0].text == "A & <b> {page} (kommun)"
    assert section.footer.paragraphs[0].text == f"{{title}}: {PUBLICATION.title}, Sida 1, {{other}}"


def test_the_logo_stands_where_an_own_header_has_the_publisher() -> None:
    logo = Logo(png(), "image/png", "Exempelby kommuns vapen")
    header = opened(_docx.render(PUBLICATION, OWN.replace(reference=reference(marks), logo=logo))).sections[0].header
    assert header.paragraphs[0].text == " (kommun)"
    assert [each.get("descr") for each in header._element.iter() if each.tag.endswith("}docPr")] == [logo.words]


def test_medloftes_own_document_is_a_start_that_changes_nothing(made: bytes) -> None:
    assert _docx.render(PUBLICATION, OWN.replace(reference=REFERENCE)) == made


def strip_styles(own: Any) -> None:
    for style in list(own.styles.element.style_lst):
        if style.name_val != "Normal":
            own.styles.element.remove(style)
    for rel in [each for each in own.part.rels.values() if each.reltype.endswith(("/numbering", "/settings"))]:
        own.part.rels.pop(rel.rId)
    own.styles.element.remove(own.styles.element.find(f"{W}docDefaults"))


def swedish_ids(own: Any) -> None:
    own.styles["Heading 1"].element.styleId = "Rubrik1"
    own.styles["List Bullet"].element.styleId = "Punktlista"


def test_what_the_municipalitys_own_document_lacks_is_added() -> None:
    document = opened(_docx.render(PUBLICATION, OWN.replace(reference=reference(strip_styles))))
    names = {each.style.name for each in document.paragraphs}
    assert {"Title", "Heading 1", "List Number", "List Bullet 2", "Caption", "Quote"} <= names
    assert numbers(document)["Polisen får del av beslutet."][1:] == ("decimal", "4")
    assert document.tables[0].style.name == "Medlofte Table"
    link = next(link for paragraph in document.paragraphs for link in paragraph.hyperlinks)
    assert (link.runs[0].style.name, link.runs[0].style.font.underline) == ("Hyperlink", True)


def test_styles_are_found_by_their_names_in_a_swedish_word() -> None:
    document = opened(_docx.render(PUBLICATION, OWN.replace(reference=reference(swedish_ids))))
    heading = next(each for each in document.paragraphs if each.text == "Förslag till beslut")
    assert heading._p.pPr.style == "Rubrik1"
    assert heading.style.font.name == "Garamond"


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.xml", b" " * (30 << 20))
    return out.getvalue()


def other_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"not a zip", b"PK\x03\x04", b"\xd0\xcf\x11\xe0old", other_zip(), reference()[:-200]],
    ids=["text", "four bytes", "old Word", "another zip", "cut short"],  # not the bytes: they hold the time
)
def test_a_file_that_is_no_word_document_is_said(data: bytes) -> None:
    with pytest.raises(MedlofteError, match="can't be read as DOCX"):
        _docx.render(PUBLICATION, OWN.replace(reference=data))


def test_a_file_that_unpacks_to_too_much_is_not_unpacked() -> None:
    with pytest.raises(MedlofteError, match=r"would be.*95"):
        _docx.render(PUBLICATION, OWN.replace(reference=bomb()))


@pytest.mark.parametrize("package", ["docx", "typst"])
def test_a_missing_package_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MedlofteError) as caught:
        _docx.render(PUBLICATION, OWN)
    assert str(caught.value) == "DOCX needs an extra: pip install 'medlofte[docx]'"


def test_a_hostile_text_shows_as_exactly_itself() -> None:
    cell = escape_markdown_cell(HOSTILE)
    text = f"# {cell}\n\n{escape_markdown(HOSTILE)}\n\n- {escape_markdown(HOSTILE)}\n\n| {cell} |\n| --- |\n"
    document = opened(_docx.render(plain(PUBLICATION, text).replace(title=HOSTILE), OWN))
    assert list(lines_of_word(document))[:4] == [HOSTILE] * 4
    assert not [link for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert document.core_properties.title == HOSTILE


def test_two_tables_in_a_row_stay_two_and_a_table_is_never_last() -> None:
    table = "| a |\n| - |\n| 1 |\n"
    document = opened(_docx.render(plain(PUBLICATION, f"{table}\n{table}"), OWN))
    assert [len(each.rows) for each in document.tables] == [2, 2]
    assert document.element.body[-2].tag == f"{W}p"


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1).map(lambda text: " ".join(mask_and_escape(text).split())).filter(bool))
def test_any_text_reads_back_equal(text: str) -> None:
    written = (
        f"# {escape_markdown_cell(text)}\n\n{escape_markdown(text)}\n\n| {escape_markdown_cell(text)} |\n| --- |\n"
    )
    document = opened(_docx.render(plain(PUBLICATION, written), OWN))
    assert list(lines_of_word(document))[:3] == [text] * 3


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_any_markdown_says_what_its_blocks_say(text: str) -> None:
    document = opened(_docx.render(plain(PUBLICATION, text), OWN))
    body, provenance = blocks.split_provenance(blocks.read(text))
    said = [mask_and_escape(each) for each in lines((*body, *provenance))]
    assert [each for each in lines_of_word(document) if each] == [each for each in said if each]


def test_a_language_that_is_no_code_is_left_out() -> None:
    text = '# [A](lang:"/><x) [b](lang:EN)\n\n## [c](<lang:x"/>)\n\nd\n'
    document = opened(_docx.render(plain(PUBLICATION, text), OWN))
    assert [each for paragraph in document.paragraphs for each in paragraph._p.iter(f"{W}lang")] == []


def test_a_chart_is_the_web_pages_chart_in_print_resolution(document: Any) -> None:
    sizes = []
    for shape in document.inline_shapes:
        part = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
        with Image.open(BytesIO(part.blob)) as image:
            sizes.append(image.size)
            assert image.width / shape.width.inches > 240
            assert (0x17, 0x67, 0x7A) in {colour for _, colour in image.convert("RGB").getcolors(1 << 16) or ()}
    (bar, pace, narrow) = (width / height for width, height in sizes)
    assert bar > 3 * narrow
    assert pace == pytest.approx(chart_svg.WIDTH / chart_svg.PACE_HEIGHT, abs=0.02)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that can be limited")
def test_with_nothing_to_start_and_little_memory_it_is_the_same_file(made: bytes) -> None:
    """A child with the sandbox's limits still draws the pictures."""
    code = (
        "import sys; from medlofte.publishing import docx; from medlofte.rendering.sandbox import _limit;"
        "from tests.support.published import OWN; from tests.support.publication import PUBLICATION;"
        "docx.prepare(); _limit(3); sys.stdout.buffer.write(docx.render(PUBLICATION, OWN))"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert done.stdout == made
