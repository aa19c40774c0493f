"""What a command needs of the project's history: read from git, for the promises at hand."""

from collections.abc import Mapping, Sequence

from medlofte import git, history
from medlofte.cli.session import Session
from medlofte.history import History, Present, SinceAdoption
from medlofte.rules import Dossier
from medlofte.workspace import PROMISES


def since_adoption(session: Session, dossiers: Sequence[Dossier]) -> Mapping[str, SinceAdoption]:
    """What has changed in each promise since it was adopted, by id. Logs are not looked at."""
    present = {dossier.promise.id: _present(session, dossier, with_logs=False) for dossier in dossiers}
    told = _histories(session, present, with_logs=False)
    return {id: history.since_adoption(told[id], each.promise) for id, each in present.items()}


def whole(session: Session, dossiers: Sequence[Dossier]) -> Mapping[str, History]:
    """All that is known of each promise's past, its figures too, by id."""
    present = {dossier.promise.id: _present(session, dossier, with_logs=True) for dossier in dossiers}
    return _histories(session, present, with_logs=True)


def _present(session: Session, dossier: Dossier, *, with_logs: bool) -> Present:
    workspace, id = session.workspace, dossier.promise.id
    data = workspace.read(workspace.arrangement.promises[id]).data or b""
    logs = [workspace.read(path) for path in workspace.arrangement.logs.get(id, ())] if with_logs else []
    return Present(dossier.promise, data, {log.path: log.data for log in logs if log.data is not None})


def _histories(session: Session, present: Mapping[str, Present], *, with_logs: bool) -> Mapping[str, History]:
    root = session.workspace.root
    commits = git.history(root, [PROMISES])
    names = history.wanted(commits, with_logs=with_logs)
    return history.histories(commits, git.blobs(root, names), present)
