"""Escaping: every text reads back as itself, wherever it is written."""

import csv
import io
import re
import unicodedata
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from medlofte.core import escaping

PLAIN = MarkdownIt("commonmark", {"html": False})
TABLES = MarkdownIt("commonmark", {"html": False}).enable("table")
BIDIRECTIONAL = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
ZERO_WIDTH = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
TRICKS = [
    *("# ", "- ", "+ ", "1. ", "2) ", "> ", "* ", "***", "---", "===", "```", "~~~", "|", "\\", "\\|", "`", "_", "$"),
    *("![x](y)", "[x]: y", "<b>", "</td>", "<!--", "&amp;", "&#35;", "^1", "~~x~~", "http://x.se", "www.x.se"),
    *("x@y.se", "<http://x.se>", "ftp://x", "mailto:x", ":", "-", " ", "\t", "\u00a0", "\u202e", "\x1b[31m"),
]
texts = st.text() | st.lists(st.sampled_from(TRICKS) | st.text(max_size=3), max_size=6).map("".join)
lines = texts.map(lambda each: " ".join(each.split()))
"""Texts on one line, with no space at the ends and none doubled, as a browser shows them."""


class _Shown(HTMLParser):
    """What a browser shows of a page, and the tags that make it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def spaces_normal(shown: str) -> str:
    return " ".join(shown.split())


@given(texts)
@settings(deadline=None, max_examples=200)
def test_no_control_and_no_bidirectional_character_is_let_through(value: str) -> None:
    for char in escaping.escape_line(value):
        assert unicodedata.category(char) not in ("Cc", "Zl", "Zp")
        assert unicodedata.bidirectional(char) not in BIDIRECTIONAL
        assert char not in ZERO_WIDTH


def test_every_control_bidirectional_or_zero_width_character_is_spelled_out() -> None:
    for code in [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *map(ord, ZERO_WIDTH), 0xE0001, 0xE0041]:
        spelled = escaping.escape_line(chr(code))
        assert spelled.encode().decode("unicode-escape") == chr(code)
        assert spelled.isascii()
        assert spelled.isprintable()


def test_a_character_that_shows_nothing_is_spelled_out() -> None:
    nothing = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\U0001bca0\U0001d173"
    assert [hex(ord(char)) for char in nothing if escaping.escape_line(char) == char] == []


def test_what_is_spelled_out_has_the_length_that_its_code_needs() -> None:
    assert escaping.escape_line("a\n\x1b\u202e\U000e0001b") == r"a\x0a\x1b\u202e\U000e0001b"


def test_letters_of_any_script_stay_as_they_are() -> None:
    assert escaping.escape_line("Åsa, Λ, 中, 😀 – §") == "Åsa, Λ, 中, 😀 – §"


@given(texts)
@settings(deadline=None, max_examples=100)
def test_a_text_in_a_message_is_short_and_on_one_line(value: str) -> None:
    shown = escaping.quote_short(value)
    assert len(shown) <= escaping.LONGEST_QUOTE
    assert "\n" not in shown
    assert shown == escaping.escape_line(value) or shown.endswith("…")


def test_a_text_of_just_the_longest_length_is_shown_whole() -> None:
    assert escaping.quote_short("å" * 60) == "å" * 60
    assert escaping.quote_short("å" * 61) == "å" * 59 + "…"


@given(texts)
@settings(deadline=None, max_examples=100)
def test_a_terminal_gets_line_breaks_and_visible_characters_only(value: str) -> None:
    assert escaping.escape_line(escaping.mask_and_escape(value).replace("\n", "")) == escaping.escape_terminal(
        value
    ).replace("\n", "")
    assert escaping.mask_and_escape(value).count("\n") == value.count("\n")


@pytest.mark.parametrize("command", ["::error::x", "  ::add-mask::x", "a\n::error::x", "x ##[error]y", "##[group]"])
def test_no_text_is_a_workflow_command_where_it_is_printed(command: str) -> None:
    for printed in (escaping.escape_terminal(command), escaping.escape_line(command)):
        assert not re.search(r"(?m)^\s*::[^:]+::", printed)
        assert "##[" not in printed


@given(texts)
@settings(deadline=None, max_examples=100)
def test_a_workflow_command_reads_its_message_and_its_properties_back(value: str) -> None:
    data, prop = escaping.escape_github_data(value), escaping.escape_github_property(value)
    assert not set("\r\n") & set(data)
    assert not set("\r\n:,") & set(prop)
    unescaped = data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    assert unescaped == escaping.mask_and_escape(value)
    assert prop.replace("%3A", ":").replace("%2C", ",") == data


@given(lines)
@example("1.")
@example("+")
@example("a\\")
@example("\\|")
@settings(deadline=None, max_examples=300)
def test_markdown_shows_a_line_as_it_is_in_a_paragraph_a_list_and_a_heading(value: str) -> None:
    written = escaping.escape_markdown(value)
    expected = spaces_normal(escaping.mask_and_escape(value))
    for page, tags in ((written, ["p"]), (f"- {written}\n", ["ul", "li"]), (f"## {written}\n", ["h2"])):
        shown = _Shown(TABLES.render(page))
        assert spaces_normal(shown.text) == expected
        assert shown.tags == tags or not expected


@given(texts)
@settings(deadline=None, max_examples=300)
def test_markdown_shows_a_text_as_it_is_in_the_cell_of_a_table(value: str) -> None:
    row = _Shown(TABLES.render(f"| a | b |\n|---|---|\n| {escaping.escape_markdown_cell(value)} | z |\n"))
    assert spaces_normal(row.text) == spaces_normal(f"a b {escaping.mask_and_escape(value)} z")
    assert row.tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]


@given(texts)
@example("a\n\n    b_c")
@example("a | b\n:-")
@settings(deadline=None, max_examples=300)
def test_markdown_makes_nothing_but_paragraphs_of_a_text_of_many_lines(value: str) -> None:
    for page in (PLAIN.render(escaping.escape_markdown(value)), TABLES.render(escaping.escape_markdown(value))):
        shown = _Shown(page)
        assert spaces_normal(shown.text) == spaces_normal(escaping.mask_and_escape(value))
        assert set(shown.tags) <= {"p", "br"}


@pytest.mark.parametrize("value", ["    a*b", "a\n\n    b_c", "     #"])
def test_markdown_makes_no_code_of_spaces_in_front(value: str) -> None:
    shown = _Shown(PLAIN.render(escaping.escape_markdown(value)))
    assert spaces_normal(shown.text) == spaces_normal(value)
    assert set(shown.tags) == {"p"}


def test_markdown_makes_no_table_of_a_text_of_two_lines() -> None:
    shown = _Shown(TABLES.render(escaping.escape_markdown("a | b\n:-")))
    assert shown.tags == ["p"]
    assert spaces_normal(shown.text) == "a | b :-"


@pytest.mark.parametrize("link", ["https://x.se", "HTTP://x.se", "www.x.se", "a@b.se", "mailto:a", "ftp://x"])
def test_markdown_breaks_what_a_reader_would_make_a_link(link: str) -> None:
    assert link not in escaping.escape_markdown(link)
    assert _Shown(PLAIN.render(escaping.escape_markdown(link))).text.strip() == link


def test_a_cell_is_one_line() -> None:
    assert escaping.escape_markdown_cell("a\n- b\n\nc|d") == "a - b  c\\|d"


@given(texts.filter(lambda each: not each.startswith("'")), texts)
@settings(deadline=None, max_examples=200)
def test_a_csv_cell_reads_back_and_is_never_a_formula(value: str, other: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([escaping.escape_csv_cell(value), escaping.escape_csv_cell(other)])
    ((cell, second),) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert second == escaping.escape_csv_cell(other)
    assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert cell.removeprefix("'") == escaping.mask_and_escape(value)


@pytest.mark.parametrize("formula", ["=1+1", "+46", "-2", "@SUM(A1)"])
def test_a_formula_gets_an_apostrophe_in_a_csv_cell(formula: str) -> None:
    assert escaping.escape_csv_cell(formula) == f"'{formula}"


def test_a_tab_or_carriage_return_in_a_csv_cell_is_spelled_out() -> None:
    assert escaping.escape_csv_cell("\t=1") == r"\x09=1"
    assert escaping.escape_csv_cell("\r=1") == r"\x0d=1"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1\u00a0000"),
        (1234567, "1\u00a0234\u00a0567"),
        (-1500, "-1\u00a0500"),
        (Decimal("2.50"), "2,5"),
        (Decimal("1200.25"), "1\u00a0200,25"),
        (Decimal("0.000001"), "0,000001"),
        (Decimal("0.0000001"), "0,0000001"),
        (Decimal("-3.25"), "-3,25"),
    ],
)
def test_a_number_is_written_in_swedish(value: int | Decimal, shown: str) -> None:
    assert escaping.format_number(value) == shown


@pytest.mark.parametrize(("value", "shown"), [("2.0", "2"), ("1500.00", "1\u00a0500"), ("0.0", "0")])
def test_a_whole_number_written_with_decimals_is_shown_without(value: str, shown: str) -> None:
    assert escaping.format_number(Decimal(value)) == shown


def test_a_number_between_minus_one_and_nothing_keeps_its_sign() -> None:
    assert escaping.format_number(Decimal("-0.5")) == "-0,5"


@given(st.integers(1, 10**15 - 1), st.from_regex(r"[0-9]{1,15}", fullmatch=True))
@example(123456789012345, "123456789012345")
@settings(deadline=None, max_examples=100)
def test_a_number_is_never_shown_as_another(whole: int, decimals: str) -> None:
    value = Decimal(f"{whole}.{decimals}")
    assume(int(decimals) > 0)
    assert escaping.simplify_number(value) == value
    assert Decimal(escaping.format_number(value).replace("\u00a0", "").replace(",", ".")) == value


def test_a_whole_decimal_is_a_whole_number() -> None:
    assert repr(escaping.simplify_number(Decimal("2.0"))) == "2"
    assert repr(escaping.simplify_number(Decimal("2.50"))) == "Decimal('2.5')"
    assert escaping.simplify_number(7) == 7


def test_what_is_hidden_is_found_whatever_it_is() -> None:
    """The quick look and the expression agree about every character that there is."""
    for code in range(0x110000):
        char = chr(code)
        found = re.match(escaping.HIDDEN_BUT_NEWLINE, char)
        assert escaping.find_hidden(char) == (found and char), hex(code)
    assert escaping.find_hidden("a\n\u202eb\u200b") == "\u202e"
    assert escaping.find_hidden("a\nb") is None
