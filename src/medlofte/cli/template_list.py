"""``medlofte render --list`` and ``--print-template``: what gives documents their words and look, and a start."""

from pathlib import Path

from medlofte.cli.output import write_out, write_to_screen_or_pipe
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line
from medlofte.core.messages import Message, msg
from medlofte.project.workspace import default_bytes

ENDING = ".md.j2"
PART = "parts/"
LOOKS: dict[str, Message] = {
    "memo.md.j2": msg("the memo's words and their order"),
    "followup.md.j2": msg("the follow-up's words and their order"),
    "interpellation.md.j2": msg("the interpellation answer's words"),
    "page.md.j2": msg("the words of a citizens' page"),
    "index.md.j2": msg("the words of the site's first page"),
    "page.html.j2": msg("the web page around a document"),
    "page.css": msg("how web pages look"),
    "style.css": msg("what is added to page.css"),
    "site.js": msg("the script of the site's first page"),
    "pdf.typ": msg("how PDFs look"),
    "reference.docx": msg("styles, header and footer in Word"),
    "logo.svg": msg("the logo in web pages and PDFs"),
    "logo.png": msg("the logo in Word; elsewhere without logo.svg"),
}
"""Each file that a project may have in ``templates/``, and what it is for."""
_LARGEST = 16 << 20


def show_looks(session: Session) -> None:
    """Print a table: each file's name, whose it is, and what it is for."""
    translator = session.translator
    head = (translator(msg("File")), translator(msg("Whose")), translator(msg("Gives")))
    rows = [(escape_line(name), translator(_whose(session, name)), translator(_use(name))) for name in _names(session)]
    said = [head, *rows]
    first, second = (max(len(row[at]) for row in said) for at in (0, 1))
    for name, whose, use in said:
        write_out(f"{name:<{first}}  {whose:<{second}}  {use}\n", None)


def _names(session: Session) -> list[str]:
    """The files that there may be, then the parts, then what else the project has."""
    space = session.workspace
    parts = [f"{PART}{name}" for name in space.names_of_templates(PART)]
    others = [name for name in space.names_of_templates("") if name not in LOOKS]
    return [*LOOKS, *parts, *others]


def _whose(session: Session, name: str) -> Message:
    origin = session.workspace.origin(name)
    if origin is None:
        return msg("none")
    return msg("medlofte's") if origin == "medlofte" else msg("own")


def _use(name: str) -> Message:
    if name.startswith(PART):
        return msg("a part of several documents")
    return LOOKS.get(name, msg("what another file here includes"))


def show_template(session: Session, name: str, chosen: Path | None) -> None:
    """Print a document's template, or another file of those listed. Raises ``MedlofteError``."""
    document = name.removesuffix(ENDING)
    known = _names(session)
    file = name if name in known else f"{document}{ENDING}"
    if file not in known:
        raise MedlofteError(msg("There is no template {name}.", name=name), msg("See: medlofte render --list"))
    if file.endswith((".docx", ".png")):
        data = session.workspace.own_bytes(file, _LARGEST) or default_bytes(file)
        if data is not None:
            write_to_screen_or_pipe(data)
            return
    elif (text := session.workspace.template_loader(document, chosen)(file)) is not None:
        write_out(text, None)
        return
    raise MedlofteError(msg("There is no {name} in the project, and medlofte has none of its own.", name=file))
