"""``diff`` on a screen."""

import pytest

from medlofte.changes.compare import Difference
from medlofte.changes.gate.grade import Grade
from medlofte.core.diagnostic import LocatedDiagnostic, Related
from medlofte.core.messages import Message, Translator
from medlofte.core.source import on_line
from medlofte.reports.diff.report import DiffReport
from medlofte.reports.diff.text import render
from medlofte.reports.validation import Look

pytestmark = pytest.mark.quick

PATH = "promises/x.yaml"
SAID = LocatedDiagnostic("reworded", Grade.UNCLEAR.severity, Message("Words."), PATH, on_line(7, 1))
CHANGE = Difference(SAID, Grade.UNCLEAR, "varje kväll", "varje vecka")


def rendered(english: Translator, *differences: Difference, look: Look | None = None) -> str:
    return render(DiffReport(differences, "main"), english, look or Look(quiet=True))


def test_a_change_has_its_grade_its_words_and_its_place(english: Translator) -> None:
    first, _, *block = rendered(english, CHANGE).splitlines()
    assert first == PATH
    assert [line.split() for line in block[:3]] == [
        ["unclear", "Words."],
        ["varje", "[-kväll-]", "{+vecka+}"],
        ["line", "7", "[reworded]"],
    ]


def test_the_place_before_is_named_with_its_file_when_that_is_another(english: Translator) -> None:
    for path, words in ((PATH, "line 7, before on line 4"), ("promises/y.yaml", "line 7, before promises/y.yaml:4")):
        before = Related(path, on_line(4, 1), Message("before"))
        assert words in rendered(english, CHANGE.replace(diagnostic=SAID.replace(related=(before,))))


def test_only_a_screen_in_colour_gets_escape_sequences(english: Translator) -> None:
    assert "\x1b" not in rendered(english, CHANGE)
    assert "\x1b[31m[-kväll-]\x1b[0m" in rendered(english, CHANGE, look=Look(color=True, quiet=True))


def test_a_closing_line_counts_unless_only_what_is_wrong_is_told(english: Translator) -> None:
    assert rendered(english, CHANGE, look=Look()).splitlines()[-1].startswith("Compared with main: 1 change")
    assert rendered(english) == ""
