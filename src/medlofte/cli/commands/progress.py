"""``medlofte progress``: how far promises have come."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from medlofte.cli import session as _session
from medlofte.cli.options import AsOf, Color, Lang, Output, Quiet, Root, choice, offers
from medlofte.cli.require_valid import without_errors
from medlofte.cli.session import Session, notify
from medlofte.core.messages import say
from medlofte.progress import overview
from medlofte.progress.overview import STATUSES, Wish, chosen
from medlofte.progress.predecessors import LONGEST, Chain, chain_of_shown
from medlofte.progress.tally import Progress, progress_of
from medlofte.reports.progress import BY, FORMATS, Setting, pieces
from medlofte.validation.rules import Dossier

MOST_KEPT = 2 + LONGEST
"""Those before a promise are often the ones that were shown last, for an id ends in its year."""


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
        str, typer.Option("--format", help="A table for people, or a form for programs.", **choice(*FORMATS))
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
    asked = session.ids(ids or [])
    is_overview = by in overview.BY or (by is None and not ids)
    known = Known(session, day, foretell=format == "json" or not is_overview)
    to_screen = output is None
    setting = Setting(
        as_of=day,
        swedish=session.swedish,
        by=by or BY[0],
        overview=is_overview,
        width=session.width,
        color=to_screen and session.has_color,
        rich=to_screen and (session.is_terminal or session.has_color),
        blocks=not to_screen or session.has_blocks,
        wish=wish,
        chain_of=known.chain_of,
    )
    shown = chosen(map(known.keep, without_errors(session, asked)), wish)
    _session.write_pieces(known.told(pieces(format, shown, session.voice, setting)), output)


class Known:
    """How promises have come on a day, by id. Only the latest few are kept; others are read again when asked for."""

    def __init__(self, session: Session, day: date, *, foretell: bool) -> None:
        self._session = session
        self._day = day
        self._foretell = foretell
        self._latest: dict[str, Progress] = {}
        self._faulty: dict[str, None] = {}

    def keep(self, dossier: Dossier) -> Progress:
        """The progress of a promise, which may soon be asked for as the one before another."""
        self._latest.pop(dossier.promise.id, None)
        progress = progress_of(dossier.promise, dossier.logged, self._day, foretell=self._foretell)
        self._latest[progress.promise.id] = progress
        while len(self._latest) > MOST_KEPT:
            del self._latest[next(iter(self._latest))]
        return progress

    def find(self, id: str) -> Progress | None:
        """The progress of a promise; nothing when there is none, or when it has an error."""
        if id not in self._latest and id in self._session.workspace.ids and id not in self._faulty:
            ((_, checked),) = self._session.check([id])
            if checked.value is not None and not checked.has_errors:
                return self.keep(checked.value)
            self._faulty[id] = None
        return self._latest.get(id)

    def chain_of(self, shown: Progress) -> Chain:
        """What came before a promise that is shown. Of itself no more is read than has been."""
        whole = self._latest[shown.promise.id]
        return chain_of_shown(shown, whole, self.find)

    def told(self, made: Iterator[str]) -> Iterator[str]:
        """What is made, and when it is, word of the promises that were left out of it for their errors."""
        yield from made
        for id in sorted(self._faulty):
            notify(self._session.voice, say("{id} has errors, so how it went is not shown.", id=id))
