"""``medlofte site``: the citizens' site, as files that any web server can serve."""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from medlofte.cli.options import AsOf
from medlofte.cli.output import tell_path, tell_user, write_bytes
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg, msg_n
from medlofte.project.context import today_or
from medlofte.project.workspace import BUILD, Workspace

FOLDER = "site"
_OURS = ("*.html", "data/*.json", "data/*.csv", "sitemap.xml")
MOST_NAMED = 8


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
) -> None:
    """Make the citizens' site: a page for each promise, an index, a feed of changes, and open data."""
    session: Session = ctx.obj
    folder = session.workspace.place_for(f"{BUILD}/{FOLDER}") if output is None else output
    if folder.exists() and not folder.is_dir():
        raise MedlofteError(msg("{path} is a file; several documents need a folder.", path=str(folder)))
    from medlofte.site.build import HOME, Plan, build

    plan = Plan(today_or(as_of), _base(base_url))
    dossiers = [each for each in session.require_valid(session.ids([])) if each.promise.status != "draft"]
    _say_drafts(session, len(session.workspace.ids) - len(dossiers))
    made = dict(build(session, plan, dossiers))
    places = {name: Workspace(folder).place_for(name) for name in made}
    for name, data in made.items():
        write_bytes(data, str(places[name]))
    _say_left_over(session, folder, made)
    tell_path(session, str(folder / HOME))
    if serve:
        _serve(session, folder, port)


def _serve(session: Session, folder: Path, port: int) -> None:
    """Serve the site until the person stops it. Raises ``MedlofteError`` when the port is taken."""
    from medlofte.site.preview_server import address_of, server_of

    with server_of(folder, port) as server:
        address = address_of(server)
        tell_user(session.translator, msg("The site is shown at {address} until you press Ctrl-C.", address=address))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def _base(url: str | None) -> str | None:
    """The site's address with a slash at its end. Raises ``MedlofteError`` when it is none."""
    if url is None:
        return None
    if (
        re.fullmatch(r"https?://[^\s/:@?#<>\"'\\%]+(:\d{1,5})?(/[^\s?#<>\"'\\]*)?", url) is None
        or not url.isprintable()
    ):
        raise MedlofteError(msg("{url} is not the address of a site.", url=url), msg("Write it as https://example.se/"))
    return url.rstrip("/") + "/"


def _say_left_over(session: Session, folder: Path, made: Collection[str]) -> None:
    """Name the pages and data that an earlier site has left, of promises that are gone or drafts again."""
    found = {path.relative_to(folder).as_posix() for pattern in _OURS for path in folder.glob(pattern)}
    left = sorted(found - set(made))
    if left:
        names = ", ".join(left[:MOST_NAMED]) + (" …" if len(left) > MOST_NAMED else "")
        message = msg("In {folder} lie files that are not of this site: {names}.", folder=str(folder), names=names)
        tell_user(session.translator, message, msg("Take them away, if they are left from an earlier one."))


def _say_drafts(session: Session, drafts: int) -> None:
    if drafts:
        tell_user(session.translator, msg_n("{n} draft is not published.", "{n} drafts are not published.", drafts))
