"""YAML to plain values: nothing silently converted, everything in its place, no hostile text let through."""

import json
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn
from unittest import mock

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from yaml.scanner import ScannerError

from medlofte.core.diagnostic import Checked, LocatedDiagnostic, Severity
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import find_hidden
from medlofte.core.messages import Translator
from medlofte.core.source import Position, Route, Source, Span, on_line
from medlofte.parsing import encoding, yaml_reader
from medlofte.parsing.yaml_reader import ParsedYaml

HERE = Path(__file__).parents[1]
FILES = sorted([*(HERE / "validation" / "cases").rglob("*.y*ml"), *(HERE.parent / "promises").rglob("*.yaml")])


def read(text: str, parser: Any = yaml_reader._Parser) -> Checked[ParsedYaml]:
    with mock.patch.object(yaml_reader, "_Parser", parser):
        return yaml_reader.read(Source("promises/x-2018.yaml", text))


def value_of(text: str, parser: Any = yaml_reader._Parser) -> Any:
    """The value of a text that nothing is said about."""
    checked = read(text, parser)
    assert checked.diagnostics == ()
    assert checked.value is not None
    return checked.value.value


def tree_of(text: str) -> ParsedYaml:
    found = read(text).value
    assert found is not None
    return found


def codes(text: str, parser: Any = yaml_reader._Parser) -> list[str]:
    return [each.code for each in read(text, parser).diagnostics]


def only(text: str) -> LocatedDiagnostic:
    (diagnostic,) = read(text).diagnostics
    assert diagnostic.path == "promises/x-2018.yaml"
    assert diagnostic.severity is Severity.ERROR
    return diagnostic


def routes(value: Any, route: Route = ()) -> Iterator[Route]:
    yield route
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in steps:
        yield from routes(each, (*route, step))


def span(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span(Position(line, column), Position(end_line, end_column))


# Values


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("0", 0),
        ("7", 7),
        ("-7", -7),
        ("999999999999999", 999999999999999),
        ("2.50", Decimal("2.50")),
        ("-0.5", Decimal("-0.5")),
        ("0.0", Decimal("0.0")),
        ("123456789012345.123456789012345", Decimal("123456789012345.123456789012345")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("text", "text"),
        ('"0665"', "0665"),
        ("'no'", "no"),
        ('"true"', "true"),
        ('""', ""),
        ("''", ""),
        ("2018-02-30", "2018-02-30"),
        ("§ 12", "§ 12"),
        ("-", "-"),
        ("- 1", "- 1"),
        ("+", "+"),
        (".", "."),
        ("...x", "...x"),
        ("1482 Kungälv", "1482 Kungälv"),
        ("10:75", "10:75"),
        ("1.2.3", "1.2.3"),
        ("5 %", "5 %"),
        ("+46 303", "+46 303"),
    ],
)
def test_a_value_is_what_it_shows(written: str, read_as: object) -> None:
    text = f"note: {written}" if not written.startswith("- ") and written != "-" else f"note: '{written}'"
    value = value_of(f"{text}\n")["note"]
    assert (value, type(value)) == (read_as, type(read_as))
    assert str(value) == str(read_as)


@pytest.mark.parametrize("text", ["", "\n\n", "# bara en kommentar\n", "---\n", "---\n...\n", "null\n"])
def test_a_text_with_nothing_in_it_is_nothing(text: str) -> None:
    assert value_of(text) is None


@pytest.mark.parametrize("written", sorted(yaml_reader.READ_AS_TEXT))
def test_dates_times_and_references_are_always_text(written: str) -> None:
    for text in ("2018", "0665", "20:30", "1e3", "no", "null", "2018-02-30", "~"):
        assert value_of(f"{written}: {text}\n") == {written: text}
    assert value_of(f"{written}:\n") == {written: None}


def test_only_the_value_itself_of_such_a_key_is_text() -> None:
    assert value_of("date: [2018]\nby: {n: 1}\n") == {"date": [2018], "by": {"n": 1}}


@pytest.mark.parametrize(
    "written",
    [
        *("0665", "010", "00", "-012", "+7", "1_000", "0x1F", "0b11", "0o17", "-0", "20:30", "190:20:30", "1:20.5"),
        *("1e3", "1E+3", "2.5e-3", "1.", ".5", "-.5", "+.5", "1_0.5", ".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN"),
        *("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"),
        *("True", "TRUE", "False", "FALSE", "Null", "NULL"),
    ],
)
def test_what_another_reader_takes_for_something_else_is_said_and_stays_text(written: str, english: Translator) -> None:
    checked = read(f"å: {written}\n")
    assert checked.value is not None
    assert checked.value.value == {"å": written}
    assert checked.value.faulty == {("å",)}
    (said,) = checked.diagnostics
    assert (said.code, said.span, said.route) == ("ambiguous-value", on_line(1, 4, len(written)), ("å",))
    assert said.hint is not None
    assert f'"{written}"' in english(said.hint)


def test_a_municipality_code_has_words_of_its_own(english: Translator) -> None:
    said = only("municipality: {name: Jönköping, code: 0680}\n")
    assert "leading zero" in english(said.message)
    assert said.span == on_line(1, 39, 4)
    assert said.route == ("municipality", "code")


def test_a_key_that_another_reader_takes_for_something_else_is_said_too() -> None:
    said = only("parties:\n  no: {name: Norge}\n")
    assert (said.code, said.span, said.route) == ("ambiguous-value", on_line(2, 3, 2), ("parties", "no"))
    assert value_of("2018: a\n1.5: b\n") == {"2018": "a", "1.5": "b"}


@pytest.mark.parametrize(
    "written", ["1234567890123456", "-1234567890123456.5", "0.1234567890123456", "0000000000000000"]
)
def test_a_number_too_long_to_be_kept_is_said_and_stays_text(written: str) -> None:
    checked = read(f"- {written}\n")
    assert checked.value is not None
    assert checked.value.value == [written]
    (said,) = checked.diagnostics
    assert (said.code, said.span, said.route) == ("number-too-long", on_line(1, 3, len(written)), (0,))


ALMOST_NUMBERS = st.text("0123456789+-._:eExXobinfINFaN~ ", min_size=1, max_size=8)
WORDS = st.sampled_from(
    ["yes", "No", "oFF", "true", "True", "null", "~", "nan", ".NaN", "y", "n", "1,000", "1 000", "½"]
)


@given(ALMOST_NUMBERS | WORDS | st.decimals(allow_nan=False).map(str) | st.integers().map(str))
@settings(deadline=None, max_examples=500)
def test_no_text_without_quotation_marks_is_read_as_another_number_than_it_shows(written: str) -> None:
    checked = read(f"- {written.strip()}\n")
    if checked.value is None or checked.value.value is None:
        return
    (value,) = checked.value.value
    if isinstance(value, bool) or value is None:
        assert written.strip() in ("true", "false", "null", "~", "")
    elif isinstance(value, (int, Decimal)):
        assert f"{value:f}" == written.strip() if isinstance(value, Decimal) else str(value) == written.strip()
        assert checked.diagnostics == ()


@given(ALMOST_NUMBERS | WORDS)
@settings(deadline=None, max_examples=500)
def test_another_reader_takes_every_accepted_text_the_same_way(written: str) -> None:
    text = f"- {written.strip()}\n"
    checked = read(text)
    assume(checked.value is not None and not checked.diagnostics)
    assert checked.value is not None
    try:
        other = yaml.safe_load(text)
    except ValueError:
        return  # PyYAML takes 2018-02-30 for a date
    ours = checked.value.value
    assert isinstance(other, type(ours))
    for mine, its in zip(ours or (), other or (), strict=True):
        if not isinstance(its, (date, dict)):
            assert mine == its or (isinstance(mine, Decimal) and float(mine) == its)
            assert isinstance(its, float if isinstance(mine, Decimal) else type(mine))


# What is generated reads back

printable = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff").filter(
    lambda char: char == "\n" or not find_hidden(char)
)
strings = st.text(printable, max_size=12) | st.sampled_from(
    ["0665", "no", "1e3", "null", "", " ", "<<", "*a", "# x", "a: b"]
)
keys = strings.map(lambda each: unicodedata.normalize("NFC", each)).filter(
    lambda each: each and each not in yaml_reader.READ_AS_TEXT
)
numbers = st.integers(1 - 10**15, 10**15 - 1) | st.from_regex(
    r"(-?[1-9][0-9]{0,14}|0)\.[0-9]{1,15}", fullmatch=True
).map(Decimal)
plain = st.recursive(
    st.none() | st.booleans() | numbers | strings,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def quoted(text: str) -> str:
    if "\n" not in text and len(text) % 2:
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")


def flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def scalar(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return (
        {None: "null", True: "true", False: "false"}[value] if value is None or isinstance(value, bool) else str(value)
    )


def block(value: Any, indent: str = "") -> str:
    if not value or not isinstance(value, (dict, list)):
        return f"{indent}{flow(value)}\n"
    heads = [f"{quoted(key)}:" for key in value] if isinstance(value, dict) else ["-"] * len(value)
    items = value.values() if isinstance(value, dict) else value
    return "".join(f"{indent}{head}\n{block(each, indent + '  ')}" for head, each in zip(heads, items, strict=True))


@given(plain, st.sampled_from([flow, block]))
@settings(deadline=None, max_examples=200)
def test_plain_data_written_with_quotation_marks_reads_back_as_exactly_the_same(value: Any, write: Any) -> None:
    assert repr(value_of(write(value))) == repr(value)


@given(plain, st.sampled_from([flow, block]))
@settings(deadline=None, max_examples=100)
def test_every_value_has_a_place_inside_the_text_and_inside_its_parent(value: Any, write: Any) -> None:
    text = write(value)
    found = tree_of(text)
    lines = text.split("\n")
    for route in routes(value):
        for place in (found.span(route), found.key_span(route), found.item_span(route)):
            assert place.start <= place.end
            assert 1 <= place.start.column <= len(lines[place.start.line - 1]) + 1
        if route:
            outer, inner = found.item_span(route[:-1]), found.item_span(route)
            assert outer.start <= inner.start
            assert inner.end <= outer.end


@given(st.text(printable, max_size=12), st.integers(0, 3), st.text("aå😀", max_size=3))
@settings(deadline=None, max_examples=100)
def test_a_span_cuts_just_the_value_out_of_its_line(value: str, indent: int, key: str) -> None:
    assume("\n" not in value)
    line = f"{' ' * indent}{quoted('k' + key)}: {quoted(value)}"
    found = tree_of(f"# x\n{line}\n")
    for place, piece in ((found.span(("k" + key,)), quoted(value)), (found.key_span(("k" + key,)), quoted("k" + key))):
        assert place.start.line == place.end.line == 2
        assert line[place.start.column - 1 : place.end.column - 1] == piece


# Places

PLACES = """\
å😀: {b: [1, "två"]}
lista:
  - ett
  - två: 2
    tre:   3
text: |
  rad ett
  rad två
sist:
"""


@pytest.mark.parametrize(
    ("route", "value", "key", "item"),
    [
        ((), span(1, 1, 1, 1), span(1, 1, 1, 1), span(1, 1, 9, 6)),
        (("å😀",), span(1, 5, 1, 20), span(1, 1, 1, 3), span(1, 5, 1, 20)),
        (("å😀", "b"), span(1, 9, 1, 19), span(1, 6, 1, 7), span(1, 9, 1, 19)),
        (("å😀", "b", 1), span(1, 13, 1, 18), span(1, 13, 1, 18), span(1, 13, 1, 18)),
        (("lista",), span(2, 1, 2, 6), span(2, 1, 2, 6), span(3, 3, 5, 13)),
        (("lista", 0), span(3, 5, 3, 8), span(3, 5, 3, 8), span(3, 5, 3, 8)),
        (("lista", 1), span(4, 5, 4, 5), span(4, 5, 4, 5), span(4, 5, 5, 13)),
        (("lista", 1, "tre"), span(5, 12, 5, 13), span(5, 5, 5, 8), span(5, 12, 5, 13)),
        (("sist",), span(9, 6, 9, 6), span(9, 1, 9, 5), span(9, 6, 9, 6)),
    ],
)
def test_a_value_its_key_and_all_of_it_stand_where_they_stand(route: Route, value: Span, key: Span, item: Span) -> None:
    found = tree_of(PLACES)
    assert (found.span(route), found.key_span(route), found.item_span(route)) == (value, key, item)


@pytest.mark.parametrize("bar", ["|", ">", "|-", ">+"])
def test_a_text_of_many_lines_stands_from_its_bar_to_its_last_line(bar: str) -> None:
    found = tree_of(f"a: {bar}\n  ett\n  två\nb: 1\n").span(("a",))
    assert (found.start, found.end.line) == (Position(1, 4), 3)
    assert tree_of(f"a: {bar}\n  ett\n  två").span(("a",)).start == Position(1, 4)


def test_a_value_that_is_missing_has_the_place_of_what_is_above_it() -> None:
    found = tree_of("a:\n  b: 1\n")
    assert found.span(("a", "c", "d")) == on_line(1, 1)
    assert found.span(("a", "b", 0)) == on_line(2, 6)
    assert found.span(("x",)) == span(1, 1, 1, 1)


def test_a_tree_of_one_line_counts_from_that_line() -> None:
    checked = yaml_reader.read(Source("x.yaml", "- {a: 1, a: no}"), 41)
    found = checked.value
    assert found is not None
    assert found.span((0, "a")) == on_line(41, 7)
    assert found.line(found.span((0, "a"))) == "- {a: 1, a: no}"
    assert [(each.span, each.line) for each in checked.diagnostics] == [
        (on_line(41, 10), "- {a: 1, a: no}"),
        (on_line(41, 13, 2), "- {a: 1, a: no}"),
    ]


@pytest.mark.parametrize("text", ["", "\n", "# bara en kommentar\n"])
def test_a_text_with_nothing_in_it_has_a_place(text: str) -> None:
    assert tree_of(text).span(()) == span(1, 1, 1, 1)


def test_the_text_of_one_value_alone_has_a_place() -> None:
    assert tree_of("\n  ett\n").span(()) == on_line(2, 3, 3)


# What is refused


def test_the_same_key_twice_is_said_with_its_first_place_and_the_first_value_is_kept() -> None:
    checked = read("a:\n  löfte: 1\n  b: 2\n  löfte: 3\n")
    assert checked.value is not None
    assert checked.value.value == {"a": {"löfte": 1, "b": 2}}
    assert checked.value.faulty == {("a", "löfte")}
    (said,) = checked.diagnostics
    assert (said.code, said.span, said.line) == ("duplicate-key", on_line(4, 3, 5), "  löfte: 3")
    (first,) = said.related
    assert (first.span, first.line) == (on_line(2, 3, 5), "  löfte: 1")


@pytest.mark.parametrize(("first", "second"), [("löfte", "lo\u0308fte"), ("lo\u0308fte", "löfte")])
def test_a_key_in_both_forms_of_unicode_is_the_same_key(first: str, second: str) -> None:
    checked = read(f"{first}: 1\n{second}: 2\n")
    assert checked.value is not None
    assert checked.value.value == {"löfte": 1}
    said = {each.code: each for each in checked.diagnostics}
    assert said["duplicate-key"].span.start == Position(2, 1)
    assert said["duplicate-key"].related[0].span.start == Position(1, 1)
    assert ("not-nfc" in said) is (first != "löfte")


def test_a_key_with_loose_accents_is_said_and_mended(english: Translator) -> None:
    said = only("lo\u0308fte: 1\n")
    assert (said.code, said.span, said.route) == ("not-nfc", on_line(1, 1, 6), ("löfte",))
    assert said.hint is not None
    assert english(said.hint).endswith("löfte.")


def test_a_key_that_stands_twice_in_two_lists_of_one_list_is_found_by_its_route() -> None:
    said = only("- a\n- [x, {b: 1, b: 2}]\n")
    assert said.route == (1, 1, "b")
    assert said.span == on_line(2, 14)
    assert said.related[0].span == on_line(2, 8)


def test_a_key_that_stands_twice_inside_a_key_that_stands_twice_has_its_own_first_place() -> None:
    inner = read("a: {x: 1}\na: {b: 1, b: 2}\n").diagnostics[1]
    assert inner.span == on_line(2, 11)
    assert [each.span for each in inner.related] in ([], [on_line(2, 5)])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\n", [("alias", on_line(1, 4, 4))]),
        ("a: *x\n", [("alias", on_line(1, 4, 2))]),
        ("- &x [1]\n- *x\n", [("alias", on_line(1, 3, 4)), ("alias", on_line(2, 3, 2))]),
        ("*x : 1\nb: 2\n", [("alias", on_line(1, 1, 2))]),
        ("&x a: 1\n", [("alias", on_line(1, 1, 4))]),
        ("a: !!str 1\n", [("tag", on_line(1, 4, 7))]),
        ("a: !x &y z\n", [("tag", on_line(1, 4, 7)), ("alias", on_line(1, 4, 7))]),
        ("a: !!python/object/apply:os.system [id]\n", [("tag", on_line(1, 4, 33))]),
        ("<<: {b: 1}\n", [("merge-key", on_line(1, 1, 2))]),
        ("a: {<<: *b, c: 1}\n", [("merge-key", on_line(1, 5, 2)), ("alias", on_line(1, 9, 2))]),
        ('"": 1\n', [("key-not-text", on_line(1, 1, 2))]),
        ("'': 1\n", [("key-not-text", on_line(1, 1, 2))]),
        ("[a, b]: 1\n", [("key-not-text", on_line(1, 1))]),
        ("? {a: 1}\n: 2\n", [("key-not-text", on_line(1, 3))]),
        ("? - a\n: 2\n", [("key-not-text", on_line(1, 3, 0))]),
        ('a: "b\\x07"\n', [("hidden-escape", on_line(1, 4, 7))]),
        ('"a\\u202e": 1\n', [("hidden-escape", on_line(1, 1, 9))]),
        ('a: "b\\tc"\n', [("hidden-escape", on_line(1, 4, 6))]),
        ("%YAML 1.1\n---\na: 1\n", [("directive", span(1, 1, 1, 10))]),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", [("directive", span(1, 1, 1, 19))]),
        ("a: 1\n---\nb: 2\n", [("second-document", span(2, 1, 2, 4))]),
        ("a: 1\n...\n--- {b: 2}\n", [("second-document", on_line(3, 1, 3))]),
    ],
)
def test_what_yaml_can_do_and_a_promise_never_needs_is_refused_in_its_place(
    text: str, said: list[tuple[str, Span]]
) -> None:
    assert [(each.code, each.span) for each in read(text).diagnostics] == said


def test_a_faulty_key_loses_its_value_and_nothing_else() -> None:
    for text in ("<<: {b: 1}\nc: 2\n", "*x : {b: [1]}\nc: 2\n", '"": [{}]\nc: 2\n', "c: 2\n<<: *x\n"):
        checked = read(text)
        assert checked.value is not None
        assert checked.value.value == {"c": 2}


def test_an_alias_stands_for_nothing() -> None:
    assert tree_of("- *x\n- 1\n").value == [None, 1]
    assert tree_of("*x\n").value is None


def test_an_alias_as_a_key_has_a_place() -> None:
    assert tree_of("a: 1\n*x : 2\n").key_span(("*x",)) == on_line(2, 1, 2)


def test_a_merge_key_in_quotation_marks_is_a_key() -> None:
    assert value_of('"<<": 1\n') == {"<<": 1}


def test_a_line_break_in_a_quoted_text_is_no_hidden_character() -> None:
    assert value_of('a: "b\\nc"\n') == {"a": "b\nc"}


def test_the_first_document_is_read_when_there_is_a_second() -> None:
    assert tree_of("a: 1\n---\nb: 2\n").value == {"a": 1}
    assert codes("a: 1\n...\n") == []


def test_after_a_collection_as_a_key_nothing_more_is_read() -> None:
    assert read("[a]: 1\nb: no\n").value is None


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("a: b: c\n", (1, 5), "A colon can't be used"),
        ("a: 1\n b: 2\n", (2, 2), "indented differently"),
        ("- {a: 1}\n-{b: 2}\n", (2, 1), "space is missing after the hyphen"),
        ("a: 1\nb:\n   c: d\n    e: f\n", (4, 5), "indented differently"),
        ("a: b\nc: d: e\n", (2, 5), "A colon can't be used"),
        ('a: "b\nc: d\n', (1, 4), "quotation mark is opened"),
        ("a: {b: 1\nc: 2\n", (1, 4), "bracket"),
        ("a: [b c: d, e\n", (1, 4), "bracket"),
        ("a: 1\nb\nc: 2\n", (3, 1), "A colon is missing"),
        ("a: @b\n", (1, 4), "No text can begin"),
        ("a: `b`\n", (1, 4), "No text can begin"),
        ("a:\n    b: 1\n  c: 2\n", (3, 3), "indented"),
        ("å😀: 'x' y\n", (1, 9), "indented"),
        ("a: * b\n", (1, 5), "asterisk"),
        ("a: |x\n  b\n", (1, 5), "can't make sense"),
    ],
)
def test_what_is_no_yaml_is_said_in_words_in_its_place(
    text: str, place: tuple[int, int], word: str, english: Translator
) -> None:
    said = only(text)
    assert read(text).value is None
    assert said.code == "yaml-syntax"
    assert said.span == Span(Position(*place), Position(*place))
    assert word in english(said.message)
    assert (said.hint is None) is (word == "can't make sense")
    assert said.line == [*text.split("\n"), ""][place[0] - 1]


def test_what_was_said_before_the_line_that_is_no_yaml_is_kept() -> None:
    assert codes("a: no\nb: [\n") == ["ambiguous-value", "yaml-syntax"]


# Hostile texts


@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[{a: ", "}]"), ("a:\n", "")]
)
def test_thirty_two_levels_are_read_and_one_more_is_too_deep(opening: str, closing: str) -> None:
    def nested(depth: int) -> str:
        if opening == "a:\n":
            return "".join(f"{' ' * level}a:\n" for level in range(depth))
        if opening == "[{a: ":
            return opening * (depth // 2) + "[" * (depth % 2) + "1" + "]" * (depth % 2) + closing * (depth // 2)
        return opening * depth + "1" + closing * depth

    assert "too-deep" not in codes(nested(32))
    assert codes(nested(33))[-1] in ("too-deep", "key-not-text")


def test_too_deep_is_said_where_the_level_begins() -> None:
    said = only("[" * 40)
    assert (said.code, said.span) == ("too-deep", on_line(1, 33))


class Limited(yaml.Loader):
    """A parser that refuses to nest deeper than ``levels``, in the words and at the place that libyaml does."""

    levels = 1000

    def refuse(self, kind: str) -> NoReturn:
        mark = self.get_mark()
        raise ScannerError(f"while increasing {kind} level", mark, "exceeded maximum nesting depth", mark)

    def fetch_flow_collection_start(self, token: Any) -> None:
        if self.flow_level >= self.levels:
            self.refuse("flow")
        super().fetch_flow_collection_start(token)

    def add_indent(self, column: int) -> Any:
        if self.indent < column and len(self.indents) >= self.levels:
            self.refuse("block")
        return super().add_indent(column)


def limited(levels: int) -> type[Limited]:
    return type("Limited", (Limited,), {"levels": levels})


DEEP = {
    "brackets": "[" * 1500,
    "brackets, closed": "[" * 1500 + "]" * 1500,
    "brackets as a value": "å: 1\ny: " + "[" * 1500,
    "brackets in a key": "x: {" + "[" * 1500 + ": b}",
    "brackets where a key belongs": "a: 1\n" + "[" * 1500,
    "brackets after another fault": "a: no\nb: " + "[" * 1500,
    "brackets in a second document": "a: 1\n---\n" + "[" * 1500,
    "braces": "{a: " * 1500,
    "braces, closed": "{a: " * 1500 + "b" + "}" * 1500,
    "both": "[{a: " * 800,
    "hyphens": "- " * 1500,
    "hyphens and a key": "- " * 1500 + "a: b",
    "hyphens and brackets": "- " * 20 + "[" * 1500,
    "hyphens on lines": "".join(f"{' ' * level}-\n" for level in range(1500)),
    "keys on lines": "".join(f"{' ' * level}a:\n" for level in range(1500)),
    "question marks": "? " * 1500,
    "question marks in braces": "[[[" + "{? " * 1500,
    "carriage returns": "a: 1\r\n# 😀\r\nb: " + "[" * 1500,
}
SAID_FIRST = {
    "brackets in a key": ["key-not-text"],
    "brackets where a key belongs": ["yaml-syntax"],
    "brackets after another fault": ["ambiguous-value", "too-deep"],
    "brackets in a second document": ["second-document"],
    "question marks": ["key-not-text"],
    "question marks in braces": ["key-not-text"],
}
"""What is wrong with such a text before it is too deep, or besides that."""
any_parser = pytest.mark.parametrize(
    "parser", [yaml_reader._Parser, yaml.Loader, Limited, limited(33)], ids=["default", "python", "1000", "33"]
)


@any_parser
@pytest.mark.parametrize("name", DEEP)
def test_a_parser_with_a_limit_of_its_own_changes_no_verdict(name: str, parser: Any) -> None:
    checked = read(DEEP[name], parser)
    assert [each.code for each in checked.diagnostics] == SAID_FIRST.get(name, ["too-deep"])
    plain = read(DEEP[name], yaml.Loader).diagnostics
    if plain[-1].code == "yaml-syntax":  # two parsers have two guesses
        assert [each.span.start.line for each in checked.diagnostics] == [each.span.start.line for each in plain]
    else:
        assert checked.diagnostics == plain


@any_parser
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 1500, Position(1, 33)),
        ("{a: " * 1500, Position(1, 129)),
        ("- " * 1500, Position(1, 65)),
        (DEEP["keys on lines"], Position(33, 33)),
    ],
    ids=["brackets", "braces", "hyphens", "keys"],
)
def test_too_deep_has_its_place_and_its_hint_whichever_limit_is_met(
    text: str, place: Position, parser: Any, english: Translator
) -> None:
    (said,) = read(text, parser).diagnostics
    assert (said.code, said.span.start) == ("too-deep", place)
    assert english(said.message) == "Nested deeper than 32 levels."
    assert said.hint is not None
    assert english(said.hint).startswith("Remove levels.")


@pytest.mark.parametrize(
    ("text", "column"),
    [("[" * 40, 21), ("{a: " * 40, 81), ("- " * 40, 41), ("a: " + "[" * 40, 24), ("- " * 40 + "b", 41)],
)
def test_a_limit_below_ours_is_said_where_it_is_met(text: str, column: int) -> None:
    (said,) = read(text, limited(20)).diagnostics
    assert (said.code, said.route, said.span) == ("too-deep", (), Span(Position(1, column), Position(1, column)))
    assert said.hint is not None


@pytest.mark.parametrize(
    "text",
    [
        *("- " * 24_500, "[" * 60_000, "{a: " * 60_000, "? " * 24_500, "[" * 60_000 + "]" * 60_000, "- [" * 20_000),
        *("-\n" * 33 + "".join(f"{' ' * level}-\n" for level in range(2000)), "[{a: " * 30_000, "!!x " * 20_000),
        *("a: " * 20_000, "'" * 60_001, "&a " * 20_000, "- - " * 12_000 + "x: y", "|\n" + "\n" * 60_000, ": " * 30_000),
    ],
    ids=lambda text: repr(text[:5]),
)
def test_a_text_made_to_exhaust_a_parser_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 2


def test_nesting_that_kills_a_composer_is_too_deep() -> None:
    for text in ("- " * 24_500, "[" * 60_000, "{a: " * 60_000):
        assert codes(text) == ["too-deep"]


def test_a_billion_laughs_are_aliases_and_nothing_is_expanded() -> None:
    names = "abcdefghi"
    laughs = ["a: &a [lol, lol]"] + [f"{n}: &{n} [{', '.join([f'*{m}'] * 9)}]" for m, n in pairwise(names)]
    checked = read("\n".join(laughs) + "\n")
    assert {each.code for each in checked.diagnostics} == {"alias"}
    assert checked.value is not None
    assert checked.value.value["i"] == [None] * 9


def test_a_bomb_of_merge_keys_is_said_and_nothing_is_merged() -> None:
    bomb = ["a: &x0 {k: v}"] + [f"b{n}: &x{n} {{<<: [*x{n - 1}, *x{n - 1}]}}" for n in range(1, 25)]
    checked = read("\n".join(bomb) + "\n")
    assert {each.code for each in checked.diagnostics} == {"alias", "merge-key"}
    assert checked.value is not None
    assert checked.value.value["b24"] == {}


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=200)
def test_random_bytes_never_raise(data: bytes) -> None:
    source = encoding.read("x.yaml", data.removeprefix(b"\xef\xbb\xbf")).value
    if source is not None:
        assert isinstance(yaml_reader.read(source), Checked)


PIECES = [
    *(
        "- ",
        ": ",
        "a",
        "b: ",
        "\n",
        "\n  ",
        "\n- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "?",
        "? ",
        "#",
        " #",
        "&a ",
        "*a",
        "!x ",
        "|\n",
    ),
    *(
        ">-\n",
        "'",
        '"',
        "%",
        "@",
        "`",
        "<<: ",
        "---\n",
        "...\n",
        "~",
        "1",
        "01",
        "no",
        "å",
        "😀",
        "\\x07",
        "\x00",
        "\t",
    ),
]
soup = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@given(soup)
@settings(deadline=None, max_examples=400)
def test_random_text_never_raises_and_everything_has_a_place(text: str) -> None:
    checked = read(text)
    lines = len(re.split("\r\n|[\n\r\x85\u2028\u2029]", text))
    for each in checked.diagnostics:
        assert 1 <= each.span.start.line <= lines + 1
        assert each.span.start <= each.span.end
    assert (checked.value is None) <= checked.has_errors
    if checked.value is not None and checked.value.value is not None:
        for route in [*routes(checked.value.value), *checked.value.faulty]:
            assert checked.value.span(route).start.line <= lines + 1
            checked.value.item_span(route)


def test_without_libyaml_nothing_is_read_and_the_way_out_is_said(tmp_path: Path) -> None:
    (tmp_path / "promises").mkdir()
    (tmp_path / "promises" / "x-2018.yaml").write_text("format: 1\n")
    (tmp_path / "medlofte.yaml").write_text("lang: en\n")
    code = "import sys, yaml; del yaml.CLoader; from medlofte.__main__ import main; main()"
    command = [sys.executable, "-c", code, "validate", "--lang", "en", "--root", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "medlofte: PyYAML is installed without libyaml, which medlofte reads YAML with.",
        "  help: Install a wheel of it: pip install --force-reinstall --only-binary :all: PyYAML",
    ]


def test_reading_stops_where_there_are_too_many_values(english: Translator) -> None:
    source = Source("promises/x-2018.yaml", "a: [1, 2]\nb: [3, 4]\nc: [5\n")
    checked = yaml_reader.read(source, 7, 3)
    assert checked.value is None
    (said,) = checked.diagnostics
    assert (said.code, said.severity, said.span) == ("too-many-values", Severity.ERROR, on_line(8, 9))
    assert english(said.message) == "The file has more than 50000 values."
    assert said.hint is not None
    assert english(said.hint) == "A log is a file of its own: promises/<id>/<party>.yaml."
    assert said.line == "b: [3, 4]"
    assert yaml_reader.read(Source("x.yaml", "a: [1, 2]\nb: [3, 4]\n"), most_values=6).value is not None


def test_the_reader_without_libyaml_refuses_any_text() -> None:
    with pytest.raises(MedlofteError, match="without libyaml") as refused:
        yaml_reader._refuse("a: 1\n")
    assert refused.value.exit_code == 2
    assert "pip install" in str(refused.value.hint)
