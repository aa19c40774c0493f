"""What the logs do not say: from the figures of a promise on a day."""

from datetime import date

import pytest

from medlofte.due import ObligationKind
from medlofte.due.missing_reports import silent_activities, unexplained_activities
from tests.progress.conftest import Story, promised

pytestmark = pytest.mark.quick


def silent(story: Story, day: str, limit: int = 90) -> list[tuple[str | None, date]]:
    """The activities that are reported as silent, and since when. The promise begins 2018-10-01."""
    checked = story.checked.value
    assert checked is not None
    found = list(silent_activities(checked, story.progress(day), limit))
    assert {each.kind for each in found} <= {ObligationKind.SILENT}
    return [(each.activity, each.day) for each in found]


@pytest.mark.parametrize(("day", "is_silent"), [("2018-12-28", False), ("2018-12-29", True)])
def test_an_activity_is_silent_after_ninety_days_from_its_first(day: str, is_silent: bool) -> None:
    found = silent(promised("at_least: 20, unit: pass"), day)
    assert found == [("insats", date(2018, 10, 1))] * is_silent


@pytest.mark.parametrize(("day", "is_silent"), [("2019-03-31", False), ("2019-04-01", True)])
def test_the_days_count_from_the_last_entry(day: str, is_silent: bool) -> None:
    story = promised("at_least: 20, unit: pass").log("2018-11-01, count: 1", "2019-01-01, count: 1")
    assert silent(story, day) == [("insats", date(2019, 1, 1))] * is_silent


def test_where_nothing_was_logged_of_any_it_is_said_once() -> None:
    story = promised("at_least: 20, unit: pass").also("kurs", "at_least: 2, unit: kurser")
    assert [activity for activity, _ in silent(story, "2019-04-01")] == [None]
    logged = story.log("2019-03-31, activity: kurs, count: 1")
    assert [activity for activity, _ in silent(logged, "2019-04-01")] == ["insats"]


def test_what_is_kept_or_comes_at_the_end_is_not_silent() -> None:
    assert silent(promised("at_least: 2, unit: pass").log("2018-10-02, count: 2"), "2019-09-01") == []
    assert silent(promised("at_least: 2, unit: pass", keys="pace: end"), "2019-09-01") == []


@pytest.mark.parametrize(
    ("line", "owed"),
    [
        ("2019-01-01, count: 1", ["insats"]),
        ("2019-01-01, count: 1, deviation: Sjukdom", []),
        ("2019-01-01, count: 20", []),
    ],
)
def test_what_fell_short_without_a_word_why_is_named_after_its_end(line: str, owed: list[str]) -> None:
    story = promised("at_least: 20, unit: pass").log(line)
    assert [each.activity for each in unexplained_activities(story.progress("2019-10-01"))] == owed
    assert list(unexplained_activities(story.progress("2019-09-30"))) == []
