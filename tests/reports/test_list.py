"""The list of promises: on a screen, and as JSON."""

import json
from datetime import date

import pytest

from medlofte.core.dates import days
from medlofte.core.messages import Translator
from medlofte.model.entry import LogEntry, LoggedEntry
from medlofte.model.promise import Municipality, Period, Promise
from medlofte.reports.list import ListItem, list_item, render

pytestmark = pytest.mark.quick

PROMISE = Promise(
    "x-2026",
    "Löfte 2026",
    Municipality("Exempelby kommun", "1482"),
    "adopted",
    {},
    {},
    period=Period(date(2026, 1, 1), None),
)


def logged(text: str) -> LoggedEntry:
    return LoggedEntry(LogEntry(days(text), ("a",)), "polis", "promises/x-2026/polis.yaml", 0)


def test_the_last_entry_is_the_one_that_ends_last() -> None:
    found = list_item("x-2026", PROMISE, [logged("2026-03-30"), logged("2026-03"), logged("2026-02")], 0)
    assert (found.entries, found.last and found.last.text) == (3, "2026-03")
    assert list_item("x-2026", PROMISE, [], 0).last is None


def test_a_promise_has_two_lines_and_names_its_municipality_once(english: Translator) -> None:
    named = PROMISE.replace(title="Löfte för Exempelby")
    text = render(
        "table", [ListItem("x-2026", PROMISE, days("2026-03"), 1, 2), ListItem("y", named, None, 0, 0)], english
    )
    _, first, below, second, titled = text.splitlines()
    assert first.split() == ["x-2026", "adopted", "2026-01-01–", "0", "2026-03-31"]
    assert below == "  Löfte 2026, Exempelby kommun · 2 errors"
    assert second.split()[-1] == "–"
    assert titled == "  Löfte för Exempelby"


def test_what_can_not_be_read_is_listed_with_its_errors(english: Translator) -> None:
    *_, row, below = render("table", [ListItem("z", None, None, 0, 1)], english).splitlines()
    assert row.split() == ["z", "–", "–", "–", "–"]
    assert below == "  1 error"


def test_json_has_all_of_it(english: Translator) -> None:
    found = json.loads(render("json", [ListItem("x-2026", PROMISE, days("2026-03"), 1, 2)], english))
    assert found["promises"] == [
        {
            "id": "x-2026",
            "title": "Löfte 2026",
            "municipality": {"name": "Exempelby kommun", "code": "1482"},
            "status": "adopted",
            "period": {"start": "2026-01-01", "end": None},
            "activities": 0,
            "entries": 1,
            "last_entry": "2026-03-31",
            "errors": 2,
        }
    ]
