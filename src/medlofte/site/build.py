"""The citizens' site: a page and the data of each promise, an index, a feed of changes, and what robots ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from medlofte.changes import history
from medlofte.changes.history import History
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_xml
from medlofte.core.messages import msg
from medlofte.core.record import Record
from medlofte.documents import prepare
from medlofte.documents.subject import Provenance
from medlofte.progress.predecessors import NO_PREDECESSORS, predecessors_of_all
from medlofte.progress.tally import PromiseProgress, progress_of
from medlofte.project.context import Context
from medlofte.project.revisions import histories_of
from medlofte.publishing import Publication
from medlofte.publishing.html import script
from medlofte.rendering import pipeline
from medlofte.reports.progress import ProgressReportOptions, render
from medlofte.site import feed, index_page
from medlofte.validation.rules import LoggedPromise

FEED, HOME, DATA, ALL = "feed.atom", "index.html", "data", "all"
TITLE = "Medborgarlöften"


class Plan(Record):
    """What the site is made for: the day of its figures, and the address that it will have, if that is known."""

    day: date
    base: str | None = None


def build(context: Context, plan: Plan, dossiers: Sequence[LoggedPromise]) -> Iterator[tuple[str, bytes]]:
    """Each file of the site: its path in the site, and its bytes.

    Raises ``MedlofteError``, also where a promise's page or data would be the site's own.
    """
    _refuse_our_names([each.promise.id for each in dossiers])
    past = histories_of(context.workspace, dossiers)
    standing = [progress_of(dossier.promise, dossier.logged, plan.day) for dossier in dossiers]
    provenance = pipeline.provenance_of(context)
    chains = predecessors_of_all(standing, standing)
    setting = ProgressReportOptions(
        plan.day, context.swedish, public=True, chain_of=lambda each: chains.get(each.promise.id, NO_PREDECESSORS)
    )
    pages = _of_promises(context, plan, dossiers, standing, past, provenance, setting)
    for made in context.track(pages, msg("Making pages"), len(dossiers)):
        yield from made
    yield HOME, _index(context, plan, standing, provenance)
    yield from _data(setting, ALL, standing)
    yield FEED, _feed(context, plan, standing, past)
    yield from _for_robots(plan, [HOME, *(f"{each.promise.id}.html" for each in standing)])


def _of_promises(
    context: Context,
    plan: Plan,
    dossiers: Sequence[LoggedPromise],
    standing: Sequence[PromiseProgress],
    past: Mapping[str, History],
    provenance: Provenance,
    setting: ProgressReportOptions,
) -> Iterator[list[tuple[str, bytes]]]:
    """The page and the data of each promise, in order."""
    order = pipeline.RenderRequest("page", "html", plan.day)
    for dossier, progress in zip(dossiers, standing):
        id = dossier.promise.id
        since = history.since_adoption(past[id], dossier.promise)
        links = {"Siffrorna som JSON": f"{DATA}/{id}.json", "Siffrorna som CSV": f"{DATA}/{id}.csv"}
        subject = pipeline.subject_of(context, order, dossier, progress, since, provenance)
        prepared = prepare("page", subject.replace(links={**links, "Ändringar som Atom-flöde": FEED}))
        publication = pipeline.publication_of(prepared, subject).replace(more=_around(plan, f"{id}.html"))
        page = pipeline.produce(context, pipeline.job_of(context, order, prepared.view, publication), id)
        yield [(f"{id}.html", page), *_data(setting, id, [progress])]


def _around(plan: Plan, name: str) -> dict[str, Any]:
    """The parts of a page that only a site has."""
    home = None if name == HOME else {"href": HOME, "words": f"Alla {TITLE.lower()}"}
    canonical = None if plan.base is None else plan.base + name.removesuffix(HOME)
    return {"home": home, "canonical": canonical, "feed": FEED}


def _index(context: Context, plan: Plan, standing: Sequence[PromiseProgress], provenance: Provenance) -> bytes:
    view = index_page.view(standing, plan.day, context.swedish, provenance)
    text = context.workspace.template_loader("index", None)("site.js")
    more = {**_around(plan, HOME), "script": script(text) if text else None}
    publication = Publication(
        title=TITLE,
        kind=TITLE,
        publisher=_publisher(standing),
        day=plan.day,
        markdown="",
        pictures={},
        description=f"Vad polisen och kommunerna har lovat invånarna, och hur det går. Per {view['as_of']}.",
        more=more,
    )
    job = pipeline.job_of(context, pipeline.RenderRequest("index", "html", plan.day), view, publication)
    return pipeline.produce(context, job, "index")


def _publisher(standing: Sequence[PromiseProgress]) -> str:
    """Whose the site is: the municipality's if there is only one."""
    names = {each.promise.municipality.name for each in standing}
    return names.pop() if len(names) == 1 else "Polisen och kommunerna"


def _data(
    setting: ProgressReportOptions, name: str, standing: Sequence[PromiseProgress]
) -> Iterator[tuple[str, bytes]]:
    for format in ("json", "csv"):
        yield f"{DATA}/{name}.{format}", render(format, standing, setting.swedish, setting).encode()


def _feed(context: Context, plan: Plan, standing: Sequence[PromiseProgress], past: Mapping[str, History]) -> bytes:
    promises = [progress.promise for progress in standing]
    stories = [feed.FeedPromise(each, f"{each.id}.html", past[each.id].events) for each in promises]
    return feed.feed(feed.Channel(TITLE, _publisher(standing), plan.day, plan.base), stories, context.swedish)


def _for_robots(plan: Plan, pages: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """What search engines ask for. Where all pages are can be told only when the site's address is known."""
    lines = ["User-agent: *", "Allow: /"]
    if plan.base is not None:
        lines.append(f"Sitemap: {plan.base}sitemap.xml")
        addresses = "".join(
            f"  <url><loc>{escape_xml(plan.base + page.removesuffix(HOME))}</loc></url>\n" for page in pages
        )
        head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        yield "sitemap.xml", f"{head}{addresses}</urlset>\n".encode()
    yield "robots.txt", "".join(f"{line}\n" for line in lines).encode()


def _refuse_our_names(ids: Sequence[str]) -> None:
    """End with an error where a promise's page or data would be the site's own. Raises ``MedlofteError``."""
    for id in ids:
        if id in (HOME.removesuffix(".html"), ALL):
            message = msg("A promise called {id} has no place on a site, where another file has that name.", id=id)
            raise MedlofteError(message, msg("Give the promise's file another name."))
