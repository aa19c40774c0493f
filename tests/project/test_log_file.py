"""Writing logs: nothing acknowledged is lost, whatever fails, and no working file stays."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from medlofte.core.errors import MedlofteError
from medlofte.project import log_file
from tests.conftest import PROMISE

LINES = ["- {date: 2026-01-09, activity: fot, ref: a1}", "- {date: 2026-01-10, activity: fot, note: åäö, ref: a2}"]
WHOLE = "".join(f"{line}\n" for line in LINES).encode()
CALLS = ("open", "write", "fsync", "ftruncate", "fstat", "lseek", "read")


def is_entry(line: bytes) -> bool:
    return line.endswith(b"}")


def add(path: Path, *lines: str) -> bytes:
    with log_file.open_locked(path) as log:
        log.complete_last_line(is_entry)
        log.append(list(lines))
        return log.set_aside


def test_a_log_is_made_and_added_to(tmp_path: Path) -> None:
    path = tmp_path / "x" / "polis.yaml"
    add(path, LINES[0])
    add(path, LINES[1])
    assert path.read_bytes() == WHOLE
    assert os.listdir(tmp_path / "x") == ["polis.yaml"]


def test_a_log_that_nothing_was_added_to_is_not_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "polis.yaml"
    with log_file.open_locked(path):
        pass
    with pytest.raises(KeyError), log_file.open_locked(path):
        raise KeyError
    assert not path.exists()


@pytest.mark.parametrize("cut", range(1, len(LINES[1])))
def test_half_a_line_is_set_aside_and_never_glued(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "polis.yaml"
    path.write_bytes(WHOLE[: len(LINES[0]) + 1] + LINES[1].encode()[:cut])
    assert add(path, LINES[1]) == LINES[1].encode()[:cut]
    assert path.read_bytes() == WHOLE
    assert (tmp_path / "polis.yaml.rest").read_bytes() == LINES[1].encode()[:cut] + b"\n"
    assert sorted(os.listdir(tmp_path)) == ["polis.yaml", "polis.yaml.rest"]


def test_a_second_half_line_is_kept_beside_the_first(tmp_path: Path) -> None:
    path = tmp_path / "polis.yaml"
    for half in (b"- {date: 2026", b"- {"):
        path.write_bytes(half)
        add(path, LINES[0])
    assert (tmp_path / "polis.yaml.rest").read_bytes() == b"- {date: 2026\n- {\n"


@pytest.mark.parametrize("ending", [b"", b"\r"])
def test_a_whole_last_line_without_a_break_is_given_one(ending: bytes, tmp_path: Path) -> None:
    path = tmp_path / "polis.yaml"
    path.write_bytes(LINES[0].encode())
    assert add(path, LINES[1]) == b""
    assert path.read_bytes() == WHOLE


def test_a_log_with_crlf_keeps_to_it(tmp_path: Path) -> None:
    path = tmp_path / "polis.yaml"
    path.write_bytes(f"{LINES[0]}\r\n".encode())
    add(path, LINES[1])
    assert path.read_bytes() == WHOLE.replace(b"\n", b"\r\n")


def test_another_content_takes_a_logs_place_only_if_it_is_as_expected(tmp_path: Path) -> None:
    path = tmp_path / "polis.yaml"
    path.write_bytes(WHOLE)
    log_file.replace(path, b"new\n", WHOLE)
    with pytest.raises(MedlofteError, match="meanwhile"):
        log_file.replace(path, b"newer\n", WHOLE)
    assert path.read_bytes() == b"new\n"
    log_file.replace(tmp_path / "kommun.yaml", b"made\n", b"")
    assert (tmp_path / "kommun.yaml").read_bytes() == b"made\n"
    assert sorted(os.listdir(tmp_path)) == ["kommun.yaml", "polis.yaml"]


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_is_no_ordinary_file_is_not_written_to(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "polis.yaml"
    if kind == "link":
        (tmp_path / "other").write_bytes(b"")
        path.symlink_to("other")
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    with pytest.raises(MedlofteError):
        add(path, LINES[0])
    assert kind != "link" or (tmp_path / "other").read_bytes() == b""


class Failing:
    """Stands in for ``os``: the n-th of its calls fails, or for a write does only half of it."""

    def __init__(self, fail_at: int, error: int) -> None:
        self.left = fail_at
        self.error = error
        self.has_failed = False

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._failing(name, real) if name in CALLS else real

    def _failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left != 0:
                return real(*arguments, **named)
            self.has_failed = True
            if name == "write" and self.error == errno.ENOSPC:
                return real(arguments[0], arguments[1][: len(arguments[1]) // 2])
            raise OSError(self.error, os.strerror(self.error))

        return call


def attempts(error: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Failing]:
    """The same again with the first call failing, then the second, until all succeed."""
    for number in range(1, 100):
        failing = Failing(number, error)
        monkeypatch.setattr(log_file, "os", failing)
        yield failing
        monkeypatch.undo()
        if not failing.has_failed:
            return
    pytest.fail("no end of calls")


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC, errno.EROFS, errno.EACCES], ids=errno.errorcode.get)
@pytest.mark.parametrize("before", [WHOLE, b"", None, WHOLE + b"- {half"], ids=["whole", "empty", "none", "half"])
def test_a_disk_that_fails_at_any_call_leaves_the_log_before_or_after(
    before: bytes | None, error: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = "- {date: 2026-03-01, activity: fot, ref: new}"
    for number, failing in enumerate(attempts(error, monkeypatch)):
        path = tmp_path / f"{number}" / "polis.yaml"
        path.parent.mkdir()
        if before is not None:
            path.write_bytes(before)
        acknowledged = True
        try:
            add(path, new)
        except MedlofteError:
            acknowledged = False
        assert acknowledged or failing.has_failed
        kept = path.read_bytes() if path.exists() else b""
        rest = path.with_name("polis.yaml.rest")
        aside = rest.read_bytes() if rest.exists() else b""
        whole = (before or b"").removesuffix(b"- {half")
        assert kept in {before or b"", whole, whole + f"{new}\n".encode()}
        assert (kept == whole + f"{new}\n".encode()) or not acknowledged
        assert before is None or not before.endswith(b"- {half") or b"- {half" in kept + aside
        assert set(os.listdir(path.parent)) <= {"polis.yaml", "polis.yaml.rest"}


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC], ids=errno.errorcode.get)
def test_a_disk_that_fails_while_a_log_is_replaced_leaves_the_old_or_the_new(
    error: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, failing in enumerate(attempts(error, monkeypatch)):
        path = tmp_path / f"{number}" / "polis.yaml"
        path.parent.mkdir()
        path.write_bytes(WHOLE)
        try:
            log_file.replace(path, b"new\n", WHOLE)
            assert path.read_bytes() == b"new\n"
        except MedlofteError:
            assert failing.has_failed
            assert path.read_bytes() in (WHOLE, b"new\n")
        assert os.listdir(path.parent) == ["polis.yaml"]


WRITER = """
import sys
from pathlib import Path
from medlofte.project import log_file
path, name, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for i in range(number):
    with log_file.open_locked(path) as log:
        log.complete_last_line(lambda last: last.endswith(b"}"))
        log.append([f"- {{date: 2026-01-09, activity: fot, ref: {name}-{i}}}"])
    sys.stdout.write(f"{name}-{i}\\n")
    sys.stdout.flush()
"""


def writer(path: Path, name: str, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def refs_in(path: Path) -> list[str]:
    lines = path.read_text("utf-8").split("\n")
    assert lines.pop() == ""
    assert all(line.startswith("- {date: ") and line.endswith("}") for line in lines)
    return [line.rsplit(" ", 1)[-1].removesuffix("}") for line in lines]


def writers_lose_nothing(path: Path, writers: int, each: int) -> None:
    running = [writer(path, f"w{number}", each) for number in range(writers)]
    acknowledged = [ref for process in running for ref in process.communicate(timeout=300)[0].split()]
    assert sorted(refs_in(path)) == sorted(acknowledged)
    assert len(acknowledged) == writers * each


def kills_lose_nothing(path: Path, kills: int) -> None:
    """Writers killed at random moments: all that was acknowledged is there, and every line is whole."""
    dice = random.Random(1)
    acknowledged: list[str] = []
    for number in range(kills):
        process = writer(path, f"k{number}", 10_000)
        assert process.stdout is not None
        acknowledged.append(process.stdout.readline().strip())
        time.sleep(dice.random() * 0.01)
        process.send_signal(signal.SIGKILL)
        acknowledged += process.stdout.read().split()
        process.wait()
        process.stdout.close()
    add(path, LINES[0])
    refs = refs_in(path)
    assert set(acknowledged) <= set(refs)
    assert len(refs) == len(set(refs))
    assert len(refs) - 1 - len(acknowledged) <= kills


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    writers_lose_nothing(tmp_path / "polis.yaml", 4, 50)


def test_writers_that_are_killed_lose_nothing_acknowledged(tmp_path: Path) -> None:
    kills_lose_nothing(tmp_path / "polis.yaml", 10)


@pytest.mark.nightly
def test_eight_writers_of_five_hundred_entries_lose_nothing(tmp_path: Path) -> None:
    writers_lose_nothing(tmp_path / "polis.yaml", 8, 500)


@pytest.mark.nightly
def test_a_thousand_killed_writers_lose_nothing_acknowledged(tmp_path: Path) -> None:
    kills_lose_nothing(tmp_path / "polis.yaml", 1000)


def log_kills_lose_nothing(root: Path, kills: int) -> None:
    """The command itself, killed at random moments: what it printed is in the log."""
    (root / "promises").mkdir()
    (root / "promises" / "exempelby-2026.yaml").write_text(PROMISE, "utf-8")
    path = root / "promises" / "exempelby-2026" / "polis.yaml"
    dice = random.Random(2)
    acknowledged = []
    for number in range(kills):
        command = [sys.executable, "-m", "medlofte", "log", "exempelby-2026", "fotpatrull", "--ref", f"k{number}"]
        with subprocess.Popen(
            [*command, "--date", "2026-02-03", "--quiet"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            time.sleep(dice.random() * 0.4)
            process.kill()
            assert process.stdout is not None
            acknowledged += [f"k{number}"] if b"ref: " in process.stdout.read() else []
    before = path.read_bytes() if path.exists() else b""
    add(path, LINES[0])
    refs = refs_in(path)
    assert set(acknowledged) <= set(refs)
    assert len(refs) == len(set(refs))
    assert path.read_bytes().startswith(before[: before.rfind(b"\n") + 1])


def test_a_log_command_that_is_killed_loses_nothing_acknowledged(tmp_path: Path) -> None:
    log_kills_lose_nothing(tmp_path, 8)


@pytest.mark.nightly
def test_a_thousand_killed_log_commands_lose_nothing_acknowledged(tmp_path: Path) -> None:
    log_kills_lose_nothing(tmp_path, 1000)
