"""``medlofte render``: documents out of promises, by templates."""

from pathlib import Path
from typing import Annotated

import typer

from medlofte.cli.options import AsOf, Ids, choice
from medlofte.cli.output import (
    display_path,
    show_document,
    tell_user,
    write_bytes,
    write_out,
    write_stderr,
    write_to_screen_or_pipe,
)
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line, escape_terminal
from medlofte.core.messages import msg
from medlofte.project.context import today_or
from medlofte.project.workspace import BUILD
from medlofte.rendering.pipeline import RenderedDocument, RenderRequest, make

DOCUMENT_NAMES = ("memo", "followup", "interpellation", "page")
FORMATS = ("md", "html", "docx", "pdf")
PARTS = ("tertial", "quarter", "month")


def render(
    ctx: typer.Context,
    document: Annotated[
        str | None,
        typer.Argument(
            help="Which document.",
            show_default=False,
            **choice(*DOCUMENT_NAMES),
        ),
    ] = None,
    ids: Ids = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="The kind of file; by the ending of --output if left out.",
            show_default=False,
            **choice(*FORMATS),
        ),
    ] = None,
    as_of: AsOf = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            help="In a follow-up: figures by part of the year as well.",
            show_default=False,
            **choice(*PARTS),
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar="FILE",
            help="Use this template instead of the project's or medlofte's own.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="A file, or a folder for several; - is standard output.",
            show_default=False,
        ),
    ] = None,
    show_list: Annotated[
        bool, typer.Option("--list", help="Show which templates and look are used, and where they lie.")
    ] = False,
    print_template: Annotated[
        str | None,
        typer.Option(
            "--print-template",
            metavar="NAME",
            help="Print a document's template, or another file that --list names, to start one's own.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Make a document of a promise: to standard output for one as Markdown, under build/ otherwise."""
    session: Session = ctx.obj
    if show_list:
        from medlofte.cli.template_list import show_looks

        show_looks(session)
        return
    if print_template is not None:
        from medlofte.cli.template_list import show_template

        show_template(session, print_template, template)
        return
    if document is None:
        raise MedlofteError(msg("Which document?"), msg("Name one: {names}.", names=", ".join(DOCUMENT_NAMES)))
    if by is not None and document != "followup":
        raise MedlofteError(msg("--by is for the follow-up."), msg("Leave it out, or render followup."))
    several = len(ids or ()) != 1
    order = RenderRequest(document, _format(format, output, several), today_or(as_of), by, template)
    _refuse_one_place_for_several(order, output, several)
    dossiers = session.require_valid(session.ids(ids or []))
    made = make(session, order, dossiers)
    _put(session, order, made, output, several)
    for each in made:
        if each.gaps:
            warning = msg("{id}: to be filled in by hand: {gaps}.", id=each.id, gaps=", ".join(each.gaps))
            write_stderr(f"{escape_terminal(session.translator.plain(warning))}\n")
        if each.dated is not None and each.dated < order.day and not session.quiet:
            _tell_date(session, each.id, each.dated.isoformat(), order.day.isoformat())


def _tell_date(session: Session, id: str, dated: str, day: str) -> None:
    """Say that the paper carries an earlier date than its figures."""
    message = msg("{id}: the document is dated {dated} and shows what is known on {day}.", id=id, dated=dated, day=day)
    tell_user(session.translator, message, msg("With --as-of {dated} it shows what was known then.", dated=dated))


def _format(asked: str | None, output: str | None, several: bool) -> str:
    """The format that is asked for, or that a file's name asks for. Raises ``MedlofteError`` when they differ."""
    ending = Path(output).suffix.lower().lstrip(".") if output and not _is_folder(output) else ""
    named = ending if ending in FORMATS else None
    if named is not None and asked not in (None, named) and not several:
        message = msg("{path} would be {named}, but --format says {asked}.", path=str(output), named=named, asked=asked)
        raise MedlofteError(message, msg("Leave out --format, or name another file."))
    return asked or named or "md"


def _is_folder(output: str) -> bool:
    return Path(output).is_dir() or output.endswith(("/", "\\"))


def _refuse_one_place_for_several(order: RenderRequest, output: str | None, several: bool) -> None:
    """End with an error, before any work, where several documents can't lie. Raises ``MedlofteError``."""
    if output is None or not several:
        return
    if output == "-" and order.format != "md":
        message = msg("Several documents in the format {format} can't be put on standard output.", format=order.format)
        raise MedlofteError(message, msg("Name one promise, or a folder with --output."))
    is_file = Path(output).is_file() or Path(output).suffix.lower().lstrip(".") in FORMATS
    if is_file and not _is_folder(output):
        raise MedlofteError(msg("{path} is a file; several documents need a folder.", path=output))


def _put(
    session: Session, order: RenderRequest, made: list[RenderedDocument], output: str | None, several: bool
) -> None:
    """Write what was made: one text to a file or the screen, others into a folder with their paths printed."""
    if output == "-" or (output is None and not several and order.format == "md"):
        _show(order, made)
        return
    for each in made:
        name = f"{each.id}-{order.document}.{order.format}"
        if output is None:
            path = session.workspace.place_for(f"{BUILD}/{name}")
        else:
            path = Path(output) / name if several or _is_folder(output) else Path(output)
        write_bytes(each.data, str(path))
        if not session.quiet:
            write_out(f"{escape_line(display_path(path))}\n", "-")


def _show(order: RenderRequest, made: list[RenderedDocument]) -> None:
    """Write onto standard output: texts one after another, or one file that is no text."""
    if order.format in ("md", "html"):
        show_document("\n".join(each.data.decode() for each in made))
    else:
        write_to_screen_or_pipe(made[0].data)
