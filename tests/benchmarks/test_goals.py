"""The table of goals says reached and missed as the figures are."""

import argparse
from pathlib import Path

import pytest

from benchmarks.__main__ import main, numbers, options
from benchmarks.goals import GOALS, NUMBERS, WHY, Found, Goal, missed, rows, summary
from benchmarks.measures import LONG, MEASURES

MOST = Goal(1, "a/b", "a beside b", 1.5)
LEAST = Goal(2, "c/d", "c, times faster than d", 3, True)
NO_LIMIT = Goal(6, "e/f", "e beside f", None)


@pytest.mark.parametrize(
    ("goal", "found", "verdict"),
    [
        (MOST, 1.49, "reached"),
        (MOST, 1.5, "reached"),
        (MOST, 1.501, "missed"),
        (LEAST, 3.0, "reached"),
        (LEAST, 2.99, "missed"),
        (LEAST, 100.0, "reached"),
        (MOST, "b is not installed", "not measured: b is not installed"),
        (NO_LIMIT, 17.0, "for comparison"),
    ],
)
def test_a_verdict_is_as_the_figure(goal: Goal, found: Found, verdict: str) -> None:
    assert goal.verdict(found) == verdict


def test_a_figure_is_shown_with_its_unit_and_its_limit() -> None:
    assert (MOST.shown(1.234), LEAST.shown(143.26), MOST.shown("why")) == ("1.23 ×", "143.3 ×", "–")
    assert (MOST.wanted, LEAST.wanted, NO_LIMIT.wanted) == ("at most 1.50 ×", "at least 3.00 ×", "–")


def test_there_are_thirteen_goals_and_each_is_measured_by_something() -> None:
    assert tuple(range(1, 14)) == NUMBERS
    assert sorted(number for goals in MEASURES.values() for number in goals) == list(NUMBERS)
    assert set(NUMBERS) > LONG
    assert len({goal.key for goal in GOALS}) == len(GOALS)


def test_a_goal_is_reached_when_all_its_figures_are() -> None:
    reached = {goal.key: goal.limit or 0.0 for goal in GOALS}
    assert summary(reached) == "13 of 13 goals reached; missed: none; unknown: none."
    one_missed = {**reached, "validate/hello instructions": 2.4}
    assert summary(one_missed) == "12 of 13 goals reached; missed: 1; unknown: none."
    one_unknown = {key: value for key, value in reached.items() if key != "ajv/promises"}
    assert summary(one_unknown) == "12 of 13 goals reached; missed: none; unknown: 4."
    assert summary(one_missed, {1, 2}) == "1 of 2 goals reached; missed: 1; unknown: none."


def test_a_row_stands_for_each_figure_that_was_asked_for() -> None:
    found: dict[str, Found] = {"progress/hello wall": 1.3}
    assert rows(found, {12}) == [
        ("12", "`progress ID` at S beside a Typer hello: wall time", "1.30 ×", "at most 1.40 ×", "reached")
    ]
    assert len(rows({})) == len(GOALS)
    assert {row[-1] for row in rows({})} == {"not measured: not asked for"}


def test_goals_are_chosen_by_their_numbers() -> None:
    assert numbers("1,6,11") == {1, 6, 11}
    assert options(["--only", "13"]).only == {13}
    with pytest.raises(argparse.ArgumentTypeError, match="1 to 13"):
        numbers("14")
    with pytest.raises(SystemExit):
        options(["--only", "sex"])


def test_a_goal_is_measured_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    main(["--only", "3", "--folder", str(tmp_path / "made"), "--peers", str(tmp_path), "--output", str(page)])
    row = "| 3 | heavy modules loaded by `validate` and `progress`, piped | 0 modules | at most 0 modules | reached |"
    printed = capsys.readouterr().out
    assert row in printed
    assert "1 of 1 goals reached" in printed
    assert row in page.read_text("utf-8")


def test_what_was_missed_is_told_with_its_reason() -> None:
    found = {goal.key: goal.limit or 0.0 for goal in GOALS} | {"validate/raw parse": 2.0}
    (told,) = missed(found)
    assert told.startswith("Goal 7, ")
    assert "2.00 × where at most 1.40 × is wanted. " in told
    assert told.endswith(WHY.get("validate/raw parse", "Why is not known yet."))
    assert missed({**found, "validate/raw parse": 1.4}) == []
    assert set(WHY) <= {goal.key for goal in GOALS}
