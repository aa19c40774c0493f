"""What a fault of a tree's form is said of: the route of the value, so that nothing else is said of the same."""

import pytest

from medlofte.core.diagnostic import Checked
from medlofte.core.source import Position, Route, Source, Span, on_line
from medlofte.parsing import yaml_reader

PATH = "promises/x-2018.yaml"


def read(text: str, first_line: int = 1) -> Checked[yaml_reader.ParsedYaml]:
    return yaml_reader.read(Source(PATH, text), first_line)


def tree_of(text: str, first_line: int = 1) -> yaml_reader.ParsedYaml:
    found = read(text, first_line).value
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "code", "route"),
    [
        ('a: [x, "b\\x07"]\n', "hidden-escape", ("a", 1)),
        ('a: {"b\\x07": 1}\n', "hidden-escape", ("a", "b\x07")),
        ('a: {b: "c\\x07"}\n', "hidden-escape", ("a", "b")),
        ("a: {b: 1, c: !x d}\n", "tag", ("a", "c")),
        ("a:\n  - 1\n  - !x {b: 1}\n", "tag", ("a", 1)),
        ("a: {!x b: 1}\n", "tag", ("a",)),
        ("- {a: 1}\n- {b: &x [1]}\n", "alias", (1, "b")),
        ("- {a: 1}\n- {&x b: 1}\n", "alias", (1,)),
        ("a: {b: 1, c: *x}\n", "alias", ("a", "c")),
        ("a: [1, *x]\n", "alias", ("a", 1)),
        ("a: {<<: {b: 1}}\n", "merge-key", ("a",)),
        ('a: {"": 1}\n', "key-not-text", ("a",)),
        ("a: {b: [1, {c: 1, c: 2}]}\n", "duplicate-key", ("a", "b", 1, "c")),
        ("a: {b: 1, lo\u0308fte: 2}\n", "not-nfc", ("a", "löfte")),
        ("a: {b: 1, no: 2}\n", "ambiguous-value", ("a", "no")),
        ("a: {b: [1, 0665]}\n", "ambiguous-value", ("a", "b", 1)),
        ("a: {b: [1, 1234567890123456]}\n", "number-too-long", ("a", "b", 1)),
        ("a: {b: 1234567890123456}\n", "number-too-long", ("a", "b")),
        ("a: {\u00a0b: 1}\n", "hard-space", ("a", "\u00a0b")),
        ("- 1\n- a: |#x\n    b\n", "yaml-syntax", (1, "a")),
        ("a: 1\n--- 2\n", "second-document", ()),
    ],
)
def test_a_fault_is_said_of_the_value_that_it_stands_in(text: str, code: str, route: Route) -> None:
    checked = read(text)
    assert [(each.code, each.route) for each in checked.diagnostics] == [(code, route)]
    assert checked.value is not None
    assert checked.value.faulty == {route}


@pytest.mark.parametrize(
    ("text", "code", "route"),
    [
        ("a: {[b]: 1}\n", "key-not-text", ("a",)),
        ("a: [1, " + "[" * 40, "too-deep", ("a", 1, *[0] * 30)),
        ("{a: " * 40, "too-deep", ("a",) * 32),
    ],
)
def test_what_reading_stops_at_is_said_of_where_it_stands(text: str, code: str, route: Route) -> None:
    checked = read(text)
    assert checked.value is None
    assert [(each.code, each.route) for each in checked.diagnostics] == [(code, route)]


def test_what_stands_after_a_collection_is_said_of_its_own_place_and_not_of_the_collections() -> None:
    checked = read("a: {b: 1}\nc: [{d: 1}, no]\ne: 010\n")
    assert [each.route for each in checked.diagnostics] == [("c", 1), ("e",)]


@pytest.mark.parametrize("first_line", [1, 7, 41])
@pytest.mark.parametrize(
    ("text", "code", "span"),
    [
        ("- {a: 1, b: no}", "ambiguous-value", on_line(1, 13, 2)),
        ("%YAML 1.1", "directive", on_line(1, 1, 9)),
        ("- {a: b: c}", "yaml-syntax", Span(Position(1, 3), Position(1, 3))),
        ("- {a:b, c: [}", "yaml-syntax", None),
        ("- {\u00a0a: 1}", "hard-space", on_line(1, 4, 2)),
    ],
)
def test_a_fault_is_on_its_line_of_the_file_whatever_line_the_text_begins_on(
    text: str, code: str, span: Span | None, first_line: int
) -> None:
    said = read(text, first_line).diagnostics[0]
    assert (said.code, said.line, said.path) == (code, text, PATH)
    assert said.span.start.line == said.span.end.line == first_line
    if span is not None:
        assert (said.span.start.column, said.span.end.column) == (span.start.column, span.end.column)


def test_fifty_faults_are_located_and_one_more_so_that_it_is_known_that_there_are_more() -> None:
    checked = read("- no\n" * 200)
    assert len(checked.diagnostics) > 50
    assert len(checked.diagnostics) < 200
    assert checked.value is not None
    assert checked.value.faulty == {(number,) for number in range(200)}


@pytest.mark.parametrize(
    ("route", "there"), [((), True), (("a",), True), (("a", 1), True), (("a", 2), False), (("b",), False)]
)
def test_a_tree_has_what_stands_in_it(route: Route, there: bool) -> None:
    assert tree_of("a: [1, 2]\n").has(route) is there


def test_the_places_of_a_tree_that_begins_further_down_are_those_of_its_file() -> None:
    found = tree_of("- a: 1\n  b: |\n    ett\n    två\n- {c: 2}\n", 11)
    assert found.item_lines() == [(11, 14), (15, 15)]
    assert found.span((1, "c")) == on_line(15, 7)
    assert found.key_span((0, "b")) == on_line(12, 3)
    assert found.item_span((0,)).start == Position(11, 3)
    assert found.item_span((0,)).end.line == 14
    assert found.line(found.span((1, "c"))) == "- {c: 2}"
