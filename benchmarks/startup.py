"""How long a command takes, against a Typer program that says hello: ``validate``, and ``log`` for one entry.

Run ``python -m benchmarks.startup [N]`` from the top of the repository, with medlofte installed (``pip install .``).
They are run in turn at S, and the median of their ratios is what counts, because machines differ and are busy.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.bench import Bench, quiet
from benchmarks.corpus import LAST_YEAR
from benchmarks.measure import Job, in_turn, told
from benchmarks.measures import PROMISE

MOST = 1.6
LOG = ("log", PROMISE, "fotpatrull", "1", "--date", f"{LAST_YEAR}-02-03", "--party", "polis")


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as made:
        bench = quiet(Path(made))
        folder = bench.corpus("S")
        jobs = {
            "hello": Job(bench.hello, folder),
            "validate": Job(Bench.medlofte("validate"), folder),
            "log": Job(Bench.medlofte(*LOG), folder),
        }
        turns = in_turn(jobs, runs)
    for name in ("validate", "log"):
        sys.stdout.write(told(name, turns, "hello", MOST))


if __name__ == "__main__":
    main()
