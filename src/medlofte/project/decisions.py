"""Decisions on the promises of an open project: a promise read to be decided on, and its file with the decision."""

from collections.abc import Mapping
from typing import Any

from medlofte.authoring.adoption import amend_text, amendment
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg
from medlofte.core.record import Record
from medlofte.model.promise import Promise
from medlofte.parsing.pipeline import read_tree
from medlofte.parsing.yaml_reader import ParsedYaml
from medlofte.project import log_file
from medlofte.project.context import Context
from medlofte.validation.checker import ProjectFile, PromiseFiles

MENDED_BY_ADOPTING = "changed-since-decision"


class OpenPromise(Record):
    """A promise, its files and the tree of its own file."""

    bundle: PromiseFiles
    promise: Promise
    tree: ParsedYaml


class WrittenDecision(Record):
    """A promise's file before and after the decision; the same bytes when it had it already."""

    path: str
    before: bytes
    after: bytes

    @property
    def is_new(self) -> bool:
        """Whether something was written."""
        return self.before != self.after


def open_promise(context: Context, id: str) -> OpenPromise:
    """A promise to be decided on. Raises ``Rejected`` when it has an error but the one that adopting it fixes."""
    bundle = context.workspace.bundle(id)
    dossier = context.require_sound(bundle, MENDED_BY_ADOPTING)
    return OpenPromise(bundle, dossier.promise, tree_of(bundle.promise))


def tree_of(file: ProjectFile) -> ParsedYaml:
    """The tree of a file that has no error."""
    read = read_tree(file.path, file.data).value
    assert read is not None, "it has been read without an error"
    return read


def adopt(context: Context, opened: OpenPromise, decision: Mapping[str, Any]) -> WrittenDecision:
    """Write the decision into the promise's file, with the fingerprint of what was decided. Raises ``MedlofteError``.

    Raises ``Rejected`` when the promise would have an error with it.
    """
    path, before = opened.bundle.promise.path, opened.bundle.promise.data
    after = amend_text(before, opened.tree, amendment(opened.promise, decision))
    if after is None:
        raise MedlofteError(
            msg("{path} is written so that the decision can't be put in its place.", path=path),
            msg("Write decisions as a list of lines that begin with a hyphen, and the status on one line."),
        )
    if after != before:
        context.require_sound(opened.bundle.replace(promise=ProjectFile(path, after)))
        log_file.replace(context.workspace.place_for(path), after, before)
    return WrittenDecision(path, before, after)
