"""Which values of two files differ, whatever form they are written in."""

from decimal import Decimal
from typing import Any

import pytest

from medlofte.changes.gate.value_diff import ChangedValue, at, nearest, parts, same

pytestmark = pytest.mark.quick

VALUE = {"activities": {"a": {"places": ["Torget", "Parken"]}}}


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        ("två  ord\n", "två ord", True),
        ("Två ord", "två ord", False),
        (2, Decimal("2.0"), True),
        (1, True, False),
        ("1", 1, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        (["a", "b"], ["b", "a"], False),
        (None, "", False),
    ],
)
def test_blanks_digits_and_the_order_of_keys_make_no_difference(old: Any, new: Any, is_same: bool) -> None:
    assert same(old, new) is is_same


def test_the_innermost_values_that_differ_are_told_by_old_and_new_route() -> None:
    old = {"title": "A", "target": {"at_least": 20, "unit": "pass"}, "note": "x"}
    new = {"title": "A", "target": {"at_least": 15, "unit": "pass"}, "when": "kväll"}
    assert parts(old, new, ChangedValue(("new",), ("old",))) == (
        ChangedValue(("new", "target", "at_least"), ("old", "target", "at_least")),
        ChangedValue(("new", "when"), ("old", "when")),
        ChangedValue(("new", "note"), ("old", "note")),
    )


def test_what_is_new_or_gone_is_told_key_by_key_and_a_list_as_a_whole() -> None:
    whole = ChangedValue(("a",), ("a",))
    assert parts(None, {"x": 1, "y": 2}, whole) == tuple(ChangedValue(("a", key), ("a", key)) for key in "xy")
    assert parts(["x"], ["x", "y"], whole) == (whole,)
    assert parts({"x": 1}, {"x": Decimal("1.0")}, whole) == ()


@pytest.mark.parametrize(
    ("route", "found", "nearest_route"),
    [
        (("activities", "a", "places", 1), "Parken", ("activities", "a", "places", 1)),
        (("activities", "a", "places", 2), None, ("activities", "a", "places")),
        (("activities", "b", "places"), None, ("activities",)),
        (("activities", "a", "places", "x"), None, ("activities", "a", "places")),
        (("x",), None, ()),
    ],
)
def test_a_route_leads_to_a_value_or_as_far_as_it_goes(
    route: tuple[str | int, ...], found: Any, nearest_route: tuple[str | int, ...]
) -> None:
    assert at(VALUE, route) == found
    assert nearest(VALUE, route) == nearest_route
