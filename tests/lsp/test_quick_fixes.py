"""A hint as an edit: over every case there is, the edit takes the fault away and brings no other."""

from pathlib import Path

import pytest

from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.source import Source
from medlofte.lsp import quick_fixes
from medlofte.lsp.quick_fixes import QuickFix, quick_fix
from medlofte.parsing import encoding
from medlofte.project.workspace import Workspace
from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile
from tests.conftest import LOG, PROMISE
from tests.lsp import LOG_PATH, PROMISE_PATH
from tests.validation.test_cases import CASES, said_in


def source_of(path: str, data: bytes) -> Source:
    return Source(path, data.decode().replace("\r\n", "\n"))


def mended(source: Source, edit: QuickFix) -> bytes:
    """The text with an edit made."""
    starts = [0]
    for line in source.lines:
        starts.append(starts[-1] + len(line) + 1)
    first, last = (starts[each.line - 1] + each.column - 1 for each in (edit.span.start, edit.span.end))
    return (source.text[:first] + edit.text + source.text[last:]).encode()


def remedied() -> list[tuple[str, LocatedDiagnostic, QuickFix]]:
    """The name of the case, what is said and the edit, wherever there is one in a case."""
    found = []
    for case in sorted(CASES.iterdir()):
        for said in said_in(case):
            path = case / said.path
            if path.is_file() and said.code != "not-utf8":
                edit = quick_fix(said, source_of(said.path, path.read_bytes()))
                found += [(case.name, said, edit)] if edit is not None else []
    return found


REMEDIED = remedied()


def counted(said: tuple[LocatedDiagnostic, ...]) -> dict[str, int]:
    codes = [each.code for each in said if each.severity is Severity.ERROR]
    return {code: codes.count(code) for code in codes}


@pytest.mark.parametrize(
    ("case", "said", "edit"), REMEDIED, ids=[f"{case}-{said.span.start.line}" for case, said, _ in REMEDIED]
)
def test_the_fault_is_gone(case: str, said: LocatedDiagnostic, edit: QuickFix) -> None:
    space = Workspace(CASES / case)
    source = source_of(said.path, (CASES / case / said.path).read_bytes())
    data = mended(source, edit)
    id = space.id_for(CASES / case / said.path)
    if id is None:
        checked = checker.check_settings(ProjectFile(said.path, data)).diagnostics
    else:
        checked = checker.check_promise(space.bundle(id, ProjectFile(said.path, data)), space.ids).diagnostics
    still = [each for each in checked if (each.path, each.code) == (said.path, said.code)]
    if said.code == "yaml-syntax":
        assert all(each.span.start.line != said.span.start.line for each in still)
    else:
        assert said.span not in [each.span for each in still if each.message == said.message]
        assert (said.message.text, said.line) not in [(each.message.text, each.line) for each in still]


def test_every_remedy_is_a_hint_of_some_case_or_is_tried_here() -> None:
    seen = {said.hint.text for _, said, _ in REMEDIED if said.hint is not None}
    tried_here = {
        "Write a space before #.",
        'Put it in quotation marks: "{text}".',
        "Write it with ordinary hyphens: {text}.",
    }
    assert set(quick_fixes._REMEDIES) == seen | tried_here


@pytest.mark.parametrize(
    ("path", "bad", "good"),
    [
        (LOG_PATH, "- {date: 2026-01-09, activity: fotpatrul}", "- {date: 2026-01-09, activity: fotpatrull}"),
        (LOG_PATH, "- {date: 2026–01–09, activity: fotpatrull}", "- {date: 2026-01-09, activity: fotpatrull}"),
        (LOG_PATH, '- {date: "2026–01–09", activity: fotpatrull}', '- {date: "2026-01-09", activity: fotpatrull}'),
        (
            LOG_PATH,
            "- {date: 2026-01-09, activity: fotpatrull, plats: x}",
            "- {date: 2026-01-09, activity: fotpatrull, place: x}",
        ),
        (
            LOG_PATH,
            "- {date: 2026-01-09, activity: fotpatrull, note: 20:30}",
            '- {date: 2026-01-09, activity: fotpatrull, note: "20:30"}',
        ),
        (
            LOG_PATH,
            "- {date: 2026-01-09, activity: fotpatrull, note: 12}",
            '- {date: 2026-01-09, activity: fotpatrull, note: "12"}',
        ),
        (
            LOG_PATH,
            "- {date: 2026-01-09, activity: fotpatrull, tags: x}",
            "- {date: 2026-01-09, activity: fotpatrull, tags: [x]}",
        ),
        (
            LOG_PATH,
            "- {date: 2026-01-09, activity: fotpatrull, note: a\tb}",
            "- {date: 2026-01-09, activity: fotpatrull, note: a  b}",
        ),
        (
            LOG_PATH,
            "- {date: 2026-01-09, activity: fotpatrull, note: a\u200bb}",
            "- {date: 2026-01-09, activity: fotpatrull, note: ab}",
        ),
        (LOG_PATH, "- {date:\u00a02026-01-09, activity: fotpatrull}", "- {date: 2026-01-09, activity: fotpatrull}"),
        (PROMISE_PATH, "titel: x", "title: x"),
        (PROMISE_PATH, "note:glömt", "note: glömt"),
        (PROMISE_PATH, "status: antaget", "status: adopted"),
        (PROMISE_PATH, "note: |#x\n  y", "note: | #x\n  y"),
    ],
)
def test_what_it_is_mended_to(path: str, bad: str, good: str) -> None:
    whole = (
        PROMISE.replace("title: Medborgarlöfte för Exempelby 2026", bad)
        if bad.startswith("titel")
        else f"{PROMISE}{bad}\n"
    )
    if bad.startswith("status"):
        whole = PROMISE.replace("status: adopted", bad)
    files = [ProjectFile(PROMISE_PATH, PROMISE.encode()), ProjectFile(LOG_PATH, f"{LOG}{bad}\n".encode())]
    if path == PROMISE_PATH:
        files = [ProjectFile(PROMISE_PATH, whole.encode()), ProjectFile(LOG_PATH, LOG.encode())]
    said = checker.check_promise(checker.PromiseFiles(files[0], (files[1],)), frozenset({"exempelby-2026"})).diagnostics
    data = next(file.data for file in files if file.path == path)
    source = source_of(path, data)
    edits = [edit for each in said if each.path == path and (edit := quick_fix(each, source)) is not None]
    assert len(edits) == 1
    assert good in mended(source, edits[0]).decode()


def test_a_file_as_a_whole_has_no_edit() -> None:
    too_large = encoding.read(LOG_PATH, b"x" * 11, 10).diagnostics[0]
    assert quick_fix(too_large, Source(LOG_PATH, "x")) is None


def test_a_hint_about_a_files_name_has_no_edit() -> None:
    log = ProjectFile("promises/exempelby-2026/poliss.yaml", LOG.encode())
    said = checker.check_promise(checker.PromiseFiles(ProjectFile(PROMISE_PATH, PROMISE.encode()), (log,))).diagnostics
    [owner] = [each for each in said if each.code == "log-owner-unknown"]
    assert owner.hint is not None
    assert owner.hint.values == {"key": "polis"}
    assert quick_fix(owner, source_of(log.path, log.data)) is None


def test_a_hint_that_leaves_a_choice_has_no_edit() -> None:
    said = checker.check_promise(
        checker.PromiseFiles(ProjectFile(PROMISE_PATH, f"{PROMISE}title: x\n".encode()))
    ).diagnostics
    [duplicate] = [each for each in said if each.code == "duplicate-key"]
    assert quick_fix(duplicate, Source(PROMISE_PATH, f"{PROMISE}title: x\n")) is None


def test_cases_are_where_they_are_looked_for() -> None:
    assert isinstance(CASES, Path)
    assert len({said.code for _, said, _ in REMEDIED}) > 10
