"""How costs are taken and compared."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import measure
from benchmarks.bench import TOP
from benchmarks.growth import Line, Point, told
from benchmarks.measure import Failed, Job, Run, Turns, counted, in_turn, median, ratio, run, user, wall


def job(folder: Path, code: str, most_rounds: int | None = None) -> Job:
    return Job([sys.executable, "-S", "-c", code], folder, most_rounds)


def test_a_ratio_is_the_median_of_the_rounds_and_not_of_the_sides() -> None:
    one = [Run(2, 1, 10), Run(9, 2, 10), Run(4, 3, 10)]
    other = [Run(1, 1, 20), Run(3, 1, 20), Run(4, 1, 20)]
    assert ratio(one, other, wall) == 2  # of 2, 3 and 1; the medians of the sides are 4 and 3
    assert ratio(one, other, user) == 2
    assert ratio(one[:1], other, measure.peak) == 0.5
    assert (median(one, wall), median(other, wall)) == (4, 3)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (b"==7== Cachegrind\n==7== \n==7== I   refs:      246,378,627\n", 246_378_627),
        (b"==7== I refs:  12\n", 12),
        (b"a warning of the program's own\n1234567,,instructions:u,1000,100.00,,\n", 1_234_567),
    ],
)
def test_instructions_are_read_from_what_perf_and_valgrind_say(said: bytes, number: int) -> None:
    assert counted(said) == number


@pytest.mark.parametrize("said", [b"", b"<not supported>,,instructions:u,0,100.00,,\n", b"nothing 12\n"])
def test_without_a_count_there_is_none(said: bytes) -> None:
    with pytest.raises(Failed, match="no count"):
        counted(said)


PEAKS = """
import subprocess
import sys
from pathlib import Path
from benchmarks.measure import Job, run
for code in ("pass", "x = bytearray(200 << 20)"):
    print(run(Job([sys.executable, "-S", "-c", code], Path("."))).peak)
"""


def test_a_run_knows_what_its_process_cost(tmp_path: Path) -> None:
    idle = run(job(tmp_path, "import time; time.sleep(0.2)"))
    assert idle.wall >= 0.2 > idle.user


def test_peak_memory_is_the_process_own_where_the_one_that_measures_is_small() -> None:
    done = subprocess.run([sys.executable, "-c", PEAKS], cwd=TOP, capture_output=True, check=True, text=True)
    small, large = map(float, done.stdout.split())
    assert small < 60
    assert large > small + 150


def test_a_run_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"exit code 3: .*trasig"):
        run(job(tmp_path, "import sys; sys.stderr.write('trasig'); sys.exit(3)"))


def test_commands_take_turns_and_one_that_fails_is_left_out(tmp_path: Path) -> None:
    jobs = {name: job(tmp_path, f"print('{name}', file=open('seen', 'a'))") for name in ("a", "b")}
    jobs["bad"] = job(tmp_path, "raise SystemExit(1)")
    jobs["once"] = job(tmp_path, "print('once', file=open('seen', 'a'))", most_rounds=1)
    turns = in_turn(jobs, rounds=2, warm_up=1)  # the first a and b
    assert (tmp_path / "seen").read_text().split() == ["a", "b", "a", "b", "once", "a", "b"]
    assert {name: len(runs) for name, runs in turns.runs.items()} == {"a": 2, "b": 2, "bad": 0, "once": 1}
    assert list(turns.failed) == ["bad"]


def test_a_comparison_is_told_with_its_verdict() -> None:
    turns = Turns({"one": [Run(3, 0, 0)], "hello": [Run(2, 0, 0)], "bad": []}, {"bad": "exit code 1"})
    assert measure.told("one", turns, "hello", 1.5).endswith("goal at most 1.5: reached\n")
    assert measure.told("one", turns, "hello", 1.4).endswith("goal at most 1.4: missed\n")
    assert "median 1.50" in measure.told("one", turns, "hello")
    assert measure.told("bad", turns, "hello") == "bad failed: exit code 1\n"


def test_growth_is_the_slope_between_sizes_drawn_out() -> None:
    line = Line(
        "validate",
        {"S": Point(500, 0.2, 0.1, 30), "M": Point(87_000, 1.0, 0.965, 30), "L": Point(870_000, 9, 8.795, 38)},
    )
    assert line.slope("S", "M") == pytest.approx(10)
    assert line.slope("M", "L") == pytest.approx(10)
    seconds, memory = line.extrapolated(30_000_000)
    assert seconds == pytest.approx(300.095)
    assert memory == pytest.approx(38 + 8 * (30_000_000 - 870_000) / 783_000)
    assert "10.0 µs from S to M, 10.0 µs from M to L" in told(line)
    assert line.rows()[0] == ("validate", "S", "0.20 s", "0.10 s", "200.0 µs", "30 MiB")
    assert "not measured" in told(Line("validate", {"S": Point(500, 1, 1, 30)}))
