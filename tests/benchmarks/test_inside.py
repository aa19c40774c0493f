"""The program that reads inside: its forms of a log mean the same, and it tells what a command loaded."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks import corpus, inside
from benchmarks.bench import TOP
from medlofte.parsing import log_reader

TEXT = "\n".join(
    (
        "- {date: 2026-01-03, activity: fotpatrull, count: 2, place: Torget, ref: abc}",
        "- {date: 2026-01-04, activity: faltarbete, count: 2.5, note: på lov}",
        "- {date: 2026-02, activity: skolor, count: 3, results: {samtal: 3}}",
        "- {date: 2026-01-05/2026-01-07, activity: fotpatrull, total: 9, precision: about}",
        "",
    )
)


def test_only_canonical_lines_are_kept() -> None:
    assert inside.canonical_lines(TEXT).count("\n") == 3
    assert "results" not in inside.canonical_lines(TEXT)


def test_the_slow_forms_mean_the_same_and_no_line_of_them_is_read_by_the_expression() -> None:
    canonical = inside.canonical_lines(TEXT) * 10
    for slow in (inside.slow_lines(canonical), inside.slow_whole(canonical)):
        assert inside.meaning(slow) == inside.meaning(canonical)
        assert not any(log_reader.entry_of_line(line) for line in slow.splitlines())


def test_each_way_is_timed() -> None:
    took = inside.timed({"nothing": lambda: None, "something": lambda: sum(range(100_000))}, rounds=3)
    assert 0 <= took["nothing"] < took["something"]


def printed(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.inside", *arguments]
    return subprocess.run(command, cwd=TOP, capture_output=True, check=True, text=True).stdout


def test_the_program_prints_json(tmp_path: Path) -> None:
    folder = tmp_path / "S"
    corpus.write(folder, corpus.SIZES["S"])
    assert set(json.loads(printed("promises", str(folder)))) == {"raw parse", "CSafeLoader", "tree", "tree and a place"}
    assert set(json.loads(printed("logs", str(folder)))) == {"raw parse", "canonical", "line by line", "as a whole"}
    assert printed("raw-parse", str(folder)) == ""


def test_the_program_tells_what_was_loaded() -> None:
    assert json.loads(printed("modules", "validate", "--root", str(TOP))) == []
    memo = ("render", "memo", "kungalv-2018", "--as-of", "2019-09-30", "--root", str(TOP))
    assert "jinja2" in json.loads(printed("modules", *memo))
