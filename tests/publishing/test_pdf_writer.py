"""PDF: valid as PDF/UA-1 and PDF/A-2a, saying what the Markdown says, and a layout that reaches nothing outside."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import page
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlofte.core.errors import MedlofteError, TemplateFault
from medlofte.core.escaping import escape_markdown, escape_markdown_cell
from medlofte.core.messages import Message
from medlofte.progress.charts import BarChart, PaceChart
from medlofte.publishing import blocks, pdf_writer
from medlofte.publishing.publication import HouseStyle, Logo
from tests.publishing.test_docx import png
from tests.support.publication import PUBLICATION, START
from tests.support.published import HOSTILE, LAYOUT, OWN, lines, plain


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf_writer.render(PUBLICATION, OWN)


def findings(data: bytes) -> list[str]:
    """What the validator finds.

    It takes a stream's last byte for the line break after it when that byte is a carriage return; such a finding is
    left out when every stream is as long as it says.
    """
    found = [
        f"{each.rule_id}: {each.message}"
        for profile in ("ua1", "2a")
        for each in page.validate_pdf_bytes(data, profile=profile).failures
    ]
    return [each for each in found if "STREAM-LENGTH" not in each or not all(streams_are_true(data))]


def streams_are_true(data: bytes) -> Iterator[bool]:
    for match in re.finditer(rb"/Length (\d+)(?:(?!/Length ).)*?>>\s*stream\n", data, re.DOTALL):
        yield data[match.end() + int(match[1]) :].startswith(b"\nendstream")


class Tag(NamedTuple):
    """An element of the structure: its role, and what is said of it."""

    role: str
    words: str
    language: str


def tags(data: bytes) -> list[Tag]:
    """The structure's elements in order."""

    def walk(element: Any) -> Iterator[Tag]:
        if isinstance(element, pikepdf.Array):
            for each in element:
                yield from walk(each)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                yield Tag(str(element.S), str(element.get("/Alt", "")), str(element.get("/Lang", "")))
            if "/K" in element:
                yield from walk(element.K)

    with pikepdf.open(BytesIO(data)) as file:
        return list(walk(file.Root.StructTreeRoot.K))


def text_of(data: bytes) -> str:
    """The text that a reader gets by copying, without its line breaks and hyphens at them."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler) is not installed")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return squeezed(done.stdout.decode())


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad-]", "", text)


# Valid, and the same each time


def test_every_element_gives_a_valid_file(made: bytes) -> None:
    assert findings(made) == []


def test_the_validator_finds_what_is_wrong() -> None:
    typst = pytest.importorskip("typst")
    bare = typst.compile(b"= A\n#table(columns: 2)[a][b]", pdf_tags=False, root=typst.__file__)
    assert findings(bare)


def test_equal_input_gives_equal_bytes(made: bytes) -> None:
    assert pdf_writer.render(PUBLICATION, OWN) == made
    assert pdf_writer.render(PUBLICATION.replace(day=date(2026, 4, 1)), OWN) != made


def test_another_process_gives_equal_bytes(made: bytes) -> None:
    code = (
        "import sys; from medlofte.publishing import pdf_writer; from tests.support.published import OWN;"
        "from tests.support.publication import PUBLICATION;"
        "sys.stdout.buffer.write(pdf_writer.render(PUBLICATION, OWN))"
    )
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    root = Path(__file__).parents[2]
    environment["PYTHONPATH"] = os.pathsep.join([str(root / "src"), str(root)])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert done.stdout == made


def test_the_file_says_what_it_is(made: bytes) -> None:
    file = pikepdf.open(BytesIO(made))
    assert str(file.Root.Lang) == "sv-SE"
    info = file.docinfo
    assert (str(info.Title), str(info.Author)) == (PUBLICATION.title, PUBLICATION.publisher)
    with file.open_metadata() as said:
        assert said["xmp:CreateDate"].startswith("2026-03-31")
        assert (said["pdfuaid:part"], said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "2", "A")
    assert [round(float(each)) for each in file.pages[0].MediaBox] == [0, 0, 595, 842]


# Structure


def test_headings_tables_lists_and_pictures_are_tagged(made: bytes) -> None:
    roles = [each.role for each in tags(made)]
    assert [roles.count(f"/H{level}") for level in (1, 2, 3, 4, 5, 6)] == [1, 4, 3, 1, 1, 1]
    assert roles.count("/Table") == 2
    assert roles.count("/TH") == 5 + 6
    assert roles.count("/TD") == 9 * 5 + 2 * 6
    assert roles.count("/THead") == 2
    assert roles.count("/Caption") == 1
    assert roles.count("/Link") == 2
    assert roles.count("/L") == 5
    assert roles.count("/BlockQuote") == 1


def test_pictures_have_words(made: bytes) -> None:
    assert [each.words for each in tags(made) if each.role == "/Figure"] == [
        "Fotpatrull: 12 av 20 är gjorda, 60 procent, när hälften av tiden har gått.",
        "Fotpatruller från 1 januari till 31 mars 2026: 12 är gjorda av 20. Jämn takt vore 10.",
        "12 av 20",
    ]


def test_another_language_is_marked(made: bytes) -> None:
    assert {each.language for each in tags(made)} == {"", "en-GB"}


def test_a_tables_headings_are_repeated_on_the_next_page() -> None:
    rows = "".join(f"| rad {number} | {number} |\n" for number in range(120))
    made = pdf_writer.render(plain(PUBLICATION, f"# A\n\n| Kolumnrubrik | Antal |\n| --- | --- |\n{rows}"), OWN)
    pages = len(pikepdf.open(BytesIO(made)).pages)
    assert pages > 2
    assert text_of(made).count("Kolumnrubrik") == pages
    assert findings(made) == []


def test_links_lead_to_the_web_only(made: bytes) -> None:
    file = pikepdf.open(BytesIO(made))
    targets = [str(each.A.URI) for sheet in file.pages for each in sheet.get("/Annots", [])]
    assert targets == ["https://example.org/lofte?a=1&b=2", "mailto:kommun@example.org"]


# What is said


def test_it_says_what_the_markdown_says(made: bytes) -> None:
    text, at = text_of(made), 0
    for line in lines(blocks.read(PUBLICATION.markdown)):
        for part in re.split("[✓▶▲✗?–●○◐]\u00a0", line):
            assert squeezed(part) in text
            at += bool(part)
    assert at > 80


def test_lists_keep_their_numbers_and_pages_are_numbered(made: bytes) -> None:
    text = text_of(made)
    assert "4.Uppdraget" in text
    assert "5.Polisenfår" in text
    assert "Sida1(3)" in text
    assert "Sida3(3)" in text


def test_a_hostile_text_shows_as_exactly_itself() -> None:
    cell = escape_markdown_cell(HOSTILE)
    written = f"# {cell}\n\n{escape_markdown(HOSTILE)}\n\n| {cell} |\n| --- |\n| x |\n"
    made = pdf_writer.render(plain(PUBLICATION, written).replace(title=HOSTILE, publisher=HOSTILE, kind=HOSTILE), OWN)
    assert text_of(made).count(squeezed(HOSTILE)) >= 3
    assert str(pikepdf.open(BytesIO(made)).docinfo.Title) == HOSTILE
    assert findings(made) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("å ä ö Å Ä Ö é ü ø ß ñ ł š § – — “a” ”b” ’ … ½ ² € → × ≥ ≤ − • ✓ № ‰ α Ж", None),
        ("中文", "U+4E2DU+6587"),
        ("bra 👍🏽 jobbat", "braU+1F44DU+1F3FDjobbat"),
        ("مرحبا", None),
        ("\ue000 eget", "U+E000eget"),
        ("a\u0301\u0323\u0308", None),
        ("हिन्दी ไทย 한국어", None),
    ],
)
def test_any_character_is_shown_or_spelled_out(text: str, shown: str | None) -> None:
    made = pdf_writer.render(
        plain(PUBLICATION, f"# {text}\n\n| {text} |\n| --- |\n| {text} |\n").replace(title=text), OWN
    )
    assert findings(made) == []
    if shown is not None:
        assert shown in text_of(made)
    elif "å" in text:
        assert squeezed(text) in text_of(made)


def test_only_what_cannot_be_shown_is_spelled_out() -> None:
    made = pdf_writer.render(plain(PUBLICATION, "# Rubrik\n\nÅ é 中 é\n"), OWN)
    assert "ÅéU+4E2Dé" in text_of(made)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_anywhere_compiles(text: str) -> None:
    cell = escape_markdown_cell(text)
    written = f"# {cell}\n\n{escape_markdown(text)}\n\n- {cell}\n\n| {cell} |\n| --- |\n| {cell} |\n\n> {cell}\n"
    assert pdf_writer.render(plain(PUBLICATION, written).replace(title=text, kind=text), OWN).startswith(b"%PDF")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("#*_`[]()>|-1. \nab\\!:é")))
def test_any_markdown_compiles(text: str) -> None:
    assert pdf_writer.render(plain(PUBLICATION, text), OWN).startswith(b"%PDF")


@pytest.mark.parametrize(
    "text", ["", "---", "#", "### c\n\n# a\n\n#### d", "1000000. a", "0. a", "| a |\n| - |", "-\n-\n"]
)
def test_odd_documents_are_valid(text: str) -> None:
    assert findings(pdf_writer.render(plain(PUBLICATION, text), OWN)) == []


# Pictures


@pytest.mark.parametrize(
    "picture",
    [
        BarChart(0),
        BarChart(7.5, 0),
        BarChart(1, 1),
        PaceChart(START, START, START, (), ()),
        PaceChart(START, START, START, ((START, 0),), ((START, 0),)),
        PaceChart(
            START, START + timedelta(9), START, ((START, Decimal("0.001")),), ((START, Decimal("0.005")),), "mil"
        ),
        PaceChart(START, START + timedelta(9), START, ((START, 10**12),), ((START, 1),), "中"),
        PaceChart(START, START + timedelta(900), START, tuple((START + timedelta(n), n) for n in range(900)), ()),
    ],
    ids=range(8),
)
def test_any_picture_is_drawn(picture: BarChart | PaceChart) -> None:
    text = "# A\n\n![ord](picture:a)\n\ntext ![](picture:a) text\n\n| ![ord](picture:a) |\n| - |\n| b |\n"
    made = pdf_writer.render(PUBLICATION.replace(markdown=text, pictures={"a": picture}), OWN)
    assert findings(made) == []
    assert [each.words for each in tags(made) if each.role == "/Figure"] == ["ord", "–", "ord"]


def test_the_logo_stands_on_every_page_with_its_words() -> None:
    made = pdf_writer.render(PUBLICATION, OWN.replace(logo=Logo(png(), "image/png", "Exempelby kommuns vapen")))
    assert findings(made) == []
    with pikepdf.open(BytesIO(made)) as file:
        assert all(len(sheet.get_images()) == 1 for sheet in file.pages)


def test_a_logo_that_is_no_picture_is_said() -> None:
    with pytest.raises(MedlofteError, match="image"):
        pdf_writer.render(PUBLICATION, OWN.replace(logo=Logo(b"no picture", "image/png", "x")))


# A municipality's own layout

TITLED = '#set document(title: "a")\n#set text(lang: "sv")\n= A\n'


def fault(layout: str) -> str:
    with pytest.raises(TemplateFault) as caught:
        pdf_writer.render(PUBLICATION, HouseStyle(typeset=layout))
    where, what = map(caught.value.message.values.get, ("where", "what"))
    assert isinstance(what, Message)
    return f"{where}: {what.text.format_map(what.values)}"


def test_an_own_layout_is_used() -> None:
    made = pdf_writer.render(PUBLICATION, HouseStyle(typeset=TITLED + "#json(bytes(sys.inputs.document)).publisher"))
    assert text_of(made) == "AExempelbykommun"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('#import "@preview/cetz:0.2.0"', "import"),
        ('#include "@preview/cetz:0.2.0"', "import"),
        ('#import ("@pre" + "view/cetz:0.2.0")', "import"),
        ('#eval("im" + "port \\"@preview/cetz:0.2.0\\"", mode: "code")', "function"),
        ('#std.eval("1")', "none"),
        ('#dictionary(std).at("ev" + "al")("1")', "none"),
        ('#plugin("a.wasm")', "function"),
        ('#read("/etc/passwd")', "failed to load"),
        ('#read("../../../../etc/passwd")', "root"),
        ('#image("/etc/passwd")', "failed to load"),
        ('#read("@preview/cetz:0.2.0/lib.typ")', "failed to load"),
        ("#let f(n) = f(n + 1)\n#f(1)", "depth"),
        ("#x", "unknown variable"),
        ("#let x =", "expected"),
        ("#figure(rect())", "alt"),
    ],
)
def test_a_layouts_fault_is_said_with_its_line(source: str, said: str) -> None:
    message = fault(TITLED + source)
    assert message.startswith("pdf.typ:4: ")
    assert said in message


def test_a_layout_without_a_title_or_headings_in_order_is_at_fault() -> None:
    assert "title" in fault("= A")
    assert "heading" in fault('#set document(title: "a")\n=== A')


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that can be limited")
def test_with_nothing_to_open_or_start_it_is_the_same_file(made: bytes) -> None:
    """A child that may open neither files nor the network, and start no thread, still makes the document."""
    code = (
        "import sys, resource; from medlofte.publishing import pdf_writer;"
        "from tests.support.published import OWN;"
        "from tests.support.publication import PUBLICATION; pdf_writer.prepare();"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0));"
        "resource.setrlimit(resource.RLIMIT_NPROC, (0, 0));"
        "sys.stdout.buffer.write(pdf_writer.render(PUBLICATION, OWN))"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert done.stdout == made


def test_the_default_layout_brings_nothing_in() -> None:
    assert not re.search(r"\b(import|include)\b|\b(eval|plugin|read)\(", LAYOUT)


def test_typst_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MedlofteError) as caught:
        pdf_writer.render(PUBLICATION, OWN)
    assert str(caught.value) == "PDF needs an extra: pip install 'medlofte[pdf]'"
