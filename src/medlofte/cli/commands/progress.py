"""``medlofte progress``: how far promises have come."""

from datetime import date
from typing import Annotated

import typer

from medlofte.cli.options import AsOf, Output, choice, offers
from medlofte.cli.output import tell_user, write_out
from medlofte.cli.session import Session
from medlofte.core.messages import msg
from medlofte.progress import overview
from medlofte.progress.overview import STATUSES, ProgressFilter, filter_progress
from medlofte.progress.predecessors import Predecessors, predecessors_of_filtered
from medlofte.progress.tally import PromiseProgress, progress_of
from medlofte.project.context import today_or
from medlofte.reports.progress import BY, FORMATS, ProgressReportOptions, render
from medlofte.validation.rules import LoggedPromise


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
) -> None:
    """Show how much of each promise is done, at the close of a day."""
    session: Session = ctx.obj
    day = today_or(as_of)
    wish = ProgressFilter(municipality, party, status, None if active_on is None else today_or(active_on))
    asked = session.ids(ids or [])
    is_overview = by in overview.BY or (by is None and not ids)
    earlier = _Earlier(session, day, foretell=format == "json" or not is_overview)
    found = [earlier.keep(each) for each in session.iter_valid(asked)]
    to_screen = output is None
    setting = ProgressReportOptions(
        as_of=day,
        swedish=session.swedish,
        by=by or BY[0],
        overview=is_overview,
        width=session.width,
        color=to_screen and session.has_color,
        rich=to_screen and (session.is_terminal or session.has_color),
        blocks=not to_screen or session.has_blocks,
        wish=wish,
        chain_of=earlier.chain_of,
    )
    write_out(render(format, [*filter_progress(found, wish)], session.translator, setting), output)
    for id in sorted(earlier.faulty):
        tell_user(session.translator, msg("{id} has errors, so how it went is not shown.", id=id))


class _Earlier:
    """How promises have come on a day, by id: those that are shown, and those before them, read when asked for."""

    def __init__(self, session: Session, day: date, *, foretell: bool) -> None:
        self._session = session
        self._day = day
        self._foretell = foretell
        self._found: dict[str, PromiseProgress] = {}
        self.faulty: set[str] = set()

    def keep(self, dossier: LoggedPromise) -> PromiseProgress:
        """The progress of a promise, which may be asked for as the one before another."""
        progress = progress_of(dossier.promise, dossier.logged, self._day, with_forecast=self._foretell)
        self._found[progress.promise.id] = progress
        return progress

    def find(self, id: str) -> PromiseProgress | None:
        """The progress of a promise; nothing when there is none, or when it has an error."""
        if id not in self._found and id in self._session.workspace.ids and id not in self.faulty:
            ((_, checked),) = self._session.check([id])
            if checked.value is not None and not checked.has_errors:
                return self.keep(checked.value)
            self.faulty.add(id)
        return self._found.get(id)

    def chain_of(self, shown: PromiseProgress) -> Predecessors:
        """What came before a promise that is shown. Of itself no more is read than has been."""
        return predecessors_of_filtered(shown, self._found[shown.promise.id], self.find)
