"""``medlofte site``: the citizens' site, as files that any web server can serve."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from medlofte.changes import history
from medlofte.cli import session as _session
from medlofte.cli.options import AsOf, Lang, Quiet, Root
from medlofte.cli.progress_bar import waiting
from medlofte.cli.require_valid import refuse_errors
from medlofte.cli.session import Session, notify
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escaped
from medlofte.core.messages import count, say
from medlofte.core.record import Record
from medlofte.project.workspace import BUILD, Workspace
from medlofte.rendering import pipeline as making
from medlofte.site.parallel import shared
from medlofte.validation.rules import Dossier

if TYPE_CHECKING:
    from medlofte.changes.history import History
    from medlofte.documents.subject import Provenance
    from medlofte.progress.tally import Progress
    from medlofte.reports.progress import Setting

FOLDER = "site"
_OURS = ("*.html", "data/*.json", "data/*.csv", "sitemap.xml")
MOST_NAMED = 8
FEED, HOME, DATA, ALL = "feed.atom", "index.html", "data", "all"
TITLE = "Medborgarlöften"


def site(
    ctx: typer.Context,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="The folder to write; build/site if left out.", show_default=False
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="The address that the site will have.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    serve: Annotated[bool, typer.Option("--serve", help="Show the finished site on this machine only.")] = False,
    port: Annotated[int, typer.Option("--port", metavar="N", help="Where --serve listens.", min=0, max=65535)] = 8000,
    root: Root = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Make the citizens' site: a page for each promise, an index, a feed of changes, and open data."""
    session = _session.open_session(ctx.obj, root, lang, None, quiet)
    folder = session.workspace.place_for(f"{BUILD}/{FOLDER}") if output is None else output
    if folder.exists() and not folder.is_dir():
        raise MedlofteError(say("{path} is a file; several documents need a folder.", path=str(folder)))
    plan = Plan(_session.today_or(as_of), _base(base_url))
    dossiers = [each for each in refuse_errors(session, session.ids([])) if each.promise.status != "draft"]
    _say_drafts(session, len(session.workspace.ids) - len(dossiers))
    _refuse_our_names([each.promise.id for each in dossiers])
    made = dict(files(session, plan, dossiers))
    places = {name: Workspace(folder).place_for(name) for name in made}
    for name, data in made.items():
        _session.write_bytes(data, str(places[name]))
    _say_left_over(session, folder, made)
    if not quiet:
        _session.write_out(f"{escaped(_session.seen_from_here(folder / HOME))}\n", None)
    if serve:
        from medlofte.cli.preview_server import serve_folder

        serve_folder(session, folder, port)


class Plan(Record):
    """What the site is made for: the day of its figures, and the address that it will have, if that is known."""

    day: date
    base: str | None = None


def _base(url: str | None) -> str | None:
    """The site's address with a slash at its end. Raises ``MedlofteError`` when it is none."""
    if url is None:
        return None
    if (
        re.fullmatch(r"https?://[^\s/:@?#<>\"'\\%]+(:\d{1,5})?(/[^\s?#<>\"'\\]*)?", url) is None
        or not url.isprintable()
    ):
        raise MedlofteError(say("{url} is not the address of a site.", url=url), say("Write it as https://example.se/"))
    return url.rstrip("/") + "/"


def _say_left_over(session: Session, folder: Path, made: Collection[str]) -> None:
    """Name the pages and data that an earlier site has left, of promises that are gone or drafts again."""
    found = {path.relative_to(folder).as_posix() for pattern in _OURS for path in folder.glob(pattern)}
    left = sorted(found - set(made))
    if left:
        names = ", ".join(left[:MOST_NAMED]) + (" …" if len(left) > MOST_NAMED else "")
        message = say("In {folder} lie files that are not of this site: {names}.", folder=str(folder), names=names)
        notify(session.voice, message, say("Take them away, if they are left from an earlier one."))


def _refuse_our_names(ids: Sequence[str]) -> None:
    """End with an error where a promise's page or data would be the site's own. Raises ``MedlofteError``."""
    for id in ids:
        if id in (HOME.removesuffix(".html"), ALL):
            message = say("A promise called {id} has no place on a site, where another file has that name.", id=id)
            raise MedlofteError(message, say("Give the promise's file another name."))


def _say_drafts(session: Session, drafts: int) -> None:
    if drafts:
        notify(session.voice, count("{n} draft is not published.", "{n} drafts are not published.", drafts))


def files(session: Session, plan: Plan, dossiers: Sequence[Dossier]) -> Iterator[tuple[str, bytes]]:
    """Each file of the site: its path in the site, and its bytes."""
    from medlofte.progress.predecessors import NO_CHAIN, chains_of
    from medlofte.progress.tally import progress_of
    from medlofte.project.past import whole
    from medlofte.reports.progress import Setting

    past = whole(session, dossiers)
    standing = [progress_of(dossier.promise, dossier.logged, plan.day) for dossier in dossiers]
    provenance = making.provenance_of(session)
    chains = chains_of(standing, standing)
    setting = Setting(
        plan.day, session.swedish, public=True, chain_of=lambda each: chains.get(each.promise.id, NO_CHAIN)
    )
    pages = _of_promises(session, plan, dossiers, standing, past, provenance, setting)
    for made in waiting(session, pages, say("Making pages"), len(dossiers)):
        yield from made
    yield HOME, _index(session, plan, standing, provenance)
    yield from _data(setting, ALL, standing)
    yield FEED, _feed(session, plan, standing, past)
    yield from _for_robots(plan, [HOME, *(f"{each.promise.id}.html" for each in standing)])


def _of_promises(
    session: Session,
    plan: Plan,
    dossiers: Sequence[Dossier],
    standing: "Sequence[Progress]",
    past: "Mapping[str, History]",
    provenance: "Provenance",
    setting: "Setting",
) -> Iterator[list[tuple[str, bytes]]]:
    """The page and the data of each promise, in order; made by several processes when there are many."""
    from medlofte.documents import prepare

    order = making.Order("page", "html", plan.day)

    def files_of(number: int) -> list[tuple[str, bytes]]:
        dossier, progress = dossiers[number], standing[number]
        id = dossier.promise.id
        since = history.since_adoption(past[id], dossier.promise)
        links = {"Siffrorna som JSON": f"{DATA}/{id}.json", "Siffrorna som CSV": f"{DATA}/{id}.csv"}
        subject = making.subject_of(session, order, dossier, progress, since, provenance)
        prepared = prepare("page", subject.but(links={**links, "Ändringar som Atom-flöde": FEED}))
        publication = making.publication_of(prepared, subject).but(more=_around(plan, f"{id}.html"))
        page = making.produce(session, making.job_of(session, order, prepared.view, publication), id)
        return [(f"{id}.html", page), *_data(setting, id, [progress])]

    return shared(files_of, len(dossiers))


def _around(plan: Plan, name: str) -> dict[str, Any]:
    """The parts of a page that only a site has."""
    home = None if name == HOME else {"href": HOME, "words": f"Alla {TITLE.lower()}"}
    canonical = None if plan.base is None else plan.base + name.removesuffix(HOME)
    return {"home": home, "canonical": canonical, "feed": FEED}


def _index(session: Session, plan: Plan, standing: "Sequence[Progress]", provenance: "Provenance") -> bytes:
    from medlofte.documents import index
    from medlofte.publishing import Publication
    from medlofte.publishing.html import script

    view = index.view(standing, plan.day, session.swedish, provenance)
    text = session.workspace.template_loader("index", None)("site.js")
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
    job = making.job_of(session, making.Order("index", "html", plan.day), view, publication)
    return making.produce(session, job, "index")


def _publisher(standing: "Sequence[Progress]") -> str:
    """Whose the site is: the municipality's if there is only one."""
    names = {each.promise.municipality.name for each in standing}
    return names.pop() if len(names) == 1 else "Polisen och kommunerna"


def _data(setting: "Setting", name: str, standing: "Sequence[Progress]") -> Iterator[tuple[str, bytes]]:
    from medlofte.reports.progress import render

    for format in ("json", "csv"):
        yield f"{DATA}/{name}.{format}", render(format, standing, setting.swedish, setting).encode()


def _feed(session: Session, plan: Plan, standing: "Sequence[Progress]", past: "Mapping[str, History]") -> bytes:
    from medlofte.site import feed as atom

    promises = [progress.promise for progress in standing]
    stories = [atom.Story(each, f"{each.id}.html", past[each.id].events) for each in promises]
    return atom.feed(atom.Channel(TITLE, _publisher(standing), plan.day, plan.base), stories, session.swedish)


def _for_robots(plan: Plan, pages: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """What search engines ask for. Where all pages are can be told only when the site's address is known."""
    lines = ["User-agent: *", "Allow: /"]
    if plan.base is not None:
        from medlofte.core.escaping import xml

        lines.append(f"Sitemap: {plan.base}sitemap.xml")
        addresses = "".join(f"  <url><loc>{xml(plan.base + page.removesuffix(HOME))}</loc></url>\n" for page in pages)
        head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        yield "sitemap.xml", f"{head}{addresses}</urlset>\n".encode()
    yield "robots.txt", "".join(f"{line}\n" for line in lines).encode()
