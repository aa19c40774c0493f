"""The gallery of faults is made from the cases, in both languages, and has every code once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from medlofte.core.messages import Translator
from medlofte.validation.checker import CODES
from tests.support.gallery import page, rooms
from tests.support.pages import ROOT

PAGES = {"en": ROOT / "docs" / "gallery.md", "sv": ROOT / "docs" / "sv" / "fel.md"}


@pytest.mark.parametrize("language", ["english", "swedish"])
def test_the_gallery_is_the_programs_own(
    language: str, golden: Callable[[Path, str], None], request: pytest.FixtureRequest
) -> None:
    translator: Translator = request.getfixturevalue(language)
    golden(PAGES[translator.language], page(translator))


def test_every_code_of_validate_has_one_subject() -> None:
    assert sorted(code.name for codes in rooms() for code in codes) == sorted(CODES)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_code_is_its_own_anchor(path: Path) -> None:
    headings = re.findall("^### (.*)$", path.read_text("utf-8"), re.MULTILINE)
    assert set(CODES) <= set(headings)
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_the_gallery_shows_files_as_people_write_them(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "# expect" not in text
    assert text.replace("\n", "").replace("\u00a0", "").isprintable()  # a case has no-break spaces, as shown
