"""How long the gate takes: ``validate --against`` beside plain ``validate``, for every municipality in Sweden.

Run ``python -m benchmarks.gate [N]`` from the top of the repository, with medlofte installed (``pip install .``) and
git. The corpus is M in a repository, and ten of its files are changed since the commit. The two are run in turn, and
the median of their ratios is what counts.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.bench import Bench, quiet
from benchmarks.measure import Job, in_turn, told

CHANGED = 10
MOST = 2.0
GIT = ("git", "-c", "user.name=Exempelby", "-c", "user.email=kommunen@exempelby.example", "-c", "commit.gpgsign=false")


def change(folder: Path) -> None:
    """Make the folder a repository, and change promises and logs since the commit in a way that nothing stops."""
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Exempelby"]):
        subprocess.run([*GIT, *command], check=True, cwd=folder)
    for path in sorted((folder / "promises").glob("*.yaml"))[-CHANGED // 2 :]:
        with path.open("a", encoding="utf-8") as file:
            file.write("note: En anmärkning.\n")
        with (path.with_suffix("") / "vardar.yaml").open("a", encoding="utf-8") as file:
            file.write(f"- {{date: {path.stem[-4:]}-12-31, activity: rondering, count: 1, ref: tillagd1}}\n")


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as made:
        folder = quiet(Path(made)).corpus("M")
        change(folder)
        jobs = {
            "validate": Job(Bench.medlofte("validate"), folder),
            "validate --against": Job(Bench.medlofte("validate", "--against", "HEAD"), folder),
        }
        sys.stdout.write(told("validate --against", in_turn(jobs, runs), "validate", MOST))


if __name__ == "__main__":
    main()
