"""Open data as one JSON document."""

import json
from datetime import date
from decimal import Decimal

import pytest

from medlofte.opendata.columns import ColumnSpec
from medlofte.opendata.json import tables_as_json
from medlofte.opendata.tables import TidyTable
from medlofte.spreadsheets.log_table import Value

pytestmark = pytest.mark.quick

DAY = date(2026, 6, 30)
COLUMNS = (ColumnSpec("promise", "text", ""), ColumnSpec("value", "number", ""))


def written(*rows: tuple[Value, ...]) -> dict[str, object]:
    found: dict[str, object] = json.loads(tables_as_json([TidyTable("promises", COLUMNS, [*rows])], DAY))
    return found


def test_every_row_has_every_column() -> None:
    assert written(("a", 3), ('"\n', None)) == {
        "format": 1,
        "as_of": "2026-06-30",
        "promises": [{"promise": "a", "value": 3}, {"promise": '"\n', "value": None}],
    }


def test_dates_are_text_and_numbers_stay_numbers() -> None:
    assert written(("a", DAY), ("b", Decimal("1.5")), ("c", True))["promises"] == [
        {"promise": "a", "value": "2026-06-30"},
        {"promise": "b", "value": 1.5},
        {"promise": "c", "value": True},
    ]


def test_a_table_without_rows_is_an_empty_list() -> None:
    assert written()["promises"] == []
