"""A bar of twelve characters."""

import pytest

from medlofte.progress.charts import WIDTH, characters

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("filled", "marked", "bar"),
    [
        (0, None, "............"),
        (12, None, "############"),
        (3, 6, "###...|....."),
        (6, 2, "##|###......"),
        (3, 0, "|##........."),
        (0, 11, "...........|"),
    ],
)
def test_a_mark_takes_the_place_of_the_cell_where_the_time_is(filled: int, marked: int | None, bar: str) -> None:
    assert characters(filled, marked, blocks=False) == bar
    assert characters(filled, marked) == bar.translate(str.maketrans("#.|", "█░┃"))
    assert len(bar) == WIDTH
