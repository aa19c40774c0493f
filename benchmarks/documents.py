"""How long documents take, against a Typer program that says hello: a memo as Markdown and as PDF, and a site.

Run ``python -m benchmarks.documents [N]`` from the top of the repository, with medlofte installed (``pip install
'.[all]'``). Each is run in turn with the hello, and the median counts. The site has 290 promises and about 10,000
entries; its seconds depend on the machine, so the hello's stand beside them.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.bench import Bench, quiet
from benchmarks.corpus import AS_OF, Size, write
from benchmarks.measure import Job, in_turn, told
from benchmarks.measures import MEMO

SITE = Size(290, ("",), 1, 10_000 // 290)


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as made:
        bench = quiet(Path(made))
        small, large = bench.corpus("S"), Path(made, "site")
        write(large, SITE)
        memos = in_turn(
            {
                "hello": Job(bench.hello, small),
                "memo as Markdown": Job(Bench.medlofte(*MEMO), small),
                "memo as PDF": Job(Bench.medlofte(*MEMO, "--format", "pdf", "--output", "../memo.pdf"), small),
            },
            runs,
        )
        name = f"site of {SITE.promises} promises"
        site = Job(Bench.medlofte("site", "--as-of", AS_OF, "--quiet"), large)
        sites = in_turn({"hello": Job(bench.hello, large), name: site}, min(3, runs))
    for memo in ("memo as Markdown", "memo as PDF"):
        sys.stdout.write(told(memo, memos, "hello"))
    sys.stdout.write(told(name, sites, "hello"))


if __name__ == "__main__":
    main()
