"""What is told of the place that is pointed at."""

import pytest

from medlofte.core.messages import Translator
from medlofte.core.source import Position
from medlofte.lsp.context import ReadPromise
from medlofte.lsp.hover import Hover, explain_diagnostics, hover_at
from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles, check_promise
from tests.conftest import LOG, PROMISE
from tests.lsp import LOG_PATH, PROMISE_PATH, known, page_of


def hover(path: str, text: str, translator: Translator, around: ReadPromise | None = None) -> Hover | None:
    page, position = page_of(path, text, around)
    return hover_at(page, position, translator)


def test_an_activity_in_a_log_tells_how_far_it_has_come(swedish: Translator) -> None:
    found = hover(LOG_PATH, LOG.replace("fotpatrull", "fot¦patrull", 1), swedish)
    assert found is not None
    assert found.heading == "Fotpatruller på torget"
    assert found.lines[:3] == (
        "Polisen",
        "44 av minst 200 tillfällen – enligt plan",
        "per 2026-03-01: 60 av 365 dagar har gått",
    )
    assert found.span.start == Position(1, 32)


def test_an_activity_in_its_promise_tells_the_same(swedish: Translator) -> None:
    there = hover(PROMISE_PATH, PROMISE.replace("fotpatrull:", "fotpatrull¦:"), swedish)
    here = hover(LOG_PATH, LOG.replace("fotpatrull", "fot¦patrull", 1), swedish)
    assert there is not None
    assert here is not None
    assert (there.heading, there.lines) == (here.heading, here.lines)


def test_no_figure_is_told_where_something_is_wrong(swedish: Translator) -> None:
    broken = known(log=LOG + "- {date: 2026-02-03, activity: okänd}\n")
    found = hover(LOG_PATH, LOG.replace("fotpatrull", "fot¦patrull", 1), swedish, broken)
    assert found is not None
    assert "44" not in " ".join(found.lines)
    assert found.lines[1] == "minst 200 tillfällen"


@pytest.mark.parametrize(
    ("path", "text", "heading", "line"),
    [
        (LOG_PATH, LOG.replace("count", "co¦unt", 1), "count", "Antal som läggs till; 1 om inget annat sägs."),
        (LOG_PATH, "- {precision: abo¦ut}", "precision", "cirka"),
        (PROMISE_PATH, "sta¦tus: draft", "status", "draft (utkast), proposed (förslag), adopted (antaget)"),
        (PROMISE_PATH, "status: dr¦aft", "status", "utkast"),
        (PROMISE_PATH, "activities:\n  a:\n    target: {at_least: 2¦}", "at_least", "Minst så här många"),
        (PROMISE_PATH, "activities:\n  a:\n    responsible: [po¦lis]", "Polisen", ""),
        (PROMISE_PATH, 'municipality: {code: "14¦82"}', "Kungälv", ""),
        ("medlofte.yaml", "la¦ng: sv", "lang", ""),
    ],
)
def test_a_key_tells_what_it_is_for_and_a_name_what_it_stands_for(
    path: str, text: str, heading: str, line: str, swedish: Translator
) -> None:
    found = hover(path, text, swedish)
    assert found is not None
    assert found.heading == heading
    assert " ".join(found.lines).startswith(line)


def test_it_is_told_in_the_readers_language(english: Translator) -> None:
    found = hover(PROMISE_PATH, "sta¦tus: draft", english)
    assert found is not None
    assert found.lines == ("How far the promise itself has come.",)


def test_a_focus_area_tells_its_problem(swedish: Translator) -> None:
    area = "focus_areas:\n  torg: {title: Torget, problem: Stök på kvällarna}\n"
    there = known(PROMISE.replace("activities:\n", f"{area}activities:\n"))
    found = hover(PROMISE_PATH, "activities:\n  a:\n    focus_area: to¦rg", swedish, there)
    assert found is not None
    assert (found.heading, found.lines) == ("Torget", ("Stök på kvällarna",))


@pytest.mark.parametrize("text", ["¦", "# sta¦tus", "okand: ¦x", "title: ¦"])
def test_nothing_is_told_where_nothing_stands(text: str, swedish: Translator) -> None:
    assert hover(PROMISE_PATH, text, swedish) is None


def test_what_is_said_there_is_explained_once(english: Translator) -> None:
    log = "- {date: 2026-02-03, activity: okänd}\n- {date: 2026-02-03, activity: ok}\n"
    said = check_promise(
        PromiseFiles(ProjectFile(PROMISE_PATH, PROMISE.encode()), (ProjectFile(LOG_PATH, log.encode()),))
    ).diagnostics
    there = [each for each in said if each.path == LOG_PATH]
    assert explain_diagnostics(there, checker.CODES, Position(1, 33), english) == [
        "unknown-activity: An entry is for an activity that the promise has.",
        f"entry-without-ref: {checker.CODES['entry-without-ref'].about}",
    ]
    assert explain_diagnostics(there, checker.CODES, Position(9, 1), english) == []
