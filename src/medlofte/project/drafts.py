"""New promises in an open project: ids that they can have, what is carried over from an earlier one, and the draft."""

import re
from datetime import date

from medlofte.authoring.new_promise import PromiseDraft, carry_over, text_of_draft
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg
from medlofte.core.personal_data import has_identity_number
from medlofte.progress.tally import progress_of
from medlofte.project import log_file
from medlofte.project.context import Context, today_or
from medlofte.project.decisions import tree_of
from medlofte.validation.checker import ProjectFile, PromiseFiles, as_id, is_id

_SCHEMA_LINE = "# yaml-language-server: $schema=../{path}"
_SCHEMA = "promise.schema.json"
_SCHEMA_OF_INIT = ".vscode/medlofte-promise.schema.json"
_LONGEST_LINE = 300


def require_new_id(context: Context, id: str) -> None:
    """Raise ``MedlofteError`` when a new promise can't have the id."""
    if not is_id(id) or has_identity_number(id):
        near = as_id(id)
        hint = msg("Write it as {id}.", id=near) if near and not has_identity_number(id) else None
        raise MedlofteError(msg("{id} can't be the id of a promise.", id=id), hint)
    if id in context.workspace.ids:
        raise _taken(id)


def _taken(id: str) -> MedlofteError:
    return MedlofteError(
        msg("There is a promise {id} already.", id=id),
        msg("Choose another id; to carry it over: medlofte new ID --from {id}", id=id),
    )


def carry_over_promise(context: Context, old: str, as_of: str | None, *, everything: bool) -> PromiseDraft:
    """What an earlier promise left unfinished at its end, or on a day. Raises ``MedlofteError``."""
    (dossier,) = context.require_valid(context.ids([old]))
    promise = dossier.promise
    ended = promise.period.end if promise.period is not None else None
    day: date = ended if as_of is None and ended is not None else today_or(as_of)
    tree = tree_of(context.workspace.bundle(promise.id).promise)
    return carry_over(tree.value, progress_of(promise, dossier.logged, day), everything=everything)


def begin_promise(context: Context, id: str, outline: PromiseDraft) -> str:
    """Write the draft of a new promise, and return its path. Raises ``MedlofteError``, as ``Rejected`` for errors."""
    require_new_id(context, id)
    text = text_of_draft(outline, context.swedish, _schema_line(context))
    path = f"promises/{id}.yaml"
    context.require_sound(PromiseFiles(ProjectFile(path, text.encode())))
    with log_file.open_locked(context.workspace.place_for(path)) as file:
        if file.data:
            raise _taken(id)
        file.append(text.removesuffix("\n").split("\n"))
    return path


def _schema_line(context: Context) -> str:
    """The line by which editors find the schema: as the project's other promises have it, or where init has put it."""
    for path in context.workspace.arrangement.promises.values():
        line = (context.workspace.read(path).data or b"").partition(b"\n")[0].decode("utf-8-sig", "replace").strip()
        if re.fullmatch(r"# yaml-language-server: \$schema=[\w./-]+promise\.schema\.json", line[:_LONGEST_LINE]):
            return line
    has_init = (context.workspace.root / _SCHEMA_OF_INIT).is_file()
    return _SCHEMA_LINE.format(path=_SCHEMA_OF_INIT if has_init else _SCHEMA)
