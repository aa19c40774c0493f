"""The tables of open data: stable columns, the figures of ``progress``, and nothing that may not be told."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest

from medlofte.core.escaping import unescape_csv_cell
from medlofte.opendata import csv as _csv
from medlofte.opendata import json as _json
from medlofte.opendata import parquet
from medlofte.opendata.columns import ACTIVITIES, ENTRIES, KEYS, PROMISES, ColumnSpec
from medlofte.opendata.tables import TidyTable
from medlofte.opendata.xlsx import tables_as_xlsx
from medlofte.progress.disclosure import public
from medlofte.progress.tally import progress_of
from medlofte.validation.checker import ProjectFile, PromiseFiles
from tests.conftest import ROOT
from tests.core.test_escaping_bypass import HOSTILE, hostile_promise, named
from tests.support.open_data_tables import dossier_of, dossiers, rows_of, told_on

DAY = date(2026, 12, 31)
GOLDEN = ROOT / "tests" / "golden" / "open-data-columns.txt"
PAGE = ROOT / "docs" / "open-data.md"
ALL = {"promises": PROMISES, "activities": ACTIVITIES, "entries": ENTRIES}

SENSITIVE = """\
format: 1
title: Medborgarlöfte för Exempelby 2026
municipality: {name: Exempelby kommun}
period: {start: 2026-01-01, end: 2026-12-31}
status: adopted
parties: {polis: {name: Polisen, kind: police}, kommun: {name: Kommunen, kind: municipality}}
decisions: [{kind: adopted, date: 2025-12-01, body: kommunstyrelsen}]
activities:
  samtal: {title: Samtal, responsible: [polis], target: {at_least: 10, unit: personer}, sensitive: true}
  kurs: {title: Kurs, responsible: [polis], target: {at_least: 10, unit: kurser}}
  vandring: {title: Vandring, responsible: [kommun], target: {exact: 2, unit: vandringar}}
"""
LOG = """\
- {date: 2026-01-01/2026-03-31, activity: samtal, count: 3, words: hemligt ett, ref: a}
- {date: 2026-04-01/2026-06-30, activity: [samtal, kurs], count: 1, deviation: hemligt två, ref: b}
- {date: 2026-07-01, activity: kurs, count: 2, ref: c}
- {date: 2026-07-02, activity: vandring, count: 1, note: till oss själva, ref: d}
- {date: 2026-12-31, activity: vandring, count: 1, ref: e}
"""


def sensitive(day: date = DAY) -> tuple[TidyTable, TidyTable, TidyTable]:
    files = (
        ProjectFile("promises/x-2026.yaml", SENSITIVE.encode()),
        (ProjectFile("promises/x-2026/polis.yaml", LOG.encode()),),
    )
    return told_on(day, [dossier_of(PromiseFiles(*files))])


def hostile() -> tuple[TidyTable, TidyTable, TidyTable]:
    entry = {"date": "2026-02-01", "activity": "patrull", "count": 4, "ref": "a"}
    free = ("words", "deviation", "instead", "source", "reason", "type")
    line = {**entry, **{key: named(key) for key in free}, "assessed": "partly", "place": named("place")}
    promise = ProjectFile("promises/x-2026.yaml", json.dumps(hostile_promise(), ensure_ascii=False).encode())
    log = ProjectFile("promises/x-2026/polis.yaml", f"- {json.dumps(line, ensure_ascii=False)}\n".encode())
    return told_on(DAY, [dossier_of(PromiseFiles(promise, (log,)))])


def test_names_types_and_order_of_columns_never_change(golden: Callable[[Path, str], None]) -> None:
    lines = [
        f"{table}.{column.name} {column.type}{' required' if column.required else ''}"
        for table, columns in ALL.items()
        for column in columns
    ]
    golden(GOLDEN, "\n".join(lines) + "\n")


def test_the_page_tells_every_column(request: pytest.FixtureRequest) -> None:
    begin, end = "<!-- columns -->\n", "<!-- /columns -->"
    told = "\n".join(_as_markdown(table, columns) for table, columns in ALL.items())
    before, _, rest = PAGE.read_text("utf-8").partition(begin)
    text = f"{before}{begin}{told}{end}{rest.partition(end)[2]}"
    if request.config.getoption("--update"):
        PAGE.write_text(text, "utf-8")
    assert PAGE.read_text("utf-8") == text


def _as_markdown(table: str, columns: tuple[ColumnSpec, ...]) -> str:
    rows = "".join(f"| `{column.name}` | {column.type} | {column.about} |\n" for column in columns)
    return f"### {table.capitalize()}\n\n| column | type | tells |\n| --- | --- | --- |\n{rows}"


@pytest.mark.parametrize("day", [date(2019, 9, 30), date(2026, 6, 30), DAY], ids=str)
def test_activities_have_the_figures_of_progress(day: date) -> None:
    found = {(row["promise"], row["activity"]): row for row in rows_of(told_on(day, dossiers())[1])}
    for dossier in dossiers():
        for tally in public(progress_of(dossier.promise, dossier.logged, day)).tallies:
            row = found.pop((dossier.promise.id, tally.activity.id))
            assert (row["wanted"], row["wanted_now"]) == (tally.wanted.whole, tally.wanted.now)
            assert (row["done"], row["percent"], row["status"]) == (tally.done, tally.percent, tally.status.value)
    assert not found


def csv_files(tables: Iterable[TidyTable], *, swedish: bool = False) -> dict[str, bytes]:
    return _csv.files_of([*tables], swedish=swedish)


def test_rows_are_told_apart_by_their_keys_and_are_of_their_types() -> None:
    kinds: dict[str, Any] = {"text": str, "integer": int, "number": (int, Decimal), "date": date, "boolean": bool}
    for table in told_on(DAY, dossiers()):
        keys = list(zip(*(table.column(key) for key in KEYS[table.name])))
        assert len(set(keys)) == len(table.rows) > 0
        for column in table.columns:
            for value in table.column(column.name):
                assert value is not None or not column.required, column.name
                assert value is None or isinstance(value, kinds[column.type]), column.name


def test_entries_of_single_persons_are_withheld_and_it_is_told() -> None:
    _, activities, entries = sensitive()
    assert dict(zip(activities.column("activity"), activities.column("withheld"))) == {
        "samtal": True,
        "kurs": True,
        "vandring": False,
    }
    assert [(row["activity"], row["value"]) for row in rows_of(entries)] == [("vandring", 1), ("vandring", 1)]
    assert rows_of(activities)[0]["done"] is None
    assert rows_of(activities)[1]["done"] == 3
    everything = _json.tables_as_json(sensitive(), DAY).decode()
    for secret in ("hemligt", "till oss själva"):
        assert secret not in everything


def test_later_entries_are_left_out() -> None:
    assert [row["last_day"] for row in rows_of(sensitive(date(2026, 7, 2))[2])] == [date(2026, 7, 2)]
    assert not sensitive(date(2026, 7, 1))[2].rows


@pytest.mark.parametrize("swedish", [False, True])
@pytest.mark.parametrize(
    "tables", [hostile, sensitive, lambda: told_on(DAY, dossiers())], ids=["hostile", "small", "all"]
)
def test_csv_reads_back_by_its_own_schema(swedish: bool, tables: Callable[[], tuple[TidyTable, ...]]) -> None:
    files = csv_files(tables(), swedish=swedish)
    package = json.loads(files.pop("datapackage.json"))
    assert files.keys() == {resource["path"] for resource in package["resources"]}
    for table, resource in zip(tables(), package["resources"]):
        data = files[resource["path"]]
        assert data.startswith(b"\xef\xbb\xbf") == swedish
        text = data.decode("utf-8-sig")
        heading, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=resource["dialect"]["delimiter"])
        fields = resource["schema"]["fields"]
        assert heading == [field["name"] for field in fields] == list(table.names)
        assert [tuple(map(_typed, fields, row)) for row in rows] == list(table.rows)
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for row in rows for cell in row)


def _typed(field: dict[str, Any], cell: str) -> object:
    """A cell as the schema says that it is to be read."""
    if cell == "":
        return None
    if field["type"] == "number":
        plain = cell.replace(field.get("decimalChar", "."), ".")
        return Decimal(plain) if "." in plain else int(plain)
    read: dict[str, Callable[[str], object]] = {
        "string": unescape_csv_cell,
        "integer": int,
        "date": date.fromisoformat,
        "boolean": {"true": True, "false": False}.__getitem__,
    }
    return read[field["type"]](cell)


def test_a_swedish_excel_gets_its_comma() -> None:
    entries = csv_files(told_on(DAY, dossiers()), swedish=True)["entries.csv"].decode("utf-8-sig")
    assert ";count;8,5;" in entries
    assert ";count;8.5;" not in entries


def test_the_schema_s_keys_lead_somewhere() -> None:
    package = json.loads(csv_files(told_on(DAY, dossiers()))["datapackage.json"])
    tables = {table.name: table for table in told_on(DAY, dossiers())}
    for resource in package["resources"]:
        for key in resource["schema"]["foreignKeys"]:
            there = tables[key["reference"]["resource"]]
            own = zip(*(tables[resource["name"]].column(name) for name in key["fields"]))
            assert set(own) <= set(zip(*(there.column(name) for name in key["reference"]["fields"])))


@pytest.mark.parametrize(
    "tables", [hostile, sensitive, lambda: told_on(DAY, dossiers())], ids=["hostile", "small", "all"]
)
def test_json_reads_back(tables: Callable[[], tuple[TidyTable, ...]]) -> None:
    read = json.loads(_json.tables_as_json(tables(), DAY))
    assert (read.pop("format"), read.pop("as_of")) == (1, "2026-12-31")
    for table in tables():
        rows = [
            {name: each.isoformat() if isinstance(each, date) else each for name, each in row.items()}
            for row in rows_of(table)
        ]
        assert read.pop(table.name) == [
            {name: float(each) if isinstance(each, Decimal) else each for name, each in row.items()} for row in rows
        ]
    assert not read


@pytest.mark.parametrize(
    "tables", [hostile, sensitive, lambda: told_on(DAY, dossiers())], ids=["hostile", "small", "all"]
)
def test_xlsx_reads_back_and_has_no_formula(tables: Callable[[], tuple[TidyTable, ...]]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(tables_as_xlsx(tables())))
    assert book.sheetnames == ["promises", "activities", "entries"]
    for table in tables():
        heading, *rows = book[table.name].iter_rows()
        assert tuple(cell.value for cell in heading) == table.names
        assert [tuple(map(_cell, row)) for row in rows] == [tuple(map(_plain, row)) for row in table.rows]
        assert all(cell.data_type != "f" for row in rows for cell in row)


def _cell(cell: Any) -> object:
    return cell.value.date() if cell.is_date else cell.value


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize(
    "tables", [hostile, sensitive, lambda: told_on(DAY, dossiers())], ids=["hostile", "small", "all"]
)
def test_parquet_reads_back(tables: Callable[[], tuple[TidyTable, ...]], tmp_path: Path) -> None:
    files = parquet.files_of(tables())
    for table in tables():
        rows = []
        for path, data in files.items():
            if path.startswith(f"{table.name}/"):
                read = pyarrow.parquet.ParquetFile(io.BytesIO(data)).read()
                assert tuple(read.column_names) == table.names
                rows += [tuple(row.values()) for row in read.to_pylist()]
        assert sorted(rows, key=_key) == sorted(table.rows, key=_key)


def _key(row: tuple[object, ...]) -> str:
    return f"{row[0]} {row[1]!s:>9}"


def test_hostile_texts_stand_in_the_tables_as_they_are() -> None:
    promises, activities, entries = hostile()
    assert rows_of(promises)[0]["title"] == named("title")
    assert rows_of(activities)[0]["unit"] == named("unit")
    assert rows_of(entries)[0]["words"] == named("words")
    assert HOSTILE.startswith("=")


def test_equal_tables_give_equal_bytes() -> None:
    for make in (csv_files, parquet.files_of, tables_as_xlsx):
        assert make(told_on(DAY, dossiers())) == make(told_on(DAY, dossiers()))


def test_numbers_in_parquet_keep_every_decimal() -> None:
    files = parquet.files_of(told_on(DAY, dossiers()))
    table = pyarrow.parquet.ParquetFile(
        io.BytesIO(files[f"entries/year=2026/municipality={parquet.NOWHERE}/part-0.parquet"])
    ).read()
    assert Decimal("8.5") in table["counts_as"].to_pylist()
    assert str(table.schema.field("counts_as").type) == "decimal128(38, 15)"
