"""Grades of changes: the worse they are the greater, and what a decision approves is a note."""

import pytest

from medlofte.changes.gate.grade import ChangeKind, Grade, GradedChange, Grading, gravest
from medlofte.core.diagnostic import Pointer, Severity
from medlofte.core.messages import msg
from medlofte.model.promise import Decision

pytestmark = pytest.mark.quick

WEAKER = ChangeKind("target-lowered", Grade.WEAKER, "Less.")
UNCLEAR = ChangeKind("reworded", Grade.UNCLEAR, "Other words.")
STRONGER = ChangeKind("target-raised", Grade.STRONGER, "More.")


@pytest.mark.parametrize(
    ("grade", "word", "severity"),
    [
        (Grade.WEAKER, "weaker", Severity.ERROR),
        (Grade.UNCLEAR, "unclear", Severity.WARNING),
        (Grade.STRONGER, "stronger", Severity.NOTE),
        (Grade.NEUTRAL, "neutral", Severity.NOTE),
    ],
)
def test_a_grade_has_a_word_and_a_severity(grade: Grade, word: str, severity: Severity) -> None:
    assert (grade.word, grade.severity) == (word, severity)


def test_the_gravest_is_the_worst_and_of_equals_the_first() -> None:
    first, second = Grading(WEAKER, msg("error")), Grading(WEAKER)
    assert gravest([Grading(STRONGER), first, Grading(UNCLEAR), second]) is first


def test_a_change_that_is_decided_or_not_yet_adopted_is_a_note() -> None:
    change = GradedChange(WEAKER, msg("error"), Pointer(("activities", "a")))
    assert change.severity is Severity.ERROR
    assert change.replace(decision=Decision("revised")).severity is Severity.NOTE
    assert change.replace(is_free=True).severity is Severity.NOTE
