"""``medlofte render --list`` and ``--print-template``: what gives documents their words and look, and a start."""

from pathlib import Path

from medlofte.cli.session import Session, write_out
from medlofte.errors import MedlofteError
from medlofte.language import Message, say
from medlofte.text import escaped

DOCUMENTS = ("memo", "followup", "interpellation", "page", "index")
LOOKS: dict[str, Message] = {
    **{f"{name}.md.j2": say("the words of {document}, and their order", document=name) for name in DOCUMENTS},
    "page.html.j2": say("the web page around a document"),
    "page.css": say("the web page's look"),
    "style.css": say("what is added to the web page's look"),
    "pdf.typ": say("the PDF's look"),
    "reference.docx": say("the Word document whose styles, header and footer are taken over"),
    "logo.svg": say("the logo"),
    "logo.png": say("the logo, if there is no logo.svg"),
}
"""Each file that a project may have in ``templates/``, and what it is for."""


def show_looks(session: Session) -> None:
    """Print a line for each file: its name, where it is taken from, and what it is for."""
    places = {name: session.workspace.origin(name) for name in [*LOOKS, *_parts(session)]}
    widest = max(len(name) for name in places)
    for name, place in places.items():
        where = place or session.voice(say("none"))
        what = LOOKS.get(name, say("a part that several documents have"))
        write_out(f"{escaped(name):<{widest}}  {escaped(where):<{widest + 10}}  {session.voice(what)}\n", None)


def _parts(session: Session) -> list[str]:
    return [f"parts/{name}" for name in session.workspace.names_of_templates("parts")]


def show_template(session: Session, document: str, chosen: Path | None) -> None:
    """Print the template that the document is made by. Raises ``MedlofteError``."""
    text = session.workspace.template_loader(document, chosen)(f"{document}.md.j2")
    if text is None:
        raise MedlofteError(say("There is no template {name}.", name=document))
    write_out(text, None)
