"""A slip that YAML notices late is said where it was made: a colon without its space, a no-break space, an opening."""

import pytest

from medlofte.core.diagnostic import LocatedDiagnostic
from medlofte.core.messages import Translator
from medlofte.core.source import Position, Source
from medlofte.parsing import yaml_reader


def said_of(text: str, first_line: int = 1) -> list[LocatedDiagnostic]:
    return list(yaml_reader.read(Source("promises/x-2018.yaml", text), first_line).diagnostics)


@pytest.mark.parametrize("first_line", [1, 2, 30])
@pytest.mark.parametrize(
    ("text", "line", "column", "key"),
    [
        ("a:1\nb: 2\n", 1, 1, "a"),
        ("a:1\n\nb: 2\n", 1, 1, "a"),
        ("x: 1\na:1\nb: 2\n", 2, 1, "a"),
        ("  - löfte:1\n    b: 2\n", 1, 5, "löfte"),
        ("a: b: c:d\n", None, None, None),
        ("a:1\nb c\nd: 2\n", None, None, None),
        ("1a:1\nb: 2\n", None, None, None),
    ],
)
def test_a_colon_without_its_space_is_said_where_it_stands(
    text: str, line: int | None, column: int | None, key: str | None, first_line: int, english: Translator
) -> None:
    (said,) = said_of(text, first_line)
    assert said.code == "yaml-syntax"
    if line is None or column is None:
        assert english(said.message) != "A space is missing after the colon."
        return
    assert english(said.message) == "A space is missing after the colon."
    assert said.hint is not None
    assert english(said.hint) == f"Write {key}: and a space."
    assert said.span.start == said.span.end == Position(first_line + line - 1, column)
    assert said.line == text.split("\n")[line - 1]


@pytest.mark.parametrize("first_line", [1, 2, 30])
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a:\u00a01\nb: 2\n", 1, 3),
        ("a:\u00a01\n\nb: 2\n", 1, 3),
        ("x: 1\n\u00a0b\nc\nd: 2\n", 2, 1),
        ("x: 1\n- \u00a0b\n", 2, 3),
    ],
)
def test_a_no_break_space_is_said_where_it_stands(text: str, line: int, column: int, first_line: int) -> None:
    (said,) = said_of(text, first_line)
    assert (said.code, said.span.start) == ("hard-space", Position(first_line + line - 1, column))
    assert said.line == text.split("\n")[line - 1]


def test_a_no_break_space_three_lines_up_is_not_blamed() -> None:
    assert [each.code for each in said_of("a:\u00a01\n\n\nb: 2\n")] == ["yaml-syntax"]


def test_a_no_break_space_in_a_key_is_said_once_though_the_line_is_no_yaml() -> None:
    assert [each.code for each in said_of("a:\n \u00a0b: [\n")] == ["hard-space"]


def test_another_fault_on_the_line_does_not_hide_that_it_is_no_yaml() -> None:
    assert [each.code for each in said_of("a: {b: no, c: [}\n")] == ["ambiguous-value", "yaml-syntax"]


@pytest.mark.parametrize("first_line", [1, 30])
def test_a_character_that_yaml_cannot_read_is_said_of_the_first_line(first_line: int, english: Translator) -> None:
    (said,) = said_of("a: 1\nb: \x00\n", first_line)
    assert (said.code, said.span.start, said.span.end) == (
        "yaml-syntax",
        Position(first_line, 1),
        Position(first_line, 1),
    )
    assert english(said.message) == "YAML can't make sense of this line."


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ('a: 1\nb: "c\nd: 2\n', Position(2, 4)),
        ("a: 1\nb: 'c\nd: 2\n", Position(2, 4)),
        ("a: 1\nb: [c,\nd: 2\n", Position(2, 4)),
        ("a: 1\nb: {c: 1\nd: 2\n", Position(2, 4)),
    ],
)
def test_what_is_never_closed_is_said_where_it_is_opened(text: str, position: Position) -> None:
    (said,) = said_of(text)
    assert (said.code, said.span.start, said.line) == ("yaml-syntax", position, text.split("\n")[1])


@pytest.mark.parametrize("text", ["# %\na: 5 %\n", "\n  # x\n%b\n", "a: |\n  b\n%c\n"])
@pytest.mark.parametrize("first_line", [1, 30])
def test_a_per_cent_sign_is_a_directive_only_where_a_line_begins_before_the_first_value(
    text: str, first_line: int
) -> None:
    said = [each for each in said_of(text, first_line) if each.code == "directive"]
    assert [(each.span.start, each.line) for each in said] == (
        [(Position(first_line + 2, 1), "%b")] if text.startswith("\n") else []
    )


@pytest.mark.parametrize("first_line", [1, 30])
@pytest.mark.parametrize("bar", ["|#x", ">#x", "|-#x", ">+#", "|2#x"])
def test_a_number_sign_close_to_a_bar_is_said_in_words_in_its_place(
    bar: str, first_line: int, english: Translator
) -> None:
    (said,) = said_of(f"a: 1\nb: {bar}\n  c\n", first_line)
    assert (said.code, said.span.start, said.line) == ("yaml-syntax", Position(first_line + 1, 4), f"b: {bar}")
    assert said.hint is not None
    assert english(said.message) == "A space is missing before the number sign."
    assert english(said.hint) == "Write a space before #."


@pytest.mark.parametrize(
    "text", ["a: | # x\n  b\n", "a: >- # x\n  b\n", "a: |\n  # x\n", 'a: "|#x"\n', "a: '|#x'\n", "a: b|#x\n"]
)
def test_a_number_sign_with_its_space_or_in_a_text_is_no_fault(text: str) -> None:
    assert said_of(text) == []


def test_an_empty_key_is_said_in_words(english: Translator) -> None:
    (said,) = said_of('a: {"": 1}\n')
    assert (said.code, english(said.message), said.hint) == ("key-not-text", "The key before the colon is empty.", None)


def test_a_number_sign_at_the_bar_of_a_key_is_said() -> None:
    assert "yaml-syntax" in [each.code for each in said_of("? |#\n  a\n: b\n")]
    assert said_of("? |\n  a\n: b\n") == []
