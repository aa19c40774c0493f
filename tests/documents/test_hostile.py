"""Whatever stands in a promise shows as exactly that, in every document and format, and is nothing else there."""

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote
from xml.etree import ElementTree

import docx
import pikepdf
import pytest
from markdown_it import MarkdownIt

from medlofte.core.escaping import unescape_csv_cell
from tests.support import hostile
from tests.support.commands import Runner
from tests.support.hostile import ID
from tests.support.published import LAYOUT, lines_of_word
from tests.support.repository import Repository

DOCUMENTS = ("memo", "followup", "interpellation", "page")
TEXTS = {"signs": hostile.SIGNS, "lines": hostile.LINES, "letters": hostile.LETTERS, "long": hostile.LONG}
AS_OF = ("--as-of", "2026-12-31")
NOWHERE = {"activities-title", "entry-place", "entry-tag"}
"""No activity here has the first; no document tells where an entry was, or how it was tagged."""


class Shown:
    """What a reader of a file gets: its text without blanks, the shape of what it is made of, and where links lead."""

    def __init__(self, text: str, shape: list[str], links: list[str]) -> None:
        self.text = squeezed(text)
        self.shape = shape
        self.links = links


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


class _Page(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.text = ""
        self.shape: list[str] = []
        self.links: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append(" ".join([tag, *(name for name, _ in attrs)]))
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]

    def handle_decl(self, decl: str) -> None:
        self.shape.append(decl)

    def handle_comment(self, data: str) -> None:
        self.shape.append("comment")

    def handle_data(self, data: str) -> None:
        self.text += data


def of_html(data: bytes) -> Shown:
    page = _Page(data.decode())
    return Shown(page.text, page.shape, [each for each in page.links if not each.startswith("#")])


def of_md(data: bytes) -> Shown:
    page = _Page(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(data.decode()))
    return Shown(page.text, page.shape, page.links)


def of_docx(data: bytes) -> Shown:
    document = docx.Document(BytesIO(data))
    body = document.element.body
    shape = [each.tag.rpartition("}")[2] for each in body.iter() if isinstance(each.tag, str)]
    related = [each for each in document.part.package.iter_rels() if each.is_external]
    kept = [each for each in shape if each not in ("r", "t", "br", "rPr", "tab", "noBreakHyphen")]
    return Shown("".join(lines_of_word(document)), kept, [each.target_ref for each in related])


def of_pdf(data: bytes) -> Shown:
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    with pikepdf.open(BytesIO(data)) as pdf:
        notes = [each for page in pdf.pages for each in page.get("/Annots", ())]
        shape = sorted(
            str(each.get("/S")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/P" in each
        )
        links = [str(each.A.URI) for each in notes if "/A" in each and "/URI" in each.A]
    return Shown(done.stdout.decode().replace("\f", ""), shape, links)


READERS = {"md": of_md, "html": of_html, "docx": of_docx, "pdf": of_pdf}


@pytest.fixture
def one_page(format: str, project: Path) -> None:
    """The PDF's own layout with a page that never ends, so that no text is broken by a footer.

    Other formats have no use for it, and with a template of one's own each is made in another process.
    """
    if format != "pdf":
        return
    (project / "templates").mkdir()
    text = LAYOUT.replace('paper: "a4",', "width: 21cm, height: auto,")
    (project / "templates" / "pdf.typ").write_text(text, "utf-8")


def rendered(project: Path, medlofte: Runner, document: str, format: str, text: str) -> Shown:
    hostile.write(project, hostile.texts(text))
    path = project / f"out.{format}"
    done = medlofte("render", document, ID, *AS_OF, "--output", str(path), "--lang", "en")
    assert done.code == 0, done.err
    return READERS[format](path.read_bytes())


def fields() -> Iterator[str]:
    """The names of all texts."""
    said: list[str] = []
    hostile.promise(lambda name: said.append(name) or name)  # type: ignore[func-returns-value]
    hostile.log(lambda name: said.append(name) or name)  # type: ignore[func-returns-value]
    yield from dict.fromkeys(said)


def shown_in(shown: Shown, text: str) -> set[str]:
    """The names of the fields whose text stands there, whole."""
    return {name for name in fields() if squeezed(normalize("NFC", text) + name) in normalize("NFC", shown.text)}


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_text_shows_as_itself_and_is_nothing_else(
    document: str, format: str, kind: str, project: Path, one_page: None, medlofte: Runner
) -> None:
    if format == "pdf" and kind != "signs":
        pytest.skip("which letters a PDF has is tried in test_pdf")
    harmless = rendered(project, medlofte, document, format, hostile.plain(TEXTS[kind]))
    shown = rendered(project, medlofte, document, format, TEXTS[kind])
    assert shown_in(shown, TEXTS[kind]) == shown_in(harmless, hostile.plain(TEXTS[kind]))
    assert shown.shape == harmless.shape
    assert shown.links == harmless.links


def test_every_field_shows_in_some_document(project: Path, medlofte: Runner) -> None:
    found: set[str] = set()
    for document in DOCUMENTS:
        found |= shown_in(rendered(project, medlofte, document, "html", hostile.SIGNS), hostile.SIGNS)
    assert set(fields()) - found == NOWHERE


ADDRESSES = {
    "https://exempelby.example/a)b": True,
    "https://exempelby.example/a>b<c": True,
    "https://exempelby.example/\"a'b": True,
    "https://exempelby.example/](javascript:x)": True,
    "https://exempelby.example/a|b\\c`d": True,
    "https://exempelby.example/å?ä=1&amp;2#ö": True,
    "https://exempelby.example/a b": False,
    "https://exempelby.example/\njavascript:x": False,
    "javascript:alert(1)": False,
    "JavaScript:alert(1)": False,
    "data:text/html,<script>x</script>": False,
    "vbscript:x": False,
    "file:///etc/passwd": False,
    "//exempelby.example/x": False,
    "picture:bar-antal": False,
    "status:kept": False,
    "mailto:a@exempelby.example?bcc=b@exempelby.example": False,
    "tel:#31#112": False,
}


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_leads_where_it_says_or_nowhere(
    address: str, format: str, project: Path, one_page: None, medlofte: Runner
) -> None:
    path = project / "promises" / f"{ID}.yaml"
    hostile.write(project, hostile.texts("ord "))
    value = json.loads(path.read_text("utf-8"))
    value["sources"][0]["url"] = address
    path.write_text(json.dumps(value), "utf-8")
    out = project / f"out.{format}"
    assert medlofte("render", "memo", ID, *AS_OF, "-o", str(out)).code == 0
    shown = READERS[format](out.read_bytes())
    assert [unquote(each) for each in shown.links] == ([address] if ADDRESSES[address] else [])
    assert "ordsources-title" in shown.text


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\ufeff", "\u2066", "\U000e0041", "\x1b", "\u200d"])
def test_what_is_invisible_is_refused(sign: str, project: Path, medlofte: Runner) -> None:
    hostile.write(project, hostile.texts(f"a{sign}b "))
    done = medlofte("render", "memo", ID, "--lang", "en")
    assert done.code == 1
    assert "hidden-" in done.err
    assert sign not in done.err


@pytest.fixture
def site(tmp_path: Path, medlofte: Runner) -> Path:
    """The site of a promise with a history, all of whose texts are hostile."""
    repository = Repository(tmp_path / "repository")
    hostile.write(repository.root, hostile.texts(hostile.SIGNS))
    for at, change in enumerate(("adopted", "changed")):
        path = repository.root / "promises" / f"{ID}.yaml"
        path.write_text(path.read_text("utf-8").replace('"at_least": 20', f'"at_least": {20 + at}'), "utf-8")
        repository.git("add", "-A")
        repository.git("commit", "-q", "-m", change, date=f"2026-0{at + 3}-01T12:00:00+01:00")
    folder = tmp_path / "site"
    done = medlofte(
        "site", "-o", str(folder), "--base-url", "https://lofte.exempelby.example/a&b/", cwd=repository.root
    )
    assert done.code == 0, done.err
    return folder


def test_the_pages_of_a_site_hold_no_script_but_our_own(site: Path) -> None:
    for name in ("index.html", f"{ID}.html"):
        page = _Page((site / name).read_text("utf-8"))
        assert squeezed(hostile.SIGNS + "title") in squeezed(page.text)
        assert sum(each.startswith("script") for each in page.shape) == (name == "index.html")
        assert not [each for each in page.shape if " on" in each or each.startswith(("iframe", "object", "comment"))]
        assert not [each for each in page.links if re.match(r"(?i)\s*(javascript|data:text|vbscript)", each)]


def test_the_data_of_a_site_is_the_text_itself(site: Path) -> None:
    title = f"{hostile.SIGNS}activity-antal"
    read = json.loads((site / "data" / f"{ID}.json").read_text("utf-8"))
    assert read["promises"][0]["title"] == hostile.SIGNS + "title"
    assert read["promises"][0]["activities"][0]["title"] == title
    rows = list(csv.DictReader(StringIO((site / "data" / "all.csv").read_bytes().decode(), newline="")))
    assert unescape_csv_cell(rows[0]["title"]) == title
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_the_feed_and_the_map_of_a_site_are_well_formed_and_hold_the_text(site: Path) -> None:
    feed = ElementTree.fromstring((site / "feed.atom").read_bytes())
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [str(each.findtext(f"{atom}title")) for each in feed.iter(f"{atom}entry")]
    assert titles
    assert all(each.startswith(hostile.SIGNS + "title") for each in titles)
    tags = {each.tag.rpartition("}")[2] for each in feed.iter()}
    assert tags <= {*("feed", "id", "title", "updated", "author", "name", "link", "entry", "category", "content")} | {
        *("div", "p", "ul", "li")
    }
    places = [each.text for each in ElementTree.fromstring((site / "sitemap.xml").read_bytes()).iter() if each.text]
    assert f"https://lofte.exempelby.example/a&b/{ID}.html" in places
