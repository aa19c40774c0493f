"""An entry's figure: what it reads as, whether it has one, and whether it says anything rare."""

from decimal import Decimal

import pytest

from medlofte.core.dates import days
from medlofte.model.entry import ALL, KEYS, LogEntry

pytestmark = pytest.mark.quick

BARE = LogEntry(days("2026-01-09"), ("fotpatrull",))


def test_every_key_of_a_log_line_has_a_field() -> None:
    fields = {*LogEntry._fields, "activity", "place"} - {"activities", "places"}
    assert set(KEYS) == fields
    assert len(KEYS) == len(fields)


@pytest.mark.parametrize(
    ("entry", "reading"),
    [
        (BARE._replace(count=3), None),
        (BARE._replace(total=12), 12),
        (BARE._replace(total=0), 0),
        (BARE._replace(reached=Decimal("1.5")), Decimal("1.5")),
        (BARE._replace(reached=ALL), "all"),
    ],
)
def test_a_total_and_those_reached_are_readings_and_a_count_is_none(entry: LogEntry, reading: object) -> None:
    assert entry.reading == reading


@pytest.mark.parametrize(
    ("entry", "has_figure"),
    [
        (BARE, False),
        (BARE._replace(words="många", deviation="Sjukdom", assessed="kept"), False),
        (BARE._replace(count=0), True),
        (BARE._replace(total=0), True),
        (BARE._replace(reached=ALL), True),
        (BARE._replace(done=False), True),
    ],
)
def test_a_zero_and_a_no_are_figures_too(entry: LogEntry, has_figure: bool) -> None:
    assert entry.has_figure is has_figure


@pytest.mark.parametrize(
    ("entry", "is_plain"),
    [
        (BARE._replace(count=3, places=("Torget",), type="kväll", note="regn", ref="k1"), True),
        (BARE._replace(total=3), False),
        (BARE._replace(done=False), False),
        (BARE._replace(of_which={"unga": 2}), False),
        (BARE._replace(source="Polisen"), False),
    ],
)
def test_a_plain_entry_has_a_count_a_place_a_type_a_note_and_a_ref_at_most(entry: LogEntry, is_plain: bool) -> None:
    assert entry.is_plain is is_plain
