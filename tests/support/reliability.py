"""How the checks stand up to broken files: many random mutants of every promise and log, in processes of their own.

``python -m tests.support.reliability [--number 10000] [--seed 1] [--keep FOLDER] [FILES…]`` goes the whole way with
each: its characters, ``checker.check``, every report, and the figures where there is no error. It prints a Markdown
table, and exits with 1 when anything raised, died of a signal, took more than two seconds or grew by more than 200 MB.
Each such mutant is kept in the folder with what happened to it.
"""

import argparse
import faulthandler
import multiprocessing
import random
import resource
import sys
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import NamedTuple

from medlofte.validation.checker import ProjectFile
from tests.support.invariants import bundle_at, check_all, with_file
from tests.support.randomly import mutant_of

ROOT = Path(__file__).parents[2]
SLOW = 2.0
"""Seconds of the processor's time that a mutant may take."""

STUCK = 60
"""Seconds on the clock after which a worker is ended."""

MOST_MEMORY = 200.0
"""Megabytes that a worker may grow by."""

_MEGABYTE = 1024 * (1024 if sys.platform == "darwin" else 1)


class Outcome(NamedTuple):
    """What became of one mutant: seconds of processor and clock, the worker's growth in MB, and what was raised."""

    number: int
    processor: float
    clock: float
    memory: float
    raised: str | None = None
    died: str | None = None

    @property
    def trouble(self) -> str | None:
        """What is wrong with it, if anything."""
        if self.raised or self.died:
            return self.raised or self.died
        if self.processor > SLOW:
            return f"took {self.processor:.1f} s of the processor's time\n"
        return f"grew by {self.memory:.0f} MB\n" if self.memory > MOST_MEMORY else None


class Row(NamedTuple):
    """A line of the table."""

    path: str
    mutants: int
    tracebacks: int
    signals: int
    slow: int
    slowest: float
    memory: float

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.tracebacks or self.signals or self.slow) and self.memory <= MOST_MEMORY


@cache
def files() -> dict[str, tuple[str, ProjectFile]]:
    """Every promise and log of the repository by path, with the promise's id."""
    ids = sorted(path.stem for path in (ROOT / "promises").glob("*.yaml"))
    bundles = [bundle_at(ROOT, id) for id in ids]
    return {file.path: (each.id, file) for each in bundles for file in (each.promise, *each.logs)}


def mutant(path: str, seed: int, number: int) -> bytes:
    """The same bytes for the same path, seed and number, in every process."""
    others = [file.data for _, file in files().values()]
    return mutant_of(files()[path][1].data, random.Random(f"{seed}:{path}:{number}"), others)


def work(path: str, seed: int, first: int, last: int, out: Connection) -> None:
    """Check the mutants from ``first`` up to ``last`` and send the outcome of each."""
    faulthandler.enable()
    bundle = bundle_at(ROOT, files()[path][0])
    check_all(bundle)
    start = _most_memory()
    for number in range(first, last):
        data = mutant(path, seed, number)
        processor, clock, raised = time.process_time(), time.perf_counter(), None
        try:
            check_all(with_file(bundle, path, data))
        except Exception:
            raised = traceback.format_exc()
        spent = time.process_time() - processor, time.perf_counter() - clock
        out.send(Outcome(number, *spent, _most_memory() - start, raised))


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE


def outcomes(path: str, seed: int, number: int) -> Iterator[Outcome]:
    """The outcome of every mutant of a file. A worker that dies is followed by another, after the mutant it died of."""
    done = 0
    while done < number:
        process, results = _worker(path, seed, done, number)
        for each in _until_silence(results):
            done = each.number + 1
            yield each
        if process.is_alive():
            process.kill()
        process.join()
        if done < number:
            yield Outcome(done, 0, 0, 0, died=f"the worker ended with {process.exitcode}\n")
            done += 1


def _worker(path: str, seed: int, first: int, last: int) -> tuple[SpawnProcess, Connection]:
    context = multiprocessing.get_context("spawn")
    results, out = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(path, seed, first, last, out), daemon=True)
    process.start()
    out.close()
    return process, results


def _until_silence(results: Connection) -> Iterator[Outcome]:
    """What a worker sends, until it ends or says nothing for too long."""
    try:
        while results.poll(STUCK):
            yield results.recv()
    except EOFError:
        return


def row_of(path: str, chosen: argparse.Namespace) -> Row:
    """The table's line for a file; its troublesome mutants are written into the folder."""
    row = Row(path, 0, 0, 0, 0, 0.0, 0.0)
    for each in outcomes(path, chosen.seed, chosen.number):
        if each.trouble:
            name = f"{path.replace('/', '_')}.{chosen.seed}.{each.number}"
            _keep(chosen.keep, mutant(path, chosen.seed, each.number), name, each.trouble)
        row = Row(
            path,
            row.mutants + 1,
            row.tracebacks + bool(each.raised),
            row.signals + bool(each.died),
            row.slow + (each.processor > SLOW),
            max(row.slowest, each.processor),
            max(row.memory, each.memory),
        )
        if row.mutants % 1000 == 0:
            sys.stderr.write(f"{path}: {row.mutants} of {chosen.number}\n")
    return row


def _keep(folder: Path, data: bytes, name: str, trouble: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_bytes(data)
    (folder / f"{name}.txt").write_text(trouble, "utf-8")
    sys.stderr.write(f"{name}: {trouble.splitlines()[-1]}\n")


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| file | mutants | tracebacks | signals | over 2 s | slowest (s) | most memory above start (MB) |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        figures = f"{row.mutants} | {row.tracebacks} | {row.signals} | {row.slow}"
        lines.append(f"| {row.path} | {figures} | {row.slowest:.2f} | {row.memory:.0f} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Run, print, and say by the exit code whether all went well."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.reliability", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("files", nargs="*", metavar="FILES", help="paths of promises and logs; all if left out")
    parser.add_argument("--number", type=int, default=10_000, help="mutants of each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=ROOT / "build" / "mutants", help="where troublesome mutants go")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.files) - set(files())
    if unknown:
        parser.error(f"no promise or log of the repository: {', '.join(sorted(unknown))}")
    rows = [row_of(path, chosen) for path in chosen.files or files()]
    sys.stdout.write(table(rows))
    return 0 if all(row.is_clean for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
