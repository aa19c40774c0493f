"""How ``medlofte export`` writes open data: which promises, which files, and where."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from medlofte.cli import session as _session
from medlofte.cli.require_valid import without_errors
from medlofte.cli.session import Session, notify
from medlofte.cli.spool import Shelf
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escaped
from medlofte.core.messages import ToCopy, count, say
from medlofte.opendata.tables import Tidy, Told, tables_of
from medlofte.progress.tally import progress_of
from medlofte.project.workspace import BUILD, SETTINGS, Workspace
from medlofte.validation.checker import check_settings

FOLDERS = ("csv", "csv-sv", "parquet")
"""The formats that are several files."""

FILES = {"json": "open-data.json", "xlsx": "open-data.xlsx", "dcat": "dcat.ttl"}
"""The formats that are one file, and its name."""

FORMATS = ("json", "csv", "csv-sv", "xlsx", "parquet", "dcat")
PLACE = f"{BUILD}/open-data"
ROWS_AT_HAND = 1000
"""So many rows of a table are held in memory; the others wait in a file."""


def write(session: Session, asked: Sequence[str], format: str, day: date, output: str | None) -> None:
    """Write open data in a format and say where. Raises ``MedlofteError``."""
    settings = _record_settings(session) if format == "dcat" else {}
    if format in FOLDERS and output == "-":
        raise MedlofteError(say("--format {format} is several files.", format=format), say("Name a folder."))
    tables = _tables(session, asked, day)
    if format in FOLDERS:
        _write_folder(session, _files(tables, format), output or str(session.workspace.place_for(f"{PLACE}/{format}")))
        return
    path = output or str(session.workspace.place_for(f"{PLACE}/{FILES[format]}"))
    _session.write_parts(_file(tables, format, day, settings), path)
    _say_where(session, path)


def _tables(session: Session, asked: Sequence[str], day: date) -> tuple[Tidy, Tidy, Tidy]:
    """The tables of the promises asked for; of all but drafts where none is."""
    drafts: list[str] = []

    def told() -> Iterator[Told]:
        for each in without_errors(session, sorted(session.ids(asked))):
            if asked or each.promise.status != "draft":
                yield Told(progress_of(each.promise, each.logged, day, foretell=False), tuple(each.logged))
            else:
                drafts.append(each.promise.id)

    tables = tables_of(told(), session.swedish, lambda: Shelf(ROWS_AT_HAND))
    if drafts:
        notify(session.voice, count("{n} draft is not published.", "{n} drafts are not published.", len(drafts)))
    return tables


def _files(tables: Sequence[Tidy], format: str) -> Mapping[str, Iterable[bytes]]:
    if format == "parquet":
        from medlofte.opendata.parquet import files_of

        return {name: [data] for name, data in files_of(tables).items()}
    from medlofte.opendata import csv as delimited

    return delimited.files_of(tables, swedish=format == "csv-sv")


def _file(tables: Sequence[Tidy], format: str, day: date, settings: Mapping[str, Any]) -> Iterable[bytes]:
    if format == "xlsx":
        from medlofte.opendata.xlsx import tables_as_xlsx

        return [tables_as_xlsx(tables)]
    if format == "dcat":
        from medlofte.opendata.dcat import as_turtle

        return [as_turtle(settings, tables[0], day).encode(errors="backslashreplace")]
    from medlofte.opendata.json import json_parts

    return json_parts(tables, day)


def _write_folder(session: Session, made: Mapping[str, Iterable[bytes]], output: str) -> None:
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise MedlofteError(say("{path} is a file; several documents need a folder.", path=output))
    _refuse_leftovers(folder, made)
    places = {name: Workspace(folder).place_for(name) for name in made}
    for name, parts in made.items():
        _session.write_parts(parts, str(places[name]))
    _say_where(session, output)


def _refuse_leftovers(folder: Path, made: Collection[str]) -> None:
    """End with an error where an earlier export's parts would be counted with this one's. Raises ``MedlofteError``."""
    from medlofte.opendata.parquet import of_same

    there = {path.relative_to(folder).as_posix() for path in folder.glob("**/*.parquet")}
    left = sorted(each for each in there - set(made) if any(of_same(each, other) for other in made))
    if left:
        message = say("In {folder} lies {name}, which is not of this export.", folder=str(folder), name=left[0])
        raise MedlofteError(message, say("Take it away, or its figures would be counted with these."))


def _say_where(session: Session, path: str) -> None:
    if path != "-" and not session.quiet:
        _session.write_out(f"{escaped(_session.seen_from_here(Path(path)))}\n", None)


def _record_settings(session: Session) -> Mapping[str, Any]:
    """The settings that the record is made from. Raises ``MedlofteError`` when one that it needs is missing."""
    from medlofte.opendata.dcat import missing_settings

    file = session.workspace.settings()
    checked = check_settings(file) if file is not None else None
    if checked is not None and (checked.has_errors or checked.value is None):
        raise MedlofteError(say("{path} has an error.", path=SETTINGS), say("See: medlofte validate"))
    settings: Mapping[str, Any] = (checked.value or {}).get("open_data") or {} if checked is not None else {}
    lacking = missing_settings(settings)
    if lacking:
        names = ToCopy(", ".join(f"open_data.{each}" for each in lacking))
        message = say(
            "A record for the data portal needs what {path} does not say: {names}.", path=SETTINGS, names=names
        )
        raise MedlofteError(message, say("docs/open-data.md shows them."))
    return settings
