"""A promise's facts in plain data: who gives it, who decided it, and what is known on the document's day."""

from datetime import date

import pytest

from medlofte.core.dates import days
from medlofte.documents.facts import decision, facts, givers
from medlofte.documents.subject import Subject
from medlofte.model.promise import Decision, Effect, Feedback, FollowUp, Party, Period, Promise, Reading
from tests.support.documents import YEAR, subject

pytestmark = pytest.mark.quick

DAY = date(2026, 6, 30)


def changed(**keys: object) -> Subject:
    of = subject(YEAR, DAY)
    promise: Promise = of.promise.replace(**keys)
    return of.replace(progress=of.progress.replace(promise=promise))


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (Decision("adopted"), "Antaget"),
        (
            Decision("adopted", days("2025-12-01"), "kommunstyrelsen", "KS 2025/1", "§ 101"),
            "Antaget den 1 december 2025 av kommunstyrelsen, KS 2025/1, § 101",
        ),
        (Decision("ended", days("2026-05"), paragraph="§ 7"), "Avslutat i maj 2026, § 7"),
    ],
)
def test_a_decision_is_one_line(taken: Decision, words: str) -> None:
    assert decision(taken)["words"] == words


def test_police_and_municipality_give_the_promise_and_else_all_parties() -> None:
    police, others = Party("p", "Polisen", "police"), Party("f", "Föreningarna")
    assert givers(changed(parties={"f": others, "p": police})) == ["Polisen"]
    assert givers(changed(parties={"f": others, "g": others.replace(name="Bolaget")})) == ["Föreningarna", "Bolaget"]


def test_what_comes_after_the_document_s_day_is_not_told() -> None:
    readings = (Reading(40, days("2026-06")), Reading(50, days("2026-07")), Reading("låg"))
    of = changed(
        decisions=(Decision("adopted", days("2026-06-30")), Decision("revised", days("2026-07-01"))),
        feedback=(Feedback(days("2026-06")), Feedback(days("2026-07-01"))),
        effects=(Effect("Tryggare", readings=readings),),
    )
    found = facts(of)
    assert [each["date"] for each in found["decisions"]] == ["30 juni 2026"]
    assert [each["date"] for each in found["feedback"]] == ["juni 2026"]
    assert [each["value"] for each in found["effects"][0]["readings"]] == ["40", "låg"]


def test_the_next_follow_up_is_the_first_that_is_not_past() -> None:
    past, next_one, later = (FollowUp(days(day)) for day in ("2026-06-29", "2026-06-30", "2026-09"))
    assert facts(changed(followups=(later, past, next_one)))["next_followup"]["due"] == "30 juni 2026"
    assert facts(changed(followups=(past,)))["next_followup"] is None


@pytest.mark.parametrize(
    ("followup", "due"),
    [
        (FollowUp(every="tertial"), "efter varje tertial"),
        (FollowUp(days("2026-05"), every="month"), "efter varje månad, första gången maj 2026"),
        (FollowUp(days("2026-05")), "maj 2026"),
    ],
)
def test_when_a_follow_up_is_due_is_said_in_words(followup: FollowUp, due: str) -> None:
    assert facts(changed(followups=(followup,)))["followups"][0]["due"] == due


@pytest.mark.parametrize(
    ("written", "in_source"),
    [("under ett år", "under ett år"), ("1 oktober 2026 till 30 september 2027", None), ("hösten 2026", "hösten 2026")],
)
def test_the_source_s_words_for_the_period_stand_where_they_do_not_give_two_days(
    written: str, in_source: str | None
) -> None:
    period = Period(date(2026, 1, 1), date(2026, 12, 31), written)
    assert facts(changed(period=period))["period_in_source"] == in_source
