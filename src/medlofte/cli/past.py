"""What a command needs of the project's history: read from git, for the promises at hand."""

from collections.abc import Mapping, Sequence

from medlofte import git, history
from medlofte.cli.session import Session
from medlofte.history import History, Present, SinceAdoption
from medlofte.rules import Dossier
from medlofte.workspace import PROMISES


def since_adoption(session: Session, dossiers: Sequence[Dossier]) -> Mapping[str, SinceAdoption]:
    """What has changed in each promise since it was adopted, by id. Logs are not looked at."""
    present = {dossier.promise.id: Present(dossier.promise) for dossier in dossiers}
    paths = [f"{PROMISES}/{id}.yaml" for id in present]
    told = _histories(session, paths, present)
    return {id: history.since_adoption(told[id], each.promise) for id, each in present.items()}


def whole(session: Session, dossiers: Sequence[Dossier]) -> Mapping[str, History]:
    """All that is known of each promise's past, its figures too, by id."""
    present = {dossier.promise.id: _present(session, dossier) for dossier in dossiers}
    return _histories(session, [PROMISES], present)


def _present(session: Session, dossier: Dossier) -> Present:
    bundle = session.workspace.bundle(dossier.promise.id)
    return Present(dossier.promise, bundle.promise.data or b"", {log.path: log.data or b"" for log in bundle.logs})


def _histories(session: Session, paths: Sequence[str], present: Mapping[str, Present]) -> Mapping[str, History]:
    root = session.workspace.root
    commits = git.history(root, paths)
    return history.histories(commits, git.blobs(root, history.wanted(commits)), present)
