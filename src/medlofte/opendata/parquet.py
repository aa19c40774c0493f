"""Tidy tables to Parquet files, parted by year and municipality. Needs the extra ``medlofte[parquet]``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from medlofte.core.extras import missing
from medlofte.opendata.tables import TidyTable
from medlofte.spreadsheets.log_table import Value

PART = "part-0.parquet"
NOWHERE = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, and those who read its layout, call a part whose value is missing."""

DIGITS, DECIMALS = 38, 15
"""What a number is kept in: no number of a log has more decimals, and sums of such stay exact."""


def files_of(tables: Sequence[TidyTable]) -> dict[str, bytes]:
    """The files by their paths: ``entries/year=2026/municipality=1482/part-0.parquet``; equal tables give equal bytes.

    Promises and activities are parted by municipality alone. Raises ``MedlofteError`` when pyarrow is missing.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise missing("Parquet", "parquet") from None
    files = {}
    for table in tables:
        schema = _schema(pyarrow, table)
        for path, rows in _parts(table):
            out = BytesIO()
            columns = [
                pyarrow.array(values, type=field.type)
                for field, values in zip(schema, ([row[place] for row in rows] for place in range(len(table.columns))))
            ]
            pyarrow.parquet.write_table(pyarrow.Table.from_arrays(columns, schema=schema), out)
            files[path] = out.getvalue()
    return files


def _parts(table: TidyTable) -> Iterator[tuple[str, list[tuple[Value, ...]]]]:
    """The rows of each part with its path, in the order of the paths; a table without rows has no part."""
    parts: dict[str, list[tuple[Value, ...]]] = {}
    code, day = table.names.index("municipality_code"), table.names.index("last_day")
    for row in table.rows:
        last = row[day]
        year = f"year={last.year:04}/" if table.name == "entries" and isinstance(last, date) else ""
        parts.setdefault(f"{table.name}/{year}municipality={row[code] or NOWHERE}/{PART}", []).append(row)
    yield from sorted(parts.items())


def of_same(path: str, other: str) -> bool:
    """Whether two paths are of the same table and municipality, so that a reader would take both."""
    return _owner(path) == _owner(other)


def _owner(path: str) -> tuple[str, str]:
    folders = path.split("/")
    return folders[0], folders[-2] if len(folders) > 1 else ""


def _schema(pyarrow: Any, table: TidyTable) -> Any:
    types: dict[str, Callable[[], Any]] = {
        "text": pyarrow.string,
        "integer": pyarrow.int64,
        "number": lambda: pyarrow.decimal128(DIGITS, DECIMALS),
        "date": pyarrow.date32,
        "boolean": pyarrow.bool_,
    }
    return pyarrow.schema(
        [pyarrow.field(each.name, types[each.type](), nullable=not each.required) for each in table.columns]
    )
