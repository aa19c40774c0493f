"""Pace and forecast in words, from a year whose numbers are easy to divide."""

import pytest

from medlofte.core.messages import Translator
from medlofte.progress.outlook_text import forecast_text, outlook, pace_text
from medlofte.progress.tally import ActivityFigures
from tests.progress.conftest import promised

pytestmark = pytest.mark.quick

HALF = "2019-04-01"
"""183 of 365 days have gone; 182, or 26 weeks, are left."""


def figures(target: str, *lines: str, day: str = HALF) -> ActivityFigures:
    return promised(target).log(*lines).on(day)


@pytest.mark.parametrize(
    ("done", "text"),
    [
        # expected by now: 730 · 183/365 = 366
        ("340", "26 behind an even pace; 15 a week needed, 13 so far"),
        ("366", "level with an even pace; 14 a week needed, 14 so far"),
        ("392", "26 ahead of an even pace; 13 a week needed, 15 so far"),
    ],
)
def test_the_pace_is_told_by_the_week(english: Translator, done: str, text: str) -> None:
    said = pace_text(figures("at_least: 730, unit: pass", f"2018-10-01/2019-04-01, total: {done}"))
    assert said is not None
    assert english.plain(said) == text


def test_a_rough_number_makes_a_rough_pace(english: Translator) -> None:
    said = pace_text(figures("at_least: 730, unit: pass", "2019-04-01, total: 340, precision: about"))
    assert said is not None
    assert english.plain(said) == "about 26 behind an even pace; about 15 a week needed, about 13 so far"
    said = pace_text(figures("at_least: 730, unit: pass", "2019-04-01, total: 340, precision: at-least"))
    assert said is not None
    assert english.plain(said).startswith("at most 26 behind an even pace; at most 15 a week needed, at least 13")


def test_what_is_done_less_than_weekly_is_told_by_what_is_left(english: Translator) -> None:
    said = pace_text(figures("at_least: 10, unit: pass", "2019-04-01, total: 4"))
    assert said is not None
    assert english.plain(said).endswith("; 6 left in 26 weeks")


def test_nothing_is_said_of_what_has_no_number_or_is_reached() -> None:
    assert list(outlook(figures("at_least: 10, unit: pass", "2019-04-01, total: 10"))) == []
    assert list(outlook(promised().log("2019-04-01, count: 3").on(HALF))) == []
    assert forecast_text(figures("at_least: 10, unit: pass")) is None
