"""What is owed of a promise on a day: follow-ups, feedback, word of what was done and of why it was not."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlofte.core.dates import months_later
from medlofte.core.diagnostic import Severity
from medlofte.due import Obligation, ObligationKind, obligations
from medlofte.project.context import translator_for
from medlofte.validation.checker import check_promise
from tests.support.documents import dossier
from tests.support.strategies import Case, Style, bundle_of, cases_of_promises

SWEDISH = translator_for("sv")
ID = "x-2018"

PLAIN: dict[str, Any] = {
    "format": 1,
    "title": "Medborgarlöfte för Exempelby",
    "municipality": {"name": "Exempelby kommun"},
    "status": "adopted",
    "parties": {"polis": {"name": "Polisen", "kind": "police"}},
    "period": {"start": "2026-01-01", "end": "2026-12-31"},
    "activities": {
        "patrull": {"title": "Patruller", "responsible": ["polis"], "target": {"at_least": 20, "unit": "pass"}}
    },
}


def owed(
    on: str,
    *kinds: ObligationKind,
    log: list[dict[str, Any]] | None = None,
    ahead: int = 60,
    silence: int = 90,
    **keys: Any,
) -> list[Obligation]:
    """What is owed of those kinds on the day, of the promise with these keys."""
    value = {key: each for key, each in {**PLAIN, **keys}.items() if each is not None}
    checked = check_promise(bundle_of(Case(value, {"polis": log or []}), Style()))
    assert checked.value is not None
    assert not checked.has_errors, checked.diagnostics
    day = date.fromisoformat(on)
    found = obligations(checked.value, day, day + timedelta(days=ahead), silence)
    return [each for each in found if each.kind in (kinds or ObligationKind)]


def given_on(*days: str, to: str | None = None) -> list[dict[str, Any]]:
    return [{"kind": "followup", "date": day, **({"to": to} if to else {})} for day in days]


AUTUMN = [{"due": "2026-09-01/2026-11-30", "to": "kommunstyrelsen i Exempelby"}]
FOLLOWUPS = (ObligationKind.OVERDUE, ObligationKind.COMING)


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        ("2024-07-02", None),
        ("2024-07-03", ObligationKind.COMING),
        ("2024-08-15", ObligationKind.COMING),
        ("2024-09-01", ObligationKind.COMING),
        ("2024-11-30", ObligationKind.COMING),
        ("2024-12-01", ObligationKind.OVERDUE),
        ("2026-12-01", ObligationKind.OVERDUE),
    ],
)
def test_hammaros_autumn_follow_up(on: str, kind: ObligationKind | None) -> None:
    day = date.fromisoformat(on)
    found = [each for each in obligations(dossier("hammaro-2023"), day, day + timedelta(days=60)) if each.due]
    assert [each.kind for each in found] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("on", "cases", "kind"),
    [
        ("2026-12-05", given_on("2026-09-01"), None),
        ("2026-12-05", given_on("2026-08-31"), ObligationKind.OVERDUE),
        ("2026-12-05", given_on("2026-12-04"), None),
        ("2026-12-05", given_on("2026-12-06"), ObligationKind.OVERDUE),
        ("2026-12-05", given_on("2026-12"), ObligationKind.OVERDUE),
        ("2026-12-31", given_on("2026-12"), None),
        ("2026-12-05", [{"kind": "followup"}], ObligationKind.OVERDUE),
        ("2026-12-05", [{"kind": "memo", "date": "2026-10-01"}], ObligationKind.OVERDUE),
        ("2026-12-05", given_on("2026-10-01", to="Kommunstyrelsen"), None),
        ("2026-12-05", given_on("2026-10-01", to="brottsförebyggande rådet"), ObligationKind.OVERDUE),
        ("2026-12-05", given_on("2025-10-01", "2026-11-11", "2026-01-01"), None),
    ],
)
def test_a_case_of_the_kind_answers_it_from_its_first_day(
    on: str, cases: list[dict[str, Any]], kind: ObligationKind | None
) -> None:
    found = owed(on, *FOLLOWUPS, followups=AUTUMN, cases=cases)
    assert [each.kind for each in found] == ([kind] if kind else [])


def test_what_is_due_by_a_day_can_be_given_a_month_before() -> None:
    by = [{"due": "2026-09-30"}]
    assert owed("2026-09-15", *FOLLOWUPS, followups=by, cases=given_on("2026-08-31")) == []
    assert owed("2026-09-15", *FOLLOWUPS, followups=by, cases=given_on("2026-08-30")) != []


def test_what_is_due_after_the_end_is_not_given_before_it() -> None:
    by = [{"due": "2027-01-15"}]
    (one,) = owed("2027-01-10", *FOLLOWUPS, followups=by, cases=given_on("2026-12-31"))
    assert one.kind is ObligationKind.COMING
    assert owed("2027-01-10", *FOLLOWUPS, followups=by, cases=given_on("2027-01-01")) == []


def test_a_later_follow_up_tells_what_an_earlier_one_should_have() -> None:
    again = [{"every": "tertial", "to": "kommunstyrelsen"}]
    found = owed("2026-09-10", *FOLLOWUPS, followups=again)
    assert [(each.kind, each.due and each.due.text) for each in found] == [
        (ObligationKind.OVERDUE, "2026-05"),
        (ObligationKind.COMING, "2026-09"),
    ]
    found = owed("2026-09-10", *FOLLOWUPS, followups=again, cases=given_on("2026-06-08"))
    assert [each.due and each.due.text for each in found] == ["2026-09"]
    assert owed("2026-09-10", *FOLLOWUPS, followups=again, cases=given_on("2026-09-01")) == []


def test_tertials_are_owed_over_a_year_s_end() -> None:
    keys: dict[str, Any] = {"period": {"start": "2026-10-01", "end": "2027-09-30"}, "followups": [{"every": "tertial"}]}
    found = owed("2027-02-01", *FOLLOWUPS, ahead=300, **keys)
    assert [(each.kind, str(each.day)) for each in found] == [
        (ObligationKind.OVERDUE, "2027-01-31"),
        (ObligationKind.COMING, "2027-05-31"),
        (ObligationKind.COMING, "2027-09-30"),
        (ObligationKind.COMING, "2027-10-31"),
    ]
    assert SWEDISH(found[0].message) == (
        "Uppföljning om tiden 2026-10-01–2026-12-31 skulle ha lämnats senast 2027-01-31, för 1 dag sedan, "
        "och är inte antecknad"
    )


def test_a_promise_that_was_ended_by_a_decision_recurs_no_more() -> None:
    keys: dict[str, Any] = {"followups": [{"every": "quarter"}], "status": "closed"}
    decided = [{"kind": "ended", "date": "2026-05-20"}]
    found = owed("2026-05-21", *FOLLOWUPS, ahead=400, decisions=decided, **keys)
    assert [each.due and each.due.text for each in found] == ["2026-04", "2026-06"]
    assert len(owed("2026-05-21", *FOLLOWUPS, ahead=400, **keys)) == 4


@pytest.mark.parametrize(
    ("on", "keys", "is_missing"),
    [
        ("2026-12-31", {}, False),
        ("2027-01-01", {}, True),
        ("2027-06-01", {"cases": given_on("2027-01-01")}, False),
        ("2027-06-01", {"cases": given_on("2026-12-31")}, True),
        ("2027-01-01", {"followups": [{"due": "2027-02"}]}, False),
        ("2027-06-01", {"followups": [{"due": "2027-02"}]}, False),
        ("2027-06-01", {"followups": [{"due": "2026-12"}]}, True),
        ("2027-01-01", {"followups": [{"every": "year"}]}, False),
        ("2027-01-01", {"period": {"start": "2026-01-01"}}, False),
        ("2026-06-02", {"status": "closed", "decisions": [{"kind": "ended", "date": "2026-06-01"}]}, True),
        ("2026-05-31", {"status": "closed", "decisions": [{"kind": "ended", "date": "2026-06-01"}]}, False),
    ],
)
def test_a_final_follow_up(on: str, keys: dict[str, Any], is_missing: bool) -> None:
    assert bool(owed(on, ObligationKind.NO_FINAL, **keys)) == is_missing


TWO_YEARS = {"start": "2026-01-01", "end": "2028-12-31"}


@pytest.mark.parametrize(
    ("on", "period", "told", "since"),
    [
        ("2026-12-31", TWO_YEARS, [], None),
        ("2027-01-01", TWO_YEARS, [], "2027-01-01"),
        ("2027-01-01", TWO_YEARS, ["2026-03-01"], None),
        ("2027-03-01", TWO_YEARS, ["2026-03-01"], "2027-03-01"),
        ("2027-03-01", TWO_YEARS, ["2027-03-02"], "2027-01-01"),
        ("2028-12-31", TWO_YEARS, ["2028-02"], None),
        ("2029-01-01", TWO_YEARS, ["2028-02"], "2028-12-31"),
        ("2029-01-01", TWO_YEARS, ["2028-12"], None),
        ("2040-01-01", TWO_YEARS, ["2029-02-01"], None),
        ("2025-12-31", TWO_YEARS, [], None),
        ("2027-06-01", {"start": "2026-01-01"}, [], "2027-01-01"),
    ],
)
def test_feedback_to_citizens(on: str, period: dict[str, str], told: list[str], since: str | None) -> None:
    feedback = [{"date": day, "channel": "webbplatsen"} for day in told] or None
    found = owed(on, ObligationKind.NO_FEEDBACK, period=period, feedback=feedback)
    assert [str(each.day) for each in found] == ([since] if since else [])


def activity(**keys: Any) -> dict[str, Any]:
    return {"activities": {"patrull": {"title": "Patruller", "responsible": ["polis"], **keys}}}


COUNTED = {"at_least": 20, "unit": "pass"}
MILESTONE = {"done": "Klart", "by": "2026-06-30"}


@pytest.mark.parametrize(
    ("on", "logged", "keys", "quiet"),
    [
        ("2026-03-30", [], {"target": COUNTED}, None),
        ("2026-03-31", [], {"target": COUNTED}, 90),
        ("2026-03-31", ["2026-01-01"], {"target": COUNTED}, None),
        ("2026-04-01", ["2026-01-01"], {"target": COUNTED}, 90),
        ("2026-04-01", ["2025-12-01"], {"target": COUNTED}, 91),
        ("2026-04-01", ["2026-04-02"], {"target": COUNTED}, 91),
        ("2026-04-01", ["2026-01-01/2026-03-31"], {"target": COUNTED}, None),
        ("2026-04-01", [], {}, 91),
        ("2026-04-01", [], {"target": {"at_least": 1, "per": "week", "unit": "pass"}}, 91),
        ("2026-12-31", [], {"target": COUNTED, "pace": "end"}, None),
        ("2026-12-31", [], {"target": COUNTED}, 365),
        ("2025-12-31", [], {"target": COUNTED}, None),
        ("2026-07-01", [], {"target": COUNTED, "pace": {"months": [4, 5, 6, 9, 10]}}, None),
        ("2026-06-28", [], {"target": COUNTED, "pace": {"months": [4, 5, 6, 9, 10]}}, None),
        ("2026-06-29", [], {"target": COUNTED, "pace": {"months": [4, 5, 6, 9, 10]}}, 90),
        ("2026-10-31", ["2026-06-30"], {"target": COUNTED, "pace": {"months": [4, 5, 6, 9, 10]}}, None),
        ("2026-10-31", ["2026-05-31"], {"target": COUNTED, "pace": {"months": [4, 5, 6, 9, 10]}}, 91),
        ("2026-09-27", [], {"target": MILESTONE}, None),
        ("2026-09-28", [], {"target": MILESTONE}, 90),
        ("2026-12-31", [], {"target": {"done": "Klart"}}, None),
        ("2026-09-28", [], {"target": COUNTED, "period": {"start": "2026-08-01"}}, None),
        ("2026-10-29", [], {"target": COUNTED, "period": {"start": "2026-08-01"}}, 90),
    ],
)
def test_activities_that_nothing_is_logged_of(
    on: str, logged: list[str], keys: dict[str, Any], quiet: int | None
) -> None:
    log = [{"date": day, "activity": "patrull", "count": 1, "ref": day} for day in logged]
    if "done" in keys.get("target", {}):
        log = []
    found = owed(on, ObligationKind.SILENT, log=log, **activity(**keys))
    days = [message.values["days"].values["n"] for each in found for message in [each.message.values["words"]]]  # type: ignore[attr-defined]
    assert days == ([quiet] if quiet else [])


def test_any_entry_breaks_the_silence_and_the_limit_is_a_setting() -> None:
    said = [{"date": "2026-05-01", "activity": "patrull", "words": "flera"}]
    assert owed("2026-07-29", ObligationKind.SILENT, log=said) == []
    assert len(owed("2026-07-30", ObligationKind.SILENT, log=said)) == 1
    assert owed("2026-07-30", ObligationKind.SILENT, log=said, silence=91) == []
    assert len(owed("2026-05-03", ObligationKind.SILENT, log=said, silence=2)) == 1


def test_what_is_kept_or_closed_or_over_is_not_asked_for_more() -> None:
    enough = [{"date": "2026-01-31", "activity": "patrull", "count": 20}]
    assert owed("2026-11-30", ObligationKind.SILENT, log=enough) == []
    assert owed("2026-11-30", ObligationKind.SILENT, status="closed") == []
    some = [{"date": "2026-01-31", "activity": "patrull", "count": 2}]
    assert owed("2027-11-30", ObligationKind.SILENT, log=some) == []
    (never,) = owed("2027-11-30", ObligationKind.SILENT, status="closed")
    assert SWEDISH(never.message) == "Patruller: inget var loggat när tiden gick ut 2026-12-31"


def test_where_nothing_is_logged_of_any_it_is_said_once() -> None:
    two: dict[str, dict[str, Any]] = {id: {"title": id, "responsible": ["polis"]} for id in ("a", "b")}
    (once,) = owed("2026-06-01", ObligationKind.SILENT, activities=two)
    assert (once.activity, SWEDISH(once.message)) == (None, "Inget är loggat om någon av de 2 aktiviteterna")
    log = [{"date": "2026-05-31", "activity": "a"}]
    assert [each.activity for each in owed("2026-06-01", ObligationKind.SILENT, activities=two, log=log)] == ["b"]
    two["b"]["pace"] = "end"
    two["b"]["target"] = COUNTED
    assert [each.activity for each in owed("2026-06-01", ObligationKind.SILENT, activities=two)] == ["a"]


SHORT = {"date": "2026-05-01", "activity": "patrull", "count": 3}


@pytest.mark.parametrize(
    ("on", "more", "is_owed"),
    [
        ("2026-12-31", [], False),
        ("2027-01-01", [], True),
        ("2027-01-01", [{"date": "2026-12-01", "activity": "patrull", "deviation": "Sjukdom"}], False),
        ("2027-01-01", [{"date": "2026-12-31", "activity": "patrull", "assessed": "partly"}], True),
        ("2027-01-01", [{"date": "2026-12-31", "activity": "patrull", "assessed": "partly", "reason": "Brist"}], False),
        ("2027-01-01", [{"date": "2027-02-01", "activity": "patrull", "deviation": "Sjukdom"}], True),
        ("2027-01-01", [{"date": "2026-12-31", "activity": "patrull", "count": 17}], False),
    ],
)
def test_what_fell_short_and_nobody_has_said_why(on: str, more: list[dict[str, Any]], is_owed: bool) -> None:
    assert bool(owed(on, ObligationKind.NO_REASON, log=[SHORT, *more])) == is_owed


def test_a_proposal_owes_nothing() -> None:
    for status in ("draft", "proposed"):
        assert owed("2027-06-01", status=status, followups=AUTUMN) == []
    assert {each.kind for each in owed("2027-06-01", followups=AUTUMN)} == {
        ObligationKind.OVERDUE,
        ObligationKind.NO_FINAL,
        ObligationKind.NO_FEEDBACK,
        ObligationKind.SILENT,
    }


@settings(max_examples=150)
@given(cases_of_promises(), st.dates(date(2015, 1, 1), date(2026, 1, 1)))
def test_any_promise_on_any_day(case: Case, day: date) -> None:
    checked = check_promise(bundle_of(case))
    if checked.value is None or checked.has_errors:
        return
    until = months_later(day, 3)
    found = obligations(checked.value, day, until)
    assert [-each.kind.severity for each in found] == sorted(-each.kind.severity for each in found)
    for each in found:
        assert SWEDISH(each.message)
        assert (each.due is not None) == (each.kind in FOLLOWUPS)
        if each.due is not None:
            assert each.due.first <= until
            assert (
                (each.kind is ObligationKind.OVERDUE) == (each.due.last < day) == (each.kind.severity is Severity.ERROR)
            )
        else:
            assert each.day <= day
