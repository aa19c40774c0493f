"""A logo is the picture that its name says, and fetches nothing."""

import pytest

from medlofte.core.errors import TemplateFault
from medlofte.publishing.logo import MOST_PIXELS, read

pytestmark = pytest.mark.quick

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


def png(width: int, height: int) -> bytes:
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + size + b"IEND"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [("logo.svg", SVG.encode(), "image/svg+xml"), ("logo.png", png(4000, 4000), "image/png")],
)
def test_a_picture_is_taken_as_it_is(name: str, data: bytes, media_type: str) -> None:
    logo = read(name, data, "Exempelby kommun")
    assert (logo.data, logo.media_type, logo.words) == (data, media_type, "Exempelby kommun")


@pytest.mark.parametrize("data", [b"GIF89a", png(1, 1)[:20], png(0, 7), png(4001, 4000), png(1, 1)[:-4]])
def test_what_is_no_png_or_too_large_is_refused(data: bytes) -> None:
    assert MOST_PIXELS == 4000 * 4000
    with pytest.raises(TemplateFault, match=r"logo\.png:1: "):
        read("logo.png", data, "x")


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        "<FOREIGNOBJECT/>",
        '<path onload="x"/>',
        "<style>@import 'x';</style>",
        '<image href="https://example.org/x.png"/>',
        '<image xlink:href = "//example.org"/>',
        "<style>a { fill: url( 'http://example.org' ) }</style>",
    ],
)
def test_a_picture_that_acts_or_fetches_is_refused_with_its_line(inside: str) -> None:
    with pytest.raises(TemplateFault, match=r"logo\.svg:3: "):
        read("logo.svg", f"<svg>\n\n{inside}</svg>".encode(), "x")


@pytest.mark.parametrize(
    "inside", ['<use href="#a"/>', '<image href="data:image/png;base64,AA"/>', "a { fill: url(#b) }"]
)
def test_a_picture_may_refer_to_its_own_parts(inside: str) -> None:
    assert read("logo.svg", f"<svg>{inside}</svg>".encode(), "x").data


def test_an_svg_that_is_no_text_is_refused_where_it_breaks() -> None:
    with pytest.raises(TemplateFault, match=r"logo\.svg:2: "):
        read("logo.svg", b"<svg>\n\xff</svg>", "x")
    with pytest.raises(TemplateFault, match=r"logo\.svg:1: "):
        read("logo.svg", b"<p>svg</p>", "x")
