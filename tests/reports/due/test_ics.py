"""Follow-ups as days in a calendar."""

from datetime import date

import pytest
from icalendar import Calendar

from medlofte.core.dates import days
from medlofte.core.messages import Translator, msg
from medlofte.due import Obligation, ObligationKind
from medlofte.model.promise import FollowUp, Municipality, Period, Promise
from medlofte.reports.due.ics import render
from medlofte.reports.due.view import DueReportOptions, Owing

pytestmark = pytest.mark.quick

DAY = date(2026, 11, 30)
PROMISE = Promise("x-2026", "Löfte", Municipality("Exempelby kommun"), "adopted", {}, {})
DUTY = Obligation(
    ObligationKind.COMING, "x-2026", DAY, msg("help"), None, days("2026-09-01/2026-11-30"), FollowUp(to="styrelsen")
)
OPTIONS = DueReportOptions(date(2026, 10, 1), date(2026, 12, 1))


def events(english: Translator, *duties: Obligation) -> list[dict[str, str]]:
    text = render([Owing(PROMISE, duties)], english, OPTIONS)
    assert text.count("\r\n") == text.count("\n")
    found = Calendar.from_ical(text).walk("VEVENT")
    return [{key: each[key].to_ical().decode() for key in ("UID", "SUMMARY", "DTSTART", "DTEND")} for each in found]


def test_an_event_lasts_all_of_the_last_day(english: Translator) -> None:
    (event,) = events(english, DUTY)
    assert (event["DTSTART"], event["DTEND"]) == ("20261130", "20261201")
    assert event["SUMMARY"] == "Follow-up to styrelsen: Löfte"


def test_follow_ups_of_one_day_have_marks_of_their_own_and_come_by_day(english: Translator) -> None:
    earlier = DUTY.replace(day=date(2026, 10, 31), followup=None)
    found = events(english, DUTY, DUTY, earlier)
    assert [each["UID"] for each in found] == [
        "x-2026-2026-10-31-1@medlofte",
        "x-2026-2026-11-30-1@medlofte",
        "x-2026-2026-11-30-2@medlofte",
    ]
    assert found[0]["SUMMARY"] == "Follow-up: Löfte"


def test_what_is_no_follow_up_is_no_event(english: Translator) -> None:
    assert events(english, Obligation(ObligationKind.SILENT, "x-2026", DAY, msg("help"), "a")) == []


def test_the_description_has_the_days_that_the_follow_up_is_about(english: Translator) -> None:
    about = DUTY.replace(about=Period(date(2026, 5, 1), date(2026, 8, 31)))
    (event,) = Calendar.from_ical(render([Owing(PROMISE, (about,))], english, OPTIONS)).walk("VEVENT")
    assert str(event["DESCRIPTION"]) == "x-2026\n2026-09-01/2026-11-30\n2026-05-01–2026-08-31"
