"""Tables of every promise there is to test with, and a promise whose every text is hostile."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from medlofte.opendata.tables import PromiseEntries, TidyTable, tables_of
from medlofte.progress.tally import progress_of
from medlofte.project.context import translator_for
from medlofte.project.workspace import at_root
from medlofte.validation.checker import ProjectFile, PromiseFiles, check_promise
from medlofte.validation.rules import LoggedPromise
from tests.conftest import ROOT
from tests.support import exempelby

EXEMPELBY = PromiseFiles(
    ProjectFile("promises/exempelby-2026.yaml", exempelby.PROMISE.encode()),
    tuple(
        ProjectFile(f"promises/exempelby-2026/{party}.yaml", text.encode()) for party, text in exempelby.LOGS.items()
    ),
)


@cache
def dossiers() -> tuple[LoggedPromise, ...]:
    """Every promise of the repository, and that of the municipality that does not exist."""
    space = at_root(ROOT)
    return tuple(dossier_of(bundle) for bundle in (*space.bundles(sorted(space.ids)), EXEMPELBY))


def dossier_of(bundle: PromiseFiles) -> LoggedPromise:
    checked = check_promise(bundle)
    assert not checked.has_errors
    assert checked.value is not None
    return checked.value


def told_on(day: date, told: Sequence[LoggedPromise]) -> tuple[TidyTable, TidyTable, TidyTable]:
    """The tables as of a day."""
    swedish = translator_for("sv")
    return tables_of([PromiseEntries(progress_of(d.promise, d.logged, day), tuple(d.logged)) for d in told], swedish)


def rows_of(table: TidyTable) -> list[dict[str, object]]:
    return [dict(zip(table.names, row)) for row in table.rows]


def write(folder: Path, bundle: PromiseFiles) -> None:
    """Write a promise and its logs into a project."""
    for file in (bundle.promise, *bundle.logs):
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_bytes(file.data)
