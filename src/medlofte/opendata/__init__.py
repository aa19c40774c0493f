"""Open data: tidy tables as CSV, JSON, XLSX and Parquet, described by DCAT-AP-SE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medlofte.opendata.tables import TidyTable

FORMATS = ("json", "csv", "csv-sv", "xlsx", "parquet", "dcat")
FOLDERS = ("csv", "csv-sv", "parquet")
"""The formats that are several files."""

FILES = {"json": "open-data.json", "xlsx": "open-data.xlsx", "dcat": "dcat.ttl"}
"""The formats that are one file, and its name."""


def files_of(
    format: str, tables: Sequence[TidyTable], as_of: date, settings: Mapping[str, Any] | None = None
) -> dict[str, bytes]:
    """The files of a format by their names. ``settings`` are the project's, which ``dcat`` is made from.

    Raises ``MedlofteError`` when an extra is missing, or a table does not fit.
    """
    match format:
        case "csv" | "csv-sv":
            from medlofte.opendata import csv

            return csv.files_of(tables, swedish=format == "csv-sv")
        case "parquet":
            from medlofte.opendata import parquet

            return parquet.files_of(tables)
        case "xlsx":
            from medlofte.opendata.xlsx import tables_as_xlsx

            return {FILES[format]: tables_as_xlsx(tables)}
        case "dcat":
            from medlofte.opendata.dcat import as_turtle

            return {FILES[format]: as_turtle(settings or {}, tables[0], as_of).encode(errors="backslashreplace")}
    from medlofte.opendata.json import tables_as_json

    return {FILES["json"]: tables_as_json(tables, as_of)}
