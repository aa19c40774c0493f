"""What a command costs: wall time, user CPU, peak memory and instructions, and how two commands compare.

Commands that are compared take turns, so that what else the machine does falls on all of them. The process that
measures stays small: Linux gives a child at least the peak memory of the process that started it.
"""

import os
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

WARM_UP = 1
COUNTED = re.compile(rb"I +refs: +([0-9,]+)")


class Failed(Exception):
    """A command ended otherwise than it should have."""


class Job(NamedTuple):
    """A command in a folder; one that takes minutes is run so often at most, and not warmed up."""

    command: Sequence[str]
    folder: Path
    most_rounds: int | None = None


class Run(NamedTuple):
    """What one run cost: seconds of wall time and of user CPU, and peak memory in MiB."""

    wall: float
    user: float
    peak: float


class Turns(NamedTuple):
    """The runs of each command that took turns, and why some have none."""

    runs: dict[str, list[Run]]
    failed: dict[str, str]


def environment() -> dict[str, str]:
    """What every command is given: the same language and hashes each time, and compiled modules kept as usual."""
    without = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "LC_ALL")}
    return {**without, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "NO_COLOR": "1"}


def run(job: Job) -> Run:
    """What a run costs whose output nobody reads. Raises ``Failed`` when it does not end with 0."""
    with TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen(
            job.command, cwd=job.folder, env=environment(), stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            raise Failed(f"exit code {child.returncode}: {errors.read().decode(errors='replace')[-500:]}")
    return Run(wall, usage.ru_utime, usage.ru_maxrss / 1024)


def in_turn(jobs: Mapping[str, Job], rounds: int, warm_up: int = WARM_UP) -> Turns:
    """The runs of several commands that take turns: so many rounds, after some that don't count.

    A command that fails is left out from then on, and why is told.
    """
    turns = Turns({name: [] for name in jobs}, {})
    for number in range(-warm_up, rounds):
        for name, job in jobs.items():
            is_over = job.most_rounds is not None and not 0 <= number < job.most_rounds
            if is_over or name in turns.failed:
                continue
            try:
                done = run(job)
            except Failed as failed:
                turns.failed[name] = str(failed)
                turns.runs[name].clear()
            else:
                turns.runs[name] += [done] if number >= 0 else []
    return turns


def wall(run: Run) -> float:
    """The seconds that went by."""
    return run.wall


def user(run: Run) -> float:
    """The seconds that the processor worked on the program itself."""
    return run.user


def peak(run: Run) -> float:
    """The most memory it held, in MiB."""
    return run.peak


def ratio(one: Sequence[Run], other: Sequence[Run], of: Callable[[Run], float]) -> float:
    """How many times the other the one cost: the median of the rounds in which both ran."""
    return statistics.median(of(each) / of(beside) for each, beside in zip(one, other, strict=False))


def median(runs: Sequence[Run], of: Callable[[Run], float]) -> float:
    """The middle one of what the runs cost."""
    return statistics.median(map(of, runs))


@cache
def counter() -> str | None:
    """What counts instructions here: perf where the processor lets it, else valgrind, else nothing."""
    if shutil.which("perf"):
        tried = subprocess.run(_perf(["true"]), capture_output=True, check=False)
        if tried.returncode == 0 and tried.stderr.split(b",")[0].isdigit():
            return "perf"
    return "valgrind" if shutil.which("valgrind") else None


def instructions(job: Job) -> int:
    """How many instructions a run takes in the program itself. Raises ``Failed`` when nothing here counts them."""
    if counter() is None:
        raise Failed("neither perf nor valgrind counts instructions here")
    command = _perf(job.command) if counter() == "perf" else _valgrind(job.command)
    done = subprocess.run(command, cwd=job.folder, env=environment(), capture_output=True, check=False)
    if done.returncode:
        raise Failed(f"exit code {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    return counted(done.stderr)


def counted(said: bytes) -> int:
    """The number of instructions in what perf or valgrind said, which comes last. Raises ``Failed`` without one."""
    found = COUNTED.findall(said)
    last = said.strip().rpartition(b"\n")[2].split(b",")[0]
    if not found and not last.isdigit():
        raise Failed("no count of instructions was given")
    return int(found[-1].replace(b",", b"") if found else last)


def _perf(command: Sequence[str]) -> list[str]:
    return ["perf", "stat", "-x,", "-e", "instructions:u", *command]


def _valgrind(command: Sequence[str]) -> list[str]:
    return ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", *command]


def told(name: str, turns: Turns, beside: str, most: float | None = None) -> str:
    """A line that tells how a command compares in wall time with the one beside it, and whether that was wanted."""
    if name in turns.failed:
        return f"{name} failed: {turns.failed[name]}\n"
    one, other = turns.runs[name], turns.runs[beside]
    ratios = sorted(each.wall / its.wall for each, its in zip(one, other, strict=False))
    goal = (
        "" if most is None else f"; goal at most {most}: {'reached' if ratio(one, other, wall) <= most else 'missed'}"
    )
    return (
        f"{name} {median(one, wall):.3f} s, {beside} {median(other, wall):.3f} s, {len(ratios)} pairs; "
        f"ratio: median {ratio(one, other, wall):.2f} (least {ratios[0]:.2f}, most {ratios[-1]:.2f}){goal}\n"
    )
