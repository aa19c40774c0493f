"""Entries as a table: the columns that somebody has something in, and what a person may choose."""

from datetime import date
from decimal import Decimal

import pytest

from medlofte.core.dates import days
from medlofte.model.entry import LogEntry, LoggedEntry
from medlofte.model.promise import Activity, Municipality, Part, Party, Promise, Target, TargetKind
from medlofte.spreadsheets.log_table import LogTable, as_csv, choices, of_log, to_fill_in

pytestmark = pytest.mark.quick

POLICE, TOWN = Party("polis", "Polisen", "police"), Party("kommun", "Kommunen", "municipality")


def promise(*activities: Activity, parties: tuple[Party, ...] = (POLICE, TOWN)) -> Promise:
    named = Municipality("Exempelby kommun")
    by_id = {each.id: each for each in activities}
    return Promise("x", "Löfte", named, "adopted", {each.id: each for each in parties}, by_id)


def logged(text: str, **keys: object) -> LoggedEntry:
    entry = LogEntry(days(text), ("patrull",))._replace(**keys)  # type: ignore[arg-type]
    return LoggedEntry(entry, "polis", "promises/x/polis.yaml", 0)


def test_a_column_is_there_when_some_entry_has_something_in_it() -> None:
    table = of_log([logged("2026-01-09", count=3, places=("Torget", "a;b")), logged("2026", done=False)], "sv")
    assert table.headings == ("Datum", "Aktivitet", "Part", "Antal", "Klart", "Plats", "Anteckning", "Ref")
    assert table.rows == (
        (date(2026, 1, 9), "patrull", "polis", 3, None, 'Torget; "a;b"', None, None),
        ("år 2026", "patrull", "polis", None, False, None, None, None),
    )


def test_an_empty_log_has_the_columns_that_all_have() -> None:
    assert of_log([], "en").headings == ("Date", "Activity", "Party", "Count", "Place", "Note", "Ref")


@pytest.mark.parametrize(
    ("target", "extra"),
    [
        (Target(TargetKind.COVERAGE, whom="skolor"), {"reached"}),
        (Target(TargetKind.MILESTONE, done="Klart"), {"done"}),
        (Target(TargetKind.TIME_LIMIT, 24), {"within"}),
        (Target(TargetKind.AT_LEAST, 24), set()),
    ],
)
def test_a_form_asks_for_what_the_kinds_of_targets_need(target: Target, extra: set[str]) -> None:
    plain = {"date", "activity", "party", "count", "place", "type", "note", "deviation"}
    assert set(to_fill_in(promise(Activity("a", "A", (), target=target)), "sv").keys) == plain | extra


def test_a_form_asks_for_tags_where_a_part_is_promised() -> None:
    assert "tags" in to_fill_in(promise(Activity("a", "A", (), of_which=(Part("unga", 2),))), "sv").keys


def test_choices_are_titles_unless_these_may_be_mistaken() -> None:
    of = promise(
        Activity("a", "Patrull", (), places=("Torget",), any_of=("kväll", "natt")),
        Activity("b", "patrull", (), places=("Torget", "x;y")),
        Activity("c", "Vandring", ()),
        Activity("d", "a", ()),
        parties=(POLICE, TOWN, TOWN.replace(id="bolag")),
    )
    found = choices(of)
    assert found["activity"] == ["a", "b", "Vandring", "d"]
    assert found["party"] == ["Polisen", "kommun", "bolag"]
    assert found["place"] == ["Torget", '"x;y"']
    assert found["type"] == ["kväll", "natt"]


def test_csv_has_points_dates_and_no_formulas() -> None:
    table = LogTable(
        ("date", "count", "done", "note"), ("D", "C", "K", "N"), ((date(2026, 1, 9), Decimal("1.5"), True, "=1"),)
    )
    assert as_csv(table).splitlines() == ["D,C,K,N", "2026-01-09,1.5,true,'=1"]
