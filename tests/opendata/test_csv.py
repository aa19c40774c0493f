"""Open data as CSV, for programs and for a Swedish Excel, and the package that describes it."""

import json
from datetime import date
from decimal import Decimal

import pytest

from medlofte.opendata.columns import ColumnSpec
from medlofte.opendata.csv import files_of, table_as_csv
from medlofte.opendata.tables import TidyTable

pytestmark = pytest.mark.quick

COLUMNS = (
    ColumnSpec("promise", "text", "Whose.", True),
    ColumnSpec("done", "number", "How many."),
    ColumnSpec("everyone", "boolean", "Whether all."),
    ColumnSpec("as_of", "date", "When."),
)
TABLE = TidyTable("promises", COLUMNS, [("=x", Decimal("1.5"), True, date(2026, 1, 9)), ("y;z", None, False, None)])


def test_numbers_have_points_and_nothing_is_a_formula() -> None:
    assert table_as_csv(TABLE).decode() == ("promise,done,everyone,as_of\r\n'=x,1.5,true,2026-01-09\r\ny;z,,false,\r\n")


def test_a_swedish_excel_gets_a_mark_semicolons_and_commas() -> None:
    assert table_as_csv(TABLE, swedish=True) == (
        '\ufeffpromise;done;everyone;as_of\r\n\'=x;1,5;true;2026-01-09\r\n"y;z";;false;\r\n'.encode()
    )


@pytest.mark.parametrize(("swedish", "delimiter"), [(False, ","), (True, ";")])
def test_the_package_describes_each_file(swedish: bool, delimiter: str) -> None:
    files = files_of([TABLE], swedish=swedish)
    assert list(files) == ["promises.csv", "datapackage.json"]
    (resource,) = json.loads(files["datapackage.json"])["resources"]
    assert (resource["path"], resource["dialect"]["delimiter"]) == ("promises.csv", delimiter)
    promise, done, *_ = resource["schema"]["fields"]
    assert (promise["type"], promise["constraints"]) == ("string", {"required": True})
    assert done.get("decimalChar") == ("," if swedish else None)
    assert resource["schema"]["primaryKey"] == ["promise"]
