"""Logs that are read as a whole: where their entries stand, and how much is said of them.

What the rows mean is told in ``test_log.py``.
"""

from collections import Counter
from decimal import Decimal

import pytest

from medlofte.core.source import Position, Source, Span, on_line
from medlofte.parsing import log_reader
from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles
from tests.conftest import PROMISE

PATH = "promises/exempelby-2026/polis.yaml"


def text_of(text: str) -> log_reader.LogText:
    found = log_reader.read(Source(PATH, text)).value
    assert found is not None
    return found


def said_of(log_text: str) -> Counter[str]:
    """How often each code is said of a promise with this log."""
    promise = ProjectFile("promises/exempelby-2026.yaml", PROMISE.encode())
    checked = checker.check_promise(PromiseFiles(promise, (ProjectFile(PATH, log_text.encode()),)))
    return Counter(each.code for each in checked.diagnostics if each.path == PATH)


def test_a_value_on_an_entrys_second_line_is_placed_on_that_line() -> None:
    text = text_of("- {date: 2026, activity: a}\n- date: 2026\n  activity: fotpatrull\n")
    assert text.span((1, "activity")) == on_line(3, 13, 10)
    assert text.key_span((1, "activity")) == on_line(3, 3, 8)
    assert text.span((0, "activity")) == on_line(1, 26)


def test_an_entry_on_many_lines_is_pointed_at_to_the_end_of_its_first() -> None:
    (said,) = log_reader.read(Source(PATH, "- {date: 2026,\n   activity: fotpatrull}\n")).diagnostics
    assert said.span == Span(Position(1, 3), Position(1, 15))


@pytest.mark.parametrize("text", ["", "# inget än\n", "---\nnull\n"])
def test_a_log_with_nothing_in_it_knows_its_file_and_begins_where_it_begins(text: str) -> None:
    found = text_of(text)
    assert found.source.path == PATH
    assert found.span(()).start.column == 1


@pytest.mark.parametrize(("text", "code"), [("%YAML 1.1\n---\nnull\n", "directive"), ("*x\n", "alias")])
def test_what_is_wrong_with_a_log_with_nothing_in_it_is_said(text: str, code: str) -> None:
    assert [each.code for each in log_reader.read(Source(PATH, text)).diagnostics] == [code]


MANY_LINES = "- date: 2026-01-01\n  activity: fotpatrull\n"
TWO_KEYS = "- {date: 2026-01-01, activity: fotpatrull, activity: vandring}\n"


@pytest.mark.parametrize(("entry", "code"), [(MANY_LINES, "entry-spans-lines"), (TWO_KEYS, "duplicate-key")])
def test_fifty_faults_of_a_log_are_said_and_then_that_there_are_more(entry: str, code: str) -> None:
    assert said_of(entry * 50) == {code: 50}
    assert said_of(entry * 51) == said_of(entry * 200) == {code: 50, "more-faults": 1}


@pytest.mark.parametrize("count", [0, 1])
def test_an_entry_past_the_fiftieth_fault_is_left_out_like_those_before_it(count: int) -> None:
    text = text_of(TWO_KEYS * 60 + "- {date: 2026-01-02, activity: fotpatrull}\n" * count)
    assert {route[0] for route in text.faulty} == set(range(60))
    assert len(text.rows) == 60 + count


def test_a_number_at_once_is_whole_or_has_the_decimals_that_it_is_written_with() -> None:
    entry = log_reader.entry_of_line("- {date: 2026-01-01, activity: fotpatrull, count: 3, total: 2.50, ref: a-1}")
    assert entry is not None
    assert (repr(entry.count), repr(entry.total), entry.ref) == ("3", repr(Decimal("2.50")), "a-1")


ENTRY = "- {date: 2026-01-01, activity: fotpatrull}\n"


def test_a_comment_may_be_indented_and_the_log_is_still_read_line_by_line() -> None:
    rows = text_of(ENTRY + "   # förra veckan\n" + ENTRY + "\n" * 100).rows
    assert [(row.line, row.entry is not None) for row in rows] == [(1, True), (3, True)]


@pytest.mark.parametrize("line", ["\u00a0# x", "\u00a0", "X", "x # y", "X# y"])
def test_what_only_looks_like_a_comment_or_an_empty_line_is_never_passed_over(line: str) -> None:
    checked = log_reader.read(Source(PATH, f"{ENTRY}{line}\n{ENTRY}"))
    assert checked.has_errors
    assert checked.diagnostics[0].span.start.line in (1, 2, 3)
