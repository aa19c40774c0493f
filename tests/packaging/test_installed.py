"""Every command as people have it: from the wheel with all extras, in an environment that holds nothing else."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import medlofte
from medlofte.cli import COMMANDS
from tests.packaging import run
from tests.support.repository import Repository
from tests.support.workflows import ROOT

pytestmark = [pytest.mark.packaging, pytest.mark.usefixtures("tools")]

ID = "exempelby-2026"
DAY = ("--as-of", "2026-06-30")


class Call(NamedTuple):
    """Arguments of a command, how what it makes begins, and where that is if not on standard output."""

    arguments: tuple[str, ...]
    begins: bytes
    file: str | None = None


def call(line: str, begins: str | bytes, file: str | None = None) -> Call:
    return Call(tuple(line.split()), begins.encode() if isinstance(begins, str) else begins, file)


SMOKE: Mapping[str, tuple[Call, ...]] = {
    "init": (call("init --example .", "", "medlofte.yaml"),),
    "validate": (
        call("validate", "Kontrollerade 1 löfte"),
        call("validate --format json", "{"),
        call("validate --format sarif --output out/found.sarif", "{", "out/found.sarif"),
    ),
    "progress": (
        call(f"progress {ID} --as-of 2026-06-30", "Medborgarlöfte för Exempelby 2026"),
        call("progress --color always --as-of 2026-06-30", ""),
    ),
    "due": (
        call("due --as-of 2026-06-30", ""),
        call("due --as-of 2026-06-30 --format ics", "BEGIN:VCALENDAR"),
    ),
    "list": (call("list", "Löfte "),),
    "show": (call(f"show {ID}", "Medborgarlöfte för Exempelby 2026"),),
    "render": (
        *(call(f"render {name} {ID} --output -", "") for name in ("memo", "followup", "interpellation", "page")),
        call(f"render page {ID} --format html -o out/page.html", "<!DOCTYPE html>", "out/page.html"),
        call(f"render followup {ID} --format docx -o out/followup.docx", b"PK", "out/followup.docx"),
        call(f"render followup {ID} --format pdf -o out/followup.pdf", b"%PDF-", "out/followup.pdf"),
    ),
    "site": (call("site --as-of 2026-06-30 --output out/site", "<!DOCTYPE html>", "out/site/index.html"),),
    "diff": (call("diff --format json", "{"),),
    "new": (call(f"new exempelby-2027 --from {ID} --as-of 2026-12-31", "", "promises/exempelby-2027.yaml"),),
    "adopt": (call("adopt exempelby-2027 --date 2026-12-01 --body kommunstyrelsen --reference KS2026/1", "promises/"),),
    "log": (call(f"log {ID} vandring 1 --date 2026-09-30 --note provkörning", "promises/"),),
    "import": (
        call(f"export {ID} --format xlsx --output out/sheet.xlsx", b"PK", "out/sheet.xlsx"),
        call(f"import {ID} out/sheet.xlsx --dry-run", ""),
    ),
    "export": (
        call(f"export {ID} --format csv", "Datum,"),
        call("export --format json --output out/all.json", "{", "out/all.json"),
        call("export --format parquet --as-of 2026-06-30 --output out/parquet", "", "out/parquet"),
    ),
    "fmt": (call("fmt", "promises/"),),
    "schema": (call("schema promise", "{"),),
    "rules": (call("rules", ""),),
    "explain": (call("explain impossible-date", "impossible-date"),),
    "lsp": (call("lsp --help", "Användning: medlofte lsp"),),
}
"""What is called of each command, in the order of the commands; lsp is driven by tests of its own."""


def test_every_command_has_a_call() -> None:
    assert set(COMMANDS) <= set(SMOKE)
    assert set(SMOKE) <= {*COMMANDS, "lsp"}
    assert COMMANDS[0] == "init", "the others are called in what it makes"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of promises, committed, far from the one of medlofte."""
    return tmp_path_factory.mktemp("somewhere") / "löften"


def made(installed: Path, place: Path, each: Call) -> bytes:
    """The beginning of what a call makes."""
    done = run(installed / "bin" / "medlofte", *each.arguments, cwd=place, HOME="/nonexistent", PATH="/usr/bin:/bin")
    if each.file is None:
        return done.stdout
    path = place / each.file
    return path.read_bytes() if path.is_file() else b"".join(name.name.encode() for name in path.iterdir())


CALLS = [(name, each) for name in COMMANDS for each in SMOKE[name]]
NAMES = [" ".join(each.arguments) for _, each in CALLS]


@pytest.mark.parametrize(("name", "each"), CALLS, ids=NAMES)
def test_a_command_does_its_work(installed: Path, place: Path, name: str, each: Call) -> None:
    if name == "init":
        place.mkdir()
    begins = made(installed, place, each)
    assert begins
    assert begins.startswith(each.begins), begins[:200]
    if name == "init":
        Repository(place).commit({})


def test_it_is_the_wheel_that_was_called(installed: Path, tmp_path: Path) -> None:
    code = "import medlofte; print(medlofte.__file__)"
    where = run(installed / "bin" / "python", "-c", code, cwd=tmp_path).stdout.decode()
    assert where.startswith(str(installed))
    assert str(ROOT) not in where
    told = run(installed / "bin" / "medlofte", "--version", cwd=tmp_path).stdout.decode()
    assert told == f"medlofte {medlofte.__version__}\n"


def test_it_names_every_command_and_no_other(installed: Path, tmp_path: Path) -> None:
    told = run(installed / "bin" / "python", "-c", "from medlofte.cli import *; print(*COMMANDS)", cwd=tmp_path)
    assert tuple(told.stdout.decode().split()) == COMMANDS


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(installed: Path, place: Path, shell: str) -> None:
    program = installed / "bin" / "medlofte"
    script = run(program, cwd=place, _MEDLOFTE_COMPLETE=f"source_{shell}").stdout.decode()
    assert "_MEDLOFTE_COMPLETE" in script
    asked = {
        "_TYPER_COMPLETE_ARGS": "medlofte progress exem",
        "COMP_WORDS": "medlofte progress exem",
        "COMP_CWORD": "2",
    }
    more = {"_TYPER_COMPLETE_FISH_ACTION": "get-args", **asked}
    assert ID in run(program, cwd=place, _MEDLOFTE_COMPLETE=f"complete_{shell}", **more).stdout.decode()


def test_what_is_inside_is_listed(installed: Path, tmp_path: Path) -> None:
    """The bill of materials, as the release makes it: every package that is installed, with its version."""
    bill = tmp_path / "medlofte.cdx.json"
    tool = (sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible")
    run(*tool, "--pyproject", ROOT / "pyproject.toml", "--output-file", bill, installed, cwd=tmp_path)
    told = json.loads(bill.read_text("utf-8"))
    root = told["metadata"]["component"]
    assert (root["name"], root["version"]) == ("medlofte", medlofte.__version__)
    listed = {each["name"].lower(): each["version"] for each in told["components"]}
    frozen = subprocess.run([installed / "bin" / "pip", "list", "--format=json"], capture_output=True, check=True)
    there = {each["name"].lower(): each["version"] for each in json.loads(frozen.stdout)}
    assert listed == {name: version for name, version in there.items() if name != "medlofte"}
    assert {"typer", "pyyaml", "typst", "python-docx", "openpyxl", "pyarrow", "icalendar"} <= set(listed)
