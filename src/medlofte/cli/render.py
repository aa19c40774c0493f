"""``medlofte render``: documents out of promises, by templates."""

from pathlib import Path
from typing import Annotated

import typer

from medlofte import __version__, git
from medlofte.cli import session as _session
from medlofte.cli.options import AsOf, Lang, Quiet, Root, choice
from medlofte.cli.refusal import refuse_errors
from medlofte.cli.session import Session, say_aside
from medlofte.errors import MedlofteError, TemplateFault
from medlofte.language import say
from medlofte.personal import identities
from medlofte.text import escaped, terminal
from medlofte.workspace import BUILD

DOCUMENT_NAMES = ("memo",)


def render(
    ctx: typer.Context,
    document: Annotated[
        str, typer.Argument(help="Which document: memo.", show_default=False, **choice(*DOCUMENT_NAMES))
    ],
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Promises; all of them if left out.", show_default=False),
    ] = None,
    as_of: AsOf = None,
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
    root: Root = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Make a document of a promise: to standard output for one, under build/ for several."""
    session = _session.open_session(ctx.obj, root, lang, None, quiet)
    day = _session.today_or(as_of)
    chosen = session.ids(ids or [])
    dossiers = refuse_errors(session, chosen)

    from medlofte.documents import DOCUMENTS, Subject
    from medlofte.documents.subject import Provenance
    from medlofte.progress.tally import progress_of
    from medlofte.sandbox import Job
    from medlofte.sandbox import render as render_in_child

    revision = git.revision(session.workspace.root, "promises", "templates", "medlofte.yaml")
    provenance = Provenance(__version__, *((revision.commit, revision.dirty) if revision else (None, False)))
    is_own = session.workspace.has_own_template(document, template)
    made: list[tuple[str, str, list[str]]] = []
    for dossier in dossiers:
        progress = progress_of(dossier.promise, dossier.logged, day)
        view = DOCUMENTS[document](Subject(progress, session.swedish, provenance))
        job = Job(document, view, session.workspace.root, template)
        text = render_in_child(job) if is_own else job.render()
        _refuse_personal_numbers(text, dossier.promise.id)
        made.append((dossier.promise.id, text, list(view["gaps"])))
    _put(session, document, made, output, several=len(ids or ()) != 1)
    for id, _, gaps in made:
        if gaps:
            warning = say("{id}: to be filled in by hand: {gaps}.", id=id, gaps=", ".join(gaps))
            say_aside(f"{terminal(session.voice.whole(warning))}\n")


def _refuse_personal_numbers(text: str, id: str) -> None:
    """End with an error where the document, as it will be read, has one."""
    read = text.replace("\\", "")
    found = next((found for found in identities(read) if found.kind == "identity"), None)
    if found is not None:
        line = read.count("\n", 0, found.start) + 1
        message = say("The document of {id} would hold a personal number, on its line {line}.", id=id, line=line)
        raise TemplateFault(message, say("Nothing was written. Remove it from the template."))


def _put(
    session: Session, name: str, made: list[tuple[str, str, list[str]]], output: str | None, several: bool
) -> None:
    """Write what was made: one text to a file or the screen, several into a folder with their paths printed."""
    if output == "-" or (output is None and not several):
        _session.show_document("\n".join(text for _, text, _ in made))
        return
    into = Path(output) if output is not None else session.workspace.root / BUILD
    is_folder = several or into.is_dir() or str(output).endswith(("/", "\\"))
    if several and into.is_file():
        raise MedlofteError(say("{path} is a file; several documents need a folder.", path=str(into)))
    for id, text, _ in made:
        path = into / f"{id}-{name}.md" if is_folder else into
        _session.write_out(text, str(path))
        if not session.quiet:
            _session.write_out(f"{escaped(_shown(path))}\n", "-")


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else str(path)
