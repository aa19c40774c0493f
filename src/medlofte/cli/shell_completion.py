"""What the shell offers when a name is half written: promises, activities, places. Silent when anything is amiss."""

from __future__ import annotations

from pathlib import Path

import typer

from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.model.promise import Promise
from medlofte.project.workspace import Workspace
from medlofte.validation.checker import check_promise


def ids(ctx: typer.Context, incomplete: str) -> list[str]:
    """The promises whose id begins so."""
    try:
        return [id for id in sorted(_workspace(ctx).ids) if id.startswith(incomplete)]
    except MedlofteError:
        return []


def codes(ctx: typer.Context, incomplete: str) -> list[str]:
    """The codes that begin so."""
    del ctx
    from medlofte.changes.codes import CODES

    return [code for code in sorted(CODES) if code.startswith(incomplete)]


def activities(ctx: typer.Context, incomplete: str) -> list[str]:
    """The activities of the promise named before whose id begins so."""
    promise = _promise(ctx)
    return [] if promise is None else [id for id in promise.activities if id.startswith(incomplete)]


def places(ctx: typer.Context, incomplete: str) -> list[str]:
    """The places of the activity named before, or of the promise, that begin so."""
    promise = _promise(ctx)
    if promise is None:
        return []
    activity = promise.activities.get(_named(ctx, "activity", 1))
    named = activity.places if activity is not None and activity.places else _all_places(promise)
    return [place for place in dict.fromkeys(named) if place.startswith(incomplete)]


def _all_places(promise: Promise) -> list[str]:
    areas = [place for area in promise.focus_areas.values() for place in area.places]
    return [*areas, *(place for activity in promise.activities.values() for place in activity.places)]


def _promise(ctx: typer.Context) -> Promise | None:
    try:
        space = _workspace(ctx)
        id = _named(ctx, "id", 0)
        dossier = check_promise(space.bundle(id), space.ids).value if id in space.ids else None
    except MedlofteError:
        return None
    return None if dossier is None else dossier.promise


def _named(ctx: typer.Context, name: str, place: int) -> str:
    """What an argument is. Where an option still waits for its value the parser has named none, and leaves them all."""
    left = ctx.args[place : place + 1] if ctx.params.get("id") is None else []
    return str(left[0] if left else ctx.params.get(name))


def _workspace(ctx: typer.Context) -> Workspace:
    """The project, named after the command or before it. Raises ``MedlofteError``."""
    above = ctx.parent.params if ctx.parent is not None else {}
    root = ctx.params.get("root") or above.get("root")
    return Session(Path(root) if root else None).workspace
