"""``templates/reference.docx``: made by its script, and with settings that Word reads."""

import zipfile
from typing import Any

import pytest

from tests.support.reference_docx import FILE, SETTINGS, make

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BEFORE = [
    ("zoom", "defaultTabStop"),
    ("defaultTabStop", "autoHyphenation"),
    ("autoHyphenation", "consecutiveHyphenLimit"),
    ("consecutiveHyphenLimit", "characterSpacingControl"),
    ("characterSpacingControl", "compat"),
    ("compat", "mathPr"),
    ("mathPr", "themeFontLang"),
    ("clrSchemeMapping", "doNotAutoCompressPictures"),
    ("doNotAutoCompressPictures", "shapeDefaults"),
    ("shapeDefaults", "decimalSymbol"),
    ("listSeparator", "defaultImageDpi"),
]
"""Settings in the order that CT_Settings of ISO/IEC 29500 prescribes."""


def settings() -> list[Any]:
    from docx.oxml import parse_xml

    with zipfile.ZipFile(FILE) as parts:
        return list(parse_xml(parts.read("word/settings.xml")))


def test_the_file_is_what_the_script_makes() -> None:
    assert FILE.read_bytes() == make() == make(), "run: python -m tests.support.reference_docx"


def test_it_holds_no_part_that_word_documents_need_not_carry() -> None:
    with zipfile.ZipFile(FILE) as parts:
        names = parts.namelist()
    assert not [name for name in names if "customXml" in name or "thumbnail" in name or "stylesWithEffects" in name]
    assert {"word/styles.xml", "word/header1.xml", "word/footer1.xml", "word/settings.xml"} <= set(names)


@pytest.mark.parametrize(("first", "second"), BEFORE)
def test_settings_come_in_the_order_of_the_format(first: str, second: str) -> None:
    names = [each.tag.rpartition("}")[2] for each in settings()]
    assert names.index(first) < names.index(second)
    assert sorted(names) == sorted(set(names)) == sorted(SETTINGS)


def test_the_zoom_has_the_percent_that_the_format_requires() -> None:
    assert [each.get(f"{W}percent") for each in settings() if each.tag == f"{W}zoom"] == ["100"]
