"""``medlofte fmt``: logs in canonical form."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Annotated

import typer

from medlofte.cli.options import Ids
from medlofte.cli.output import FINDINGS, say_aside, write_out
from medlofte.cli.report import show_errors
from medlofte.cli.session import Session
from medlofte.core.diagnostic import Diagnostic
from medlofte.core.escaping import escaped
from medlofte.core.messages import count, say
from medlofte.parsing import encoding as characters
from medlofte.parsing.log_formatter import formatted
from medlofte.parsing.pipeline import party_of
from medlofte.project import log_file as journal


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
    errors: list[Diagnostic] = []
    changed: list[str] = []
    for paths in _groups(session, session.ids(ids or []), fold):
        held = {path: session.workspace.read(path).data for path in paths}
        read = [characters.read(path, data, characters.LARGEST_LOG) for path, data in held.items()]
        errors += (fault for each in read for fault in each.diagnostics)
        sources = [each.value for each in read if each.value is not None]
        if len(sources) < len(paths):
            continue
        done = formatted(*sources)
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
    journal.replace(session.workspace.place_for(name), text.encode(), held.get(name, b""), places)


def _tell(session: Session, changed: list[str], check: bool) -> None:
    for path in changed:
        write_out(f"{escaped(path)}\n", None)
    if session.quiet:
        return
    if check:
        message = count("{n} log would change.", "{n} logs would change.", len(changed))
    else:
        message = count("{n} log was written.", "{n} logs were written.", len(changed))
    say_aside(session.voice(message if changed else say("All logs are in canonical form.")) + "\n")
