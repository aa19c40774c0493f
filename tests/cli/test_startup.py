"""Start-up is most of the running time: what is slow to import is imported only where it is used."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

SLOW = {"rich", "jinja2", "babel", "jsonschema", "pydantic", "dataclasses_json", "fractions", "importlib.metadata"}
SLOW |= {"openpyxl", "defusedxml", "icalendar", "pyarrow", "pygls", "lsprotocol", "medlofte.lsp"}
SHOW = """
import medlofte.__main__
from medlofte.cli import COMMANDS
from medlofte.cli.app import build, run
run(build(COMMANDS))
print(chr(10), *sys.modules)
"""
HELLO = """
import sys
import typer
sys.argv = ["hello", "--times", "1"]
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def hello(name: str = "world", times: int = 2) -> None:
    print("hello", name, times)
app(standalone_mode=False)
print(*sys.modules)
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
    assert "medlofte.validation.checker" in loaded
    assert not SLOW & set(loaded)


def test_typer_starts_without_slow_parts() -> None:
    """The reason for the upper bound on Typer's version: from 0.29 on it imports pydantic for every parameter.

    That was so in 0.29.2 too, the newest there was in November 2026: 2.7 times the instructions for a hello. When a
    newer one passes this, the bound in ``pyproject.toml`` can be lifted.
    """
    done = subprocess.run([sys.executable, "-c", HELLO], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("hello")
    assert "typer" in done.stdout.split()
    assert not {"pydantic", "rich"} & set(done.stdout.split())
