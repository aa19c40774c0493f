"""Where a cursor stands in a text that is being written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.core.source import Position
from medlofte.lsp.cursor import CursorContext, CursorPart, place_at
from tests.conftest import LOG, PROMISE
from tests.lsp import cut

KEY, VALUE, OPEN = CursorPart.KEY, CursorPart.VALUE, CursorPart.OPEN


def place(text: str, *, is_log: bool = False) -> CursorContext | None:
    plain, position = cut(text)
    return place_at(plain.split("\n"), position, is_log=is_log)


@pytest.mark.parametrize(
    ("text", "route", "part", "there"),
    [
        ("¦", (), OPEN, ""),
        ("acti¦", (), OPEN, "acti"),
        ("ti¦tle: x\n", (), KEY, "title"),
        ("title: ¦", ("title",), VALUE, ""),
        ("title: he¦j  # så", ("title",), VALUE, "hej"),
        ('title: "he¦j"', ("title",), VALUE, '"hej"'),
        ("a:\n  ¦\n", ("a",), OPEN, ""),
        ("a:\n  b:\n    c: 1\n    ¦\n  d:\n    e: 1\n", ("a", "b"), KEY, ""),
        ("a:\n  b:\n    c: 1\n  ¦\n", ("a",), KEY, ""),
        ("a:\n  b:\n    c: 1\n    di¦\n", ("a", "b"), KEY, "di"),
        ("a:\n  b:\n    c: 1\n¦\n", (), KEY, ""),
        ("a:\n  b: [x, y¦", ("a", "b", 1), VALUE, "y"),
        ("a:\n  b: [x, ¦]", ("a", "b", 1), VALUE, ""),
        ("a:\n  b:\n    - x\n    - y¦\n", ("a", "b", 1), OPEN, "y"),
        ("a:\n  b:\n  - x\n  c: ¦\n", ("a", "c"), VALUE, ""),
        ("a:\n- b: 1\n- b: ¦\n", ("a", 1, "b"), VALUE, ""),
        ("a:\n- b: 1\n  ¦\n", ("a", 0), KEY, ""),
        ("a:\n  - ¦\n", ("a", 0), OPEN, ""),
        ("a: {b: 1, ¦}\n", ("a",), KEY, ""),
        ("a: {b: 1, c¦: 2}\n", ("a",), KEY, "c"),
        ("a: {b: 1,\n  c: ¦2}\nd: 1\n", ("a", "c"), VALUE, "2"),
        ("a: {b: {c: ¦}}\n", ("a", "b", "c"), VALUE, ""),
        ("a: {b: x, c: [{d: 1}, {d: ¦}]}\n", ("a", "c", 1, "d"), VALUE, ""),
        ("a: {url: https://x.example/¦, b: 1}\n", ("a", "url"), VALUE, "https://x.example/"),
        ("a: |-\n  text\nb: ¦\n", ("b",), VALUE, ""),
        ("# före\n\na: 1\n\n¦\n\nb: 2\n", (), KEY, ""),
        ("a: [\n  ¦\n]\n", ("a", 0), VALUE, ""),
    ],
)
def test_a_place_in_a_promise(text: str, route: tuple[str | int, ...], part: CursorPart, there: str) -> None:
    found = place(text)
    assert found is not None
    assert (found.route, found.part, found.text) == (route, part, there)


@pytest.mark.parametrize(
    ("text", "route", "part", "there"),
    [
        ("- {date: 2026-01-01, activity: fo¦}\n", (0, "activity"), VALUE, "fo"),
        ("# först\n- {date: 2026-01-01}\n- {date: 2026-01-01, ¦", (1,), KEY, ""),
        ("- {a: 1\n- {¦}\n- {b", (1,), KEY, ""),
        ("- {activity: [a, b¦]}", (0, "activity", 1), VALUE, "b"),
        ("- ¦", (0,), OPEN, ""),
        ("- {results: {x: 1, ¦}}", (0, "results"), KEY, ""),
        ("¦", (), OPEN, ""),
    ],
)
def test_a_place_in_a_log(text: str, route: tuple[str | int, ...], part: CursorPart, there: str) -> None:
    found = place(text, is_log=True)
    assert found is not None
    assert (found.route, found.part, found.text) == (route, part, there)


@pytest.mark.parametrize(
    "text",
    ["# ti¦tle: x", "a: 1 # ti¦tle", "a: |\n  text ¦\n", "a: |\n  text\n  ¦\n", "a: {b: 1}\n  ¦", "a: {b: 1}¦ ", "a:¦"],
)
def test_where_nothing_can_be_said(text: str) -> None:
    assert place(text) is None


def test_the_keys_around_it_are_those_before_and_after() -> None:
    inside = place("a:\n  b:\n    c: 1\n    ¦\n    d: 2\n  e: 3\n")
    in_braces = place("a: {b: 1, ¦, c: 2}\n")
    top = place("a: 1\n¦\nb:\n  c: 1\n")
    assert inside is not None
    assert in_braces is not None
    assert top is not None
    assert (inside.keys, in_braces.keys, top.keys) == (("c", "d"), ("b", "c"), ("a", "b"))


def test_the_span_is_that_of_what_stands_there() -> None:
    found = place("- {activity: fo¦tpatrull, count: 1}", is_log=True)
    assert found is not None
    assert (found.span.start, found.span.end) == (Position(1, 14), Position(1, 24))


@pytest.mark.parametrize("text", [PROMISE, LOG])
def test_wherever_the_cursor_stands_the_text_is_what_the_span_says(text: str) -> None:
    lines = text.split("\n")
    found = 0
    for number, line in enumerate(lines, 1):
        for column in range(1, len(line) + 2):
            here = place_at(lines, Position(number, column), is_log=text is LOG)
            if here is not None:
                found += 1
                assert line[here.span.start.column - 1 : here.span.end.column - 1] == here.text
                assert here.span.start.column <= column <= here.span.end.column
    assert found > len(text) / 2


@given(
    st.text(alphabet="ab:- {}[],\n\"'#|&*!%@å😀\t", max_size=60), st.integers(0, 5), st.integers(0, 20), st.booleans()
)
def test_no_text_is_too_odd(text: str, line: int, column: int, is_log: bool) -> None:
    lines = text.split("\n")
    here = place_at(lines, Position(line + 1, column + 1), is_log=is_log)
    if here is not None:
        assert here.span.start.line == line + 1


@pytest.mark.parametrize(
    "line", [" " * 20_000, "a" * 19_000 + ": x", "{" * 20_000, "- " * 10_000, "'" * 20_000, "a #" * 6000]
)
def test_a_hostile_line_takes_no_time(line: str) -> None:
    before = time.process_time()
    place_at([line] * 50, Position(25, 10_000))
    assert time.process_time() - before < 5


def test_nothing_is_looked_for_on_a_line_that_nobody_wrote() -> None:
    assert place_at(["a" * 30_000], Position(1, 3)) is None
