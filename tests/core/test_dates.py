"""Days as they are written: what a text stands for, and what no calendar has."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlofte.core.dates import FIRST_YEAR, LAST_YEAR, DateSpan, InvalidDate, ReversedInterval, days, months_later

a_day = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2018-10-01", "2018-10-01", "2018-10-01"),
        ("2018-10", "2018-10-01", "2018-10-31"),
        ("2018-12", "2018-12-01", "2018-12-31"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2000-02-29", "2000-02-29", "2000-02-29"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018-10-01/2018-12-31", "2018-10-01", "2018-12-31"),
        ("2016-10/2016-12", "2016-10-01", "2016-12-31"),
        ("2018/2019-02", "2018-01-01", "2019-02-28"),
        ("2018-10-01/2018-10-01", "2018-10-01", "2018-10-01"),
    ],
)
def test_a_text_stands_for_its_first_to_its_last_day(written: str, first: str, last: str) -> None:
    assert days(written) == DateSpan(date.fromisoformat(first), date.fromisoformat(last), written)


@pytest.mark.parametrize(
    ("written", "faulty"),
    [
        ("2018-02-30", "2018-02-30"),
        ("2019-02-29", "2019-02-29"),
        ("1900-02-29", "1900-02-29"),
        ("2018-13", "2018-13"),
        ("2018-00", "2018-00"),
        ("2018-01-00", "2018-01-00"),
        ("2018-01-01/2018-06-31", "2018-06-31"),
        ("2018-06-31/2018-01-01", "2018-06-31"),
        ("2018-01-01/", ""),
        ("/2018", ""),
        ("2018/2019/2020", "2019/2020"),
        ("0000", "0000"),
        ("1899-12-31", "1899-12-31"),
        ("3000-01", "3000-01"),
        ("18-01-01", "18-01-01"),
        ("2018-1-1", "2018-1-1"),
        ("20180101", "20180101"),
        ("2018-01-01T12", "2018-01-01T12"),
        ("2018-01-01\n", "2018-01-01\n"),
        ("２０１８", "２０１８"),
        ("²018", "²018"),
        ("", ""),
    ],
)
def test_what_no_calendar_has_is_not_a_day_and_the_faulty_part_is_named(written: str, faulty: str) -> None:
    with pytest.raises(InvalidDate) as raised:
        days(written)
    assert raised.value.text == faulty


def test_an_interval_that_ends_before_it_begins_is_reversed() -> None:
    with pytest.raises(ReversedInterval):
        days("2019-01-01/2018-12-31")


def test_an_interval_whose_months_overlap_is_not_reversed() -> None:
    assert days("2018-12-15/2018-12").last == date(2018, 12, 31)


@given(st.text() | st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?", fullmatch=True))
@settings(deadline=None, max_examples=200)
def test_any_text_is_days_of_its_own_form_or_no_day(written: str) -> None:
    try:
        read = days(written)
    except (InvalidDate, ReversedInterval):
        return
    assert re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?", written)
    assert read.text == written
    assert read.first <= read.last
    assert written.startswith(f"{read.first.year:04}")


@given(a_day, a_day)
@settings(deadline=None, max_examples=100)
def test_a_day_and_an_interval_read_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert days(first.isoformat()) == DateSpan(first, first, first.isoformat())
    assert not days(first.isoformat()).is_interval
    read = days(f"{first}/{last}")
    assert (read.first, read.last) == (first, last)
    assert read.is_interval is (first != last)


@given(a_day, a_day, a_day, a_day)
@settings(deadline=None, max_examples=100)
def test_two_stretches_overlap_when_they_have_a_day_in_common(a: date, b: date, c: date, d: date) -> None:
    one, other = (DateSpan(min(pair), max(pair), "") for pair in ((a, b), (c, d)))
    in_common = max(one.first, other.first) <= min(one.last, other.last)
    assert one.overlaps(other) is other.overlaps(one) is in_common


def test_stretches_that_share_only_their_ends_overlap() -> None:
    assert days("2018-10").overlaps(days("2018-10-31/2018-11-15"))
    assert not days("2018-10").overlaps(days("2018-11"))


@pytest.mark.parametrize(
    ("start", "months", "later"),
    [
        ("2018-10-01", 0, "2018-10-01"),
        ("2018-10-01", 3, "2019-01-01"),
        ("2018-10-31", 1, "2018-11-30"),
        ("2019-01-31", 1, "2019-02-28"),
        ("2020-01-31", 1, "2020-02-29"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2018-11-30", 1, "2018-12-30"),
        ("2018-12-31", 12, "2019-12-31"),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(start: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(start), months) == date.fromisoformat(later)


@given(a_day, st.integers(0, 240))
@settings(deadline=None, max_examples=100)
def test_months_later_lies_in_the_month_that_many_months_on(start: date, months: int) -> None:
    later = months_later(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day == start.day or (later + timedelta(days=1)).day == 1
