"""``medlofte fmt``: logs in canonical form."""

from collections import defaultdict
from typing import Annotated

import typer

from medlofte import characters, journal
from medlofte.cli import session as _session
from medlofte.cli.options import Lang, Quiet, Root
from medlofte.cli.session import FINDINGS, Session, say_aside, write_out
from medlofte.cli.writing import show_errors
from medlofte.diagnostic import Checked, Diagnostic
from medlofte.formatting import formatted
from medlofte.language import count, say
from medlofte.ledger import party_of
from medlofte.source import Source
from medlofte.text import escaped


def fmt(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Promises; all of them if left out.", show_default=False),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; end with 1 if something would change.", show_default=False)
    ] = False,
    fold: Annotated[
        bool, typer.Option("--fold", help="Join a party's several files into one.", show_default=False)
    ] = False,
    root: Root = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Put logs in canonical form: an entry on each line, by date, comments kept."""
    session = _session.open_session(ctx.obj, root, lang, None, quiet)
    errors: list[Diagnostic] = []
    changed: list[str] = []
    for paths in _groups(session, session.ids(ids or []), fold):
        read = [_source(session, path) for path in paths]
        errors += (fault for each in read for fault in each.diagnostics)
        sources = [each.value for each in read if each.value is not None]
        if len(sources) < len(paths):
            continue
        done = formatted(*sources)
        errors += done.diagnostics
        if done.value is not None and _differs(session, paths, done.value):
            changed += paths
            if not check:
                _put(session, paths, done.value)
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


def _source(session: Session, path: str) -> Checked[Source]:
    return characters.read(path, session.workspace.read(path).data, characters.LARGEST_LOG)


def _differs(session: Session, paths: list[str], text: str) -> bool:
    return len(paths) > 1 or session.workspace.read(paths[0]).data != text.encode()


def _put(session: Session, paths: list[str], text: str) -> None:
    """Write the text to the first of the paths, and then take the others away."""
    space = session.workspace
    first, *others = paths
    name = f"{first.rsplit('/', 1)[0]}/{party_of(first)}.yaml" if others else first
    journal.replace(space.place_for(name), text.encode(), space.read(name).data if name == first else b"")
    for path in paths if name != first else others:
        journal.remove(space.place_for(path))


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
