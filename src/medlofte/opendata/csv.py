"""Tidy tables to CSV, plain or for a Swedish Excel, and the data package (Table Schema) that describes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any

from medlofte.core.escaping import csv_table, json_text
from medlofte.opendata.columns import BELONG, KEYS, ColumnSpec
from medlofte.opendata.tables import TidyTable
from medlofte.spreadsheets.log_table import Value

PACKAGE = "datapackage.json"
_MARK = b"\xef\xbb\xbf"
_TYPES = {"text": "string"}
"""The types that Table Schema has another word for."""


def files_of(tables: Sequence[TidyTable], *, swedish: bool = False) -> dict[str, bytes]:
    """A CSV file for each table by its name, and beside them what describes them."""
    files = {f"{table.name}.csv": table_as_csv(table, swedish=swedish) for table in tables}
    return {**files, PACKAGE: package(tables, swedish=swedish)}


def table_as_csv(table: TidyTable, *, swedish: bool = False) -> bytes:
    """The table as CSV; for a Swedish Excel with a byte order mark, semicolons and decimal commas."""
    text = csv_table(chain((table.names,), (map(_cell, row) for row in table.rows)), swedish=swedish)
    return (_MARK if swedish else b"") + text.encode(errors="backslashreplace")


def _cell(value: Value) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def package(tables: Sequence[TidyTable], *, swedish: bool = False) -> bytes:
    """The data package: each table's file, how it is written, and a Table Schema with types and keys."""
    document = {
        "profile": "tabular-data-package",
        "name": "medborgarloften",
        "resources": [_resource(table, swedish) for table in tables],
    }
    return json_text(document).encode()


def _resource(table: TidyTable, swedish: bool) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";" if swedish else ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": {
            "fields": [_field(column, swedish) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(KEYS[table.name]),
            "foreignKeys": [
                {"fields": list(fields), "reference": {"resource": other, "fields": list(KEYS[other])}}
                for fields, other in BELONG[table.name]
            ],
        },
    }


def _field(column: ColumnSpec, swedish: bool) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "description": column.about,
    }
    if column.type == "number" and swedish:
        field["decimalChar"] = ","
    return {**field, "constraints": {"required": True}} if column.required else field
