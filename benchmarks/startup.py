"""How long a command takes, against a Typer program that says hello: ``validate``, and ``log`` for one entry.

Run ``python -m benchmarks.startup [N]`` from the top of the repository, with medlofte installed (``pip install .``).
The two are run in turn, and the median of their ratios is what counts, because machines differ and are busy.
"""

import shutil
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


COMMANDS = {
    "validate": ["validate"],
    "log": ["log", "kungalv-2018", "fotpatrull", "1", "--date", "2019-02-03", "--party", "polis"],
}


def seconds(command: list[str], folder: Path) -> float:
    """The wall time of one run of a command whose output nobody reads."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    return time.perf_counter() - start


def beside(arguments: list[str], runs: int, folder: Path, warm_up: int = WARM_UP) -> tuple[float, float, list[float]]:
    """The median seconds of medlofte and of the hello in the folder, run in turn, and their ratios in order."""
    one = [sys.executable, "-m", "medlofte", *arguments]
    other = [sys.executable, str(folder / "hello.py")]
    pairs = [(seconds(one, folder), seconds(other, folder)) for _ in range(warm_up + runs)][warm_up:]
    took, hello = (statistics.median(times) for times in zip(*pairs, strict=True))
    return took, hello, sorted(each / hello for each, hello in pairs)


def measured(name: str, runs: int, folder: Path) -> str:
    """A line that tells how the command and the hello compare."""
    took, hello, ratios = beside(COMMANDS[name], runs, folder)
    median = statistics.median(ratios)
    word = "reached" if median <= MOST else "missed"
    return (
        f"{name} {took:.3f} s, hello {hello:.3f} s, {runs} pairs; ratio: median {median:.2f} "
        f"(least {ratios[0]:.2f}, most {ratios[-1]:.2f}); goal at most {MOST}: {word}\n"
    )


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree("promises", folder / "promises")
        (folder / "hello.py").write_text(HELLO, "utf-8")
        for name in COMMANDS:
            sys.stdout.write(measured(name, runs, folder))


if __name__ == "__main__":
    main()
