"""The likely outcome: how often it comes true in simulated years, when it is out of reach, and when there is none."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from math import exp, sqrt

import pytest

from medlofte.dates import days
from medlofte.entry import Entry
from medlofte.language import Voice
from medlofte.progress import forecast
from medlofte.progress.events import Event
from medlofte.progress.forecast import Forecast, forecast_of, likely, rounded
from medlofte.progress.outlook import forecast_text, outlook
from medlofte.promise import Activity, Kind, Pace, Period, Precision, Target

from .conftest import Story, promised

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
NEEDED: dict[str, tuple[float, float]] = dict.fromkeys(REGIMES, (0.75, 0.85))
DAYS = ("2026-03-15", "2026-05-31", "2026-08-31", "2026-10-31")


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
    return Event(Entry(days(text), ("insats",), count=count), POLICE)


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
    target = Target(Kind.AT_LEAST, amount=10_000, unit="pass")
    return Activity("insats", "Insats", ("polis",), target=target, pace=Pace(tuple(months)))


def share_of_years(years: Sequence[list[Event]], day: date, months: Sequence[int] = ()) -> float:
    """The share of years whose outcome lay in the range, of those that anything was foretold of."""
    inside = told = 0
    for events in years:
        so_far = [each for each in events if each.entry.date.last <= day]
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
    low, high = NEEDED[regime]
    assert all(low <= share <= high for share in shares.values()), shares
