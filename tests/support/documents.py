"""The promises that documents are made of in these tests: the repository's own, and the made-up year of Exempelby."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from medlofte import __version__
from medlofte.core.dates import DateSpan
from medlofte.core.record import Record
from medlofte.documents import DOCUMENTS, Prepared, Subject, prepare, templating
from medlofte.documents.subject import Provenance
from medlofte.progress.tally import progress_of
from medlofte.project.context import translator_for
from medlofte.project.workspace import Workspace
from medlofte.publishing import Publication
from medlofte.validation.checker import ProjectFile, PromiseFiles, check_promise
from medlofte.validation.rules import LoggedPromise
from tests.support import exempelby
from tests.support.invariants import bundle_at

ROOT = Path(__file__).parents[2]
REAL = sorted(path.stem for path in (ROOT / "promises").glob("*.yaml"))
YEAR = "exempelby-2026"
IDS = [*REAL, YEAR]
DAYS = {**dict.fromkeys(REAL, date(2024, 10, 1)), YEAR: date(2026, 10, 31)}


@cache
def dossier(id: str) -> LoggedPromise:
    """The promise with its log, checked and without errors."""
    checked = check_promise(_year() if id == YEAR else bundle_at(ROOT, id), frozenset(IDS))
    assert checked.value is not None
    return checked.value


def _year() -> PromiseFiles:
    files = tuple(ProjectFile(f"promises/{YEAR}/{party}.yaml", text.encode()) for party, text in exempelby.LOGS.items())
    return PromiseFiles(ProjectFile(f"promises/{YEAR}.yaml", exempelby.PROMISE.encode()), files)


def subject(id: str, as_of: date | None = None, by: str | None = None) -> Subject:
    """What the documents of a promise are made from."""
    of = dossier(id)
    day = as_of or DAYS[id]
    progress = progress_of(of.promise, of.logged, day)
    return Subject(progress, translator_for("sv"), translator_for("en"), Provenance(__version__), of.logged, by)


def prepared(document: str, id: str, as_of: date | None = None, by: str | None = None) -> Prepared:
    """The document, ready to be printed."""
    return prepare(document, subject(id, as_of, by))


@cache
def markdown(document: str, id: str, as_of: date | None = None, by: str | None = None) -> str:
    """The document's Markdown, with medlofte's own marks, by its own template."""
    load = Workspace(ROOT / "nowhere").template_loader(document, None)
    return templating.render(f"{document}.md.j2", prepared(document, id, as_of, by).view, load)


def publication(document: str, id: str) -> Publication:
    """The document on its way to a file."""
    of = prepared(document, id)
    name = dossier(id).promise.municipality.name
    return Publication(of.title, of.kind, name, DAYS[id], markdown(document, id, by=None), of.pictures)


def texts_in(value: Any, *skipped: str) -> Iterator[str]:
    """Every text that a record holds, at any depth, but in the fields that are skipped."""
    if isinstance(value, (DateSpan, Enum)):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, Record):
        for name, each in vars(value).items():
            if name not in skipped:
                yield from texts_in(each, *skipped)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each, *skipped)
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from texts_in(each, *skipped)


EVERY = [(document, id) for document in DOCUMENTS for id in IDS]
