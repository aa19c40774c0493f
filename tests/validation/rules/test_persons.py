"""Activities that count persons: sums of at least a quarter, and small numbers not told in documents."""

import json
from pathlib import Path

import pytest

from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles
from tests.conftest import PROMISE
from tests.support.commands import Runner

SUPPORT = """\
  stod:
    title: Personer som fått stöd
    responsible: [kommun, polis]
    sensitive: true
    target: {at_least: 10, unit: personer}
"""


def fine(*lines: str, promise: str = PROMISE + SUPPORT, party: str = "kommun") -> list[int]:
    """The lines of a log whose figures cover too little."""
    log = "".join(f"- {{{line}}}\n" for line in lines).replace("date: ", "activity: stod, date: ")
    bundle = PromiseFiles(
        ProjectFile("promises/x-2026.yaml", promise.encode()),
        (ProjectFile(f"promises/x-2026/{party}.yaml", log.encode()),),
    )
    said = checker.check_promise(bundle).diagnostics
    assert {each.code for each in said if each.severity.word == "error"} <= {"sensitive-too-fine"}
    return [each.span.start.line for each in said if each.code == "sensitive-too-fine"]


@pytest.mark.parametrize(
    "line",
    [
        *("date: 2026-01-01/2026-03-31, count: 1", "date: 2026-02-01/2026-05-15, count: 1", "date: 2026, count: 1"),
        *("date: 2026-03-31, count: 3", "date: 2026-09-30, count: 3", "date: 2026-05-17, total: 3"),
        *(
            "date: 2026-02-01, words: några",
            "date: 2026-02-01, deviation: inställt",
            "date: 2026-12-31, assessed: partly",
        ),
        "date: 2026-01/2026-03, count: 0",
    ],
)
def test_a_quarter_is_enough(line: str) -> None:
    assert fine(line) == []


@pytest.mark.parametrize(
    "line",
    [
        *(
            "date: 2026-02-01, count: 1",
            "date: 2026-02-01",
            "date: 2026-02, count: 3",
            "date: 2026-01/2026-02, count: 3",
        ),
        *("date: 2026-02-01, count: 0", "date: 2026-02-27, total: 3", "date: 2026-03-30, count: 1"),
        *("date: 2026-02-01, words: en, results: {kvinnor: 1}", "date: 2026-03-01/2026-03-31, count: 1"),
    ],
)
def test_less_than_a_quarter_is_an_error(line: str) -> None:
    assert fine(line) == [1]


def test_two_readings_lie_a_quarter_apart() -> None:
    assert fine("date: 2026-04-15, total: 2", "date: 2026-05-01, total: 3", "date: 2026-08-01, total: 4") == [2]
    assert fine("date: 2026-08-01, total: 4", "date: 2026-05-01, total: 3", "date: 2026-01-31, total: 1") == [3]


def test_a_shorter_activity_is_told_as_a_whole() -> None:
    short = PROMISE + SUPPORT + "    period: {start: 2026-06-01, end: 2026-06-30}\n"
    assert fine("date: 2026-06, count: 3", promise=short) == []
    assert fine("date: 2026-06-01/2026-06-29, count: 3", promise=short) == [1]


def test_other_activities_may_be_logged_by_the_day() -> None:
    assert fine("date: 2026-02-01, count: 1", promise=PROMISE + SUPPORT.replace("true", "false")) == []


def test_the_hint_names_the_quarter() -> None:
    log = b"- {date: 2026-11-05, activity: stod}\n"
    bundle = PromiseFiles(
        ProjectFile("promises/x-2026.yaml", (PROMISE + SUPPORT).encode()),
        (ProjectFile("promises/x-2026/kommun.yaml", log),),
    )
    hints = [each.hint for each in checker.check_promise(bundle).diagnostics if each.code == "sensitive-too-fine"]
    assert [hint and hint.values["quarter"] for hint in hints] == ["2026-10-01/2026-12-31"]


@pytest.mark.parametrize(
    ("target", "line", "shown", "hidden"),
    [
        ("{at_least: 10, unit: personer}", "count: 4", "färre än 5 av minst 10 personer", "| 4 av"),
        ("{at_least: 10, unit: personer}", "count: 0", "färre än 5 av minst 10 personer", "| 0 av"),
        ("{at_least: 10, unit: personer}", "count: 5", "5 av minst 10 personer", "färre än"),
        ("{exact: 3, unit: personer}", "count: 3", "färre än 5 av 3 personer", "3 av 3"),
        ("{all: klienter, of: 8}", "reached: 3", "färre än 5 av 8 klienter", "| 3 av"),
        ("{within: 24, unit: timmar}", "count: 3, within: 2", "färre än 5 av färre än 5 inom 24 timmar", "| 2 av"),
        ("{ongoing: true}", "count: 2", "redovisat: färre än 5", "redovisat: 2"),
        ("{at_least: 10, unit: personer}", "count: 7, results: {kvinnor: 2}", "kvinnor färre än 5", "kvinnor 2"),
    ],
)
def test_a_small_number_is_not_told_in_a_document(
    target: str, line: str, shown: str, hidden: str, project: Path, medlofte: Runner
) -> None:
    promise = PROMISE + SUPPORT.replace("{at_least: 10, unit: personer}", target)
    (project / "promises" / "exempelby-2026.yaml").write_text(promise, "utf-8")
    log = f"- {{date: 2026-03-31, activity: stod, {line}}}\n"
    (project / "promises" / "exempelby-2026" / "kommun.yaml").write_text(log, "utf-8")
    memo = medlofte("render", "memo", "exempelby-2026", "--as-of", "2026-04-01", "--output", "-").out
    assert shown in memo
    assert hidden not in memo
    figures = json.loads(medlofte("progress", "exempelby-2026", "--as-of", "2026-04-01", "--format", "json").out)
    assert figures["promises"][0]["activities"][2]["done"] is not None


def test_a_small_part_is_not_told_in_a_document(project: Path, medlofte: Runner) -> None:
    promise = PROMISE + SUPPORT + "    of_which: [{tag: unga, at_least: 6}]\n"
    (project / "promises" / "exempelby-2026.yaml").write_text(promise, "utf-8")
    log = "- {date: 2026-03-31, activity: stod, count: 8, of_which: {unga: 3}}\n"
    (project / "promises" / "exempelby-2026" / "kommun.yaml").write_text(log, "utf-8")
    memo = medlofte("render", "memo", "exempelby-2026", "--as-of", "2026-04-01", "--output", "-").out
    assert "unga: färre än 5 av minst 6" in memo
