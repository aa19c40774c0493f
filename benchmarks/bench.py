"""What measurements share: where the corpora lie, which peers there are, how often to run, and what has been seen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.goals import Found
from benchmarks.measure import Failed, Job, Run, environment, in_turn, instructions, ratio

TOP = Path(__file__).parent.parent
HELLO = """\
import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def hello(name: str = "world") -> None:
    print("hello", name)


app()
"""


class Rounds(NamedTuple):
    """How often a command is run that takes a moment, seconds, or longer."""

    short: int = 21
    middle: int = 5
    long: int = 3

    @classmethod
    def of(cls, runs: int) -> Rounds:
        """From the number of short runs."""
        return cls(runs, max(1, runs // 4), max(1, runs // 7))


class Bench:
    """A folder of corpora that are made when they are first asked for, and everything measured in it so far."""

    def __init__(self, folder: Path, peers: Mapping[str, str], rounds: Rounds, tell: Callable[[str], None]) -> None:
        self.folder = folder
        self.peers = peers
        self.rounds = rounds
        self.tell = tell
        self.seen: dict[str, list[Run]] = {}
        self.found: dict[str, Found] = {}

    def corpus(self, size: str, *options: str) -> Path:
        """The folder of a corpus, written by a process of its own so that this one stays small."""
        name = "".join((size, *options))
        if not (self.folder / name).exists():
            self.tell(f"writing {name}")
            self._python("benchmarks.corpus", self.folder / name, "--size", size, *options)
        return self.folder / name

    def equal(self, size: str) -> Path:
        """The folder of what the peers read, the same promises and events."""
        folder = self.folder / f"{size}-peers"
        if not folder.exists():
            self.tell(f"writing {folder.name}")
            schemas = ("--promise-schema", self.schemas["promise"], "--log-schema", self.schemas["log"])
            self._python("benchmarks.equal", folder, "--size", size, *schemas)
        return folder

    @cached_property
    def schemas(self) -> dict[str, Path]:
        """The schemas that medlofte publishes, as files."""
        paths = {name: self.folder / f"{name}.schema.json" for name in ("promise", "log")}
        for name, path in paths.items():
            command = self.medlofte("schema", name)
            path.write_bytes(subprocess.run(command, check=True, capture_output=True, env=environment()).stdout)
        return paths

    @cached_property
    def hello(self) -> list[str]:
        """A Typer program that says hello, with the same Typer."""
        path = self.folder / "hello.py"
        path.write_text(HELLO, "utf-8")
        return [sys.executable, str(path)]

    @staticmethod
    def medlofte(*arguments: str) -> list[str]:
        """A command of the medlofte that is installed."""
        return [sys.executable, "-m", "medlofte", *arguments]

    @staticmethod
    def program(*arguments: str) -> Job:
        """A run of the program that reads inside a process of its own."""
        return Job([sys.executable, "-m", "benchmarks.inside", *arguments], TOP)

    def inside(self, *arguments: str) -> Any:
        """What that program found out."""
        job = self.program(*arguments)
        done = subprocess.run(job.command, cwd=job.folder, env=environment(), capture_output=True, check=False)
        if done.returncode:
            raise Failed(done.stderr.decode(errors="replace")[-500:])
        return json.loads(done.stdout)

    def turns(self, jobs: Mapping[str, Job], rounds: int, where: str) -> Turned:
        """The runs of commands that take turns; they are kept under their names and where they ran."""
        self.tell(f"{where}: {', '.join(jobs)}, {rounds} rounds")
        turns = in_turn(jobs, rounds)
        self.seen.update({f"{name}, {where}": runs for name, runs in turns.runs.items() if runs})
        return Turned(self, turns.runs, turns.failed)

    def count(self, key: str, one: Callable[[], float], other: Callable[[], float]) -> None:
        """Find how many times the other's instructions the one takes."""
        self.tell(f"counting instructions: {key}")
        try:
            self.found[key] = one() / other()
        except Failed as failed:
            self.found[key] = str(failed)

    def peer(self, name: str, folder: Path, *arguments: str, most_rounds: int | None = None) -> dict[str, Job]:
        """The peer's run by its name, if it is installed."""
        program = self.peers.get(name)
        return {} if program is None else {name: Job([program, *arguments], folder, most_rounds)}

    def instructions_of_a_promise(self, small: Job, large: Job, promises: int) -> float:
        """How many instructions a further promise takes, when the one job has so many more than the other."""
        return (instructions(large) - instructions(small)) / promises

    def _python(self, module: str, *arguments: str | Path) -> None:
        subprocess.run([sys.executable, "-m", module, *map(str, arguments)], check=True, cwd=TOP, env=environment())


def quiet(folder: Path) -> Bench:
    """A bench in a folder, with no peers, that says nothing."""
    return Bench(folder, {}, Rounds(), lambda _: None)


class Turned:
    """What has come out of commands that took turns."""

    def __init__(self, bench: Bench, runs: Mapping[str, Sequence[Run]], failed: Mapping[str, str]) -> None:
        self.bench = bench
        self.runs = runs
        self.failed = failed

    def compare(self, key: str, one: str, other: str, of: Callable[[Run], float]) -> None:
        """Find how many times the other the one costs, or say why that is not known."""
        self.bench.found[key] = self._why(one) or self._why(other) or ratio(self.runs[one], self.runs[other], of)

    def _why(self, name: str) -> str:
        if name in self.failed:
            return f"{name} failed: {self.failed[name]}"
        return "" if name in self.runs else f"{name} is not installed"
