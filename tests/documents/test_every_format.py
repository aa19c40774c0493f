"""Every document of every promise in every format: made, valid, and with the same sentences."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from medlofte.documents import templating
from medlofte.project.workspace import Workspace
from medlofte.publishing import Publication, blocks, docx, html, pdf_writer
from medlofte.publishing.markdown import plain
from tests.publishing.test_pdf_writer import findings, text_of
from tests.support import published
from tests.support.documents import EVERY, publication

NOWHERE = Path("/nowhere")
LOAD = Workspace(NOWHERE).template_loader("page", None)
HOUSE = published.OWN.replace(layout=lambda parts: templating.render_page(parts, LOAD))


class _Text(HTMLParser):
    """What a reader of a page is told, but for the words of pictures and of what is hidden."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.passed: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        hidden = tag in ("style", "title", "svg", "script") or ("class", "hidden") in attributes
        if hidden or (self.passed and tag == self.passed[0]):
            self.passed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.passed and tag == self.passed[-1]:
            self.passed.pop()

    def handle_data(self, data: str) -> None:
        if not self.passed:
            self.text += data


def sentences(of: Publication) -> list[str]:
    """What the document says, piece by piece, without blanks and symbols."""
    return [squeezed(line) for line in published.lines(blocks.read(of.markdown)) if squeezed(line)]


def squeezed(text: str) -> str:
    """The text without blanks, soft hyphens, and the symbols that stand before a status."""
    return re.sub(r"[\s\u00ad●▲▶✓✔✕✗?○◐■◆◌–]", "", text)


@pytest.mark.parametrize(("document", "id"), EVERY)
def test_a_web_page_says_what_the_document_says(document: str, id: str) -> None:
    of = publication(document, id)
    text = squeezed(_Text(html.render(of, HOUSE).decode()).text)
    assert [each for each in sentences(of) if each not in text] == []


@pytest.mark.parametrize(("document", "id"), EVERY)
def test_a_word_document_says_what_the_document_says(document: str, id: str) -> None:
    of = publication(document, id)
    text = squeezed("".join(published.lines_of_word(published.opened(docx.render(of, HOUSE)))))
    assert [each for each in sentences(of) if each not in text] == []


@pytest.mark.parametrize(("document", "id"), EVERY)
def test_a_pdf_is_valid_and_says_what_the_document_says(document: str, id: str) -> None:
    of = publication(document, id)
    made = pdf_writer.render(of, HOUSE)
    assert findings(made) == []
    if shutil.which("pdftotext"):
        text = re.sub(r"\W", "", text_of(made))
        words = {word for each in published.lines(blocks.read(of.markdown)) for word in re.findall(r"\w{4,}", each)}
        assert sorted(each for each in words if each not in text) == []


@pytest.mark.parametrize(("document", "id"), EVERY)
def test_plain_markdown_says_what_the_document_says(document: str, id: str) -> None:
    of = publication(document, id)
    read = blocks.read(plain(of.markdown, of.pictures))
    text = squeezed("".join(published.lines(read)))
    assert [each for each in sentences(of) if each not in text] == []
    assert not re.search(r"\]\((status|picture|lang):", plain(of.markdown, of.pictures))
