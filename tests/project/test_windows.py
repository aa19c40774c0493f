"""What Windows has not, and has otherwise, taken away here: the commands do their work all the same.

This is not Windows. It is a Python without the modules and calls that Windows lacks, where a file that is open can't be
taken away or replaced, and whose lock gives up waiting.
"""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from medlofte.cli import app
from medlofte.core.errors import MedlofteError
from medlofte.project import log_file
from tests.conftest import LOG

WITHOUT = """\
import errno, os, signal, sys, types

if hasattr(os, "fork"):
    import fcntl, subprocess, tempfile

    tries = iter(range(2))

    def locking(file, mode, length):
        if next(tries, None) is not None:
            raise OSError(errno.EDEADLOCK, "Resource deadlock avoided")
        fcntl.flock(file, fcntl.LOCK_EX)

    sys.modules["msvcrt"] = types.SimpleNamespace(LK_LOCK=1, locking=locking)
    for name in ("fcntl", "resource", "termios", "tty", "pty", "pwd", "grp", "readline"):
        sys.modules[name] = None
    for name in ("fork", "forkpty", "sysconf", "sched_getaffinity", "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC"):
        delattr(os, name)
    for name in ("SIGALRM", "SIGXCPU", "setitimer", "ITIMER_REAL"):
        delattr(signal, name)

    def refuse(original):
        def call(path, *others, **settings):
            target = os.path.realpath(others[0] if others else path)
            for file in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else ():
                if os.path.realpath(f"/proc/self/fd/{file}") == target:
                    raise PermissionError(errno.EACCES, "Access is denied", target)
            return original(path, *others, **settings)

        return call

    os.replace, os.unlink = refuse(os.replace), refuse(os.unlink)
    import medlofte.project.log_file

    medlofte.project.log_file.OPEN_FILES_STAY = True
"""


@pytest.fixture
def medlofte(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Runs a command in the project, by a Python that lacks what Windows lacks."""
    place = tmp_path_factory.mktemp("without")
    (place / "sitecustomize.py").write_text(WITHOUT, "utf-8")
    source = str(Path(log_file.__file__).parents[2])
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join((str(place), source)), "LANG": "sv_SE.UTF-8"}

    def run(*arguments: str, code: int = 0) -> str:
        command = [sys.executable, "-m", "medlofte", *arguments]
        done = subprocess.run(command, cwd=project, env=surroundings, capture_output=True, timeout=60)
        assert done.returncode == code, done.stderr.decode()
        return done.stdout.decode()

    return run


def test_what_is_taken_away_is_away(medlofte: Callable[..., str], project: Path) -> None:
    """The measure of these tests: they stand on nothing where the modules are there after all."""
    code = "import os; assert not hasattr(os, 'fork'); import fcntl"
    place = project / "probe.py"
    place.write_text(WITHOUT + code, "utf-8")
    done = subprocess.run([sys.executable, str(place)], capture_output=True, text=True)
    assert "ModuleNotFoundError: import of fcntl halted" in done.stderr or "No module named 'fcntl'" in done.stderr


def test_it_validates_and_counts(medlofte: Callable[..., str]) -> None:
    assert medlofte("validate").startswith("Kontrollerade 1 löfte i 2 filer")
    assert "199 av minst 200 tillfällen" in medlofte("progress", "exempelby-2026", "--as-of", "2026-12-01")


def test_it_logs_and_leaves_nothing_else(medlofte: Callable[..., str], project: Path) -> None:
    medlofte("log", "exempelby-2026", "fotpatrull", "2", "--date", "2026-12-01", "--ref", "k4")
    medlofte("log", "exempelby-2026", "vandring", "--date", "2026-12-01", "--ref", "v1")
    folder = project / "promises" / "exempelby-2026"
    assert (folder / "polis.yaml").read_text("utf-8").startswith(LOG)
    assert "ref: k4" in (folder / "polis.yaml").read_text("utf-8")
    assert sorted(path.name for path in folder.iterdir()) == ["kommun.yaml", "polis.yaml"]


def test_a_log_that_was_opened_for_nothing_is_taken_away(tmp_path: Path) -> None:
    code = f"""{WITHOUT}
from pathlib import Path
with medlofte.project.log_file.open_locked(Path("polis.yaml")):
    assert Path("polis.yaml").exists()
"""
    surroundings = {**os.environ, "PYTHONPATH": str(Path(log_file.__file__).parents[2])}
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=surroundings).returncode == 0
    assert not list(tmp_path.iterdir())


def test_logs_are_put_in_order_and_together(medlofte: Callable[..., str], project: Path) -> None:
    folder = project / "promises" / "exempelby-2026"
    (folder / "polis.2026-05.yaml").write_text("- {activity: fotpatrull, date: 2026-05-01, ref: m1}\n", "utf-8")
    medlofte("fmt", "--fold")
    assert [path.name for path in folder.iterdir()] == ["polis.yaml"]
    text = (folder / "polis.yaml").read_text("utf-8")
    assert text.count("\n") == 4
    assert "- {date: 2026-05-01, activity: fotpatrull, ref: m1}\n" in text


def test_a_decision_is_written_into_the_promise(medlofte: Callable[..., str], project: Path) -> None:
    path = project / "promises" / "exempelby-2026.yaml"
    medlofte("adopt", "exempelby-2026", "--date", "2026-01-12", "--body", "kommunstyrelsen", "--reference", "KS 1")
    assert "fingerprint: v1-" in path.read_text("utf-8")
    assert [each.name for each in path.parent.iterdir() if each.is_file()] == [path.name]


def test_a_template_of_ones_own_is_run_in_a_new_process(medlofte: Callable[..., str], project: Path) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "memo.md.j2").write_text("# {{ promise.title }}, vår\n", "utf-8")
    assert medlofte("render", "memo", "exempelby-2026", "--output", "-") == "# Medborgarlöfte för Exempelby 2026, vår\n"


def test_documents_and_the_site_are_made(medlofte: Callable[..., str], project: Path) -> None:
    for format, begins in (("html", b"<!DOCTYPE"), ("docx", b"PK")):
        medlofte("render", "followup", "exempelby-2026", "--format", format, "--output", f"out.{format}")
        assert (project / f"out.{format}").read_bytes().startswith(begins)
    medlofte("site", "--output", "site")
    assert (project / "site" / "index.html").exists()


def handed_on(monkeypatch: pytest.MonkeyPatch, text: str) -> bytes:
    """What a program has written when its output is handed on, which Windows gives it in the country's code page."""
    written = io.BytesIO()
    streams = [io.TextIOWrapper(written, "cp1252", errors="strict", newline="\r\n") for _ in range(2)]
    with monkeypatch.context() as patched:
        patched.setattr(app, "WINDOWS", True)
        patched.setattr(sys, "stdout", streams[0])
        patched.setattr(sys, "stderr", streams[1])
        app._make_streams_forgiving()
    streams[0].write(text)
    for stream in streams:
        stream.flush()
    return written.getvalue()


def test_what_is_handed_on_is_utf_8_with_line_feeds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    assert handed_on(monkeypatch, "löfte ████ ≥ 200\n") == "löfte ████ ≥ 200\n".encode()


def test_who_asks_for_an_encoding_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    assert handed_on(monkeypatch, "löfte █\n") == b"l\xf6fte \\u2588\n"


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "OPEN_FILES_STAY", True)
    path = tmp_path / "polis.yaml"
    path.write_bytes(b"- {date: 2026-01-01}\n")
    write, calls = log_file._write_all, iter(("beside", "over"))

    def write_or_fail(file: int, data: bytes) -> None:
        if next(calls, None) == "over":
            os.write(file, data[:5])
            raise OSError(28, "No space left on device")
        write(file, data)

    monkeypatch.setattr(log_file, "_write_all", write_or_fail)
    with pytest.raises(MedlofteError, match="No space left"):
        log_file.replace(path, b"- {date: 2026-01-02, note: longer}\n", path.read_bytes())
    assert path.read_bytes() == b"- {date: 2026-01-01}\n"
    assert [each.name for each in tmp_path.iterdir()] == ["polis.yaml"]


def test_a_kill_while_it_is_written_over_leaves_the_whole_beside(tmp_path: Path) -> None:
    path = tmp_path / "polis.yaml"
    path.write_bytes(b"- {date: 2026-01-01}\n")
    code = f"""
import os
from pathlib import Path
from medlofte.project import log_file
log_file.OPEN_FILES_STAY = True
log_file.LogFile.take_back = lambda *_: os._exit(9)
log_file.replace(Path({str(path)!r}), b"- {{date: 2026-01-02}}\\n", b"- {{date: 2026-01-01}}\\n")
"""
    assert subprocess.run([sys.executable, "-c", code]).returncode == 9
    (beside,) = tmp_path.glob(".polis.yaml.*.part")
    assert beside.read_bytes() == b"- {date: 2026-01-02}\n"


def test_another_writers_entry_is_not_taken_away_with_the_log(tmp_path: Path) -> None:
    empty, written = tmp_path / "empty.yaml", tmp_path / "written.yaml"
    empty.write_bytes(b"")
    written.write_bytes(b"- {date: 2026-01-01}\n")
    log_file._take_away_empty([empty, written, tmp_path / "gone.yaml"])
    assert list(tmp_path.iterdir()) == [written]


def test_a_pipe_that_nobody_reads_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = OSError(22, "Invalid argument")
    assert not app._is_broken_pipe(closed)
    monkeypatch.setattr(app, "WINDOWS", True)
    assert app._is_broken_pipe(closed)
    assert not app._is_broken_pipe(OSError(28, "No space left on device"))
    assert app._is_broken_pipe(BrokenPipeError())
