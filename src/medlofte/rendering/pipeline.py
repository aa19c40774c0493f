"""Documents of promises: what each is made from, and the bytes of its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medlofte import __version__
from medlofte.core.errors import TemplateFault
from medlofte.core.messages import msg
from medlofte.core.personal_data import find_identity_numbers
from medlofte.core.record import Record
from medlofte.project import git
from medlofte.project.context import Context
from medlofte.validation.rules import LoggedPromise

if TYPE_CHECKING:
    from datetime import date

    from medlofte.changes.history import SinceAdoption
    from medlofte.documents import Prepared, Subject
    from medlofte.documents.subject import Provenance
    from medlofte.progress.tally import PromiseProgress
    from medlofte.publishing import Publication
    from medlofte.rendering.job import RenderJob


class RenderRequest(Record):
    """What is asked for: the document, the format, the day, parts of the year, and a template of one's own."""

    document: str
    format: str
    day: date
    by: str | None = None
    template: Path | None = None


class RenderedDocument(Record):
    """A document that was made: the promise's id, the file's bytes, what has to be filled in, and the paper's date."""

    id: str
    data: bytes
    gaps: tuple[str, ...]
    dated: date | None = None


def make(context: Context, order: RenderRequest, dossiers: Sequence[LoggedPromise]) -> list[RenderedDocument]:
    """The document of each promise. Raises ``MedlofteError``."""
    from medlofte.documents import prepare
    from medlofte.progress.tally import progress_of
    from medlofte.project.revisions import since_adoption

    made = []
    provenance, past = provenance_of(context), since_adoption(context.workspace, dossiers)
    for dossier in context.track(dossiers, msg("Making documents")):
        progress = progress_of(dossier.promise, dossier.logged, order.day)
        subject = subject_of(context, order, dossier, progress, past[dossier.promise.id], provenance)
        prepared = prepare(order.document, subject)
        publication = publication_of(prepared, subject)
        job = job_of(context, order, prepared.view, publication)
        made.append(
            RenderedDocument(
                subject.promise.id, produce(context, job, subject.promise.id), prepared.gaps, prepared.dated
            )
        )
    return made


def subject_of(
    context: Context,
    order: RenderRequest,
    dossier: LoggedPromise,
    progress: PromiseProgress,
    since: SinceAdoption,
    provenance: Provenance,
) -> Subject:
    """What a document of the promise is made from. ``since`` is what is known to have changed."""
    from medlofte.documents import Subject
    from medlofte.documents.amendments import amendments

    return Subject(
        progress,
        context.swedish,
        context.english,
        provenance,
        dossier.logged,
        order.by,
        amendments(since, order.day, context.swedish),
    )


def provenance_of(context: Context) -> Provenance:
    """The version of the tool and the commit of the project."""
    from medlofte.documents.subject import Provenance

    revision = git.revision(context.workspace.root, "promises", "templates", "medlofte.yaml")
    return Provenance(__version__, *((revision.commit, revision.dirty) if revision else (None, False)))


def publication_of(prepared: Prepared, subject: Subject) -> Publication:
    """The document's particulars, without its text."""
    from medlofte.publishing import Publication

    return Publication(
        title=prepared.title,
        kind=prepared.kind,
        publisher=subject.promise.municipality.name,
        day=subject.as_of,
        markdown="",
        pictures=prepared.pictures,
        description=prepared.description,
    )


def job_of(context: Context, order: RenderRequest, view: Mapping[str, Any], publication: Publication) -> RenderJob:
    """The document to be made, in the project's house style."""
    from medlofte.rendering.job import RenderJob

    return RenderJob(order.document, view, publication, context.workspace.root, order.format, order.template)


def produce(context: Context, job: RenderJob, id: str) -> bytes:
    """The file, made in a child process where a template or a layout may be anybody's. Raises ``MedlofteError``."""
    if job.chosen is not None or context.workspace.has_own_templates:
        from medlofte.rendering import sandbox

        markdown, data = sandbox.make(job)
    else:
        markdown = job.words()
        data = job.file(markdown)
    _refuse_personal_numbers(markdown, id)
    if job.format == "html":
        _refuse_personal_numbers(data.decode(), id)
    return data


def _refuse_personal_numbers(text: str, id: str) -> None:
    """End with an error where the document, as it will be read, has one."""
    read = text.replace("\\", "")
    found = next((found for found in find_identity_numbers(read) if found.kind == "identity"), None)
    if found is not None:
        line = read.count("\n", 0, found.start) + 1
        message = msg("The document of {id} would hold a personal number, on its line {line}.", id=id, line=line)
        raise TemplateFault(message, msg("Nothing was written. Remove it from the template."))
