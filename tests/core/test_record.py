"""Frozen records: fields, defaults, equality, order, and a copy with changes."""

import pytest

from medlofte.core.record import Record

pytestmark = pytest.mark.quick


class Point(Record):
    x: int
    y: int = 0


class Other(Record):
    x: int
    y: int = 0


def test_fields_are_given_by_place_or_name_and_have_defaults() -> None:
    assert Point(1) == Point(x=1, y=0) == Point(1, 0)
    assert repr(Point(1, y=2)) == "Point(x=1, y=2)"


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"z": 1})])
def test_too_few_too_many_and_unknown_fields_are_refused(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="Point takes x, y, not"):
        Point(*values, **named)


def test_a_record_never_changes_and_replace_gives_another() -> None:
    point = Point(1, 2)
    with pytest.raises(AttributeError, match="Point is frozen"):
        point.x = 3  # type: ignore[misc]
    assert (point.replace(x=3), point) == (Point(3, 2), Point(1, 2))
    with pytest.raises(TypeError):
        point.replace(z=3)


def test_records_are_equal_field_by_field_and_only_to_their_own_type() -> None:
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != Other(1, 2)
    assert len({Point(1, 2), Point(1, 2), Point(2, 1)}) == 2


def test_records_are_ordered_by_their_fields_in_turn() -> None:
    assert sorted([Point(2, 0), Point(1, 9), Point(1, 2)]) == [Point(1, 2), Point(1, 9), Point(2, 0)]
    assert Point(1, 2) <= Point(1, 2)
