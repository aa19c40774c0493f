"""``medlofte progress``: how far promises have come."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from medlofte.cli import session as _session
from medlofte.cli.options import AsOf, Color, Lang, Output, Quiet, Root, choice, offers
from medlofte.cli.refusal import refuse_errors
from medlofte.cli.session import Session, notify
from medlofte.language import say
from medlofte.progress import overview
from medlofte.progress.chain import LONGEST, chains_of
from medlofte.progress.overview import STATUSES, Wish, chosen
from medlofte.progress.tally import Progress, progress_of
from medlofte.reports.standing import BY, FORMATS, Setting, render
from medlofte.rules import Dossier


def progress(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...",
            help="Promises; without one, a line for each promise.",
            show_default=False,
            autocompletion=offers("ids"),
        ),
    ] = None,
    as_of: AsOf = None,
    format: Annotated[
        str, typer.Option("--format", help="table, json, csv or markdown.", **choice(*FORMATS))
    ] = FORMATS[0],
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            help="Group activities by focus-area, party or activity; promises, a line for each, by the others.",
            show_default=False,
            **choice(*BY, *overview.BY),
        ),
    ] = None,
    municipality: Annotated[
        str | None,
        typer.Option("--municipality", metavar="NAME", help="Only this one, by name or code.", show_default=False),
    ] = None,
    party: Annotated[
        str | None,
        typer.Option(
            "--party",
            metavar="PARTY",
            help="Only what this party answers for: its key, its name or its kind, as police.",
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            help="Only promises of this status, as adopted, or activities, as behind.",
            show_default=False,
            **{**choice(*STATUSES), "metavar": "WORD"},
        ),
    ] = None,
    active_on: Annotated[
        str | None,
        typer.Option(
            "--active-on", metavar="YYYY-MM-DD", help="Only promises that ran on this day.", show_default=False
        ),
    ] = None,
    output: Output = None,
    root: Root = None,
    lang: Lang = None,
    color: Color = None,
    quiet: Quiet = False,
) -> None:
    """Show how much of each promise is done, at the close of a day."""
    session = _session.open_session(ctx.obj, root, lang, color, quiet)
    day = _session.today_or(as_of)
    wish = Wish(municipality, party, status, None if active_on is None else _session.today_or(active_on))
    dossiers = refuse_errors(session, session.ids(ids or []))
    standing = [_progress(dossier, day) for dossier in dossiers]
    known = [*standing, *(_progress(dossier, day) for dossier in _earlier(session, dossiers))]
    shown = chosen(standing, wish)
    to_screen = output is None
    setting = Setting(
        as_of=day,
        swedish=session.swedish,
        by=by or BY[0],
        overview=by in overview.BY or (by is None and not ids),
        width=session.width,
        color=to_screen and session.has_color,
        rich=to_screen and (session.is_terminal or session.has_color),
        blocks=not to_screen or session.has_blocks,
        wish=wish,
        chains=chains_of(shown, known),
    )
    _session.write_out(render(format, shown, session.voice, setting), output)


def _progress(dossier: Dossier, day: date) -> Progress:
    return progress_of(dossier.promise, dossier.logged, day)


def _earlier(session: Session, dossiers: Sequence[Dossier]) -> list[Dossier]:
    """The promises before those given that are not among them. One that has an error is told, and left out."""
    seen = {dossier.promise.id for dossier in dossiers}
    found: list[Dossier] = []
    latest = list(dossiers)
    for _ in range(LONGEST):
        followed = {id for dossier in latest if (id := dossier.promise.follows) in session.workspace.ids and id}
        ids = sorted(followed - seen)
        seen.update(ids)
        latest = []
        for id, (_, checked) in zip(ids, session.check(ids)):
            if checked.value is None or checked.has_errors:
                notify(session.voice, say("{id} has errors, so how it went is not shown.", id=id))
            else:
                latest.append(checked.value)
        found += latest
    return found
