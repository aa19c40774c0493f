"""typst: what it makes is the same each time, and it reads nothing of the machine."""

import sys
from io import BytesIO

import pytest
from PIL import Image

from medlofte.core.errors import MedlofteError
from medlofte.publishing.typesetting import load_typst, rasterise, typeset

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 12" width="48" height="12">{}</svg>'
RED = '<rect width="48" height="12" fill="#ff0000"/>'


def test_an_svg_becomes_a_png_of_its_own_size_and_the_same_each_time() -> None:
    typst = load_typst("DOCX", "docx")
    made = rasterise(typst, SVG.format(RED))
    with Image.open(BytesIO(made)) as image:
        assert image.size == (160, 40)
        assert image.convert("RGB").getpixel((80, 20)) == (255, 0, 0)
    assert rasterise(typst, SVG.format(RED)) == made != rasterise(typst, SVG.format(""))


def test_an_svg_takes_in_no_file_of_the_machine() -> None:
    typst = load_typst("DOCX", "docx")
    for target in ("file:///etc/hostname.png", "/etc/hostname.png", "a.png"):
        with pytest.raises(typst.TypstError, match="failed to load linked image"):
            rasterise(typst, SVG.format(f'<image href="{target}" width="48" height="12"/>'))


def test_a_source_reads_no_file() -> None:
    typst = load_typst("PDF", "pdf")
    with pytest.raises(typst.TypstError):
        typeset(typst, b'#read("/etc/hostname")', {}, format="pdf")


def test_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MedlofteError, match=r"DOCX needs an extra: pip install 'medlofte\[docx\]'"):
        load_typst("DOCX", "docx")
