"""The likely outcome: how often it comes true in simulated years, when it is out of reach, and when there is none."""

import random
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from math import exp, sqrt

import pytest

from medlofte.core.dates import days
from medlofte.core.messages import Translator
from medlofte.model.entry import LogEntry
from medlofte.model.promise import Activity, Pace, Period, Precision, Target, TargetKind
from medlofte.progress import forecast
from medlofte.progress.events import Event
from medlofte.progress.forecast import Forecast, forecast_of, likely, round_range
from medlofte.progress.outlook_text import forecast_text, outlook
from tests.progress.conftest import Story, promised

YEARS = 2000
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
POLICE = frozenset({"polis"})
Week = Callable[[random.Random], float]
"""How many are expected in a week, drawn anew for each."""

REGIMES: dict[str, Week] = {
    "chance": lambda dice: 4.0,
    "few": lambda dice: 1.2,
    "uneven": lambda dice: dice.gammavariate(2, 2),
    "in bursts": lambda dice: 9.0 if dice.random() < 0.3 else 0.8,
}
DAYS = ("2026-03-31", "2026-06-30", "2026-10-31")


def poisson(dice: random.Random, mean: float) -> int:
    """A number by chance alone, by Knuth's method."""
    number, left, floor = 0, dice.random(), exp(-mean)
    while left > floor:
        left *= dice.random()
        number += 1
    return number


@cache
def event(day: date, count: int, first: date | None = None) -> Event:
    """So many on a day, or on the days up to it."""
    text = f"{first}/{day}" if first else day.isoformat()
    return Event(LogEntry(days(text), ("insats",), count=count), POLICE)


def year(dice: random.Random, week: Week, months: Sequence[int]) -> list[Event]:
    """What is done in a year, each day of a week as likely as another."""
    by_day: dict[date, int] = {}
    all_days = [YEAR.start + timedelta(n) for n in range(365)]
    work = [day for day in all_days if not months or day.month in months]
    for start in range(0, len(work), 7):
        of_week = work[start : start + 7]
        for _ in range(poisson(dice, week(dice) * len(of_week) / 7)):
            day = dice.choice(of_week)
            by_day[day] = by_day.get(day, 0) + 1
    return [event(day, by_day[day]) for day in sorted(by_day)]


def total(events: Sequence[Event]) -> int:
    return sum(int(each.entry.count or 0) for each in events)


def activity(months: Sequence[int] = ()) -> Activity:
    target = Target(TargetKind.AT_LEAST, amount=10_000, unit="pass")
    return Activity("insats", "Insats", ("polis",), target=target, pace=Pace(tuple(months)))


def share_of_years(years: Sequence[list[Event]], day: date, months: Sequence[int] = ()) -> float:
    """The share of years whose outcome lay in the range, of those that anything was foretold of."""
    inside = told = 0
    for events in years:
        so_far = events[: bisect_right(events, day, key=lambda each: each.entry.date.last)]
        found = forecast_of(activity(months), YEAR, 10_000, so_far, Precision.EXACT, day)
        if found is not None:
            told += 1
            inside += found.low <= total(events) <= found.high
    assert told > 0.9 * len(years)
    return inside / told


@pytest.mark.parametrize("regime", REGIMES)
def test_four_of_five_simulated_years_end_in_the_range(regime: str) -> None:
    dice = random.Random(f"2026 {regime}")
    years = [year(dice, REGIMES[regime], ()) for _ in range(YEARS)]
    shares = {day: share_of_years(years, date.fromisoformat(day)) for day in DAYS}
    assert all(0.75 <= share <= 0.85 for share in shares.values()), shares


def test_so_they_do_in_a_season() -> None:
    months = (4, 5, 6, 8, 9, 10)
    dice = random.Random("2026 season")
    years = [year(dice, REGIMES["uneven"], months) for _ in range(YEARS // 2)]
    shares = {day: share_of_years(years, date.fromisoformat(day), months) for day in ("2026-07-15", "2026-09-15")}
    assert all(0.75 <= share <= 0.85 for share in shares.values()), shares


def by_the_month(events: Sequence[Event]) -> list[Event]:
    """The same year, logged as a sum at the end of each month."""
    months: dict[date, int] = {}
    for each in events:
        first = each.entry.date.last.replace(day=1)
        months[first] = months.get(first, 0) + int(each.entry.count or 0)
    return [event((first + timedelta(31)).replace(day=1) - timedelta(1), n, first) for first, n in months.items()]


@pytest.mark.parametrize("regime", ["chance", "uneven"])
def test_so_they_do_when_sums_are_logged_by_the_month(regime: str) -> None:
    dice = random.Random(f"2026 months {regime}")
    years = [by_the_month(year(dice, REGIMES[regime], ())) for _ in range(YEARS // 2)]
    shares = {day: share_of_years(years, date.fromisoformat(day)) for day in ("2026-08-05", "2026-10-05")}
    assert all(0.75 <= share <= 0.85 for share in shares.values()), shares


def test_what_comes_in_streaks_of_several_weeks_is_surer_than_it_looks() -> None:
    """The model's limit, told in docs/forecast.md: fewer than four of five, but most."""
    dice = random.Random("2026 streaks")

    def streaks() -> Week:
        state = [6.0]

        def week(dice: random.Random) -> float:
            if dice.random() < 0.4:
                state[0] = dice.choice((1.5, 6.0))
            return state[0]

        return week

    years = [year(dice, streaks(), ()) for _ in range(YEARS // 2)]
    assert 0.6 < share_of_years(years, date(2026, 8, 31)) < 0.75


STEADY = promised("at_least: 200, unit: pass")
WEEKLY = [date(2018, 10, 3) + timedelta(weeks=n) for n in range(52)]
MIDDLE = "2019-03-31"


def weekly(story: Story, counts: Sequence[int | str], *, keys: str = "", first: int = 0) -> Story:
    """So many logged each week; nothing for a dash."""
    lines = [f"{day}, count: {count}{keys}" for day, count in zip(WEEKLY[first:], counts, strict=False) if count != "-"]
    return story.log(*lines)


def foretold(story: Story, day: str = MIDDLE) -> Forecast:
    found = story.on(day).forecast
    assert found is not None
    return found


FOUR = [4, 3, 5, 4, 2, 6, 4, 4, 3, 5, 4, 5, 3, 4, 6, 2, 4, 4, 5, 3, 4, 4, 5, 3, 4, 4]


def test_the_range_holds_the_plain_continuation_and_steps_are_coarse() -> None:
    of = foretold(weekly(STEADY, FOUR))
    plain = sum(FOUR) + sum(FOUR) / 26 * 183 / 7
    assert float(of.low) < plain < float(of.high)
    assert (of.low, of.high, of.basis) == (195, 220, "weeks")


@pytest.mark.parametrize(
    ("low", "high", "done", "expected"),
    [
        (140.2, 189.1, 50, (140, 190)),
        (10.2, 13.9, 9, (11, 13)),
        (11.4, 11.8, 11, (11, 13)),
        (9.0, 9.0, 10, (10, 11)),
        (1204.0, 1388.0, 3, (1200, 1380)),
        (0.0, 100_000.0, 0, (0, 100_000)),
    ],
)
def test_rounding(low: float, high: float, done: int, expected: tuple[int, int]) -> None:
    assert round_range(low, high, done) == expected


def test_uneven_weeks_make_a_wider_range() -> None:
    bursts = [12 if n % 3 == 1 else 0 for n in range(26)]
    even, uneven = foretold(weekly(STEADY, FOUR)), foretold(weekly(STEADY, bursts))
    assert uneven.high - uneven.low > even.high - even.low + 10


def test_likeness_of_weeks_near_each_other_makes_a_wider_range() -> None:
    shuffled, streaks = [1, 7] * 13, ([1] * 4 + [7] * 4) * 3 + [1, 7]
    spread = [most - least for least, most in (likely(counts, 26) for counts in (shuffled, streaks))]
    assert spread[1] > 1.2 * spread[0]


def test_so_regular_a_course_is_not_trusted_wholly() -> None:
    low, high = likely([4.0] * 26, 26)
    assert (high - low) / 2 == pytest.approx(_NORMAL * sqrt(0.4 * 4 * 26 * 2), rel=0.05)


_NORMAL = 1.2816


def test_the_sum_can_never_shrink() -> None:
    assert likely([0, 0, 0, 0, 9], 2, "months")[0] == 0.0
    assert foretold(weekly(STEADY, [1, "-", 9, *["-"] * 8, 1, 1, 1, 1, 1]), "2019-01-25").low >= 15


@pytest.mark.parametrize(("freedom", "t"), [(3, 1.6377), (7, 1.4149), (11, 1.3634), (30, 1.3104)])
def test_students_t_is_that_of_the_tables(freedom: int, t: float) -> None:
    assert forecast._student(freedom) == pytest.approx(t, abs=0.001)


SEASON = promised("at_least: 120, unit: pass", keys="pace: {months: [4, 5, 6, 7, 8]}")
IN_SEASON = [date(2019, 4, 3) + timedelta(weeks=n) for n in range(16)]


def test_a_season_is_foretold_by_its_own_weeks() -> None:
    lines = [f"{day}, count: {count}" for day, count in zip(IN_SEASON, FOUR)]
    of = foretold(SEASON.log(*lines, "2018-11-01, count: 10"), "2019-07-20")
    assert of.basis == "weeks"
    assert of.low < 10 + 64 + 4 * 42 / 7 < of.high < 120
    assert of.out_of_reach
    assert SEASON.log(*lines).on("2019-09-01").forecast is None


MONTHS = [
    f"{year}-{month:02}" for year, month in [(2018, 10), (2018, 11), (2018, 12), *((2019, n) for n in range(1, 8))]
]


def monthly(counts: Sequence[int], story: Story = STEADY) -> Story:
    return story.log(*(f"{month}, count: {count}" for month, count in zip(MONTHS, counts, strict=False)))


def test_sums_by_the_month_are_foretold_from_the_last_month_that_is_told_of() -> None:
    story = monthly([14, 15, 13, 16, 15, 14])
    of = foretold(story, "2019-03-31")
    assert (of.basis, of.low < 87 * 2 < of.high, of.out_of_reach) == ("months", True, True)
    assert foretold(story, "2019-05-31") == of == foretold(story, "2019-04-20")
    assert story.on("2019-06-02").forecast is None


def test_a_month_that_was_begun_before_the_promise_is_no_full_month() -> None:
    story = promised("at_least: 200, unit: pass", period="2018-10-10/2019-09-30")
    lines = [f"{month}, count: 14" for month in MONTHS[1:]]
    of = foretold(story.log("2018-10-10/2018-10-31, count: 2", *lines), "2019-06-30")
    assert of.low < 2 + 8 * 14 + 3 * 14 < of.high


@pytest.mark.parametrize(
    ("story", "day"),
    [
        (weekly(STEADY, FOUR), "2018-12-22"),
        (weekly(STEADY, FOUR[:20]), MIDDLE),
        (weekly(STEADY, [4, *["-"] * 21, 4, 4, 4]), MIDDLE),
        (weekly(STEADY, FOUR, keys=", precision: at-least"), MIDDLE),
        (weekly(STEADY, FOUR, keys=", precision: over"), MIDDLE),
        (weekly(STEADY, [0] * 26), MIDDLE),
        (weekly(STEADY, FOUR).log("2019-03-29, total: 90", file="kommun"), MIDDLE),
        (weekly(STEADY, FOUR).log("2018-11-20/2019-01-20, count: 30", file="kommun"), MIDDLE),
        (weekly(STEADY, [*FOUR, *[3] * 24]), "2019-09-17"),
        (weekly(promised("at_least: 200, unit: pass", keys="pace: end"), FOUR), MIDDLE),
        (weekly(STEADY, [9] * 26), MIDDLE),
        (monthly([14, 15, 13, 16]), "2019-02-01"),
        (promised("at_least: 200, unit: pass").log("2019-05, count: 4", "2019-05-02, count: 4"), "2019-05-31"),
    ],
)
def test_nothing_is_foretold(story: Story, day: str) -> None:
    tally = story.on(day)
    assert (tally.forecast, forecast_text(tally)) == (None, None)


def test_it_is_foretold_from_twelve_weeks_to_two_weeks_before_the_end() -> None:
    story = weekly(STEADY, [*FOUR[:13], *[3] * 39])
    assert story.on("2018-12-23").forecast is not None
    assert story.on("2018-12-22").forecast is None
    assert story.on("2019-09-16").forecast is not None
    assert story.on("2019-09-17").forecast is None


def test_a_forecast_by_rough_figures_never_says_out_of_reach() -> None:
    exact, rough = (weekly(STEADY, [2] * 26, keys=keys) for keys in ("", ", precision: about"))
    assert foretold(exact).out_of_reach
    assert foretold(rough) == foretold(exact).replace(out_of_reach=False)


def test_out_of_reach_is_reckoned_by_the_best_month_so_far() -> None:
    of = foretold(weekly(STEADY, [2] * 26), "2019-03-30")
    # the best month so far has five Wednesdays; six months are left, and what March lacks to it
    assert of.at_best == 52 + 6 * 10 + 2
    assert of.out_of_reach
    within = weekly(promised("at_least: 113, unit: pass"), [2] * 26)
    assert not foretold(within, "2019-03-30").out_of_reach


def test_the_words(english: Translator) -> None:
    def said(story: Story) -> str:
        text = forecast_text(story.on(MIDDLE))
        assert text is not None
        return english.plain(text)

    assert said(weekly(STEADY, FOUR)) == "likely outcome 195–220 of at least 200 if the pace holds"
    exact = weekly(promised("exact: 200, unit: pass"), FOUR)
    assert said(exact) == "likely outcome 195–220 of 200 if the pace holds"
    assert said(weekly(STEADY, [2] * 26)).endswith(
        "of at least 200 if the pace holds; even if every month left is as the best so far, 112 of at least 200"
    )
    assert len(list(outlook(exact.on(MIDDLE)))) == 2
    assert list(outlook(STEADY.on(MIDDLE))) == []
