"""A log, line by line or as a whole: three ways of reading, one meaning."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from medlofte.core.diagnostic import Checked, LocatedDiagnostic
from medlofte.core.source import Position, Source, Span, on_line
from medlofte.model.entry import LogEntry
from medlofte.parsing import decoder, log_reader, schema, yaml_reader
from medlofte.parsing.log_reader import LogText
from medlofte.parsing.yaml_reader import AMBIGUOUS_WORDS

PATH = "promises/x-2018/polis.yaml"
TRAPS = [*sorted(AMBIGUOUS_WORDS), "true", "false", "null", "~", "y", "n", ".inf", ".nan"]
ODD_DATES = (
    "2018-02-30|2018-13|2018-00-10|0000|0001-01-01|3000|18-01-01|2019/2018|2018-10-01/|/2018|2018-1-1|20181001"
    '|2018-10-01 |"2018"|2018-10-01/2018-02-30|2018-10-01T12:00|null|no'
)
ODD_NUMBERS = (
    '007|00|1_000|1e3|+5|-1|1.|.5|1,5|20:30|0x1F|0o7|9999999999999999|1.0000000000000000|"3"||all|3 |1 000|٣|½|²'
)
ODD_LINES = """\
-
- # x
- x
- 'x'
- "x"
- 0665
- 12345678901234567
- a:
- note: a
- []
- {}
- [a, b]
- - a
- {a: 1, a: 2}
- {<<: 1}
- &a {b: 1}
- *a
- !x 1
-  {date: 2018, activity: fot}
- {date: 2018, activity: fot,}
- {date: 2018, activity: fot} # x
- {date: 2018, activity: [a, b]}
- {date: 2018, activity: fot, note: "a: b"}
- {date: 2018, activity: fot, count: 3, extra: 1}
- {count: 2, date: 2018-10-01, activity: fot}"""


def source(*lines: str) -> Source:
    return Source(PATH, "\n".join(lines))


def slowly(line: str) -> tuple[Any, list[Any]]:
    """The entry of a line read by YAML, the schema and the decoder, and all that they say about it."""
    read = yaml_reader.read(source(line))
    if read.value is None or type(read.value.value) is not list or read.has_errors:
        return None, [*read.diagnostics, "not a list"]
    faults = schema.faults("log", read.value.value)
    if faults or len(read.value.value) != 1:
        return None, faults
    return decoder.entry(read.value.value[0], (0,))


# Lines in the canonical form, and lines that almost are

canonical_day = st.builds(
    lambda y, m, d, form: (f"{y}-{m:02}-{d:02}", f"{y}-{m:02}", str(y))[form],
    st.integers(1900, 2999),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 2),
)
canonical_date = canonical_day | st.builds(lambda a, b: "/".join(sorted((a, b))), canonical_day, canonical_day)
odd_date = st.sampled_from(ODD_DATES.split("|"))
canonical_number = st.from_regex(r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?", fullmatch=True)
odd_number = st.sampled_from(ODD_NUMBERS.split("|"))
canonical_word = st.from_regex(
    r"[A-Za-zÅÄÖåäöÉé][\w.()/!?%&§+;'’–-]{0,6}( [\w.()/!?%&§+;'’–-]{1,4}){0,2}", fullmatch=True
)
odd_word = (
    st.text(st.sampled_from("abÅé1 0:#,{}[]\"'?!&*|>%@`-.;\\~=\t😀\u0301\u00a0\u200bⅧ"), max_size=8)
    | st.sampled_from(TRAPS)
    | odd_number
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
)
canonical_key = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
odd_key = st.sampled_from(["Fot", "fot patrull", "1fot", "[a, b]", "[a]", "åka", "fot:", "", "-"]) | st.sampled_from(
    TRAPS
)
canonical_ref = st.from_regex(r"[a-z0-9][a-z0-9-]{0,6}", fullmatch=True)
precision = st.sampled_from(["over", "at-least", "about"])


def line_of(
    date: st.SearchStrategy[str],
    key: st.SearchStrategy[str],
    number: st.SearchStrategy[str],
    precise: st.SearchStrategy[str],
    word: st.SearchStrategy[str],
    ref: st.SearchStrategy[str],
    done: st.SearchStrategy[str],
) -> st.SearchStrategy[str]:
    optional = [("count", number), ("total", number), ("reached", number | st.just("all")), ("done", done)]
    optional += [("within", number), ("precision", precise), ("place", word), ("type", word), ("note", word)]
    optional += [("words", word), ("deviation", word), ("ref", ref)]
    tags = word.map(lambda each: f"[{each}]")
    optional.insert(-1, ("tags", tags))
    fields = st.tuples(
        date.map(lambda each: f"date: {each}"),
        key.map(lambda each: f"activity: {each}"),
        *(st.none() | each.map(lambda value, name=name: f"{name}: {value}") for name, each in optional),  # type: ignore[misc]
    )
    return fields.map(lambda found: "- {" + ", ".join(each for each in found if each) + "}")


canonical_done = st.sampled_from(["true", "false"])
canonical_line = line_of(
    canonical_date, canonical_key, canonical_number, precision, canonical_word, canonical_ref, canonical_done
)
near_line = line_of(
    canonical_date | odd_date,
    canonical_key | odd_key,
    canonical_number | odd_number,
    precision | st.sampled_from(["exact", "ungefär", "at least"]),
    canonical_word | odd_word,
    canonical_ref | odd_word,
    canonical_done | odd_word,
)
odd_line = st.sampled_from(ODD_LINES.split("\n"))
odd_braces = odd_line.filter(lambda each: each.startswith("- {"))
between = st.sampled_from(["", "  ", "# kommentar", "   # kommentar", "#", "# - {date: 2018, activity: x}"])
breaking = st.sampled_from(["---", "...", "a: b", "- {a: 1", "  b: 2}", '- "a', "  - x", "]", "- [", "- a: b: c", "%X"])


@given(canonical_line)
@example("- {date: 2018-11-05, activity: fotpatrull, count: 3, place: Nordmannatorget}")
@example(
    "- {date: 2018, activity: y, count: 0.50, total: 7, precision: about, place: Å?, type: e1, note: a -b 'c, ref: 0}"
)
@example("- {date: 2018, note: b, activity: fot, precision: exact, reached: 3, place: c}")
@example("- {date: 2018, activity: a, ref: null}")
@example("- {date: 2018, activity: a, note: Är det sant? Ja, ref: 1e3}")
@settings(deadline=None, max_examples=200)
def test_a_line_that_is_read_at_once_has_the_meaning_that_yaml_gives_it(line: str) -> None:
    entry = log_reader.entry_of_line(line)
    if entry is None:
        assert any(f": {trap}" in line for trap in TRAPS)
        return
    assert repr(slowly(line)) == repr((entry, []))


@given(near_line)
@settings(deadline=None, max_examples=200)
def test_no_odd_line_is_read_at_once_as_something_else(line: str) -> None:
    entry = log_reader.entry_of_line(line)
    event("read at once" if entry else "left to YAML")
    if entry is not None:
        assert repr(slowly(line)) == repr((entry, []))


@given(
    canonical_line, st.randoms(use_true_random=False), st.text(st.sampled_from(" ,:{}[]#'\"-?!&*|0aå.\\"), max_size=2)
)
@settings(deadline=None, max_examples=150)
def test_no_line_with_a_slip_in_it_is_read_at_once_as_something_else(line: str, random: Any, slip: str) -> None:
    at = random.randrange(len(line))
    line = line[:at] + slip + line[at + random.randrange(3) :]
    entry = log_reader.entry_of_line(line)
    if entry is not None:
        assert repr(slowly(line)) == repr((entry, []))


@pytest.mark.parametrize(
    "line",
    [
        *(f"- {{date: 2018-11-05, activity: {word}}}" for word in ("no", "on", "yes", "off", "true", "false", "null")),
        *(f"- {{date: 2018-11-05, activity: fot, place: {word}}}" for word in ("No", "ON", "null", "True", "NULL")),
        *(f"- {{date: 2018-11-05, activity: fot, type: {word}}}" for word in ("Yes", "OFF", "false")),
        *(f"- {{date: 2018-11-05, activity: fot, note: {word}}}" for word in ("Null", "on", "TRUE")),
        *(f"- {{date: {date}, activity: fot}}" for date in ("2018-02-30", "2018-13", "2019/2018", "0000", "3000")),
        *(f"- {{date: 2018, activity: fot, count: {n}}}" for n in ("007", "1e3", "-1", "1_000", "1.", "9" * 16)),
        *(f"- {{date: 2018, activity: fot, note: {t}}}" for t in ("a: b", "a #b", "a, b", "a]", "12", "-a", "a}", "")),
        "- {date: 2018, activity: fot}\n",
        "- {date: 2018, activity: fot} ",
        " - {date: 2018, activity: fot}",
        "- {date: 2018, activity: fot, ref: A1}",
        "- {date: 2018, activity: fot, count: 1, count: 2}",
        "- {date: 2018, count: 1}",
        "- {date: 2018, activity: fot, tags: [a, b]}",
        "- {date: 2018, activity: fot, done: ja}",
        "- {activity: fot, date: 2018}",
        "",
    ],
)
def test_a_line_that_might_mean_something_else_is_left_to_yaml(line: str) -> None:
    assert log_reader.entry_of_line(line) is None


def test_an_entry_of_a_line_says_what_the_line_says() -> None:
    line = (
        "- {date: 2018-10/2018-11, activity: fot, count: 2.5, precision: over, place: Torget, type: hot, note: Kväll}"
    )
    entry = log_reader.entry_of_line(line)
    assert entry is not None
    assert (entry.date.text, entry.activities, str(entry.count), entry.total) == (
        "2018-10/2018-11",
        ("fot",),
        "2.5",
        None,
    )
    assert (entry.precision, entry.places, entry.type, entry.note) == ("over", ("Torget",), "hot", "Kväll")


def test_an_entry_counts_one_unless_it_says_a_count_or_a_total() -> None:
    for fields, count, total in (
        ("", 1, None),
        (", count: 0", 0, None),
        (", total: 5", None, 5),
        (", count: 2, total: 5", 2, 5),
    ):
        entry = log_reader.entry_of_line(f"- {{date: 2018, activity: fot{fields}}}")
        assert entry is not None
        assert (entry.count, entry.total) == (count, total)


# Line by line, and as a whole

LONG = [""] * 500
"""So many lines that a log is worth the pattern of the canonical form, which costs some time to compile."""

ENDS = [[], [""], LONG]


def meaning(checked: Checked[LogText]) -> tuple[Any, ...]:
    """All that can be told from a read log: rows, faults, places."""
    text = checked.value
    if text is None:
        return None, told(checked.diagnostics)
    rows = []
    for index, row in enumerate(text.rows):
        entry, value = row.entry, row.value
        if (
            entry is None
            and not schema.faults("log", [value])
            and not any(route[:1] == (index,) for route in text.faulty)
        ):
            entry, value = decoder.entry(value, (index,))[0], None
        places = [text.span((index, *key)) for key in ((), ("date",), ("note",), ("count",))]
        rows.append(
            (row.line, repr(entry), repr(value) if entry is None else "", places, text.key_span((index, "note")))
        )
    return rows, sorted(text.faulty, key=str), told(checked.diagnostics)


def told(diagnostics: Sequence[LocatedDiagnostic]) -> list[Any]:
    return [
        (each.code, each.span, each.route, each.line, repr(each.message), repr(each.related)) for each in diagnostics
    ]


@given(st.lists(canonical_line | near_line | odd_braces | between, max_size=8), st.sampled_from(ENDS))
@settings(deadline=None, max_examples=100)
def test_a_log_read_line_by_line_is_the_log_read_as_a_whole(lines: list[str], end: list[str]) -> None:
    text = source(*lines, *end)
    assert meaning(log_reader.read(text)) == meaning(log_reader._as_a_whole(text))


@given(st.lists(canonical_line | odd_line | between | breaking, max_size=6), st.sampled_from(ENDS))
@settings(deadline=None, max_examples=100)
def test_so_is_a_log_with_lines_that_mean_nothing_by_themselves(lines: list[str], end: list[str]) -> None:
    text = source(*lines, *end)
    assert meaning(log_reader.read(text)) == meaning(log_reader._as_a_whole(text))


@pytest.mark.parametrize(
    "lines", [("- |", "    # x"), ("- note: |", "      # x", "- y"), ("- |+", "", "", "- y"), ("- ? a", "- y")]
)
def test_a_block_text_has_one_meaning_too(lines: tuple[str, ...]) -> None:
    assert meaning(log_reader.read(source(*lines, ""))) == meaning(log_reader._as_a_whole(source(*lines, "")))


@given(
    st.lists(canonical_line | odd_line | breaking, max_size=6).map("\n".join)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
@settings(deadline=None, max_examples=100)
def test_any_text_is_a_log_or_an_error(text: str) -> None:
    checked = log_reader.read(Source(PATH, text))
    assert checked.value is not None or checked.has_errors


def rows_of(*lines: str) -> list[tuple[int, bool]]:
    """The line of each row, and whether it was read at once."""
    text = log_reader.read(source(*lines)).value
    assert text is not None
    return [(row.line, row.entry is not None) for row in text.rows]


def test_rows_keep_their_lines_and_know_how_they_were_read() -> None:
    lines = [
        "# yaml",
        "- {date: 2018, activity: fot}",
        "",
        "- {activity: fot, date: 2018}",
        "# x",
        "- {date: 2018, activity: a}",
    ]
    assert rows_of(*lines, *LONG) == [(2, True), (4, False), (6, True)]
    assert rows_of("---", *lines, *LONG) == [(3, False), (5, False), (7, False)]
    assert [line for line, _ in rows_of(*lines)] == [2, 4, 6]


def test_a_log_whose_list_is_indented_is_read_as_a_whole() -> None:
    assert rows_of("  - {date: 2018, activity: a}", "  - {date: 2018, activity: b}") == [(1, False), (2, False)]


@pytest.mark.parametrize("text", ["", "\n\n", "# bara en kommentar\n", "---\n", "null\n", "---\n# x\n"])
def test_a_log_with_nothing_in_it_is_an_empty_log(text: str) -> None:
    checked = log_reader.read(Source(PATH, text))
    assert checked.diagnostics == ()
    assert checked.value is not None
    assert checked.value.rows == ()


def test_an_entry_is_placed_by_its_number_and_its_keys() -> None:
    text = log_reader.read(
        source("# x", "- {date: 2018, activity: fot, count: 3}", "", "- {activity: å😀, date: 2018}")
    ).value
    assert text is not None
    assert text.span((0, "count")) == on_line(2, 38)
    assert text.key_span((0, "count")) == on_line(2, 31, 5)
    assert text.span((1, "date")) == on_line(4, 24, 4)
    assert text.span((1, "date")) == on_line(4, 24, 4)
    assert text.span((1,)) == on_line(4, 3, 26)


@pytest.mark.parametrize("route", [(), (1,), (7, "date"), ("date",)])
def test_what_is_no_entry_of_the_log_is_placed_at_its_beginning(route: tuple[str | int, ...]) -> None:
    text = log_reader.read(source("- {date: 2018, activity: fot}")).value
    assert text is not None
    assert text.span(route) == text.key_span(route) == on_line(1, 1)


def test_what_is_said_about_a_line_is_said_with_its_number_in_the_list_and_its_line_in_the_file() -> None:
    checked = log_reader.read(source("- {date: 2018, activity: a}", "# x", "- {date: 2018, activity: no, activity: b}"))
    assert [(each.code, each.route, each.span) for each in checked.diagnostics] == [
        ("ambiguous-value", (1, "activity"), on_line(3, 26, 2)),
        ("duplicate-key", (1, "activity"), on_line(3, 30, 8)),
    ]
    assert checked.diagnostics[1].related[0].span == on_line(3, 16, 8)
    assert checked.value is not None
    assert checked.value.faulty == {(1, "activity")}


def test_an_entry_on_many_lines_is_said_on_its_first_and_the_others_are_read() -> None:
    lines = [
        "- {date: 2018, activity: a}",
        "- date: 2019",
        "  activity: b",
        "- {date: 2018,",
        "   activity: å}",
        "- {a: 1}",
    ]
    checked = log_reader.read(source(*lines, ""))
    assert [(each.code, each.route, each.span, each.line) for each in checked.diagnostics] == [
        ("entry-spans-lines", (1,), Span(Position(2, 3), Position(2, 13)), lines[1]),
        ("entry-spans-lines", (2,), Span(Position(4, 3), Position(4, 15)), lines[3]),
    ]
    assert [each.message.values["n"] for each in checked.diagnostics] == [2, 2]
    assert checked.value is not None
    assert checked.value.faulty == {(1,), (2,)}
    assert [row.line for row in checked.value.rows] == [1, 2, 4, 6]
    assert checked.value.rows[1].value == {"date": "2019", "activity": "b"}


def test_an_entry_on_many_lines_that_is_faulty_already_is_said_once() -> None:
    assert [each.code for each in log_reader.read(source("- &a", "  b: 1")).diagnostics] == ["alias"]


@pytest.mark.parametrize("text", ["a: b\n", "text\n", "5\n", "{date: 2018, activity: fot}\n", "# x\na: 1\n"])
def test_a_log_that_is_no_list_is_said_on_its_first_line(text: str) -> None:
    checked = log_reader.read(Source(PATH, text))
    assert checked.value is None
    (said,) = checked.diagnostics
    first = text.split("\n", 1)[0]
    assert (said.code, said.span, said.line) == ("log-not-a-list", on_line(1, 1, len(first)), first)


def test_a_log_that_is_no_list_and_has_other_faults_has_them_all_said() -> None:
    assert [each.code for each in log_reader.read(Source(PATH, "a: no\n")).diagnostics] == [
        "ambiguous-value",
        "log-not-a-list",
    ]


def test_a_log_that_is_no_yaml_has_no_rows() -> None:
    checked = log_reader.read(source("- {date: 2018, activity: a}", "- {date: 2018, activity: [b}", ""))
    assert checked.value is None
    assert [(each.code, each.span.start.line) for each in checked.diagnostics] == [("yaml-syntax", 2)]


def test_an_entry_is_the_same_whatever_way_it_was_read() -> None:
    at_once = log_reader.entry_of_line("- {date: 2018-11-05, activity: fot, count: 3}")
    by_yaml, faults = slowly('- {activity: fot, count: 3, date: "2018-11-05"}')
    assert isinstance(at_once, LogEntry)
    assert (at_once, []) == (by_yaml, faults)


def test_a_line_that_only_the_others_make_whole_is_read_with_them() -> None:
    """It begins and ends as medlofte writes lines, and means nothing by itself."""
    line = "- {date: 2026-01-0%d, activity: a}\n"
    odd = '- {date: 2026-01-07, activity: a, note: "b}\n'
    checked = log_reader.read(source("".join(line % n for n in range(1, 7)) + odd + line % 8))
    assert [each.code for each in checked.diagnostics] == ["yaml-syntax"]
    assert checked.value is None


def test_one_odd_line_among_canonical_ones_costs_only_itself() -> None:
    lines = [f"- {{date: 2026-01-0{n}, activity: a, ref: r{n}}}" for n in range(1, 9)]
    lines[3] = '- {date: 2026-01-04, activity: a, note: "b, c", ref: r4}'
    text = log_reader.read(source("\n".join(lines) + "\n")).value
    assert text is not None
    assert list(text.odd) == [3]
    assert text.odd[3] == {"date": "2026-01-04", "activity": "a", "note": "b, c", "ref": "r4"}
    assert [each.ref if each else None for each in text.entries] == [f"r{n}" if n != 4 else None for n in range(1, 9)]
    assert text.span((3, "note")).start.line == 4


@pytest.mark.parametrize("ref", ["", "A1", "a b", "ö", "a-1", "1-2"])
def test_a_reference_is_looked_at_in_a_log_of_canonical_lines(ref: str) -> None:
    lines = [f"- {{date: 2026-01-0{n}, activity: a, ref: r{n}}}" for n in range(1, 9)]
    lines[3] = f"- {{date: 2026-01-04, activity: a, ref: {ref}}}"
    text = log_reader.read(source("\n".join(lines) + "\n")).value
    assert text is not None
    assert list(text.odd) == ([] if ref in ("a-1", "1-2") else [3])
