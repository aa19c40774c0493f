"""What is new, known or in conflict: by key and occurrence, whatever the order; and export as import's inverse."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from unicodedata import is_normalized

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlofte.model.entry import LogEntry, LoggedEntry
from medlofte.model.promise import Promise
from medlofte.parsing import decoder
from medlofte.parsing.log_writer import line_of
from medlofte.spreadsheets.import_plan import ImportPlan, ImportPlanner
from medlofte.spreadsheets.log_table import as_csv, of_log
from medlofte.spreadsheets.opening import SheetOptions, open_spreadsheet
from medlofte.spreadsheets.rows import Sheet, SheetEntry, read
from medlofte.spreadsheets.xlsx_writer import as_xlsx
from tests.support.sheets import dossier_of, make_project

HEAD = "Datum;Aktivitet;Antal;Plats;Anteckning;Med ord\n"


@pytest.fixture(scope="module")
def promise(tmp_path_factory: pytest.TempPathFactory) -> Promise:
    return dossier_of(make_project(tmp_path_factory.mktemp("project"))).promise


def planned(promise: Promise, data: bytes, logged: Sequence[LoggedEntry], **settings: Any) -> ImportPlan:
    found = open_spreadsheet(data, SheetOptions())
    sheet = Sheet(found.name, found.headings, promise)
    rows = [read(sheet, row) for row in found.rows if row.number > found.headings.row]
    wanted = [each for each in rows if isinstance(each, SheetEntry)]
    assert len(wanted) == len(rows)
    return ImportPlanner(sheet, logged, **settings).plan(wanted)


def carried_out(plan: ImportPlan, logged: Sequence[LoggedEntry] = ()) -> list[LoggedEntry]:
    """The log as it would be read again after the import."""
    from medlofte.core.source import Source
    from medlofte.parsing import log_reader

    found = list(logged)
    for each in plan.new:
        checked = log_reader.read(Source("x", each.line))
        assert checked.value is not None
        assert checked.diagnostics == ()
        (row,) = checked.value.rows
        entry = row.entry or decoder.entry(row.value, ())[0]
        assert entry is not None
        found.append(LoggedEntry(entry, each.wanted.party, "x", len(found)))
    return found


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2026-01-01", "2026-01-02"]),
        st.just("fotpatrull"),
        st.sampled_from(["", "0", "1", "2", "3"]),
        st.sampled_from(["", "Torget", " Torget "]),
        st.sampled_from(["", "kväll"]),
        st.just(""),
    ),
    max_size=8,
)


def csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    return (HEAD + "".join(";".join(row) + "\n" for row in rows)).encode()


@given(ROWS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_order_of_rows_decides_nothing(promise: Promise, rows: list[tuple[str, ...]], random: Random) -> None:
    first = planned(promise, csv_of(rows), ())
    logged = carried_out(first)
    assert len(first.new) == len(rows)
    assert len({each.entry.ref for each in logged}) == len(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert {each.line for each in planned(promise, csv_of(shuffled), ()).new} == {each.line for each in first.new}
    again = planned(promise, csv_of(shuffled), logged)
    assert (len(again.new), len(again.known), again.conflicts, again.problems) == (0, len(rows), (), ())


@given(ROWS, ROWS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_a_sheet_that_grows_adds_what_was_added(
    promise: Promise, rows: list[tuple[str, ...]], more: list[tuple[str, ...]], random: Random
) -> None:
    logged = carried_out(planned(promise, csv_of(rows), ()))
    grown = [*rows, *more]
    random.shuffle(grown)
    then = planned(promise, csv_of(grown), logged)
    assert (len(then.new), len(then.known), then.conflicts) == (len(more), len(rows), ())


def test_another_figure_is_a_conflict_and_no_more_rows_are_new(promise: Promise) -> None:
    row = ("2026-01-01", "fotpatrull", "3", "", "", "")
    logged = carried_out(planned(promise, csv_of([row, row]), ()))
    then = planned(promise, csv_of([row, (*row[:2], "4", "", "", "")]), logged)
    assert (len(then.new), len(then.known), len(then.conflicts)) == (0, 1, 1)
    assert (then.conflicts[0].place.row, then.conflicts[0].place.column) == (3, 2)


def test_an_imported_line_that_was_corrected_by_hand_is_still_known(promise: Promise) -> None:
    row = ("2026-01-01", "fotpatrull", "3", "Torgt", "", "")
    (each,) = carried_out(planned(promise, csv_of([row]), ()))
    corrected = [each._replace(entry=each.entry._replace(places=("Torget",)))]
    for place in ("Torgt", "Torget"):
        then = planned(promise, csv_of([(*row[:3], place, "", "")]), corrected)
        assert (len(then.new), len(then.known)) == (0, 1)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=10)
TEXT = st.one_of(
    TEXTS, st.sampled_from(["=1", "'=1", "'", "-", "+1", "@a", "a;b", '"a"', "[a]", "{a: 1}", "true", "7", "_x0041_"])
)
ONE = TEXT.map(str.strip).filter(lambda text: bool(text) and text.isprintable() and "##[" not in text)
WHOLE = st.integers(0, 99_999)  # ten digits may be a personal number, which is masked
HOURS = st.decimals(0, 10**6, places=2).map(lambda value: Decimal(f"{value:f}")) | st.decimals(0, 10, places=13)
NAMES = ONE.filter(lambda text: is_normalized("NFC", text)).filter(
    lambda text: text not in ("<<", "date", "ref", "when", "start", "end", "due", "by", "retrieved")
)
RESULTS = st.dictionaries(
    NAMES, WHOLE | ONE | st.dictionaries(NAMES, WHOLE, min_size=1, max_size=2), min_size=1, max_size=3
)
VALUES = st.fixed_dictionaries(
    {
        "date": st.sampled_from(["2026-01-01", "2026-02", "2026", "2026-01-01/2026-03-31", "2026-01/2026-02"]),
        "activity": st.sampled_from(
            ["fotpatrull", "narvaro", ["fotpatrull", "vandring"], ["skolor", "kamera", "narvaro"]]
        ),
    },
    optional={
        "count": WHOLE | HOURS,
        "total": WHOLE,
        "reached": WHOLE | st.just("all"),
        "done": st.booleans(),
        "within": WHOLE,
        "precision": st.sampled_from(["over", "at-least", "about"]),
        "place": ONE | st.lists(ONE, min_size=2, max_size=3, unique=True),
        "type": ONE,
        "note": ONE,
        "words": ONE,
        "deviation": ONE,
        "instead": ONE,
        "assessed": st.sampled_from(["kept", "partly", "not-kept"]),
        "reason": ONE,
        "results": RESULTS,
        "tags": st.lists(ONE, min_size=1, max_size=3),
        "of_which": st.dictionaries(NAMES, WHOLE, min_size=1, max_size=2),
        "source": ONE,
        "ref": st.text("abc123-", min_size=1, max_size=6),
    },
)


def entry_of(values: dict[str, Any]) -> LogEntry:
    entry, faults = decoder.entry(values, ())
    assert entry is not None
    assert faults == []
    return entry


@given(
    st.lists(
        st.tuples(st.sampled_from(["polis", "kommun"]), VALUES),
        max_size=5,
        unique_by=lambda each: str(each[1].get("ref", line_of(each[1]))),
    )
)
@settings(deadline=None, max_examples=120)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_export_and_import_are_each_others_inverse(promise: Promise, format: str, logs: list[tuple[str, Any]]) -> None:
    logs = sorted(logs, key=lambda each: each[0])
    logged = [LoggedEntry(entry_of(values), party, "x", number) for number, (party, values) in enumerate(logs)]
    table = of_log(logged, "sv")
    data = as_csv(table).encode() if format == "csv" else as_xlsx(table, "sv")
    plan = planned(promise, data, ())
    assert [each.wanted.entry for each in plan.new] == [each.entry for each in logged]
    again = carried_out(plan)
    assert [each.entry for each in again] == [each.entry for each in logged]
    assert of_log(again, "sv") == table
    known = planned(promise, data, logged)
    assert (known.new, known.conflicts, known.problems) == ((), (), ())


def test_the_same_table_is_the_same_workbook(tmp_path: Path) -> None:
    table = of_log([], "sv")
    assert as_xlsx(table, "sv") == as_xlsx(table, "sv")
