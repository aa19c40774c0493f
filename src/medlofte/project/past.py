"""What a command needs of the project's history: read from git, for the promises at hand."""

from collections.abc import Mapping, Sequence

from medlofte.changes import history
from medlofte.changes.history import History, Present, SinceAdoption
from medlofte.cli.session import Session
from medlofte.project import git
from medlofte.project.workspace import PROMISES
from medlofte.validation.rules import Dossier


def since_adoption(session: Session, dossiers: Sequence[Dossier]) -> Mapping[str, SinceAdoption]:
    """What has changed in each promise since it was adopted, by id. Logs are not looked at."""
    told = _histories(session, dossiers, with_logs=False)
    return {each.promise.id: history.since_adoption(told[each.promise.id], each.promise) for each in dossiers}


def whole(session: Session, dossiers: Sequence[Dossier]) -> Mapping[str, History]:
    """All that is known of each promise's past, its figures too, by id."""
    return _histories(session, dossiers, with_logs=True)


def _histories(session: Session, dossiers: Sequence[Dossier], *, with_logs: bool) -> Mapping[str, History]:
    """The files on disk are read again only where there are commits to hold them against."""
    root = session.workspace.root
    commits = git.history(root, [PROMISES])
    contents = git.blobs(root, history.wanted(commits, with_logs=with_logs))
    present = {
        each.promise.id: _present(session, each, with_logs=with_logs) if commits else Present(each.promise)
        for each in dossiers
    }
    return history.histories(commits, contents, present)


def _present(session: Session, dossier: Dossier, *, with_logs: bool) -> Present:
    workspace, id = session.workspace, dossier.promise.id
    data = workspace.read(workspace.arrangement.promises[id]).data or b""
    logs = [workspace.read(path) for path in workspace.arrangement.logs.get(id, ())] if with_logs else []
    return Present(dossier.promise, data, {log.path: log.data for log in logs if log.data is not None})
