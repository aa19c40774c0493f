"""How long the gate takes: ``validate --against`` beside plain ``validate``, for every municipality in Sweden.

Run ``python -m benchmarks.gate [N]`` from the top of the repository, with medlofte installed (``pip install .``) and
git. There are 290 promises with 87,000 entries in a repository, and ten of their files are changed since the commit.
The two are run in turn, and the median of their ratios is what counts.
"""

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.documents import corpus
from benchmarks.startup import seconds

ENTRIES = 87_000
CHANGED = 5
MOST = 2.0
GIT = ("git", "-c", "user.name=Exempelby", "-c", "user.email=kommunen@example.org", "-c", "commit.gpgsign=false")


def repository(folder: Path) -> None:
    """A repository of the promises, with five promises and five logs changed in a way that nothing stops."""
    corpus(folder, ENTRIES)
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Exempelby"]):
        subprocess.run([*GIT, *command], check=True, cwd=folder)
    for path in sorted((folder / "promises").glob("*.yaml"))[:CHANGED]:
        log = path.with_suffix("") / "polis.yaml"
        last = log.read_text("utf-8").splitlines()[-1]
        log.write_text(f"{log.read_text('utf-8')}{last.replace('ref: r', 'ref: s')}\n", "utf-8")
        path.write_text(f"{path.read_text('utf-8')}\nnote: En anmärkning.\n", "utf-8")


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    plain = [sys.executable, "-m", "medlofte", "validate"]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        repository(folder)
        gate = [*plain, "--against", "HEAD"]
        pairs = [(seconds(gate, folder), seconds(plain, folder)) for _ in range(runs + 1)][1:]
    took, alone = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    word = "reached" if ratio <= MOST else "missed"
    sys.stdout.write(
        f"validate --against {took:.3f} s, validate {alone:.3f} s, {runs} pairs; "
        f"ratio: median {ratio:.2f}; goal at most {MOST}: {word}\n"
    )


if __name__ == "__main__":
    main()
