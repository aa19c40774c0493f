"""A bar on the screen: how much is done, and where the time is."""

import pytest

from medlofte.progress.charts import bar
from medlofte.progress.target import Share

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("done", "gone", "cells"),
    [
        (None, (1, 2), ""),
        ((0, 200), (0, 365), "|..........."),
        ((1, 200), None, "#..........."),
        ((100, 200), (182, 365), "#####|......"),
        ((199, 200), (364, 365), "###########|"),
        ((400, 200), (365, 365), "############"),
    ],
)
def test_it_is_rounded_down_but_never_to_nothing(done: Share | None, gone: Share | None, cells: str) -> None:
    assert bar(done, gone, blocks=False) == cells
