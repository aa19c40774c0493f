"""Tidy tables to one JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from medlofte.exporting.table import Value
from medlofte.exporting.tidy import Tidy
from medlofte.text import json_text


def as_json(tables: Sequence[Tidy], as_of: date) -> str:
    """All tables in one document, version 1: under each table's name its rows, each with all columns by name."""
    document: dict[str, Any] = {"format": 1, "as_of": as_of.isoformat()}
    for table in tables:
        document[table.name] = [dict(zip(table.names, map(_value, row))) for row in table.rows]
    return json_text(document)


def _value(value: Value) -> object:
    return value.isoformat() if isinstance(value, date) else value
