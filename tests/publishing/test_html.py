"""The web page, by rule: texts show as they are, headings never jump, nothing is fetched, and it can be read."""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.core import escaping
from medlofte.core.errors import TemplateFault
from medlofte.core.messages import Translator
from medlofte.documents.templating import PAGE, render_page
from medlofte.progress.charts import BarChart
from medlofte.project.workspace import Workspace
from medlofte.publishing import blocks, html
from medlofte.publishing.blocks import (
    Block,
    Heading,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Quotation,
    StatusMark,
    Table,
    Text,
)
from medlofte.publishing.publication import HouseStyle, Logo, Publication
from tests.conftest import ROOT

LOAD = Workspace(ROOT).template_loader("page", None)
HOUSE = HouseStyle(layout=lambda parts: render_page(parts, LOAD))
HOSTILE = "# * _ [x](javascript:alert(1)) <script>alert('x')</script> | \\ $x$ #import \" onload=\"x &lt; %} {{ x }}"
ATTRIBUTES = {"tag", "in", "text", "id", "class", "lang", "href", "rel", "start", "scope", "tabindex", "data-label"}
ATTRIBUTES |= {"aria-label", "aria-labelledby", "aria-hidden", "focusable", "viewbox", "width", "height", "d", "rx"}
ATTRIBUTES |= {"cx", "cy", "r", "x", "y", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"}
ATTRIBUTES |= {"stroke-dasharray", "xmlns"}
EMPTY = {"meta", "link", "br", "hr", "img"}


class Page(HTMLParser):
    """A page taken apart: its elements with what they are in, and the text of each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[dict[str, Any]] = []
        self.elements: list[dict[str, Any]] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        element = {"tag": tag, "in": [each["tag"] for each in self.open], "text": "", **dict(attrs)}
        self.elements.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element["text"] += data

    def all(self, *tags: str) -> list[dict[str, Any]]:
        return [each for each in self.elements if each["tag"] in tags]


def publication(markdown: str = "", **changes: Any) -> Publication:
    made = Publication("Löftet", "Tjänsteskrivelse", "Exempelby kommun", date(2026, 3, 31), markdown)
    return made.replace(pictures={"a": BarChart(0.5, 0.2)}, **changes)


def page(markdown: str = "", house: HouseStyle = HOUSE, **changes: Any) -> str:
    return html.render(publication(markdown, **changes), house).decode()


def body(read: Sequence[Block]) -> Page:
    return Page(f"<main>{html.HtmlWriter(publication()).document(read)}</main>")


TEXTS = st.text(max_size=40) | st.just(HOSTILE)
PLAIN = st.builds(Text, TEXTS.filter(bool), st.booleans(), st.booleans(), st.booleans())
INLINES: st.SearchStrategy[Inline] = st.one_of(
    PLAIN,
    st.builds(StatusMark, st.sampled_from(["on-track", "kept"]) | TEXTS, TEXTS),
    st.builds(Link, st.sampled_from(["https://x.se", "a.html", "javascript:x"]) | TEXTS, st.tuples(PLAIN)),
)
CONTENT = st.lists(INLINES, max_size=4).map(tuple)
HEADINGS = st.builds(Heading, st.integers(1, 6), CONTENT, st.none() | st.sampled_from(["en", "fi"]))
PARAGRAPHS = st.builds(Paragraph, CONTENT)
TABLES = st.integers(1, 4).flatmap(
    lambda n: st.builds(
        Table, st.tuples(*[CONTENT] * n), st.lists(st.tuples(*[CONTENT] * n), max_size=3).map(tuple), CONTENT
    )
)
LEAVES = st.one_of(PARAGRAPHS, HEADINGS, TABLES)
BLOCKS = st.one_of(
    LEAVES,
    st.builds(ListBlock, st.lists(st.lists(LEAVES, max_size=2).map(tuple), max_size=3).map(tuple), st.booleans()),
    st.builds(Quotation, st.lists(LEAVES, max_size=2).map(tuple)),
)
DOCUMENTS = st.lists(BLOCKS, max_size=8)


@given(CONTENT)
def test_any_text_shows_as_it_is(content: tuple[Inline, ...]) -> None:
    shown = body([Heading(1, (Text("t"),)), Paragraph(content)])
    assert shown.all("main")[0]["text"].removeprefix("t\n").removesuffix("\n") == escaping.mask_and_escape(
        blocks.words(content)
    )


@given(DOCUMENTS)
def test_texts_bring_no_elements_attributes_or_addresses(read: list[Block]) -> None:
    for each in body(read).elements:
        assert each["tag"] not in {"script", "style", "img", "iframe", "object", "base", "form"}
        assert set(each) <= ATTRIBUTES
        assert "class" not in each or re.fullmatch(r"[a-z0-9 -]+", each["class"])
        if each["tag"] == "a":
            assert ":" not in each["href"] or each["href"].startswith(blocks.WEB)
            assert each["rel"] == "noopener"


@given(DOCUMENTS)
def test_there_is_one_first_heading_and_no_level_is_skipped(read: list[Block]) -> None:
    levels = [int(each["tag"][1]) for each in body(read).elements if re.fullmatch("h[1-6]", each["tag"])]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@given(DOCUMENTS)
def test_no_name_is_given_twice_and_every_name_that_is_used_is_given(read: list[Block]) -> None:
    elements = body(read).elements
    ids = [each["id"] for each in elements if "id" in each]
    assert len(set(ids)) == len(ids)
    assert {each["aria-labelledby"] for each in elements if "aria-labelledby" in each} <= set(ids)


@given(DOCUMENTS)
def test_no_two_regions_have_the_same_label(read: list[Block]) -> None:
    shown = body(read)
    titles = {each["id"]: each["text"] for each in shown.elements if "id" in each}
    labels = [titles[each["aria-labelledby"]] for each in shown.all("section") if "aria-labelledby" in each]
    labels += [each["aria-label"] for each in shown.all("section") if "aria-label" in each]
    assert len(set(labels)) == len(labels)


@given(DOCUMENTS)
def test_every_table_has_a_caption_and_every_heading_cell_a_scope_and_words(read: list[Block]) -> None:
    shown = body(read)
    assert len(shown.all("caption")) == len(shown.all("table"))
    assert all(each["text"].strip() for each in shown.all("th"))
    assert all(each["scope"] == ("col" if "thead" in each["in"] else "row") for each in shown.all("th"))


@given(DOCUMENTS)
def test_a_list_of_blocks_always_gives_the_same_page(read: list[Block]) -> None:
    one, other = (html.HtmlWriter(publication()).document(read) for _ in range(2))
    assert one == other


def test_a_hostile_text_escaped_as_markdown_shows_as_itself() -> None:
    safe = escaping.escape_markdown_cell(HOSTILE)
    written = f"# {safe}\n\n{safe}\n\n- {safe}\n\n| {safe} |\n| --- |\n| {safe} |\n\n> {safe}\n\n**{safe}**\n"
    shown = Page(page(written, title=HOSTILE, publisher=HOSTILE, kind=HOSTILE, description=HOSTILE))
    for tag in ("h1", "p", "li", "th", "strong"):
        assert {each["text"].strip() for each in shown.all(tag) if "bottom" not in each["in"]} >= {HOSTILE}, tag
    assert shown.all("title")[0]["text"] == f"{HOSTILE} – {HOSTILE}"
    assert HOSTILE in [each.get("content") for each in shown.all("meta")]
    assert not shown.all("script", "em")
    assert len(shown.all("a")) == 1


def test_an_identity_number_is_masked_wherever_it_stands() -> None:
    number = "811218-9876"
    dotted = number.replace("-", ". ")
    shown = page(
        f"# {number}\n\n## {dotted}\n\n{number} [x](https://x.se/{number})\n\n![{number}](picture:a)\n", title=number
    )
    assert number not in shown


def levels_of(markdown: str) -> list[tuple[str, str]]:
    shown = Page(f"<main>{html.parts(publication(markdown), HOUSE)['main']}</main>").elements
    return [(each["tag"], each["text"]) for each in shown if re.fullmatch("h[1-6]", each["tag"])]


def test_the_first_heading_is_the_pages_if_it_is_of_the_first_level() -> None:
    assert levels_of("Datum\n\n# A\n\n### B\n\n## C\n\n# D\n") == [("h1", "A"), ("h2", "B"), ("h2", "C"), ("h2", "D")]


def test_otherwise_the_title_is() -> None:
    assert levels_of("Datum\n\n## A\n\n# B\n") == [("h1", "Löftet"), ("h2", "A"), ("h2", "B")]
    assert levels_of("") == [("h1", "Löftet")]


def test_what_stands_above_the_heading_opens_the_page() -> None:
    shown = html.parts(publication("Datum\n\n# A\n"), HOUSE)["main"]
    assert shown.index('class="opening"') < shown.index("Datum") < shown.index("<h1")


def test_parts_of_the_second_and_third_level_are_sections_named_by_their_headings() -> None:
    shown = Page(page("# A\n\n## B\n\n### C\n\n#### D\n\n## E\n"))
    assert [each["aria-labelledby"] for each in shown.all("section")] == ["b", "c", "e"]
    assert [each["in"].count("section") for each in shown.all("h1", "h2", "h3", "h4")] == [0, 1, 2, 2, 1]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Så här går det – år 2", "sa-har-gar-det-ar-2"),
        ("ÅÄÖ åäö É", "aao-aao-e"),
        ("2026", "avsnitt-2026"),
        ("!", "avsnitt"),
        ("a_b", "a-b"),
        ("ord " * 40, ("ord-" * 15).rstrip("-")),
    ],
)
def test_a_heading_is_named_by_its_words(title: str, name: str) -> None:
    assert html.slug(title) == name


def test_headings_alike_are_numbered() -> None:
    shown = Page(page("# A\n\n## B\n\n## B\n\n## B 1\n"))
    assert [each["id"] for each in shown.all("h2")] == ["b", "b-1", "b-1-1"]


def test_a_table_is_named_by_its_caption_or_by_the_heading_above() -> None:
    shown = Page(page("# A\n\n## B\n\n*C*\n\n| x |\n| --- |\n| 1 |\n\nEtt.\n\n| y |\n| --- |\n| 2 |\n"))
    assert [(each["text"], each.get("class")) for each in shown.all("caption")] == [("C", None), ("B", "hidden")]
    assert [each["aria-label"] for each in shown.all("section")[1:]] == ["Tabell: C", "Tabell: B"]


def test_cells_carry_their_columns_headings_and_numbers_stand_to_the_right() -> None:
    shown = Page(
        page("| Vad | Mål | T3 |  |\n| --- | --- | --- | --- |\n| A | 1 200 | – | x |\n|  | 90,5 % | - | y |\n")
    )
    cells = [(each["tag"], each.get("data-label"), each.get("class")) for each in shown.all("th", "td")]
    heads = [("th", None, None), ("th", None, "number"), ("th", None, "number"), ("td", None, None)]
    first = [("th", "Vad", None), ("td", "Mål", "number"), ("td", "T3", "number"), ("td", None, None)]
    assert cells == [*heads, *first, ("td", "Vad", None), *first[1:]]


def test_a_status_is_a_symbol_and_its_word_and_an_unknown_one_its_word() -> None:
    shown = Page(page("[på väg](status:on-track) [y](status:x)\n"))
    assert [(each["class"], each["text"]) for each in shown.all("span")] == [
        ("status status-on-track", "på väg"),
        ("status", "y"),
    ]
    assert [each["aria-hidden"] for each in shown.all("svg")] == ["true"]


def test_a_picture_is_drawn_and_an_unknown_one_is_its_words() -> None:
    shown = Page(page("![Halva](picture:a)\n\n![Ingen](picture:b)\n"))
    assert [each["text"] for each in shown.all("svg")] == ["Halva"]
    assert "Ingen" in [each["text"] for each in shown.all("p")]


def test_a_part_of_the_third_level_that_tells_a_status_is_a_card() -> None:
    shown = Page(page("# A\n\n## B\n\n[y](status:kept)\n\n### C\n\n[y](status:kept) 3 av 3\n\n### D\n\nText\n"))
    assert [each["class"] for each in shown.all("section")] == ["part", "card", "item"]


def test_a_part_in_another_language_says_so_once() -> None:
    shown = Page(page("# A\n\n## [In English](lang:en)\n\nText.\n\n### More\n\nText.\n\n## B\n"))
    assert [(each["tag"], each["lang"]) for each in shown.elements if "lang" in each] == [
        ("html", "sv"),
        ("section", "en"),
    ]


def test_below_the_third_level_each_block_says_its_language() -> None:
    shown = Page(page("# A\n\n## B\n\n### C\n\n#### [D](lang:en)\n\nText.\n\n#### E\n"))
    assert [each["tag"] for each in shown.elements if each.get("lang") == "en"] == ["h4", "p"]


def test_what_follows_the_last_divider_is_the_footer() -> None:
    shown = Page(page("# A\n\n---\n\nMitt.\n\n---\n\nUnderlag.\n"))
    paragraphs = {each["text"]: each["in"] for each in shown.all("p")}
    assert "main" in paragraphs["Mitt."]
    assert "footer" in paragraphs["Underlag."]
    assert len(shown.all("hr")) == 1


# The layout


def test_a_page_fetches_nothing_and_runs_nothing() -> None:
    shown = Page(page("# A\n"))
    (policy,) = (each["content"] for each in shown.all("meta") if "http-equiv" in each)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert "script-src" not in policy
    assert not shown.all("script", "link", "img", "iframe")
    assert not re.search(r"url\(|@import|@font-face", shown.all("style")[0]["text"])


def test_a_script_is_allowed_by_its_hash() -> None:
    code = 'const a = "<b>" && 1\n'
    shown = Page(page(more={"script": html.script(code)}))
    (element,) = shown.all("script")
    (policy,) = (each["content"] for each in shown.all("meta") if "http-equiv" in each)
    digest = b64encode(sha256(element["text"].encode()).digest()).decode()
    assert element["text"] == code
    assert f"script-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("code", ["</script>", "<!-- x", "a\tb", "a\u202eb"])
def test_a_script_that_can_not_stand_in_a_page_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="script"):
        html.script(code)


def test_a_houses_style_comes_last_and_ends_no_element() -> None:
    (style,) = Page(page("# A\n", HOUSE.replace(style="a{}</style><script>x</script>"))).all("style")
    assert style["text"].rstrip().endswith(r"a{}<\/style><script>x<\/script>")


def test_a_logo_is_within_the_page_and_has_words() -> None:
    shown = Page(page("# A\n", HOUSE.replace(logo=Logo(b"\x89PNG", "image/png", 'Exempelbys "vapen"'))))
    (image,) = shown.all("img")
    assert (image["src"], image["alt"]) == ("data:image/png;base64,iVBORw==", 'Exempelbys "vapen"')


def test_a_site_tells_where_the_page_is() -> None:
    more = {"home": {"href": "../", "words": "Alla löften"}, "canonical": "https://x.se/a", "feed": "https://x.se/f"}
    shown = Page(page(description="Om det.", more=more))
    assert {each["rel"]: each["href"] for each in shown.all("link")} == {
        "canonical": "https://x.se/a",
        "alternate": "https://x.se/f",
    }
    said = {each["property"]: each["content"] for each in shown.all("meta") if "property" in each}
    assert (said["og:title"], said["og:description"]) == ("Löftet", "Om det.")
    assert [(each["href"], each["text"]) for each in shown.all("a")[1:]] == [("../", "Alla löften")]


def test_the_skip_link_leads_to_the_content() -> None:
    shown = Page(page("# A\n"))
    assert shown.all("a")[0]["href"] == f"#{shown.all('main')[0]['id']}"


def loader(own: dict[str, str]) -> Callable[[str], str | None]:
    return lambda name: own.get(name) or LOAD(name)


def test_a_municipality_changes_a_block_or_the_style_sheet() -> None:
    own = {PAGE: '{% extends "medlofte/page.html.j2" %}{% block logo %}{{ "Vårt <" }}{% endblock %}'}
    load = loader({**own, "page.css": "b{color:{{#}"})
    shown = page("# A\n", HouseStyle(layout=lambda parts: render_page(parts, load)))
    assert '<div class="sender">Vårt &lt;</div>' in shown
    assert Page(shown).all("style")[0]["text"].strip() == "b{color:{{#}"


@pytest.mark.parametrize("own", ["a\n{{ nothing }}", "a\n{% x %}", "a\n{{ main.__class__ }}"])
def test_a_fault_in_a_layout_is_named_with_its_line(own: str, english: Translator) -> None:
    with pytest.raises(TemplateFault) as raised:
        page("# A\n", HouseStyle(layout=lambda parts: render_page(parts, loader({PAGE: own}))))
    assert english(raised.value.message).startswith("page.html.j2:2: ")


def test_a_layout_that_prints_too_much_is_stopped() -> None:
    own = "{% for i in range(9000) %}{{ main }}{% endfor %}"
    with pytest.raises(TemplateFault, match="more than"):
        page("# A\n\n" + "x" * 9999, HouseStyle(layout=lambda parts: render_page(parts, loader({PAGE: own}))))


# Colours


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def schemes() -> list[dict[str, str]]:
    sheet = LOAD("page.css") or ""
    return [
        dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", part)) for part in re.findall(r":root \{(.*?)\}", sheet, re.S)
    ]


@pytest.mark.parametrize("scheme", schemes()[:2], ids=["light", "dark"])
def test_text_stands_out_by_4_5_and_shapes_by_3(scheme: dict[str, str]) -> None:
    for behind in ("ground", "paper", "band"):
        for front in ("ink", "pale", "link"):
            assert contrast(scheme[front], scheme[behind]) >= 4.5, (front, behind)
        for front in ("accent", "edge", "focus", "fill", "good", "fair", "poor"):
            assert contrast(scheme[front], scheme[behind]) >= 3, (front, behind)
    assert contrast(scheme["fill"], scheme["track"]) >= 3
