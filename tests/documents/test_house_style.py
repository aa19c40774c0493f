"""A municipality's own look, file by file: each shows in the formats that it is for, and only there."""

import re
import shutil
import subprocess
import sys
import zipfile
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.shared import Pt
from PIL import Image

from medlofte.rendering import job
from tests.conftest import ROOT
from tests.support.commands import Runner

EXAMPLE = ROOT / "tests" / "docs" / "examples" / "houses" / "summary-first" / "memo.md.j2"
FORMATS = ("md", "html", "docx", "pdf")
ID = "exempelby-2026"
AS_OF = ("--as-of", "2026-03-31")
MARK = "Husets märke"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#123456"/></svg>'


def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (9, 9), "#654321").save(out, "PNG")
    return out.getvalue()


def word(edit: Callable[[object], None] = lambda document: None) -> bytes:
    """A Word document of the municipality's, with a header, a font of its own and a text that is not to be kept."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = MARK
    document.styles["Normal"].font.name = "Husfonten"
    document.styles["Normal"].font.size = Pt(13)
    document.add_paragraph("Gammal text")
    edit(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def own(folder: Path, name: str, data: str | bytes) -> None:
    path = folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    job._loader.cache_clear()  # a command reads each file once
    job._house.cache_clear()


def made(medlofte: Runner, project: Path, format: str, document: str = "memo") -> bytes:
    path = project / f"out.{format}"
    done = medlofte("render", document, ID, *AS_OF, "-o", str(path), "--lang", "en")
    assert done.code == 0, done.err
    return path.read_bytes()


def text_of(format: str, data: bytes) -> str:
    """All that a file holds for a reader, its header and footer too, with single blanks."""
    if format == "docx":
        parts = zipfile.ZipFile(BytesIO(data))
        named = [name for name in parts.namelist() if re.match(r"word/(document|header|footer)\d*\.xml", name)]
        text = " ".join(re.sub("<[^>]+>", " ", parts.read(name).decode()) for name in sorted(named))
    elif format == "pdf":
        if shutil.which("pdftotext") is None:
            pytest.skip("needs pdftotext")
        done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
        text = done.stdout.decode()
    else:
        text = data.decode()
    return " ".join(text.split())


OWN: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "memo.md.j2": (
        f'{{% extends "medlofte/memo.md.j2" %}}{{% block finances %}}\n## {MARK}\n\n{{% endblock %}}',
        FORMATS,
    ),
    "parts/header.md.j2": (f"{MARK}\n\n", FORMATS),
    "page.html.j2": (
        f'{{% extends "medlofte/page.html.j2" %}}{{% block footer %}}<p>{MARK}</p>{{% endblock %}}',
        ("html",),
    ),
    "page.css": (f"body::after {{ content: '{MARK}' }}", ("html",)),
    "style.css": (f"body::after {{ content: '{MARK}' }}", ("html",)),
    "pdf.typ": ((ROOT / "templates" / "pdf.typ").read_text("utf-8") + f"\n{MARK}\n", ("pdf",)),
    "reference.docx": (word(), ("docx",)),
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", OWN)
def test_an_own_file_shows_where_it_is_for_and_only_there(
    name: str, format: str, project: Path, medlofte: Runner
) -> None:
    data, formats = OWN[name]
    before = made(medlofte, project, format)
    own(project, name, data)
    after = made(medlofte, project, format)
    assert MARK not in text_of(format, before)
    assert (MARK in text_of(format, after)) == (format in formats)
    assert (before == after) == (format not in formats)


def test_what_is_extended_keeps_the_rest(project: Path, medlofte: Runner) -> None:
    before = made(medlofte, project, "md").decode()
    own(project, "memo.md.j2", OWN["memo.md.j2"][0])
    after = made(medlofte, project, "md").decode()
    assert [each for each in after.split("\n") if each not in before.split("\n")] == [f"## {MARK}"]


def test_css_of_ones_own_comes_after_medloftes_or_takes_its_place(project: Path, medlofte: Runner) -> None:
    plain = made(medlofte, project, "html").decode()
    own(project, "style.css", ":root { --own: 1 }")
    added = made(medlofte, project, "html").decode()
    assert added.replace(":root { --own: 1 }", "").split() == plain.split()
    own(project, "page.css", ":root { --other: 2 }")
    taken = made(medlofte, project, "html").decode()
    assert ":root { --other: 2 }" in taken
    assert len(taken) < len(plain) / 2


def test_a_word_document_gives_its_font_and_header_and_none_of_its_text(project: Path, medlofte: Runner) -> None:
    own(project, "reference.docx", word())
    document = docx.Document(BytesIO(made(medlofte, project, "docx")))
    assert document.sections[0].header.paragraphs[0].text == MARK
    assert (document.styles["Normal"].font.name, document.styles["Normal"].font.size) == ("Husfonten", Pt(13))
    assert "Gammal text" not in "".join(each.text for each in document.paragraphs)
    assert "Förslag till beslut" in [
        each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"
    ]


def test_the_logo_shows_in_each_format_that_holds_pictures(project: Path, medlofte: Runner) -> None:
    before = {format: made(medlofte, project, format) for format in FORMATS}
    own(project, "logo.png", png())
    after = {format: made(medlofte, project, format) for format in FORMATS}
    assert after["md"] == before["md"]
    assert b64encode(png()) in after["html"]
    parts = zipfile.ZipFile(BytesIO(after["docx"]))
    assert png() in [parts.read(name) for name in parts.namelist() if "media" in name]
    with pikepdf.open(BytesIO(after["pdf"])) as pdf:
        assert [each for page in pdf.pages for each in page.get_images()]


def test_word_takes_the_png_and_the_others_the_svg_where_there_are_both(project: Path, medlofte: Runner) -> None:
    own(project, "logo.svg", SVG)
    without = made(medlofte, project, "docx")
    assert "media" not in " ".join(zipfile.ZipFile(BytesIO(without)).namelist())
    assert "Exempelby kommun" in text_of("docx", without)
    own(project, "logo.png", png())
    assert png() in zipfile.ZipFile(BytesIO(made(medlofte, project, "docx"))).read("word/media/image1.png")
    assert b64encode(SVG.encode()) in made(medlofte, project, "html")


ORDER = ("Sammanfattning av ärendet", "Beslutsunderlag", "Förslag till beslut", "Beskrivning av ärendet")


@pytest.mark.parametrize("format", FORMATS)
def test_sections_can_come_in_another_order(format: str, project: Path, medlofte: Runner) -> None:
    before = text_of(format, made(medlofte, project, format))
    own(project, "memo.md.j2", EXAMPLE.read_text("utf-8"))
    after = text_of(format, made(medlofte, project, format))
    places = [after.index(each) for each in ORDER]
    assert places == sorted(places)
    assert [after.count(each) for each in ORDER] == [before.count(each) for each in ORDER]
    assert sorted(re.findall(r"\w+", after)) == sorted(re.findall(r"\w+", before)) or format == "html"


# What is used, and a start


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_list_is_a_table_that_a_screen_holds(lang: str, project: Path, medlofte: Runner) -> None:
    own(project, "pdf.typ", "x")
    own(project, "parts/header.md.j2", "x")
    own(project, "parts/mitt.md.j2", "x")
    own(project, "sidfot.j2", "x")
    done = medlofte("render", "--list", "--lang", lang)
    lines = done.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert len({re.search(r"\S  +(?=\S)", line[:34]).end() for line in lines}) == 1  # type: ignore[union-attr]
    whose = {line.split()[0]: line.split()[1] for line in lines}
    mine = {name for name, each in whose.items() if each == whose["pdf.typ"]}
    assert mine == {"pdf.typ", "parts/header.md.j2", "parts/mitt.md.j2", "sidfot.j2"}
    assert len({whose[name] for name in ("pdf.typ", "memo.md.j2", "logo.svg")}) == 3


def listed(medlofte: Runner) -> list[str]:
    return [line.split()[0] for line in medlofte("render", "--list").out.splitlines()[1:]]


def test_each_file_that_medlofte_has_can_be_printed_and_is_a_start(project: Path, medlofte: Runner) -> None:
    before = {(document, f): made(medlofte, project, f, document) for document in ("memo", "page") for f in FORMATS}
    printed = []
    for name in listed(medlofte):
        if name.endswith(".docx"):  # no text, which is all that can be captured in this process
            command = [sys.executable, "-m", "medlofte", "render", "--print-template", name]
            own(project, name, subprocess.run(command, cwd=project, check=True, capture_output=True).stdout)
            printed.append(name)
            continue
        done = medlofte("render", "--print-template", name)
        if done.code == 0:
            own(project, name, done.out)
            printed.append(name)
    assert set(listed(medlofte)) - set(printed) == {"style.css", "logo.svg", "logo.png"}
    for (document, format), data in before.items():
        assert made(medlofte, project, format, document) == data


def test_a_document_can_be_named_in_short_and_nothing_else_is_printed(project: Path, medlofte: Runner) -> None:
    short, whole = (medlofte("render", "--print-template", name).out for name in ("memo", "memo.md.j2"))
    assert short == whole
    assert short
    for name in ("nowhere", "../promises/exempelby-2026.yaml", "/etc/passwd", ".hidden", "", "logo.png"):
        assert medlofte("render", "--print-template", name).code == 2


def test_the_same_house_gives_the_same_bytes_in_another_process(project: Path, medlofte: Runner) -> None:
    own(project, "logo.png", png())
    own(project, "reference.docx", word())
    own(project, "memo.md.j2", EXAMPLE.read_text("utf-8"))
    for format in FORMATS:
        here = made(medlofte, project, format)
        command = [sys.executable, "-m", "medlofte", "render", "memo", ID, *AS_OF, "-o", f"again.{format}"]
        subprocess.run(command, cwd=project, check=True, capture_output=True)
        assert (project / f"again.{format}").read_bytes() == here
