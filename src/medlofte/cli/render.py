"""``medlofte render``: documents out of promises, by templates."""

from pathlib import Path
from typing import Annotated

import typer

from medlofte.cli import session as _session
from medlofte.cli.making import Made, Order, make
from medlofte.cli.options import AsOf, Lang, Quiet, Root, choice
from medlofte.cli.refusal import refuse_errors
from medlofte.cli.session import Session, say_aside
from medlofte.errors import MedlofteError
from medlofte.language import say
from medlofte.text import escaped, terminal
from medlofte.workspace import BUILD

DOCUMENT_NAMES = ("memo", "followup", "interpellation", "page")
FORMATS = ("md", "html", "docx", "pdf")
PARTS = ("tertial", "quarter", "month")


def render(
    ctx: typer.Context,
    document: Annotated[
        str | None,
        typer.Argument(
            help="Which document: memo, followup, interpellation or page.",
            show_default=False,
            **choice(*DOCUMENT_NAMES),
        ),
    ] = None,
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Promises; all of them if left out.", show_default=False),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="md, html, docx or pdf; by the ending of --output if left out.",
            show_default=False,
            **choice(*FORMATS),
        ),
    ] = None,
    as_of: AsOf = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            help="In a follow-up: figures by tertial, quarter or month as well.",
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
        bool, typer.Option("--print-template", help="Print the document's template, to start one's own.")
    ] = False,
    root: Root = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Make a document of a promise: to standard output for one as Markdown, under build/ otherwise."""
    session = _session.open_session(ctx.obj, root, lang, None, quiet)
    if show_list:
        from medlofte.cli.looks import show_looks

        show_looks(session)
        return
    if document is None:
        raise MedlofteError(say("Which document?"), say("Name one: {names}.", names=", ".join(DOCUMENT_NAMES)))
    if print_template:
        from medlofte.cli.looks import show_template

        show_template(session, document, template)
        return
    if by is not None and document != "followup":
        raise MedlofteError(say("--by is for the follow-up."), say("Leave it out, or render followup."))
    order = Order(document, format or _ending(output) or "md", _session.today_or(as_of), by, template)
    dossiers = refuse_errors(session, session.ids(ids or []))
    made = make(session, order, dossiers)
    _put(session, order, made, output, several=len(ids or ()) != 1)
    for each in made:
        if each.gaps:
            warning = say("{id}: to be filled in by hand: {gaps}.", id=each.id, gaps=", ".join(each.gaps))
            say_aside(f"{terminal(session.voice.whole(warning))}\n")


def _ending(output: str | None) -> str | None:
    """The format that a file's name asks for."""
    ending = Path(output).suffix.lower().lstrip(".") if output else ""
    return ending if ending in FORMATS else None


def _put(session: Session, order: Order, made: list[Made], output: str | None, several: bool) -> None:
    """Write what was made: one text to a file or the screen, others into a folder with their paths printed."""
    if output == "-" or (output is None and not several and order.format == "md"):
        _show(order, made)
        return
    into = Path(output) if output is not None else session.workspace.root / BUILD
    is_folder = several or output is None or into.is_dir() or str(output).endswith(("/", "\\"))
    if several and into.is_file():
        raise MedlofteError(say("{path} is a file; several documents need a folder.", path=str(into)))
    for each in made:
        path = into / f"{each.id}-{order.document}.{order.format}" if is_folder else into
        _session.write_bytes(each.data, str(path))
        if not session.quiet:
            _session.write_out(f"{escaped(_shown(path))}\n", "-")


def _show(order: Order, made: list[Made]) -> None:
    """Write onto standard output: texts one after another, or one file that is no text."""
    if order.format in ("md", "html"):
        _session.show_document("\n".join(each.data.decode() for each in made))
        return
    if len(made) != 1:
        message = say("Several documents in the format {format} can't be put on standard output.", format=order.format)
        raise MedlofteError(message, say("Name one promise, or a folder with --output."))
    _session.write_bytes(made[0].data, "-")


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else str(path)
