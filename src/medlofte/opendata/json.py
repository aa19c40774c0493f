"""Tidy tables to one JSON document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from medlofte.core.escaping import json_pieces
from medlofte.opendata.tables import Tidy
from medlofte.spreadsheets.log_table import Value


def json_parts(tables: Sequence[Tidy], as_of: date) -> Iterator[bytes]:
    """All tables in one document, version 1: under each table's name its rows, each with all columns by name."""
    return (piece.encode(errors="backslashreplace") for piece in json_pieces(_document(tables, as_of)))


def _document(tables: Sequence[Tidy], as_of: date) -> Iterator[tuple[str, object]]:
    yield "format", 1
    yield "as_of", as_of.isoformat()
    for table in tables:
        names = table.names
        yield table.name, (dict(zip(names, map(_value, row))) for row in table.rows)


def _value(value: Value) -> object:
    return value.isoformat() if isinstance(value, date) else value
