"""What was measured as a page of Markdown: the machine's kind, versions, goals, every command, and growth."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib.metadata import version as version_of
from pathlib import Path

from benchmarks import peers
from benchmarks.bench import Bench
from benchmarks.corpus import SIZES
from benchmarks.growth import Line
from benchmarks.measure import counter, median, peak, user, wall

PACKAGES = ("typer", "pyyaml", "jsonschema-rs")
GOALS = ("goal", "compared", "measured", "wanted", "")
RUNS = ("command, and where", "runs", "wall", "user CPU", "peak memory")
GROWTH = ("command", "size", "wall", "user CPU", "for an event", "peak memory")


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = (f"| {' | '.join(each)} |" for each in (heading, ["---"] * len(heading), *rows))
    return "".join(f"{line}\n" for line in lines)


def machine() -> str:
    """What kind of machine this is, with nothing that tells which one."""
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        system = platform.system()
    return f"{os.cpu_count()} cores, {_processor()}, {system}"


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text("utf-8").splitlines() if about.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def revision(folder: Path) -> str:
    """The commit that the folder's repository stands at; empty where there is none."""
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def versions(here: Mapping[str, str], folder: Path) -> str:
    """A list of what was measured, each with its version."""
    own = [
        f"medlofte {version_of('medlofte')} ({revision(folder) or 'no revision'})",
        f"Python {platform.python_version()}",
    ]
    own += [f"{package} {version_of(package)}" for package in PACKAGES]
    lines = [f"- {', '.join(own)}"]
    for peer in peers.PEERS:
        which = peers.version(here[peer.name]) if peer.name in here else "not installed"
        lines.append(f"- **{peer.name}** {which} ({peer.package}). {peer.work}")
    return "".join(f"{line}\n" for line in lines)


def seen(bench: Bench) -> str:
    """A table of every command that was run, with the medians of what it cost."""
    return table(
        RUNS,
        (
            (
                name,
                str(len(runs)),
                f"{median(runs, wall):.3f} s",
                f"{median(runs, user):.3f} s",
                f"{median(runs, peak):.0f} MiB",
            )
            for name, runs in bench.seen.items()
        ),
    )


def page(
    bench: Bench,
    rows: Sequence[Sequence[str]],
    summary: str,
    missed: Sequence[str],
    lines: Sequence[Line],
    told: Sequence[str],
) -> str:
    """The whole page."""
    sizes = ", ".join(
        f"{name} is {size.promises:,} promises and {size.all_events:,} events" for name, size in SIZES.items()
    )
    counted = f"Instructions are counted by {counter()}." if counter() else "Nothing here counts instructions."
    parts = [
        "# What was measured\n",
        f"Written by `python -m benchmarks` on {datetime.now().astimezone():%Y-%m-%d}. [How to read it](README.md).\n",
        f"{machine()}. {sizes}. {counted}\n",
        f"## Goals\n\n{summary}\n\n{table(GOALS, rows)}",
        *(["## What was missed, and why\n\n" + "".join(f"- {each}\n" for each in missed)] if missed else []),
        *([_growth(lines, told)] if told else []),
        f"## Every command\n\nMedians.\n\n{seen(bench)}",
        f"## Versions, and equal work\n\n{versions(bench.peers, Path(__file__).parent)}",
    ]
    return "\n".join(parts)


def _growth(lines: Sequence[Line], told: Sequence[str]) -> str:
    rows = [row for line in lines for row in line.rows()]
    return f"## Growth\n\n{table(GROWTH, rows)}\n{''.join(f'- {each}' + chr(10) for each in told)}"
