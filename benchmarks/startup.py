"""How long ``medlofte validate`` takes on this repository's promises, against a Typer program that says hello.

Run ``python -m benchmarks.startup [N]`` from the top of the repository, with medlofte installed (``pip install .``).
The two are run in turn, and the median of their ratios is what counts, because machines differ and are busy.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HELLO = """\
import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def hello(name: str = "world") -> None:
    print("hello", name)


app()
"""
MOST = 1.6
WARM_UP = 2


def seconds(command: list[str]) -> float:
    """The wall time of one run of a command whose output nobody reads."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, "utf-8")
        one, other = [sys.executable, "-m", "medlofte", "validate"], [sys.executable, str(hello)]
        pairs = [(seconds(one), seconds(other)) for _ in range(WARM_UP + runs)][WARM_UP:]
    ratios = sorted(validate / typer for validate, typer in pairs)
    median = statistics.median(ratios)
    word = "reached" if median <= MOST else "missed"
    sys.stdout.write(
        f"validate {statistics.median(each for each, _ in pairs):.3f} s, hello "
        f"{statistics.median(each for _, each in pairs):.3f} s, {runs} pairs\n"
        f"ratio: median {median:.2f} (least {ratios[0]:.2f}, most {ratios[-1]:.2f}); goal at most {MOST}: {word}\n"
    )


if __name__ == "__main__":
    main()
