"""What an editor is told while a promise or a log is written; ``¦`` is where the cursor stands."""

from datetime import date

from medlofte.core.source import Position, Source
from medlofte.lsp.context import DocumentContext, ReadPromise
from medlofte.validation.checker import ProjectFile, PromiseFiles, check_promise
from tests.conftest import LOG, PROMISE

PROMISE_PATH = "promises/exempelby-2026.yaml"
LOG_PATH = "promises/exempelby-2026/polis.yaml"
TODAY = date(2026, 3, 1)
CURSOR = "¦"


def cut(text: str) -> tuple[str, Position]:
    """The text without the sign that stands for the cursor, and where that stood."""
    before, _, after = text.partition(CURSOR)
    return before + after, Position(before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def known(promise: str = PROMISE, log: str = LOG, ids: frozenset[str] = frozenset({"exempelby-2026"})) -> ReadPromise:
    """What is known of Exempelby's promise."""
    bundle = PromiseFiles(ProjectFile(PROMISE_PATH, promise.encode()), (ProjectFile(LOG_PATH, log.encode()),))
    checked = check_promise(bundle, ids)
    return ReadPromise(checked.value, not checked.has_errors, ids)


def page_of(path: str, text: str, around: ReadPromise | None = None) -> tuple[DocumentContext, Position]:
    """A file with a cursor in it, in Exempelby's project."""
    plain, position = cut(text)
    return DocumentContext(Source(path, plain), around or known(), TODAY), position
