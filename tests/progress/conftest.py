"""Builders: a promise and its logs written as a user would write them, and what is reckoned and said about them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from medlofte.core.diagnostic import Checked, Severity
from medlofte.progress.tally import ActivityFigures, PromiseProgress, progress_of
from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles
from medlofte.validation.rules import LoggedPromise

YEAR = "2018-10-01/2019-09-30"
"""365 days, with no leap day."""

LEAP_YEAR = "2019-10-01/2020-09-30"
"""366 days."""

HEAD = """\
format: 1
title: Medborgarlöfte
municipality: {name: Kungälvs kommun}
status: adopted
parties:
  polis: {name: Polisen, kind: police}
  kommun: {name: Kungälvs kommun, kind: municipality}
"""


@dataclass(frozen=True)
class Story:
    """A promise and its logs, as text. ``insats`` is the activity unless another is named."""

    period: str
    activities: tuple[str, ...]
    files: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def also(self, name: str, target: str = "", *, own: str = "", keys: str = "") -> "Story":
        """The same promise with one activity more."""
        return replace(self, activities=(*self.activities, _activity(name, target, own, keys, "[polis, kommun]")))

    def log(self, *lines: str, file: str = "polis") -> "Story":
        """The same story with a log: each line is its date and its other keys, ``2018-11-05, count: 3``."""
        return replace(self, files=(*self.files, (file, lines)))

    @property
    def bundle(self) -> PromiseFiles:
        """The files."""
        promise = f"{HEAD}period: {_period(self.period)}\nactivities:\n" + "".join(self.activities)
        logs = [ProjectFile(f"promises/x-2018/{name}.yaml", _log(lines).encode()) for name, lines in self.files]
        return PromiseFiles(ProjectFile("promises/x-2018.yaml", promise.encode()), tuple(logs))

    @property
    def checked(self) -> Checked[LoggedPromise]:
        """The promise and its logs, read and checked by the spine."""
        return checker.check_promise(self.bundle)

    def write(self, folder: Path) -> None:
        """Write the files into a folder."""
        for file in (self.bundle.promise, *self.bundle.logs):
            (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / file.path).write_bytes(file.data)

    def progress(self, day: str | date) -> PromiseProgress:
        """The figures at the close of a day, from files without errors."""
        checked = self.checked
        assert checked.value is not None
        assert _codes(checked, Severity.ERROR) == []
        return progress_of(checked.value.promise, checked.value.logged, _day(day))

    def on(self, day: str | date, activity: str = "insats") -> ActivityFigures:
        """The figures of one activity at the close of a day."""
        return next(tally for tally in self.progress(day).tallies if tally.activity.id == activity)

    @property
    def errors(self) -> list[str]:
        """The codes of the errors."""
        return _codes(self.checked, Severity.ERROR)

    @property
    def warnings(self) -> list[str]:
        """The codes of the warnings, of a story without errors."""
        assert self.errors == []
        return _codes(self.checked, Severity.WARNING)

    @property
    def notes(self) -> list[str]:
        """The codes of the notes."""
        return _codes(self.checked, Severity.NOTE)


def promised(
    target: str = "", *, period: str = YEAR, own: str = "", keys: str = "", responsible: str = "[polis, kommun]"
) -> Story:
    """A promise with one activity; a period without a slash has no end."""
    return Story(period, (_activity("insats", target, own, keys, responsible),))


def each_day(first: str | date, last: str | date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    day = _day(first)
    while day <= _day(last):
        yield day
        day += timedelta(days=1)


def day_after(day: str | date, days: int = 1) -> date:
    """The day so many days later, or, with a negative number, earlier."""
    return _day(day) + timedelta(days=days)


def _day(day: str | date) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _codes(checked: Checked[LoggedPromise], severity: Severity) -> list[str]:
    return sorted(each.code for each in checked.diagnostics if each.severity is severity)


def _period(text: str) -> str:
    start, _, end = text.partition("/")
    return "{" + ", ".join([f"start: {start}"] * bool(start) + [f"end: {end}"] * bool(end)) + "}"


def _activity(name: str, target: str, own: str, keys: str, responsible: str) -> str:
    parts = [f"title: {name}", f"responsible: {responsible}"]
    parts += [f"target: {{{target}}}"] * bool(target) + [f"period: {_period(own)}"] * bool(own) + [keys] * bool(keys)
    return f"  {name}: {{{', '.join(parts)}}}\n"


def _log(lines: tuple[str, ...]) -> str:
    return "".join(f"- {{{_entry(line)}}}\n" for line in lines)


def _entry(line: str) -> str:
    date, comma, rest = line.partition(",")
    return f"date: {date}" + ("" if "activity:" in rest else ", activity: insats") + comma + rest
