"""``medlofte fmt``: logs in canonical form."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Annotated

import typer

from medlofte.cli.options import Ids
from medlofte.cli.output import FINDINGS, write_out, write_stderr
from medlofte.cli.report import show_errors
from medlofte.cli.session import Session
from medlofte.core.diagnostic import LocatedDiagnostic
from medlofte.core.escaping import escape_line
from medlofte.core.messages import msg, msg_n
from medlofte.parsing import encoding
from medlofte.parsing.log_formatter import format_log
from medlofte.parsing.pipeline import party_of
from medlofte.project import log_file


def fmt(
    ctx: typer.Context,
    ids: Ids = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; end with 1 if something would change.", show_default=False)
    ] = False,
    fold: Annotated[
        bool, typer.Option("--fold", help="Join a party's several files into one.", show_default=False)
    ] = False,
) -> None:
    """Put logs in canonical form: an entry on each line, by date, comments kept."""
    session: Session = ctx.obj
    errors: list[LocatedDiagnostic] = []
    changed: list[str] = []
    for paths in _groups(session, session.ids(ids or []), fold):
        held = {path: session.workspace.read(path).data for path in paths}
        read = [encoding.read(path, data, encoding.LARGEST_LOG) for path, data in held.items()]
        errors += (fault for each in read for fault in each.diagnostics)
        sources = [each.value for each in read if each.value is not None]
        if len(sources) < len(paths):
            continue
        done = format_log(*sources)
        errors += done.diagnostics
        if done.value is not None and [*held.values()] != [done.value.encode()]:
            changed += paths
            if not check:
                _put(session, held, done.value)
    _tell(session, changed, check)
    if errors:
        show_errors(session, errors)
    if errors or (check and changed):
        raise typer.Exit(FINDINGS)


def _groups(session: Session, ids: list[str], fold: bool) -> list[list[str]]:
    """The logs to be written together: each by itself, or a party's files with the one of its name first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        for path in session.workspace.arrangement.logs.get(id, ()):
            groups[f"promises/{id}/{party_of(path)}.yaml" if fold else path].append(path)
    return [sorted(paths, key=name.__ne__) for name, paths in groups.items()]


def _put(session: Session, held: Mapping[str, bytes], text: str) -> None:
    """Write the text in the place of the logs: to the one log, or to the party's own file for several."""
    first = next(iter(held))
    name = f"{first.rsplit('/', 1)[0]}/{party_of(first)}.yaml" if len(held) > 1 else first
    places = {session.workspace.place_for(path): data for path, data in held.items() if path != name}
    log_file.replace(session.workspace.place_for(name), text.encode(), held.get(name, b""), places)


def _tell(session: Session, changed: list[str], check: bool) -> None:
    for path in changed:
        write_out(f"{escape_line(path)}\n", None)
    if session.quiet:
        return
    if check:
        message = msg_n("{n} log would change.", "{n} logs would change.", len(changed))
    else:
        message = msg_n("{n} log was written.", "{n} logs were written.", len(changed))
    write_stderr(session.translator(message if changed else msg("All logs are in canonical form.")) + "\n")
