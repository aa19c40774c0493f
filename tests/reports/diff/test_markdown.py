"""``diff`` as a comment on a pull request."""

import pytest

from medlofte.changes.compare import Difference
from medlofte.changes.gate.grade import Grade
from medlofte.core.diagnostic import LocatedDiagnostic, Related, Severity
from medlofte.core.messages import Message, Translator
from medlofte.core.source import on_line
from medlofte.model.promise import Decision
from medlofte.reports.diff.markdown import render
from medlofte.reports.diff.report import DiffReport
from medlofte.reports.validation import Look

pytestmark = pytest.mark.quick

PATH = "promises/x.yaml"


def difference(grade: Grade, text: str, decision: Decision | None = None, **keys: object) -> Difference:
    severity = Severity.NOTE if decision else grade.severity
    before = (Related(PATH, on_line(4, 1), Message("before")),)
    said = LocatedDiagnostic("x", severity, Message(text), PATH, on_line(7, 1), Message("Hint"), related=before)
    return Difference(said, grade, decision=decision).replace(**keys)


def rendered(english: Translator, *differences: Difference) -> str:
    return render(DiffReport(differences, "main"), english, Look())


def test_each_change_is_a_row_with_its_line_now_and_before(english: Translator) -> None:
    text = rendered(english, difference(Grade.WEAKER, "Less."), difference(Grade.STRONGER, "More | more."))
    assert f"**{PATH}**" in text
    assert "| ▼ weaker | Less. | 7 (before 4) |" in text
    assert r"| ▲ stronger | More \| more. | 7 (before 4) |" in text


def test_a_decided_change_has_a_sign_of_its_own_and_no_hint(english: Translator) -> None:
    text = rendered(english, difference(Grade.WEAKER, "Less.", Decision("revised")))
    assert "| ✓ decided | Less. |" in text
    assert "- Hint" not in text
    assert "- Hint" in rendered(english, difference(Grade.WEAKER, "Less."))


def test_neutral_changes_are_folded_away(english: Translator) -> None:
    text = rendered(english, difference(Grade.NEUTRAL, "Same."), difference(Grade.UNCLEAR, "Other."))
    before, _, folded = text.partition("<details>")
    assert "Other." in before
    assert "Same." in folded
    assert "Other." not in folded


def test_words_that_went_are_struck_and_those_that_came_are_strong(english: Translator) -> None:
    text = rendered(english, difference(Grade.UNCLEAR, "Words.", before="varje *kväll*", after="varje vecka"))
    assert r"Words.<br>varje ~~\*kväll\*~~ **vecka**" in text
    assert "<br>" not in rendered(english, difference(Grade.UNCLEAR, "Words.", before="kväll", after="vecka"))
