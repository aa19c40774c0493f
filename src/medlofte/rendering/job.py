"""A document as a file: its template, the house style that the project has, and the format, put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from medlofte.core.record import Record
from medlofte.documents import templating
from medlofte.project.workspace import TEMPLATES, Workspace, default_bytes
from medlofte.publishing import HouseStyle, Publication, logo, prepare, publish
from medlofte.publishing.publication import Logo
from medlofte.rendering.template_cache import Compiled

REFERENCE = "reference.docx"
STYLE, TYPESET = "style.css", "pdf.typ"
LOOKS = {"html": templating.PAGE, "docx": REFERENCE, "pdf": TYPESET}
"""What decides how the files of a format look."""
LARGEST_PICTURE = 1 << 20
LARGEST_REFERENCE = 16 << 20

KEPT = Compiled()
Load = Callable[[str], str | None]


class RenderJob(Record):
    """A document to make: its view, all that is published but the Markdown, the format, and where the project is."""

    document: str
    view: Mapping[str, Any]
    publication: Publication
    root: Path
    format: str = "md"
    chosen: Path | None = None

    @property
    def template(self) -> str:
        """The name of the document's template."""
        return f"{self.document}.md.j2"

    @property
    def look(self) -> str:
        """The name of the project's own file that decides the look, or of the template when there is none."""
        name = LOOKS.get(self.format, self.template)
        return name if (self.root / TEMPLATES / name).exists() else self.template

    def prepare(self) -> None:
        """Bring in what the format needs, for a process that soon may open and start nothing any more."""
        prepare(self.format)

    def words(self) -> str:
        """The document's Markdown. Raises ``MedlofteError``."""
        return templating.render(self.template, self.view, self._load, KEPT)

    def file(self, markdown: str) -> bytes:
        """The file of the format that is asked for. Raises ``MedlofteError``."""
        publication = self.publication.replace(markdown=markdown)
        house = (
            HouseStyle() if self.format == "md" else _house(self.root, self._load, self.format, publication.publisher)
        )
        return publish(self.format, publication, house)

    @property
    def _load(self) -> Load:
        return _loader(self.root, self.document, self.chosen)


@lru_cache(maxsize=8)
def _loader(root: Path, document: str, chosen: Path | None) -> Load:
    """Where the document's templates are read from: one for all of a sort, so that each template is compiled once."""
    return Workspace(root).template_loader(document, chosen)


@lru_cache(maxsize=8)
def _house(root: Path, load: Load, format: str, publisher: str) -> HouseStyle:
    """The look that the project has given its documents of a format, and medlofte's own where it has not."""
    workspace = Workspace(root)
    return HouseStyle(
        layout=lambda parts: templating.render_page(parts, load, KEPT),
        style=load(STYLE),
        typeset=load(TYPESET),
        reference=workspace.own_bytes(REFERENCE, LARGEST_REFERENCE) if format == "docx" else None,
        default_reference=default_bytes(REFERENCE) if format == "docx" else None,
        logo=_logo(workspace, format, publisher),
    )


def _logo(workspace: Workspace, format: str, words: str) -> Logo | None:
    """The project's logo; Word documents hold no SVG."""
    for name in logo.KINDS:
        data = None if (format, name) == ("docx", "logo.svg") else workspace.own_bytes(name, LARGEST_PICTURE)
        if data is not None:
            return logo.read(name, data, words)
    return None
