"""How time and memory grow from S to L, what one log of the largest size costs, and what 100,000 promises would."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from benchmarks.bench import Bench
from benchmarks.corpus import AS_OF, SIZES
from benchmarks.gate import CHANGED, change
from benchmarks.measure import Job, Run, environment, median, peak, ratio, user, wall

COMMANDS = {
    "validate": ("validate",),
    "progress": ("progress", "--as-of", AS_OF),
    "export": ("export", "--format", "json", "--output", "-", "--as-of", AS_OF),
}
LARGEST_LOG = 64 << 20
MANY = 100_000
CHANGED_GOAL = 1.5


class Point(NamedTuple):
    """What a command cost at a size: events, seconds of wall time and user CPU, MiB."""

    events: int
    wall: float
    user: float
    peak: float

    @classmethod
    def of(cls, events: int, runs: Sequence[Run]) -> Point:
        """The medians of some runs."""
        return cls(events, median(runs, wall), median(runs, user), median(runs, peak))


class Line(NamedTuple):
    """How a command grows: its points by size."""

    command: str
    points: dict[str, Point]

    def slope(self, small: str, large: str) -> float:
        """Microseconds of user CPU for a further event between two sizes."""
        one, other = self.points[small], self.points[large]
        return (other.user - one.user) / (other.events - one.events) * 1e6

    def extrapolated(self, events: int) -> tuple[float, float]:
        """Seconds of user CPU and MiB at so many events, on the line through the two largest sizes."""
        one, other = sorted(self.points.values())[-2:]
        further = (events - other.events) / (other.events - one.events)
        return other.user + further * (other.user - one.user), other.peak + further * (other.peak - one.peak)

    def rows(self) -> list[tuple[str, ...]]:
        """A row for each size."""
        return [
            (
                self.command,
                size,
                f"{point.wall:.2f} s",
                f"{point.user:.2f} s",
                f"{point.user / point.events * 1e6:.1f} µs",
                f"{point.peak:.0f} MiB",
            )
            for size, point in self.points.items()
        ]


def lines(bench: Bench, sizes: Sequence[str]) -> list[Line]:
    """How each command grows over the sizes."""
    points: dict[str, dict[str, Point]] = {name: {} for name in COMMANDS}
    for size in sizes:
        folder = bench.corpus(size)
        jobs = {name: Job(bench.medlofte(*words), folder) for name, words in COMMANDS.items()}
        rounds = bench.rounds.middle if size != "L" else 1
        for name, runs in bench.turns(jobs, rounds, f"growth, {size}").runs.items():
            if runs:
                points[name][size] = Point.of(SIZES[size].all_events, runs)
    return [Line(name, each) for name, each in points.items()]


def told(line: Line) -> str:
    """How a command grows, in a sentence."""
    sizes = list(line.points)
    if len(sizes) < 2:
        return f"`{line.command}` was not measured at two sizes."
    slopes = ", ".join(f"{line.slope(one, other):.1f} µs from {one} to {other}" for one, other in pairwise(sizes))
    events = MANY * SIZES["M"].events
    seconds, memory = line.extrapolated(events)
    return (
        f"`{line.command}`: {slopes} for a further event. By that slope {MANY:,} promises with {events:,} events "
        f"would take {seconds:,.0f} s of user CPU and {memory:,.0f} MiB."
    )


def largest_log(bench: Bench) -> str:
    """What one log of 64 MiB costs."""
    folder = bench.corpus("S", "--one-log", str(LARGEST_LOG))
    size = max(path.stat().st_size for path in folder.rglob("*.yaml")) / (1 << 20)
    turned = bench.turns({"validate": Job(bench.medlofte("validate"), folder)}, 1, "one log of 64 MiB")
    if turned.failed:
        return f"`validate` of one log of {size:.1f} MiB failed: {turned.failed['validate']}"
    (run,) = turned.runs["validate"]
    cost = f"{run.wall:.1f} s, {run.user:.1f} s of user CPU, {run.peak:.0f} MiB"
    return f"`validate` of one log of {size:.1f} MiB takes {cost}."


def pull_request(bench: Bench) -> str:
    """What ``validate --changed`` costs in a pull request at L, beside ``validate`` at S."""
    offered = subprocess.run(bench.medlofte("validate", "--help"), capture_output=True, check=True, env=environment())
    if b"--changed" not in offered.stdout:
        return "`validate --changed` is not in this version."
    large = bench.corpus("L")
    if not (large / ".git").exists():
        change(large)
    jobs = {
        "validate": Job(bench.medlofte("validate"), bench.corpus("S")),
        "validate --changed": Job(bench.medlofte("validate", "--changed"), large),
        "validate --changed --against": Job(bench.medlofte("validate", "--changed", "--against", "HEAD"), large),
    }
    turned = bench.turns(jobs, bench.rounds.short, f"a pull request of {CHANGED} files at L beside S")
    if turned.failed:
        return f"`validate --changed` was not measured: {turned.failed}"
    alone, gate = (
        ratio(turned.runs[name], turned.runs["validate"], wall)
        for name in ("validate --changed", "validate --changed --against")
    )
    word = "reached" if alone <= CHANGED_GOAL else "missed"
    return (
        f"`validate --changed` with {CHANGED} files changed at L takes {alone:.2f} times the wall time of "
        f"`validate` at S; goal at most {CHANGED_GOAL}: {word}. With the gate (`--against`) it takes {gate:.2f} times."
    )
