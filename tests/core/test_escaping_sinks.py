"""What stands where a text is written: one example for each sink, down to the character.

That every text reads back as itself is told in ``test_text.py``; here is what it is written as.
"""

from decimal import Decimal

import pytest

from medlofte.core import escaping


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("\u00ff\u0100", "\u00ff\u0100"),
        ("\u00ad", r"\xad"),
        ("\u034f", r"\u034f"),
        ("\uffff", r"\uffff"),
        ("\U0001bca0", r"\U0001bca0"),
    ],
)
def test_a_hidden_character_is_spelled_out_in_two_four_or_eight_digits(value: str, written: str) -> None:
    assert escaping.escape_line(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("::error::x", r"\x3a:error::x"),
        ("ett\n  ::add-mask::x", "ett\n  \\x3a:add-mask::x"),
        ("##[group]", r"#\x23[group]"),
        ("kl. 20:30 ## [x]", "kl. 20:30 ## [x]"),
    ],
)
def test_what_would_be_a_command_has_one_sign_spelled_out(value: str, written: str) -> None:
    assert escaping.escape_terminal(value) == written


def test_a_message_to_github_is_one_line_whose_breaks_and_per_cents_are_coded() -> None:
    assert escaping.escape_github_data("100 % klart:\n1, 2\r\x1b") == r"100 %25 klart:%0A1, 2\x0d\x1b"


def test_a_property_to_github_has_its_colons_and_commas_coded_too() -> None:
    assert escaping.escape_github_property("a:b, 5 %\nc") == "a%3Ab%2C 5 %25%0Ac"


def test_a_message_or_a_property_to_github_holds_no_older_command() -> None:
    assert escaping.escape_github_data("x ##[error]y") == r"x #\x23[error]y"
    assert escaping.escape_github_property("x ##[error]y") == r"x #\x23[error]y"


def test_the_asterisks_that_mark_words_are_left_out_on_a_screen() -> None:
    assert escaping.strip_asterisks("*minst* 200, inte *exakt*") == "minst 200, inte exakt"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("- ett", r"\- ett"),
        ("+ ett", r"\+ ett"),
        ("1. ett", r"1\. ett"),
        ("12) ett", r"12\) ett"),
        (" 3. ett", r" 3\. ett"),
        (":- ett", r"\:- ett"),
        ("ett\n2. två\n- tre", "ett\n2\\. två\n\\- tre"),
        ("2018-10-01", "2018-10-01"),
        ("3.5 timmar - minst", "3.5 timmar - minst"),
        ("1234567890. ett", "1234567890. ett"),
    ],
)
def test_what_would_begin_a_list_or_a_table_in_markdown_is_escaped_where_a_line_begins(
    value: str, written: str
) -> None:
    assert escaping.escape_markdown(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("http://x.se", r"http\://x.se"),
        ("www.x.se", r"www\.x.se"),
        ("namn@x.se", r"namn\@x.se"),
        ("kl. 20:30, se x.se", "kl. 20:30, se x.se"),
    ],
)
def test_what_would_be_a_link_in_markdown_is_broken_at_its_sign(value: str, written: str) -> None:
    assert escaping.escape_markdown(value) == written


def test_markdown_keeps_the_lines_of_a_text_and_takes_the_indent_that_would_make_code() -> None:
    assert escaping.escape_markdown("ett\n    två\n tre") == "ett\n två\n tre"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("ett @två #3", "`ett @två #3`"),
        ("a`b", "``a`b``"),
        ("`", "`` ` ``"),
        ("``a`", "``` ``a` ```"),
        (" a", "`  a `"),
        ("a\nb\u202e", r"`a\x0ab\u202e`"),
    ],
)
def test_a_code_span_has_a_fence_longer_than_any_in_it(value: str, written: str) -> None:
    assert escaping.escape_markdown_code(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("<a b=\"c\" d='e'>&", "&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;"),
        ("]]>", "]]&gt;"),
        ("a\x00b\ud800", r"a\x00b\ud800"),
        ("a\n ::error::b", "a\n &#58;:error::b"),
        ("a ##[error]", "a #&#35;[error]"),
    ],
)
def test_xml_holds_what_it_can_and_commands_nothing(value: str, written: str) -> None:
    assert escaping.escape_xml(value) == written


def test_an_attribute_of_xml_keeps_its_line_breaks() -> None:
    assert escaping.escape_xml_attribute('a\n"b"') == "a&#10;&quot;b&quot;"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("promises/a-b_c.~.yaml", "promises/a-b_c.~.yaml"),
        ("promises/å b.yaml", "promises/%C3%A5%20b.yaml"),
        ("a:b/c?d#e%20", "a%3Ab/c%3Fd%23e%2520"),
        ("19811218-9876.yaml", "%2A%2A%2A%2A%2A%2A%2A%2A-%2A%2A%2A%2A.yaml"),
        ("\udcff", "%ED%B3%BF"),
    ],
)
def test_a_path_in_a_uri_is_percent_encoded(path: str, uri: str) -> None:
    assert escaping.escape_uri_path(path) == uri


def test_a_message_of_sarif_holds_no_link() -> None:
    assert escaping.escape_sarif("se [här](https://x.se) och [1](2)") == "se [här] (https://x.se) och [1] (2)"
    assert escaping.escape_sarif("[a] (b) {c}\x1b") == r"[a] (b) {c}\x1b"


@pytest.mark.parametrize(
    ("value", "shown", "plain"),
    [
        (12345678901234567, "12\u00a0345\u00a0678\u00a0901\u00a0234\u00a0567", 12345678901234567),
        (
            Decimal("12345678901234567.50"),
            "12\u00a0345\u00a0678\u00a0901\u00a0234\u00a0567,5",
            Decimal("12345678901234567.5"),
        ),
        (100, "100", 100),
        (Decimal("100.00"), "100", 100),
        (Decimal("100.010"), "100,01", Decimal("100.01")),
    ],
)
def test_a_number_loses_no_digit_that_matters(value: int | Decimal, shown: str, plain: int | Decimal) -> None:
    assert escaping.format_number(value) == shown
    assert repr(escaping.simplify_number(value)) == repr(plain)


def test_a_text_that_will_be_broken_into_lines_has_no_command_wherever_it_is_broken() -> None:
    assert escaping.escape_wrapped("a ::error::b") == r"a \x3a:error\x3a:b"
    assert escaping.escape_wrapped("kl. 20:30") == "kl. 20:30"


@pytest.mark.parametrize(
    ("value", "written"),
    [("=1+1", "'=1+1"), ("'=1+1", "''=1+1"), ("'", "'"), ("'s-Hertogenbosch", "'s-Hertogenbosch"), ("X=1", "X=1")],
)
def test_a_csv_cell_has_an_apostrophe_before_what_looks_like_a_formula(value: str, written: str) -> None:
    assert escaping.escape_csv_cell(value) == written


def test_a_csv_table_has_commas_between_and_numbers_with_a_point() -> None:
    rows: list[list[object]] = [["namn", "antal", None], ["a, b", 3, Decimal("2.50")], ['"c"', 0, "-1"]]
    assert escaping.csv_table(rows) == 'namn,antal,\r\n"a, b",3,2.5\r\n"""c""",0,\'-1\r\n'


def test_json_keeps_letters_and_writes_what_is_invisible_as_escapes() -> None:
    document = {"å": ["a\n", "\u202e", "\U000e0041", "##[x]"], "n": [1, Decimal("2.0"), Decimal("2.5"), True, None]}
    assert escaping.json_text(document) == (
        "{\n"
        '  "å": [\n    "a\\n",\n    "\\u202e",\n    "\\udb40\\udc41",\n    "#\\u0023[x]"\n  ],\n'
        '  "n": [\n    1,\n    2,\n    2.5,\n    true,\n    null\n  ]\n'
        "}\n"
    )


def test_identity_numbers_are_masked_in_keys_and_values_of_json_and_in_every_text() -> None:
    number = "19811218-9876"
    for written in (
        escaping.json_text({number: [number, (number,)]}),
        escaping.escape_line(number),
        escaping.mask_and_escape(number),
        escaping.csv_table([[number]]),
    ):
        assert "9876" not in written


@pytest.mark.parametrize("script", ["a = '</script>'", "<!-- a", "a = 1 // \u202e", "b < 1; '<SCRIPT'"])
def test_a_script_that_would_end_or_hide_something_is_no_script(script: str) -> None:
    assert escaping.check_javascript("a < 1 && b('x')\n") == "a < 1 && b('x')\n"
    with pytest.raises(ValueError, match="script element"):
        escaping.check_javascript(script)
