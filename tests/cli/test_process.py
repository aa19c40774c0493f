"""The process as the system sees it: closed and full outputs, other locales, no home, interrupts."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

COMMAND = f"{sys.executable} -m medlofte"


def shell(line: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return subprocess.run(
        ["bash", "-c", line],
        cwd=cwd,
        env={**kept, "PYTHONUTF8": "0", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("command", ["validate", "progress", "rules", "render memo vaggeryd"])
def test_a_closed_standard_output_is_no_fault(command: str) -> None:
    done = shell(f"{COMMAND} {command} >&-")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["validate", "progress", "rules", "schema promise"])
def test_a_full_disk_is_said_and_ends_with_2(command: str) -> None:
    done = shell(f"{COMMAND} {command} >/dev/full")
    assert done.returncode == 2
    assert done.stderr.startswith("medlofte: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["rules", "schema promise", "progress"])
def test_a_reader_that_leaves_early_is_no_fault(command: str) -> None:
    done = shell(f"set -o pipefail; {COMMAND} {command} | head -c 1")
    assert done.stderr == ""
    assert done.stdout != ""


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_any_locale_gives_the_same_verdict(locale: str) -> None:
    done = shell(f"{COMMAND} validate", LC_ALL=locale)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Kontrollerade 6 ")


def test_no_home_is_needed() -> None:
    done = shell(f"env -u HOME {COMMAND} progress kungalv-2018")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_module_and_the_command_are_the_same() -> None:
    command = Path(sys.executable).parent / "medlofte"
    assert shell(f"{command} --version").stdout == shell(f"{COMMAND} --version").stdout != ""


def project_in(folder: Path, change: Callable[[bytes], bytes] = bytes) -> Path:
    """The repository's promises copied to a folder, every file changed."""
    for path in (ROOT / "promises").rglob("*.yaml"):
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(change(path.read_bytes()))
    return folder


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "both": lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("command", ["validate --format json --notes", "progress --format json --as-of 2021-01-01"])
@pytest.mark.parametrize("change", CHANGES)
def test_line_ends_and_byte_order_marks_change_nothing(change: str, command: str, tmp_path: Path) -> None:
    changed = shell(f"{COMMAND} {command}", project_in(tmp_path, CHANGES[change]))
    assert (changed.returncode, changed.stderr) == (0, "")
    assert changed.stdout == shell(f"{COMMAND} {command}").stdout


@pytest.mark.parametrize(
    "command", ["validate", "progress", "progress kungalv-2018", "render memo vaggeryd", "render memo vaggeryd -o -"]
)
def test_reading_writes_nothing(command: str, tmp_path: Path) -> None:
    root = project_in(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    for path in before:
        path.chmod(0o555 if path.is_dir() else 0o444)
    root.chmod(0o555)
    done = shell(f"{COMMAND} {command}", root, HOME="/nowhere", TMPDIR="/nowhere")
    root.chmod(0o755)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before
    for path in before:
        path.chmod(0o755)


def test_ctrl_c_ends_with_130_and_leaves_no_half_file(tmp_path: Path) -> None:
    root = project_in(tmp_path)
    (root / "templates").mkdir()
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    (root / "templates" / "memo.md.j2").write_text(loop, "utf-8")
    before = set(root.rglob("*"))
    running = subprocess.Popen(
        [sys.executable, "-m", "medlofte", "render", "memo", "--output", "ut"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.5)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, b"", b"")
    assert set(root.rglob("*")) == before


def test_ctrl_c_while_the_program_is_being_loaded_is_quiet_too() -> None:
    script = "import sys, medlofte.__main__ as m; sys.modules['medlofte.cli'] = None\n"
    script += "class Interrupting:\n  def find_spec(self, *_): raise KeyboardInterrupt\n"
    script += "del sys.modules['medlofte.cli']; sys.meta_path.insert(0, Interrupting()); m.main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
