"""The canonical line of an entry: the order of its keys, its numbers, and quotation marks only where YAML asks."""

from decimal import Decimal
from typing import Any

import pytest

from medlofte.parsing.log_writer import line_of
from medlofte.parsing.pipeline import read_log

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (
            {"ref": "k1", "count": 3, "activity": "fotpatrull", "date": "2026-01-09"},
            "- {date: 2026-01-09, activity: fotpatrull, count: 3, ref: k1}",
        ),
        ({"date": "2026-02", "total": Decimal("1.50")}, "- {date: 2026-02, total: 1.50}"),
        ({"date": "2026/2027", "done": True, "reached": "all"}, "- {date: 2026/2027, reached: all, done: true}"),
        ({"date": "2026-01-09", "note": "Torget, norra"}, '- {date: 2026-01-09, note: "Torget, norra"}'),
        ({"date": "2026-01-09", "note": "no"}, '- {date: 2026-01-09, note: "no"}'),
        ({"date": "2026-01-09", "activity": ["a", "b"]}, "- {date: 2026-01-09, activity: [a, b]}"),
        ({"date": "2026-01-09", "of_which": {"unga": 2}}, "- {date: 2026-01-09, of_which: {unga: 2}}"),
        ({"zeta": 1, "date": "2026-01-09", "alfa": None}, "- {date: 2026-01-09, alfa: null, zeta: 1}"),
    ],
)
def test_an_entry_has_one_line_that_reads_back_as_it_is(values: dict[str, Any], line: str) -> None:
    assert line_of(values) == line
    text = read_log("promises/x/polis.yaml", f"{line}\n".encode()).value
    assert text is not None
    assert text.plain(0) == values
