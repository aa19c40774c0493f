"""What is expected by now and needed a week, and where nothing is said of it."""

from datetime import date
from decimal import Decimal

import pytest

from medlofte.core.messages import Translator
from medlofte.progress.outlook_text import pace_text
from medlofte.progress.pace import Speed, tenths
from medlofte.progress.tally import progress_of
from tests.progress.conftest import Story, promised

PASS = promised("at_least: 200, unit: pass")
SEASON = promised("at_least: 120, unit: pass", keys="pace: {months: [4, 5, 6, 9]}")
RATE = promised("at_least: 1, per: week, unit: kontroller")
FEW = promised("exact: 4, unit: vandringar")
MIDDLE = "2019-03-31"
"""The 182nd of 365 days."""


def speed(story: Story, day: str = MIDDLE) -> Speed:
    found = story.on(day).speed
    assert found is not None
    return found


def said(story: Story, translator: Translator, day: str = MIDDLE) -> str:
    text = pace_text(story.on(day))
    assert text is not None
    return translator.plain(text)


def test_the_figures_follow_from_each_other() -> None:
    of = speed(PASS.log("2019-03-01, count: 65"))
    assert (of.done, of.expected, of.gap, of.remaining) == (65, 99, -34, 135)
    assert (of.days_gone, of.days_left, of.weeks_left) == (182, 183, Decimal("26.1"))
    assert (of.so_far_per_week, of.needed_per_week) == (Decimal("2.5"), Decimal("5.2"))


def test_what_is_needed_suffices_and_is_no_tenth_too_much() -> None:
    for done in range(0, 200, 7):
        of = speed(PASS.log(f"2019-03-01, total: {done}"))
        assert of.needed_per_week is not None
        assert of.needed_per_week * of.days_left >= of.remaining * 7
        assert (of.needed_per_week - Decimal("0.1")) * of.days_left < of.remaining * 7


@pytest.mark.parametrize(
    ("fraction", "nearest", "up"),
    [
        ((1, 4), Decimal("0.3"), Decimal("0.3")),
        ((1, 3), Decimal("0.3"), Decimal("0.4")),
        ((6, 3), 2, 2),
        ((0, 7), 0, 0),
    ],
)
def test_tenths(fraction: tuple[int, int], nearest: object, up: object) -> None:
    assert (tenths(*fraction), tenths(*fraction, up=True)) == (nearest, up)
    assert type(tenths(*fraction)) is type(nearest)


def test_a_season_counts_its_own_days_only() -> None:
    of = speed(SEASON.log("2019-05-01, count: 20"), "2019-05-15")
    assert (of.days_gone, of.days_left) == (45, 16 + 30 + 30)
    assert of.expected == 120 * 45 // 121


def test_between_the_parts_of_a_season_time_stands_still(english: Translator) -> None:
    story = SEASON.log("2019-05-01, count: 20")
    assert speed(story, "2019-07-01") == speed(story, "2019-08-31")
    assert said(story, english, "2019-07-15") == (
        "70 behind an even pace in the season; 23,4 a week needed, 1,5 so far"
    )


@pytest.mark.parametrize(
    ("story", "day"),
    [
        (PASS.log("2018-10-05, count: 1"), "2018-10-13"),
        (PASS, MIDDLE),
        (PASS.log("2018-11-05, words: flera"), MIDDLE),
        (PASS.log("2018-11-05, count: 200"), MIDDLE),
        (PASS.log("2018-11-05, count: 1"), "2019-09-30"),
        (PASS.log("2018-11-05, count: 1"), "2020-01-01"),
        (PASS.log("2018-11-05, count: 1"), "2018-09-30"),
        (PASS.log("2018-11-05, count: 1", "2019-01-01, assessed: kept"), "2019-09-30"),
        (promised("at_least: 200, unit: pass", keys="pace: end").log("2018-11-05, count: 1"), MIDDLE),
        (promised("at_least: 200, unit: pass", period="2018-10-01").log("2018-11-05, count: 1"), MIDDLE),
        (promised("all: skolor, of: 6").log("2018-11-05, reached: 3"), MIDDLE),
        (promised("within: 24, unit: timmar").log("2018-11-05, count: 3, within: 2"), MIDDLE),
        (promised("done: Klart").log("2018-11-05, done: false"), MIDDLE),
        (promised().log("2018-11-05, count: 3"), MIDDLE),
        (RATE.log("2018-11-05, count: 60"), MIDDLE),
        (SEASON.log("2018-11-05, count: 3"), MIDDLE),
        (SEASON.log("2019-05-01, count: 3"), "2019-04-13"),
        (promised("at_least: 9, unit: pass", keys="pace: {months: [4]}").log("2019-04-01, count: 3"), "2019-05-01"),
    ],
)
def test_nothing_is_said(story: Story, day: str) -> None:
    tally = story.on(day)
    assert (tally.speed, pace_text(tally), tally.forecast) == (None, None, None)


def test_it_is_said_from_the_fourteenth_day_to_the_last_but_one() -> None:
    story = PASS.log("2018-10-05, count: 1")
    assert speed(story, "2018-10-14").days_gone == 14
    assert speed(story, "2019-09-29").days_left == 1


def test_a_promise_that_was_closed_has_no_pace_and_no_forecast() -> None:
    story = PASS.log(*(f"2018-{month}-{day}, count: 2" for month in (10, 11, 12) for day in (10, 20)))
    checked = story.checked.value
    assert checked is not None
    ((tally,), (closed,)) = (
        progress_of(checked.promise.replace(status=status), checked.logged, date(2018, 12, 31)).tallies
        for status in ("adopted", "closed")
    )
    assert tally.speed is not None
    assert tally.forecast is not None
    assert (closed.speed, closed.forecast, closed.done) == (None, None, 12)


@pytest.mark.parametrize(
    ("story", "day", "words"),
    [
        (PASS.log("2019-03-01, count: 65"), MIDDLE, "34 behind an even pace; 5,2 a week needed, 2,5 so far"),
        (PASS.log("2019-03-01, count: 99"), MIDDLE, "level with an even pace; 3,9 a week needed, 3,8 so far"),
        (PASS.log("2019-03-01, count: 104"), MIDDLE, "5 ahead of an even pace; 3,7 a week needed, 4 so far"),
        (RATE.log("2019-03-01, count: 30"), MIDDLE, "4 ahead of the promised rate; 0,9 a week needed, 1,2 so far"),
        (RATE.log("2019-03-01, count: 20"), MIDDLE, "6 behind the promised rate; 1,3 a week needed, 0,8 so far"),
        (FEW.log("2019-03-01, count: 1"), MIDDLE, "level with an even pace; 3 left in 26 weeks"),
        (FEW.log("2019-03-01, count: 1"), "2019-09-16", "2 behind an even pace; 1,5 a week needed, 0 so far"),
        (FEW.log("2019-03-01, count: 1"), "2019-09-17", "2 behind an even pace; 3 left in 13 days"),
        (PASS.log("2019-03-01, count: 150"), "2019-09-29", "49 behind an even pace; 50 left in 1 day"),
        (
            promised("exact: 2, unit: pass", keys="pace: {months: [4, 5, 6, 9]}").log("2019-05-01, count: 1"),
            "2019-05-15",
            "1 ahead of an even pace in the season; 1 left in 10 weeks of the season",
        ),
    ],
)
def test_the_words(story: Story, day: str, words: str, english: Translator) -> None:
    assert said(story, english, day) == words


@pytest.mark.parametrize(
    ("precision", "behind", "ahead"),
    [
        ("exact", "49 behind an even pace; 5,8 a week needed, 1,9 so far", "1 ahead of"),
        (
            "over",
            "at most 49 behind an even pace; at most 5,8 a week needed, at least 1,9 so far",
            "at least 1 ahead of",
        ),
        (
            "at-least",
            "at most 49 behind an even pace; at most 5,8 a week needed, at least 1,9 so far",
            "at least 1 ahead of",
        ),
        ("about", "about 49 behind an even pace; about 5,8 a week needed, about 1,9 so far", "about 1 ahead of"),
    ],
)
def test_no_word_is_surer_than_the_figure(precision: str, behind: str, ahead: str, english: Translator) -> None:
    assert said(PASS.log(f"2019-03-01, count: 50, precision: {precision}"), english) == behind
    assert said(PASS.log(f"2019-03-01, count: 100, precision: {precision}"), english).startswith(ahead)
