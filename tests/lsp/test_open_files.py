"""The files that an editor has open, each in its project: what is on disk counts where nothing is open."""

from pathlib import Path

import pytest

from medlofte.core.source import Position
from medlofte.lsp import open_files as _open_files
from medlofte.lsp.open_files import EditorWorkspace, OpenFiles
from tests.conftest import LOG, PROMISE
from tests.lsp import TODAY

PROMISE_FILE = "promises/exempelby-2026.yaml"
LOG_FILE = "promises/exempelby-2026/polis.yaml"


def codes(open_files: OpenFiles, path: Path) -> list[str]:
    """The codes of what is said of a file."""
    key = open_files.key(path)
    assert key is not None
    space = open_files.space(key[0])
    return [each.code for each in open_files.check(key, space).said.get(space.relative(path) or "", [])]


def test_what_is_open_stands_in_for_what_is_on_disk(project: Path) -> None:
    space = EditorWorkspace(project, {PROMISE_FILE: b"x", "promises/ny.yaml": b"y", "annat.yaml": b"z"})
    assert space.read(PROMISE_FILE).data == b"x"
    assert space.read(LOG_FILE).data.decode() == LOG
    assert space.ids == {"exempelby-2026", "ny"}


def test_a_file_counts_as_on_disk_again_once_it_is_closed(project: Path) -> None:
    open_files = OpenFiles()
    log = project / LOG_FILE
    open_files.put(log, "- 1\n")
    assert codes(open_files, log) == ["wrong-type"]
    open_files.drop(log)
    assert codes(open_files, log) == []


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (PROMISE_FILE, PROMISE_FILE),
        (LOG_FILE, PROMISE_FILE),
        ("medlofte.yaml", "medlofte.yaml"),
        ("promises/a/b/c.yaml", "promises/a/b/c.yaml"),
        ("annat.yaml", None),
        ("promises/../annat.yaml", None),
    ],
)
def test_what_is_checked_together(path: str, key: str | None, project: Path) -> None:
    found = OpenFiles().key(project / path)
    assert (found and found[1]) == key


def test_a_named_project_is_the_only_one(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("annan")
    assert OpenFiles(other).key(project / PROMISE_FILE) is None
    assert OpenFiles(project).key(project / PROMISE_FILE) == (project, PROMISE_FILE)


def test_a_path_that_nothing_can_have_is_in_no_project() -> None:
    assert OpenFiles().key(Path("/a\0b/promises/x.yaml")) is None
    assert OpenFiles().key(Path("/" + "a" * 5000 + "/promises/x.yaml")) is None


def test_a_file_that_nobody_reads_is_told_so(project: Path) -> None:
    path = project / "promises" / "exempelby-2026" / "djup" / "x.yaml"
    path.parent.mkdir()
    path.write_text("x", "utf-8")
    assert codes(OpenFiles(), path) == ["file-not-read"]


def test_what_was_known_is_kept_while_the_promise_can_not_be_read(project: Path) -> None:
    open_files = OpenFiles()
    path = project / PROMISE_FILE
    key = (project, PROMISE_FILE)
    open_files.put(path, PROMISE)
    assert open_files.check(key, open_files.space(project)).known.is_right
    open_files.put(path, "a: [")
    known = open_files.check(key, open_files.space(project)).known
    assert known.promise is not None
    assert not known.is_right


def test_a_promise_that_was_never_read_is_tried_without_the_line_of_the_cursor(project: Path) -> None:
    open_files = OpenFiles()
    path = project / PROMISE_FILE
    open_files.put(path, f"{PROMISE}    responsible: [\n")
    line = PROMISE.count("\n") + 1
    space = open_files.space(project)
    page = open_files.page(path, (project, PROMISE_FILE), space, Position(line, 1), TODAY)
    assert page.known.promise is not None
    assert open_files.page(path, (project, PROMISE_FILE), space, Position(1, 1), TODAY).known.promise is None


def test_nobody_waits_for_what_is_large(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_open_files, "LARGE", 10)
    open_files = OpenFiles()
    open_files.put(project / PROMISE_FILE, PROMISE)
    key, space = (project, PROMISE_FILE), open_files.space(project)
    page = open_files.page(project / PROMISE_FILE, key, space, Position(1, 1), TODAY)
    assert page.known.promise is not None
    assert page.known.tally("fotpatrull", TODAY) is None
    assert open_files.findings(key) is None
    assert open_files.check(key, space).is_large
