"""What can't be read, and what is too large: a message, never a hang, and never a file from elsewhere."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.messages import Translator
from medlofte.core.source import TOP
from medlofte.parsing import encoding, yaml_reader
from medlofte.project.workspace import Workspace
from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles

PROMISE = b"""\
format: 1
title: L\xc3\xb6fte
municipality: {name: Kung\xc3\xa4lvs kommun}
status: draft
parties: {polis: {name: Polisen}}
activities: {fot: {title: Fotpatrull, responsible: [polis]}}
"""
ENTRY = b"- {date: 2018-11-05, activity: fot}\n"
LARGEST = encoding.LARGEST_PROMISE


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail when it is not done after that time, also when it waits for a file."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except TimeoutError:
        pytest.fail(f"not done in {seconds} s", pytrace=False)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project beside a file that is none of its business."""
    root = tmp_path / "project"
    (root / "promises" / "x-2018").mkdir(parents=True)
    (root / "promises" / "x-2018.yaml").write_bytes(PROMISE)
    (tmp_path / "secret.yaml").write_bytes(b"title: hemligt\n")
    return root


def said_in(root: Path) -> list[LocatedDiagnostic]:
    """All that is said about the project's files, none of them waited for."""
    space = Workspace(root)
    with at_most(10):
        said = list(space.arrangement.diagnostics)
        settings = space.settings()
        if settings is not None:
            said += checker.check_settings(settings).diagnostics
        for bundle in space.bundles(sorted(space.ids)):
            said += checker.check_promise(bundle, space.ids).diagnostics
    return [each for each in said if each.severity is Severity.ERROR]


def unreadable(root: Path, path: str, translator: Translator) -> str:
    """The words of the one error, which is that the file can't be read."""
    (said,) = said_in(root)
    assert (said.code, said.path, said.span, said.route) == ("unreadable-file", path, TOP, ())
    return translator(said.message)


PLACES = ["promises/y-2018.yaml", "promises/x-2018/polis.yaml", "medlofte.yaml"]
"""Where a promise, a log and the settings are looked for."""


@pytest.mark.parametrize("path", PLACES)
def test_a_pipe_is_a_message_and_not_a_wait(path: str, project: Path, english: Translator) -> None:
    os.mkfifo(project / path)
    assert "regular file" in unreadable(project, path, english)


@pytest.mark.parametrize("path", PLACES)
def test_a_folder_is_a_message(path: str, project: Path, english: Translator) -> None:
    (project / path).mkdir()
    assert "folder" in unreadable(project, path, english)


@pytest.mark.parametrize("path", PLACES)
def test_a_socket_is_a_message(path: str, project: Path, english: Translator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir((project / path).parent)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(Path(path).name)
        assert unreadable(project, path, english)


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("target", ["/etc/passwd", "/dev/zero", "/dev/stdin", "secret.yaml", "/proc/self/environ"])
def test_a_link_that_leads_out_of_the_project_is_not_followed(
    path: str, target: str, project: Path, english: Translator
) -> None:
    (project / path).symlink_to(project.parent / target)
    assert "out of the project" in unreadable(project, path, english)


@pytest.mark.parametrize("path", PLACES)
def test_a_link_that_leads_to_itself_is_a_message(path: str, project: Path, english: Translator) -> None:
    (project / path).symlink_to(Path(path).name)
    assert unreadable(project, path, english)


def test_a_loop_of_links_is_a_message_for_each(project: Path) -> None:
    (project / "promises/y-2018.yaml").symlink_to("z-2018.yaml")
    (project / "promises/z-2018.yaml").symlink_to("y-2018.yaml")
    assert [(each.code, each.path) for each in said_in(project)] == [
        ("unreadable-file", "promises/y-2018.yaml"),
        ("unreadable-file", "promises/z-2018.yaml"),
    ]


@pytest.mark.parametrize("path", PLACES)
def test_a_link_to_nothing_is_a_message(path: str, project: Path, english: Translator) -> None:
    (project / path).symlink_to("nowhere.yaml")
    assert "no such file" in unreadable(project, path, english)


def test_a_link_to_a_link_that_leads_out_is_not_followed(project: Path, english: Translator) -> None:
    (project / "inside").symlink_to(project.parent)
    (project / "promises/y-2018.yaml").symlink_to("../inside/secret.yaml")
    assert "out of the project" in unreadable(project, "promises/y-2018.yaml", english)


def test_a_link_inside_the_project_is_followed(project: Path) -> None:
    (project / "promises/y-2018.yaml").symlink_to("x-2018.yaml")
    assert said_in(project) == []


def test_a_project_that_is_reached_by_a_link_is_read(project: Path) -> None:
    (project.parent / "link").symlink_to(project)
    assert said_in(project.parent / "link") == []


def with_logs_elsewhere(project: Path) -> None:
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "polis.yaml").write_bytes(b"- hemligt\n")
    (project / "promises/x-2018").rmdir()
    (project / "promises/x-2018").symlink_to(elsewhere)


def test_a_folder_of_logs_that_is_a_link_is_not_walked_into(project: Path) -> None:
    with_logs_elsewhere(project)
    assert said_in(project) == []


def test_a_folder_of_logs_that_is_a_link_is_said_not_to_be_read(project: Path) -> None:
    with_logs_elsewhere(project)
    said = Workspace(project).arrangement.diagnostics
    assert [(each.code, each.path) for each in said] == [("file-not-read", "promises/x-2018")]


def test_a_folder_of_promises_that_leads_out_gives_no_file_away(project: Path) -> None:
    elsewhere = project.parent / "elsewhere"
    (project / "promises").rename(elsewhere)
    (project / "promises").symlink_to(elsewhere)
    assert {each.code for each in said_in(project)} <= {"unreadable-file"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("path", PLACES)
def test_a_file_without_permission_is_a_message(path: str, project: Path, english: Translator) -> None:
    (project / path).write_bytes(b"")
    (project / path).chmod(0)
    assert "not allowed" in unreadable(project, path, english)


def test_no_permission_is_a_message_for_root_too(
    project: Path, english: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    file = Workspace(project).read("promises/x-2018.yaml")
    assert file.data == b""
    assert file.unreadable is not None
    assert "not allowed" in english(file.unreadable)


def test_a_fault_that_has_no_words_is_said_in_those_of_the_system(
    project: Path, english: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "open", fail)
    file = Workspace(project).read("promises/x-2018.yaml")
    assert file.unreadable is not None
    assert english(file.unreadable) == "Input/output error"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
@pytest.mark.parametrize("kind", ["file", "folder", "pipe"])
def test_nothing_is_left_open(kind: str, project: Path) -> None:
    path = project / "promises/y-2018.yaml"
    makers: dict[str, Callable[[], None]] = {"file": path.touch, "folder": path.mkdir, "pipe": lambda: os.mkfifo(path)}
    makers[kind]()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        Workspace(project).read("promises/y-2018.yaml")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_one_unreadable_log_does_not_hide_the_others(project: Path) -> None:
    os.mkfifo(project / "promises/x-2018/polis.yaml")
    (project / "promises/x-2018/polis.2.yaml").write_bytes(b"- 5\n")
    assert sorted((each.code, each.path) for each in said_in(project)) == [
        ("unreadable-file", "promises/x-2018/polis.yaml"),
        ("wrong-type", "promises/x-2018/polis.2.yaml"),
    ]


def test_a_promise_that_can_not_be_read_leaves_its_logs_to_be_checked(project: Path) -> None:
    (project / "promises/x-2018.yaml").unlink()
    os.mkfifo(project / "promises/x-2018.yaml")
    (project / "promises/x-2018/polis.yaml").write_bytes(b"- 5\n")
    assert sorted(each.code for each in said_in(project)) == ["unreadable-file", "wrong-type"]


# Too large


def test_a_promise_of_just_the_largest_size_is_read(project: Path) -> None:
    (project / "promises/x-2018.yaml").write_bytes(PROMISE + b"#" * (LARGEST - len(PROMISE)))
    assert said_in(project) == []


@pytest.mark.parametrize("path", ["promises/x-2018.yaml", "medlofte.yaml"])
def test_a_promise_or_settings_one_byte_larger_is_too_large(path: str, project: Path) -> None:
    (project / path).write_bytes(PROMISE + b"#" * (LARGEST + 1 - len(PROMISE)))
    (said,) = said_in(project)
    assert (said.code, said.path, said.span) == ("too-large", path, TOP)
    assert said.message.values["largest"] == LARGEST
    assert said.hint is not None


def test_a_log_may_be_larger_than_a_promise(project: Path) -> None:
    (project / "promises/x-2018/polis.yaml").write_bytes(ENTRY + b"#" * LARGEST)
    assert said_in(project) == []


def test_a_log_one_byte_larger_than_a_log_ever_needs_to_be_is_too_large(project: Path) -> None:
    with (project / "promises/x-2018/polis.yaml").open("wb") as opened:
        opened.truncate(encoding.LARGEST_LOG + 1)
    (said,) = said_in(project)
    assert (said.code, said.path, said.span) == ("too-large", "promises/x-2018/polis.yaml", TOP)


def test_the_size_that_is_said_is_the_size_of_the_file(project: Path) -> None:
    with (project / "promises/x-2018/polis.yaml").open("wb") as opened:
        opened.truncate(1 << 30)
    (said,) = said_in(project)
    assert said.message.values.get("size") in (None, 1 << 30)


def test_a_file_given_by_its_bytes_is_held_to_the_same_size() -> None:
    said = checker.check_promise(PromiseFiles(ProjectFile("promises/x-2018.yaml", b"#" * (LARGEST + 1)))).diagnostics
    assert [each.code for each in said] == ["too-large"]


@pytest.mark.parametrize(
    "values", ["a: [{}]\n".format(", ".join("b" * 25_001)), f"a: [{'[b], ' * 16_667}]\n", "- a: b\n" * 24_990]
)
def test_a_promise_with_too_many_values_is_refused_where_they_are_too_many(values: str) -> None:
    one_more = values * 2 if values.startswith("- ") else f"{values}b: {values[3:]}"
    for text, is_refused in ((values, False), (one_more, True)):
        said = checker.check_promise(PromiseFiles(ProjectFile("promises/x-2018.yaml", text.encode()))).diagnostics
        assert ([each.code for each in said] == ["too-many-values"]) == is_refused
        assert not is_refused or said[0].span.start.line >= 2


def test_a_log_may_have_any_number_of_values() -> None:
    log = ProjectFile("promises/x-2018/polis.yaml", ENTRY * (yaml_reader.MOST_VALUES // 2))
    said = checker.check_promise(PromiseFiles(ProjectFile("promises/x-2018.yaml", PROMISE), (log,))).diagnostics
    assert "too-many-values" not in {each.code for each in said}
