"""Measure medlofte beside other programs: ``python -m benchmarks [--only 1,6] [--runs N] [--quick] [--growth]``."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import growth, peers, report
from benchmarks.bench import Bench, Rounds
from benchmarks.corpus import SIZES
from benchmarks.goals import NUMBERS, missed, rows, summary
from benchmarks.measures import LONG, MEASURES

RESULTS = Path(__file__).parent / "results.md"


def numbers(text: str) -> frozenset[int]:
    """The goals of a list such as ``1,6,11``."""
    asked = frozenset(int(part) for part in text.split(","))
    if not asked <= set(NUMBERS):
        raise argparse.ArgumentTypeError(f"goals are numbered {NUMBERS[0]} to {NUMBERS[-1]}")
    return asked


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure medlofte beside other programs.")
    parser.add_argument("--only", type=numbers, metavar="GOALS", help="some goals: 1,6,11")
    parser.add_argument("--runs", type=int, default=21, help="runs of what takes a moment; fewer of the rest")
    parser.add_argument("--quick", action="store_true", help="five runs, and nothing that takes minutes")
    parser.add_argument("--growth", action="store_true", help="growth from S to L too: some minutes more")
    parser.add_argument("--peers", type=Path, default=peers.FOLDER, metavar="DIR", help="where install-peers put them")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="keep what is generated here, and use it again")
    parser.add_argument("--output", type=Path, metavar="FILE", help="the page; benchmarks/results.md for a full run")
    return parser.parse_args(arguments)


def tell(text: str) -> None:
    """Say what is going on."""
    sys.stderr.write(f"{text}\n")


def measure(bench: Bench, asked: frozenset[int]) -> None:
    """Do what the goals asked about need, and tell at once what came out, for the whole takes long."""
    for measure_them, goals in MEASURES.items():
        if asked & set(goals):
            measure_them(bench)
            for row in rows(bench.found, asked & set(goals)):
                bench.tell(f"  goal {': '.join(row)}")


def main(arguments: Sequence[str]) -> None:
    """Measure, print the table, and write the page."""
    asked = options(arguments)
    goals = asked.only or (frozenset(NUMBERS) - (LONG if asked.quick else set()))
    with tempfile.TemporaryDirectory() as made:
        folder = (asked.folder or Path(made)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        rounds = Rounds.of(5 if asked.quick else asked.runs)
        bench = Bench(folder, peers.installed(asked.peers), rounds, tell)
        measure(bench, goals)
        lines = growth.lines(bench, tuple(SIZES)) if asked.growth else []
        told = [growth.told(line) for line in lines]
        told += [growth.largest_log(bench), growth.pull_request(bench)] if asked.growth else []
    found, said = rows(bench.found, goals), summary(bench.found, goals)
    sys.stdout.write(f"{report.table(report.GOALS, found)}\n{said}\n" + "".join(f"{each}\n" for each in told))
    output = asked.output or (None if asked.only or asked.quick else RESULTS)
    if output is not None:
        output.write_text(report.page(bench, found, said, missed(bench.found, goals), lines, told), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
