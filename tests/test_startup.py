"""Start-up is most of the running time: what is slow to import is imported only where it is used."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

SLOW = {"rich", "jinja2", "babel", "jsonschema", "pydantic", "dataclasses_json", "fractions", "importlib.metadata"}
SLOW |= {"openpyxl", "defusedxml", "icalendar", "pyarrow", "pygls", "lsprotocol", "medlofte.editing"}
SHOW = """
import medlofte.__main__
from medlofte.cli import COMMANDS
from medlofte.cli.app import build, run
run(build(COMMANDS))
print(chr(10), *sys.modules)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate"],
        ["validate", "--format", "json"],
        ["progress"],
        ["progress", "kungalv-2018"],
        ["progress", "--format", "json"],
        ["progress", "--format", "csv"],
        ["due"],
    ],
    ids=" ".join,
)
def test_nothing_slow_is_imported_when_piped(arguments: list[str]) -> None:
    environment = {**os.environ, "NO_COLOR": "1"}
    code = f"import sys; sys.argv = {['medlofte', *arguments]!r}\n{SHOW}"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    loaded = done.stdout.splitlines()[-1].split()
    assert "medlofte.ledger" in loaded
    assert not SLOW & set(loaded)


def test_typer_starts_without_slow_parts() -> None:
    """The reason for the upper bound on Typer's version: it imports pydantic from 0.29 on."""
    code = "import typer, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pydantic", "rich"} & set(done.stdout.split())
