"""Tidy tables to one JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from medlofte.core.escaping import json_text
from medlofte.opendata.tables import TidyTable
from medlofte.spreadsheets.log_table import Value


def tables_as_json(tables: Sequence[TidyTable], as_of: date) -> bytes:
    """All tables in one document, version 1: under each table's name its rows, each with all columns by name.

    Written row by row, for a document of a hundred thousand rows as one value would take ten times its size.
    """
    out = BytesIO()
    out.write(f'{{\n  "format": 1,\n  "as_of": "{as_of.isoformat()}"'.encode())
    for table in tables:
        out.write(f',\n  "{table.name}": ['.encode())
        for number, row in enumerate(table.rows):
            text = json_text(dict(zip(table.names, map(_value, row)))).rstrip("\n").replace("\n", "\n    ")
            out.write(f"{',' if number else ''}\n    {text}".encode(errors="backslashreplace"))
        out.write(b"\n  ]" if table.rows else b"]")
    out.write(b"\n}\n")
    return out.getvalue()


def _value(value: Value) -> object:
    return value.isoformat() if isinstance(value, date) else value
