"""Where ``medlofte export`` writes open data, and of which promises."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from medlofte.cli.output import tell_path, tell_user, write_bytes
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg, msg_n
from medlofte.opendata import FILES, FOLDERS
from medlofte.project.open_data import export
from medlofte.project.workspace import BUILD, Workspace
from medlofte.validation.rules import LoggedPromise

PLACE = f"{BUILD}/open-data"


def write(session: Session, asked: Sequence[str], format: str, day: date, output: str | None) -> None:
    """Write open data in a format and print where. Drafts are left out, unless they are named.

    Raises ``MedlofteError``.
    """
    if format in FOLDERS and output == "-":
        raise MedlofteError(msg("--format {format} is several files.", format=format), msg("Name a folder."))
    drafts: list[str] = []

    def published() -> Iterator[LoggedPromise]:
        for each in session.iter_valid(sorted(session.ids(asked))):
            if asked or each.promise.status != "draft":
                yield each
            else:
                drafts.append(each.promise.id)

    made = export(session, published(), format, day)
    if drafts:
        tell_user(
            session.translator, msg_n("{n} draft is not published.", "{n} drafts are not published.", len(drafts))
        )
    if format in FOLDERS:
        _write_folder(session, made, output or str(session.workspace.place_for(f"{PLACE}/{format}")))
        return
    path = output or str(session.workspace.place_for(f"{PLACE}/{FILES[format]}"))
    write_bytes(made[FILES[format]], path)
    tell_path(session, path)


def _write_folder(session: Session, made: Mapping[str, bytes], output: str) -> None:
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise MedlofteError(msg("{path} is a file; several documents need a folder.", path=output))
    _refuse_leftovers(folder, made)
    places = {name: Workspace(folder).place_for(name) for name in made}
    for name, data in made.items():
        write_bytes(data, str(places[name]))
    tell_path(session, output)


def _refuse_leftovers(folder: Path, made: Collection[str]) -> None:
    """End with an error where an earlier export's parts would be counted with this one's. Raises ``MedlofteError``."""
    from medlofte.opendata.parquet import of_same

    there = {path.relative_to(folder).as_posix() for path in folder.glob("**/*.parquet")}
    left = sorted(each for each in there - set(made) if any(of_same(each, other) for other in made))
    if left:
        message = msg("In {folder} lies {name}, which is not of this export.", folder=str(folder), name=left[0])
        raise MedlofteError(message, msg("Take it away, or its figures would be counted with these."))
