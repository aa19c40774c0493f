"""Follow-ups that come back: the parts are the whole period, and each is due when it should be."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.core.dates import MONTHS_IN, days
from medlofte.model.promise import FollowUp, Period
from medlofte.model.recurrence import occurrences, parts, when

DAY = timedelta(days=1)
EVERY = sorted(MONTHS_IN)
DATES = st.dates(date(1900, 1, 1), date(2999, 12, 31))


def due(followup: FollowUp, start: str, end: str | None, until: str = "2030-01-01") -> list[str]:
    period = Period(date.fromisoformat(start), date.fromisoformat(end) if end else None)
    return [each.due.text for each in occurrences(followup, period, date.fromisoformat(until))]


@given(st.sampled_from(EVERY), DATES, st.integers(0, 3000))
def test_the_parts_are_the_whole_period_without_gaps_or_overlaps(every: str, start: date, length: int) -> None:
    end = min(start + timedelta(days=length), date(2999, 12, 31))
    found = list(parts(Period(start, end), every, start))
    assert (found[0][0], found[-1][1]) == (start, end)
    assert all(first <= last for first, last in found)
    assert all(last + DAY == first for (_, last), (first, _) in pairwise(found))
    for first, last in found:
        assert (first.year, (first.month - 1) // MONTHS_IN[every]) == (last.year, (last.month - 1) // MONTHS_IN[every])


@given(st.sampled_from(EVERY), DATES, st.integers(0, 3000))
def test_without_an_end_the_parts_go_on_to_the_day(every: str, start: date, length: int) -> None:
    until = min(start + timedelta(days=length), date(2999, 12, 31))
    found = list(parts(Period(start), every, until))
    assert found[0][0] == start
    assert found[-1][0] <= until <= found[-1][1]
    assert all(last + DAY == first for (_, last), (first, _) in pairwise(found))


@given(st.sampled_from(EVERY), DATES, st.integers(0, 3000))
def test_each_part_is_told_of_in_the_month_after_it(every: str, start: date, length: int) -> None:
    end = min(start + timedelta(days=length), date(2999, 11, 30))
    for each in occurrences(FollowUp(every=every), Period(min(start, end), end), end):
        assert each.last is not None
        assert each.due.first.day == 1
        assert each.due.last >= each.last + timedelta(days=28)
        assert (each.due.first - each.last).days <= 31
        assert each.opens == min(each.due.first, each.last + DAY)


def test_a_tertial_expands_over_a_year_s_end() -> None:
    again = FollowUp(to="kommunstyrelsen", every="tertial")
    assert due(again, "2018-01-01", "2018-12-31") == ["2018-05", "2018-09", "2019-01"]
    assert due(again, "2018-10-01", "2019-09-30") == ["2019-01", "2019-05", "2019-09", "2019-10"]
    period = Period(date(2018, 10, 1), date(2019, 9, 30))
    about = [(str(each.first), str(each.last)) for each in occurrences(again, period, period.start)]
    assert about == [
        ("2018-10-01", "2018-12-31"),
        ("2019-01-01", "2019-04-30"),
        ("2019-05-01", "2019-08-31"),
        ("2019-09-01", "2019-09-30"),
    ]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("month", ["2026-12", "2027-01", "2027-02"]),
        ("quarter", ["2027-01", "2027-02"]),
        ("half-year", ["2027-01", "2027-02"]),
        ("year", ["2027-01", "2027-02"]),
    ],
)
def test_a_part_that_is_cut_by_the_end_is_told_of_the_month_after(every: str, expected: list[str]) -> None:
    assert due(FollowUp(every=every), "2026-11-01", "2027-01-15") == expected


@pytest.mark.parametrize(
    ("first", "every", "expected"),
    [
        ("2026-05-31", "tertial", ["2026-05-31", "2026-09-30", "2027-01-31"]),
        ("2026-02", "quarter", ["2026-02", "2026-05", "2026-08", "2026-11"]),
        ("2026-07-01/2026-07-15", "half-year", ["2026-07-01/2026-07-15", "2027-01-01/2027-01-15"]),
        ("2026-06/2026-07", "half-year", ["2026-06/2026-07", "2026-12/2027-01"]),
        ("2027", "year", ["2027"]),
        ("2026", "half-year", ["2026", "2026-07/2027-06"]),
        ("2026/2027", "half-year", ["2026/2027", "2026-07/2028-06"]),
    ],
)
def test_with_a_first_time_the_others_are_so_much_later(first: str, every: str, expected: list[str]) -> None:
    assert due(FollowUp(days(first), every=every), "2026-01-01", "2026-12-31") == expected


def test_years_past_the_last_there_is_are_left_out() -> None:
    assert due(FollowUp(every="year"), "2998-01-01", "2999-12-31") == ["2999-01"]
    assert due(FollowUp(days("2999-06-30"), every="year"), "2998-01-01", "2999-12-31") == ["2999-06-30"]


def test_without_a_period_nothing_recurs_and_one_time_is_one() -> None:
    assert list(occurrences(FollowUp(every="year"), None, date(2030, 1, 1))) == []
    (once,) = occurrences(FollowUp(days("2026-09-30")), None, date(2030, 1, 1))
    assert (once.due.text, once.opens, once.first) == ("2026-09-30", date(2026, 8, 31), None)
    (autumn,) = occurrences(FollowUp(days("2026-09/2026-11")), None, date(2030, 1, 1))
    assert autumn.opens == date(2026, 9, 1)


def test_when_it_comes_in_words() -> None:
    assert when(FollowUp(days("2026-09"))).values["day"] == "2026-09"
    assert when(FollowUp(every="year")).text == "after each year"
    assert when(FollowUp(days("2026-09"), every="year")).values["day"] == "2026-09"
