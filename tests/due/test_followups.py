"""Follow-ups and feedback, one rule at a time."""

from datetime import date

import pytest

from medlofte.core.dates import days
from medlofte.due import ObligationKind
from medlofte.due.followups import due_followups, feedback, final
from medlofte.model.promise import Case, Decision, Feedback, FollowUp, Municipality, Period, Promise

pytestmark = pytest.mark.quick

END = date(2026, 12, 31)
PROMISE = Promise(
    "x-2026",
    "Löfte",
    Municipality("Exempelby kommun"),
    "adopted",
    {},
    {},
    period=Period(date(2026, 1, 1), END),
    followups=(FollowUp(days("2026-09"), "Kommunstyrelsen"),),
)


def given(day: str, to: str | None = None) -> Case:
    return Case("followup", date=days(day), receiver=to)


@pytest.mark.parametrize(
    ("on", "kinds"),
    [
        (date(2026, 6, 1), []),
        (date(2026, 9, 30), [ObligationKind.COMING]),
        (date(2026, 10, 1), [ObligationKind.OVERDUE]),
    ],
)
def test_a_follow_up_comes_until_its_last_day_and_is_overdue_after(on: date, kinds: list[ObligationKind]) -> None:
    assert [each.kind for each in due_followups(PROMISE, on, max(on, date(2026, 8, 31)))] == kinds


@pytest.mark.parametrize(
    ("case", "is_answered"),
    [
        (given("2026-09-10"), True),
        (given("2026-08-31"), False),
        (given("2026-09-10", "kommunstyrelsen i Exempelby"), True),
        (given("2026-09-10", "fullmäktige"), False),
        (given("2026-10-02"), False),
        (Case("memo", date=days("2026-09-10")), False),
    ],
)
def test_a_case_answers_it_in_time_and_to_whom_it_is_owed(case: Case, is_answered: bool) -> None:
    on = date(2026, 10, 1)
    found = list(due_followups(PROMISE.replace(cases=(case,)), on, on))
    assert bool(found) is not is_answered


@pytest.mark.parametrize(
    ("promise", "on", "owed"),
    [
        (PROMISE, END, []),
        (PROMISE, date(2027, 1, 1), [END]),
        (PROMISE.replace(cases=(given("2026-12-31"),)), date(2027, 1, 2), [END]),
        (PROMISE.replace(cases=(given("2027-01-01"),)), date(2027, 1, 2), []),
        (PROMISE.replace(followups=(FollowUp(days("2027-02")),)), date(2027, 1, 2), []),
        (
            PROMISE.replace(status="closed", followups=(), decisions=(Decision("ended", days("2026-06-30")),)),
            date(2026, 7, 1),
            [date(2026, 6, 30)],
        ),
    ],
)
def test_a_promise_that_ended_is_followed_up_after_its_end(promise: Promise, on: date, owed: list[date]) -> None:
    assert [each.day for each in final(promise, on)] == owed


@pytest.mark.parametrize(
    ("told", "on", "owed"),
    [
        ((), date(2026, 12, 31), []),
        (("2026-12-30",), date(2027, 1, 1), [END]),
        (("2026-12-31",), date(2027, 1, 1), []),
        ((), date(2025, 12, 31), []),
    ],
)
def test_citizens_are_told_when_it_ends(told: tuple[str, ...], on: date, owed: list[date]) -> None:
    promise = PROMISE.replace(feedback=tuple(Feedback(days(day)) for day in told))
    assert [each.day for each in feedback(promise, on)] == owed


@pytest.mark.parametrize(
    ("told", "on", "owed"),
    [
        ((), date(2026, 12, 31), []),
        ((), date(2027, 1, 1), [date(2027, 1, 1)]),
        (("2026-03-15",), date(2027, 3, 14), []),
        (("2026-03-15",), date(2027, 3, 15), [date(2027, 3, 15)]),
    ],
)
def test_and_at_least_once_a_year_while_it_runs(told: tuple[str, ...], on: date, owed: list[date]) -> None:
    running = PROMISE.replace(period=Period(date(2026, 1, 1)), feedback=tuple(Feedback(days(day)) for day in told))
    assert [each.day for each in feedback(running, on)] == owed
