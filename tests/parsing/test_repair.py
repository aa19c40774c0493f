"""Mending: what has the wrong shape is taken out, and nothing else moves."""

from datetime import date
from typing import Any

import pytest

from medlofte.model.promise import Activity, Target, TargetKind
from medlofte.parsing import schema
from medlofte.parsing.repair import Repaired, repair
from medlofte.progress.target import expected_at


def promise(**changes: Any) -> dict[str, Any]:
    return {
        "format": 1,
        "title": "x",
        "municipality": {"name": "Exempelby"},
        "status": "draft",
        "parties": {"polis": {"name": "Polisen"}},
        "activities": {"a": {"title": "x", "responsible": ["polis"]}},
        **changes,
    }


def mend(value: dict[str, Any]) -> Repaired:
    return repair(value, schema.faults("promise", value), lambda each: schema.faults("promise", each))


def test_what_is_right_stays_as_it_is() -> None:
    result = mend(promise())
    assert (result.value, result.dropped, result.is_right) == (promise(), frozenset(), True)


def test_a_faulty_item_of_a_list_of_texts_keeps_its_place() -> None:
    result = mend(promise(activities={"a": {"title": "x", "responsible": [5, "polis"]}}))
    assert result.value["activities"]["a"]["responsible"] == ["okand-0", "polis"]
    assert ("activities", "a", "responsible", 0) in result.dropped


def test_another_faulty_item_takes_the_whole_list_along() -> None:
    result = mend(promise(sources=["en källa", {"title": "en till"}]))
    assert "sources" not in result.value
    assert ("sources",) in result.dropped
    assert result.is_right


def test_a_missing_key_of_an_item_is_filled_in_and_moves_nothing() -> None:
    result = mend(promise(followups=[{"to": "styrelsen"}, {"due": "2026-01-01"}], cases=[{}], decisions=[{}]))
    assert [each["due"] for each in result.value["followups"]] == ["2999-12-31", "2026-01-01"]
    assert (result.value["cases"], result.value["decisions"]) == ([{"kind": "memo"}], [{"kind": "adopted"}])
    assert result.is_right


def test_what_the_status_leans_on_takes_it_along() -> None:
    assert ("status",) in mend(promise(period={"end": "2026-12-31"})).dropped


def test_without_parties_nobody_is_responsible() -> None:
    value = promise(activities={"a": {"title": "x"}})
    del value["parties"]
    assert not mend(value).is_right


def test_very_many_faults_are_not_mended() -> None:
    assert not mend(promise(**{f"k{n}": 1 for n in range(60)})).is_right


def test_a_file_that_is_no_mapping_is_not_mended() -> None:
    faults = schema.faults("promise", [])
    assert not repair([], faults, lambda each: schema.faults("promise", each)).is_right


@pytest.mark.parametrize("per", ["week", "month"])
def test_a_rate_without_a_period_wants_nothing(per: str) -> None:
    activity = Activity("a", "x", ("polis",), target=Target(TargetKind.RATE, 1, "pass", per))
    result = expected_at(activity, None, date(2026, 1, 1))
    assert (result.whole, result.now) == (None, None)
