"""The process as the system sees it: closed and full outputs, other locales, no home."""

import os
import subprocess
import sys
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
