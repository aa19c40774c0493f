"""The page tells the machine's kind and the versions, and nothing of whose machine it is."""

import platform
from pathlib import Path

import pytest

from benchmarks import peers, report
from benchmarks.bench import Bench, Rounds
from benchmarks.goals import missed, rows, summary
from benchmarks.growth import Line, Point
from benchmarks.measure import Run


def program(path: Path, says: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\n", "utf-8")
    path.chmod(0o755)
    return path


def test_a_peer_is_found_in_its_folder_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = program(tmp_path / "elsewhere" / "hledger", "hledger 1.2")
    monkeypatch.setenv("PATH", f"{elsewhere.parent}:/bin")
    assert peers.find("hledger", tmp_path) == str(elsewhere)
    own = program(tmp_path / "bin" / "hledger", "hledger 1.25, linux-x86_64")
    assert peers.installed(tmp_path) == {"hledger": str(own)}


@pytest.mark.parametrize(
    ("says", "version"),
    [("check-jsonschema, version 0.39.0", "0.39.0"), ("16.11.0", "16.11.0"), ("hello", "unknown")],
)
def test_a_version_is_what_the_program_says(tmp_path: Path, says: str, version: str) -> None:
    assert peers.version(str(program(tmp_path / "peer", says))) == version


def test_a_version_is_also_what_its_package_says(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "ajv-cli", "version": "5.0.0"}', "utf-8")
    assert peers.version(str(program(tmp_path / "dist" / "ajv", "usage"))) == "5.0.0"


def test_the_page_holds_goals_commands_growth_and_versions(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {}, Rounds(), print)
    bench.seen["validate, S"] = [Run(0.25, 0.2, 30)]
    bench.found["ajv/promises"] = "ajv is not installed"
    line = Line("validate", {"S": Point(500, 0.25, 0.2, 30)})
    page = report.page(bench, rows(bench.found), summary(bench.found), missed(bench.found), [line], ["It grows."])
    assert "| validate, S | 1 | 0.250 s | 0.200 s | 30 MiB |" in page
    assert "| validate | S | 0.25 s | 0.20 s | 400.0 µs | 30 MiB |" in page
    assert "- It grows.\n" in page
    assert "not measured: ajv is not installed" in page
    assert "**ajv** not installed" in page
    assert f"Python {platform.python_version()}" in page
    assert platform.node() not in page or not platform.node()
    assert str(tmp_path) not in page


def test_rounds_are_fewer_for_what_takes_longer() -> None:
    assert Rounds.of(21) == (21, 5, 3)
    assert Rounds.of(1) == (1, 1, 1)
