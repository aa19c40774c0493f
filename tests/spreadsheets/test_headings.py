"""Which row is the headings: the first of ten with a date and an activity."""

from collections.abc import Sequence

import pytest

from medlofte.core.messages import msg
from medlofte.spreadsheets.columns import known_headings
from medlofte.spreadsheets.headings import Headings, find, not_found, unused_headings
from medlofte.spreadsheets.sheet import Odd, SheetRow, Value

pytestmark = pytest.mark.quick

KNOWN = known_headings()


def rows(*values: Sequence[Value]) -> list[SheetRow]:
    return [SheetRow(number, tuple(each)) for number, each in enumerate(values, 1)]


def test_the_row_with_date_and_activity_is_the_headings() -> None:
    top = rows(["Insatser 2026"], [None], ["Datum", "", "Aktivitet", "Handläggare", Odd(msg("error"), "=1")])
    assert find(None, top, KNOWN) == Headings(3, {"date": 0, "activity": 2}, {3: "Handläggare", 4: "–"})


@pytest.mark.parametrize(("above", "is_found"), [(9, True), (10, False)])
def test_it_stands_in_the_first_ten_rows(above: int, is_found: bool) -> None:
    top = rows(*[["x"]] * above, ["Datum", "Aktivitet"])
    assert (find(None, top, KNOWN) is not None) is is_found


def test_a_heading_that_stands_twice_is_reported_at_its_cell() -> None:
    found = find("Blad1", rows(["Datum", "Aktivitet", "Date"]), KNOWN)
    assert found is not None
    assert found.columns == {"date": 0, "activity": 1}
    assert [str(each.place.text) for each in found.problems] == ["Blad1!C1"]
    assert found.has(2)
    assert not found.has(3)


def test_what_is_lacking_is_said_of_the_row_that_comes_nearest() -> None:
    message, hint = not_found(rows(["Rapport"], ["Datum", "Antal"]), KNOWN)
    assert message.values["headings"] == "Aktivitet"
    assert hint.values["map"] == "--map '…=activity'"
    message, _ = not_found([], KNOWN)
    assert message.values["headings"] == "Datum, Aktivitet"


def test_a_mapped_heading_that_the_sheet_lacks_is_found() -> None:
    top = rows(["När", "Vad"])
    headings = find(None, top, {**KNOWN, "när": "date", "vad": "activity", "vem": "party"})
    assert headings is not None
    assert unused_headings(["när", " VAD ", "Vem"], top, headings) == ["Vem"]
