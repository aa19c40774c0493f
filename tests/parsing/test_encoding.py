"""Bytes to text: what a file must be, and where it is not."""

import codecs
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from medlofte.core.diagnostic import Checked, LocatedDiagnostic, Severity
from medlofte.core.escaping import HIDDEN_BUT_NEWLINE
from medlofte.core.messages import Translator
from medlofte.core.source import Source, on_line
from medlofte.parsing import encoding, yaml_reader

clean = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\u00a0"))
    .map(lambda each: re.sub(HIDDEN_BUT_NEWLINE, "", each))
    .filter(lambda each: "<<<<" not in each)
)
bad_byte = st.sampled_from([b"\xe5", b"\xff", b"\x80", b"\xc3"])


def read(data: bytes) -> Checked[Source]:
    return encoding.read("promises/x-2018.yaml", data)


def only(checked: Checked[Source]) -> LocatedDiagnostic:
    (diagnostic,) = checked.diagnostics
    assert checked.value is None
    assert diagnostic.severity is Severity.ERROR
    assert diagnostic.path == "promises/x-2018.yaml"
    return diagnostic


@given(clean.filter(lambda each: not each.startswith("PK\x03")))
@settings(deadline=None, max_examples=100)
def test_clean_text_is_read_as_it_is(text: str) -> None:
    for data in (text.encode(), codecs.BOM_UTF8 + text.encode(), text.replace("\n", "\r\n").encode()):
        checked = read(data)
        assert checked.diagnostics == ()
        assert checked.value is not None
        assert checked.value.text == text
        assert checked.value.lines == text.split("\n")


@given(st.binary() | st.builds(lambda a, b: codecs.BOM_UTF8 + a + b, clean.map(str.encode), st.binary()))
@settings(deadline=None, max_examples=200)
def test_any_bytes_are_a_text_or_an_error(data: bytes) -> None:
    checked = read(data)
    assert (checked.value is None) == checked.has_errors
    for each in checked.diagnostics:
        assert 1 <= each.span.start.line <= data.count(b"\n") + 1
        assert each.span.start.column >= 1


def test_lines_are_counted_from_one_and_empty_past_the_end() -> None:
    source = read(b"a\r\nb\n").value
    assert source is not None
    assert [source.line(number) for number in (0, 1, 2, 3, 4)] == ["", "a", "b", "", ""]


@given(clean, bad_byte, clean)
@example("", b"\xe5", "")
@settings(deadline=None, max_examples=100)
def test_a_byte_that_is_not_utf8_is_named_in_its_place(before: str, bad: bytes, after: str) -> None:
    said = only(read(before.encode() + bad + b"\n" + after.encode()))
    if said.code == "not-text":
        return
    assert said.code == "not-utf8"
    assert said.message.values["byte"] == f"{bad[0]:02x}"
    assert said.span == on_line(before.count("\n") + 1, len(before.rsplit("\n", 1)[-1]) + 1)


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [(b"abc\xe5", 1, 4), (b"\xe5", 1, 1), (b"\n\n\xe5", 3, 1), ("ååå".encode() + b"\xe5", 1, 4)],
)
def test_a_byte_order_mark_moves_nothing(data: bytes, line: int, column: int) -> None:
    said = only(read(codecs.BOM_UTF8 + data))
    assert said.message.values["byte"] == "e5"
    assert said.span == on_line(line, column)


def test_a_letter_of_windows_1252_is_recognised(english: Translator) -> None:
    said = only(read("title: Medborgarlöfte".encode("cp1252")))
    assert "0xf6" in english(said.message)
    assert said.hint is not None
    assert "Windows-1252" in english(said.hint)
    assert "“ö”" in english(said.hint)
    assert said.span == on_line(1, 18)


@pytest.mark.parametrize("byte", [b"\x80", b"\x81", b"\x95", b"\xd7"])
def test_a_byte_that_is_no_letter_in_windows_1252_is_not_guessed_at(byte: bytes, english: Translator) -> None:
    said = only(read(b"a" + byte))
    assert said.hint is not None
    assert "Windows-1252" not in english(said.hint)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("a: 1".encode("utf-16"), "UTF-16 text"),
        ("a: 1".encode("utf-16-be").join([codecs.BOM_UTF16_BE, b""]), "UTF-16 text"),
        (b"PK\x03\x04rest", "a zip file, such as a Word or Excel document"),
        (b"\x1f\x8brest", "a gzip file"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "a pointer to a file in Git LFS"),
    ],
)
def test_a_file_of_another_kind_is_named(data: bytes, what: str, english: Translator) -> None:
    said = only(read(data))
    assert said.code == "not-text"
    assert what in english(said.message)


def test_a_file_of_just_the_largest_size_is_read() -> None:
    assert encoding.read("x.yaml", b"#" * 10, 10).diagnostics == ()
    said = encoding.read("x.yaml", b"#" * 11, 10).diagnostics
    assert [each.code for each in said] == ["too-large"]


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\x00", r"\x00"),
        ("\x1b", r"\x1b"),
        ("\r", r"\x0d"),
        ("\x7f", r"\x7f"),
        ("\x85", r"\x85"),
        ("\u00ad", r"\xad"),
        ("\u200b", r"\u200b"),
        ("\u2028", r"\u2028"),
        ("\u202e", r"\u202e"),
        ("\ufeff", r"\ufeff"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_a_hidden_character_is_named_in_its_place(char: str, name: str, english: Translator) -> None:
    said = only(read(f"å: 1\n😀ö{char}x{char}y\n".encode()))
    assert said.code == "hidden-character"
    assert said.span == on_line(2, 3)
    assert name in english(said.message)
    assert said.line == f"😀ö{char}x{char}y"


@pytest.mark.parametrize("char", ["\ufffe", "\uffff"])
def test_every_character_that_yaml_can_not_hold_is_said_in_its_place(char: str) -> None:
    checked = read(f"a: 1\nb: c{char}\n".encode())
    said = checked.diagnostics if checked.value is None else yaml_reader.read(checked.value).diagnostics
    assert [(each.code, each.span) for each in said] == [("hidden-character", on_line(2, 5))]


def test_each_faulty_line_is_said_once_and_a_tab_is_a_tab() -> None:
    checked = read(b"a:\tb\tc\nb: 1\n\x07\t\n")
    assert [(each.code, each.span) for each in checked.diagnostics] == [
        ("tab-character", on_line(1, 3)),
        ("hidden-character", on_line(3, 1)),
    ]


@pytest.mark.parametrize("line", ["a: 1\u00a0000", "# a:\u00a0b", "a: §\u00a012 och 13\u00a0§", "a\u00a0b: c"])
def test_a_no_break_space_inside_a_text_is_at_home(line: str) -> None:
    assert read(f"x: 1\n{line}\n".encode()).diagnostics == ()


@pytest.mark.parametrize("text", ["a: |\n  Mål:\u00a0200\n", 'a: "Mål:\u00a0200"\n', "a: 'maj,\u00a0juni'\n"])
def test_a_no_break_space_in_a_quoted_text_or_a_block_is_at_home(text: str) -> None:
    assert read(text.encode()).diagnostics == ()


def test_a_conflict_is_said_where_it_begins() -> None:
    said = only(read(b"a: 1\r\n<<<<<<< HEAD\r\nb: 1\r\n=======\r\nb: 2\r\n>>>>>>> other\r\n"))
    assert said.code == "conflict-marker"
    assert said.span == on_line(2, 1, len("<<<<<<< HEAD"))
    assert said.line == "<<<<<<< HEAD"
    assert said.message.values["marker"] == "<<<<<<<"


def test_a_conflict_that_has_lost_its_beginning_is_said_at_its_end() -> None:
    said = only(read(b"b: 2\n>>>>>>> other\n"))
    assert (said.code, said.span) == ("conflict-marker", on_line(2, 1, len(">>>>>>> other")))


def test_every_conflict_is_said_beside_hidden_characters() -> None:
    checked = read(b"<<<<<<<\n\t\n>>>>>>>\n<<<<<<< b\n>>>>>>> b\n")
    assert [(each.code, each.span.start.line) for each in checked.diagnostics] == [
        ("tab-character", 2),
        ("conflict-marker", 1),
        ("conflict-marker", 4),
    ]


@pytest.mark.parametrize("line", ["a <<<<<<< b", "<<<<<<<< b", "note: >>>>>>>", "<<<<<<<b", "======="])
def test_a_line_that_only_resembles_a_marker_is_none(line: str) -> None:
    assert read(f"{line}\n".encode()).diagnostics == ()
