"""``medlofte progress``: how far promises have come."""

from typing import Annotated

import typer

from medlofte.cli import session as _session
from medlofte.cli.options import AsOf, Color, Lang, Output, Quiet, Root, choice
from medlofte.cli.refusal import refuse_errors
from medlofte.progress.tally import progress_of
from medlofte.reports.standing import BY, FORMATS, Setting, render


def progress(
    ctx: typer.Context,
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Promises; without one, a line for each promise.", show_default=False),
    ] = None,
    as_of: AsOf = None,
    format: Annotated[
        str, typer.Option("--format", help="table, json, csv or markdown.", **choice(*FORMATS))
    ] = FORMATS[0],
    by: Annotated[str, typer.Option("--by", help="Group by focus-area, party or activity.", **choice(*BY))] = BY[0],
    output: Output = None,
    root: Root = None,
    lang: Lang = None,
    color: Color = None,
    quiet: Quiet = False,
) -> None:
    """Show how much of each promise is done, at the close of a day."""
    session = _session.open_session(ctx.obj, root, lang, color, quiet)
    day = _session.today_or(as_of)
    dossiers = refuse_errors(session, session.ids(ids or []))
    standing = [progress_of(dossier.promise, dossier.logged, day) for dossier in dossiers]
    to_screen = output is None
    setting = Setting(
        as_of=day,
        swedish=session.swedish,
        by=by,
        overview=not ids,
        width=session.width,
        color=to_screen and session.has_color,
        rich=to_screen and (session.is_terminal or session.has_color),
        blocks=not to_screen or session.has_blocks,
    )
    _session.write_out(render(format, standing, session.voice, setting), output)
