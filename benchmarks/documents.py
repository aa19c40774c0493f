"""How long documents take, against a Typer program that says hello: a memo as Markdown and as PDF, and a site.

Run ``python -m benchmarks.documents [N]`` from the top of the repository, with medlofte installed (``pip install
'.[all]'``). Each is run in turn with the hello, and the median counts. The site has 290 promises, copies of the
repository's own, and 10,000 entries; its seconds depend on the machine, so the hello's stand beside them.
"""

import shutil
import statistics
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.startup import HELLO, beside

PROMISES, ENTRIES = 290, 10_000
MEMO = ["render", "memo", "kungalv-2018", "--as-of", "2019-09-30", "--quiet"]
COMMANDS = {
    "memo as Markdown": MEMO,
    "memo as PDF": [*MEMO, "--format", "pdf", "--output", "memo.pdf"],
}


def corpus(folder: Path, entries: int = ENTRIES) -> None:
    """A folder of promises like the repository's own that have begun, each with its share of the entries."""
    begun = ("hallsberg-2018", "halmstad-2017", "hammaro-2023", "kungalv-2018", "kungalv-2020")
    (folder / "promises").mkdir(parents=True)
    for number in range(PROMISES):
        name = begun[number % len(begun)]
        text = Path("promises", f"{name}.yaml").read_text("utf-8")
        id = f"{name.rpartition('-')[0]}-{number:03}-2018"
        (folder / "promises" / f"{id}.yaml").write_text(text, "utf-8")
        (folder / "promises" / id).mkdir()
        (folder / "promises" / id / "polis.yaml").write_text(log(name, entries // PROMISES), "utf-8")


def log(name: str, entries: int) -> str:
    """So many entries of one activity of the promise, one a day from November of its first year."""
    activity = {"hallsberg": "synlighet", "halmstad": "trafikkontroller", "hammaro": "poliskontor"}.get(
        name.rpartition("-")[0], {"kungalv-2018": "fotpatrull", "kungalv-2020": "narvaro"}.get(name, "")
    )
    first = date(int(name.rpartition("-")[2]), 11, 1)
    days = (first + timedelta(n) for n in range(entries))
    return "".join(f"- {{date: {day}, activity: {activity}, count: 1, ref: r{n}}}\n" for n, day in enumerate(days))


def told(name: str, command: list[str], runs: int, folder: Path) -> str:
    """A line that tells how the command and the hello compare."""
    took, hello, ratios = beside(command, runs, folder, warm_up=1)
    ratio = statistics.median(ratios)
    return f"{name}: {took:.3f} s, hello {hello:.3f} s, {runs} pairs; ratio {ratio:.2f}\n"


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree("promises", folder / "promises")
        (folder / "hello.py").write_text(HELLO, "utf-8")
        for name, command in COMMANDS.items():
            sys.stdout.write(told(name, command, runs, folder))
        large = folder / "large"
        corpus(large)
        (large / "hello.py").write_text(HELLO, "utf-8")
        sys.stdout.write(told("site of 290 promises", ["site", "--as-of", "2019-12-31", "--quiet"], 3, large))


if __name__ == "__main__":
    main()
