"""Markdown as blocks: CommonMark with tables, and our own marks for pictures, statuses and languages."""

import pytest

from medlofte.publishing.blocks import (
    Block,
    Break,
    Divider,
    Heading,
    Image,
    Link,
    ListBlock,
    Paragraph,
    Quotation,
    StatusMark,
    Table,
    Text,
    blocks_by_language,
    read,
    split_provenance,
    words,
)

pytestmark = pytest.mark.quick


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


@pytest.mark.parametrize(
    ("markdown", "block"),
    [
        ("## Läge", Heading(2, (Text("Läge"),))),
        ("## [In English](lang:en)", Heading(2, (Text("In English"),), "en")),
        ("## [In English](lang:en-GB)", Heading(2, (Text("In English"),), None)),
        ("3. a\n4. b", ListBlock(((paragraph("a"),), (paragraph("b"),)), ordered=True, start=3)),
        ("- a\n  - b", ListBlock(((paragraph("a"), ListBlock(((paragraph("b"),),))),))),
        ("> a", Quotation((paragraph("a"),))),
        ("---", Divider()),
        ("<b>a</b>", paragraph("<b>a</b>")),
        ("    a", paragraph("a")),
    ],
)
def test_a_block_is_read(markdown: str, block: Block) -> None:
    assert read(markdown) == (block,)


def test_text_has_looks_links_marks_and_pictures() -> None:
    (block,) = read(
        "a\nb **c *d*** `e`\\\n[f](https://example.org)[g](status:kept)![h](picture:bar)![i](https://x.se/y)"
    )
    assert block == Paragraph(
        (
            Text("a b "),
            Text("c ", strong=True),
            Text("d", strong=True, emphasis=True),
            Text(" "),
            Text("e", code=True),
            Break(),
            Link("https://example.org", (Text("f"),)),
            StatusMark("kept", "g"),
            Image("bar", "h"),
            Text("i"),
        )
    )
    assert isinstance(block, Paragraph)
    assert words(block.content) == "a b c d e fgi"


@pytest.mark.parametrize("target", ["javascript:x", "file:///etc", "data:text/html,x"])
def test_a_link_elsewhere_is_text(target: str) -> None:
    assert read(f"[a]({target})") == (paragraph(f"[a]({target})"),)


def test_an_emphasised_paragraph_before_a_table_is_its_caption() -> None:
    table = Table(((Text("a"),), (Text("b"),)), (((Text("1"),), ()),))
    markdown = "| a | b |\n|---|---|\n| 1 | |\n"
    assert read(f"*Tabell*\n\n{markdown}") == (table.replace(caption=(Text("Tabell"),)),)
    assert read(f"*Tabell* 1\n\n{markdown}")[1:] == (table,)


def test_another_language_lasts_to_the_next_heading_of_its_level() -> None:
    found = read("# a\n\n## [b](lang:en)\n\n### c\n\nd\n\n## e\n\nf")
    assert [language for _, language in blocks_by_language(found, "sv")] == ["sv", "en", "en", "en", "sv", "sv"]


def test_what_follows_the_last_divider_is_the_provenance() -> None:
    assert split_provenance(read("a\n\n---\n\nb\n\n---\n\nc")) == (
        (paragraph("a"), Divider(), paragraph("b")),
        (paragraph("c"),),
    )
    assert split_provenance(read("a")) == ((paragraph("a"),), ())
