"""The language server: an editor's requests and notifications, told to the desk and answered in its own terms."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls import uris
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer

from medlofte import __version__
from medlofte.core.errors import internal_error
from medlofte.core.escaping import escape_terminal
from medlofte.core.messages import Message, Translator, msg
from medlofte.lsp import features
from medlofte.lsp.features import Request
from medlofte.lsp.open_files import HUGE, EditorWorkspace, FileDiagnostics, Key, OpenFiles
from medlofte.lsp.positions import UTF_16
from medlofte.lsp.protocol import ClientCapabilities
from medlofte.project.context import Context, language_of, translator_for
from medlofte.validation.checker import check_settings

PAUSE = 0.25
"""Seconds without a key pressed before what is written is checked."""

T = TypeVar("T")


def serve(context: Context) -> None:
    """Answer the editor on standard input until it says goodbye. Nothing else is written to standard output."""
    logging.getLogger("pygls").addHandler(logging.NullHandler())
    logging.getLogger("pygls").propagate = False
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        sys.stdout = sys.stderr
        _Server(context).start_io(sys.stdin.buffer, out)


def _tell_developers(error: Exception) -> None:
    if os.environ.get("MEDLOFTE_DEBUG"):
        import traceback

        sys.stderr.write(escape_terminal("".join(traceback.format_exception(error))))


class _Server(LanguageServer):
    """One editor's server."""

    def __init__(self, context: Context) -> None:
        super().__init__("medlofte", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.project = context
        self.desk = OpenFiles(context.root)
        self.checks = ThreadPoolExecutor(1)
        self.answers = ThreadPoolExecutor(1)
        self.waiting: dict[Key, asyncio.TimerHandle] = {}
        self.told_large: set[Key] = set()
        self.uris: dict[Path, str] = {}
        self.shown: dict[Key, set[Path]] = {}
        self.translator_for = cache(translator_for)
        for name, options, handle in _features(self):
            self.feature(name, options)(handle)

    def report_server_error(self, error: Exception, source: object) -> None:
        """Say that the editor sent what the protocol has not; the server goes on."""
        del source
        message = msg("The editor sent something that medlofte lsp does not understand; it goes on.")
        self.say(self.project.translator, message, types.MessageType.Warning)
        _tell_developers(error)

    def report_own_fault(self, error: Exception) -> None:
        """Say that something went wrong here, without a word of what was in the editor; the server goes on."""
        self.say(self.project.translator, internal_error(error), types.MessageType.Error)
        _tell_developers(error)

    def say(self, translator: Translator, message: Message, kind: types.MessageType = types.MessageType.Info) -> None:
        """Say something to the person at the editor."""
        self.window_show_message(types.ShowMessageParams(kind, translator(message)))

    @property
    def terms(self) -> ClientCapabilities:
        """How the editor wants things said, as was agreed when it introduced itself."""
        unit = self.server_capabilities.position_encoding
        formats = get_capability(self.client_capabilities, "text_document.hover.content_format", ())
        snippets = get_capability(
            self.client_capabilities, "text_document.completion.completion_item.snippet_support", False
        )
        return ClientCapabilities(
            str(getattr(unit, "value", unit) or UTF_16),
            self.uri,
            has_snippets=bool(snippets),
            has_markdown=types.MarkupKind.Markdown in (formats or ()),
        )

    # What is open

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """A file was opened."""
        uri = params.text_document.uri
        path = self.path(uri)
        if path is not None:
            self.uris[path] = uri
            self.changed_to(path, params.text_document.text, whole=True)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A file's text is another now."""
        path = self.path(params.text_document.uri)
        if path is not None:
            text = self.workspace.get_text_document(params.text_document.uri).source
            self.changed_to(path, text, whole=False)

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """A file was saved: also what else is on disk may be other than it was."""
        path = self.path(params.text_document.uri)
        if path is not None:
            self.check_soon(path, whole=True)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """A file was closed: nothing is said of it any more, unless something that it goes with is still open."""
        path = self.path(params.text_document.uri)
        if path is None:
            return
        self.desk.drop(path)
        key = self.desk.key(path)
        rest = next((each for each in self.uris if each != path and self.desk.key(each) == key), None)
        if key is not None and rest is None:
            self.clear(key)
        elif rest is not None:
            self.check_soon(rest, whole=True)
        self.uris.pop(path, None)

    def moved(self, params: types.DidChangeWatchedFilesParams) -> None:
        """Something on disk is other than it was: a log that was written elsewhere, another branch."""
        del params
        for path in {self.desk.key(path): path for path in self.uris}.values():
            self.check_soon(path, whole=True)

    def introduced(self, params: types.InitializedParams) -> None:
        """Ask the editor to tell when files change that it has not open, if it can."""
        del params
        can = "workspace.did_change_watched_files.dynamic_registration"
        if get_capability(self.client_capabilities, can, False):
            watched = [types.FileSystemWatcher(pattern) for pattern in ("**/promises/**/*.yaml", "**/medlofte.yaml")]
            options = types.DidChangeWatchedFilesRegistrationOptions(watched)
            wish = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.client_register_capability(types.RegistrationParams([wish]))

    def path(self, uri: str) -> Path | None:
        """The path that a URI names, if it names a file."""
        try:
            named = uris.to_fs_path(uri)
        except ValueError:
            return None
        return Path(os.path.abspath(named)) if named and "\0" not in named else None

    def changed_to(self, path: Path, text: str, *, whole: bool) -> None:
        """Keep a text and check it soon."""
        self.desk.put(path, text)
        self.check_soon(path, whole=whole)

    # What is said

    def check_soon(self, path: Path, *, whole: bool) -> None:
        """Check what a file belongs to once nothing has been written for a moment; what is large only as a whole."""
        key = self.desk.key(path)
        if key is None:
            return
        before = self.desk.findings(key)
        if before is not None and before.is_large and not whole:
            if key not in self.told_large:
                self.told_large.add(key)
                message = msg("The log is so large that it is checked when it is saved, not as you write.")
                self.say(self.translator(key[0]), message)
            return
        if key in self.waiting:
            self.waiting[key].cancel()
        loop = asyncio.get_running_loop()
        self.waiting[key] = loop.call_later(PAUSE, lambda: asyncio.ensure_future(self.check(key)))

    async def check(self, key: Key) -> None:
        """Check, and tell what was found, unless more has been written meanwhile."""
        waiting = self.waiting.get(key)
        try:
            space = self.desk.space(key[0])
            findings = await self.in_thread(self.checks, partial(self.desk.check, key, space))
            if self.waiting.get(key) is waiting:
                self.publish(key, space, findings)
        except Exception as error:  # the last door of what no request waits for
            self.report_own_fault(error)

    async def in_thread(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        """What a piece of work gives, done while the server goes on listening."""
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    def publish(self, key: Key, space: EditorWorkspace, findings: FileDiagnostics) -> None:
        """Show what was found, in all files that were checked; nothing in those that it was shown in before."""
        translator = self.translator(key[0])
        said = {space.root / inside: here for inside, here in findings.said.items()}
        before = self.shown.get(key, set())
        for path in before | said.keys():
            here = said.get(path, [])
            if here or path in before or path in self.uris:
                self.show(path, [self.terms.diagnostic(each, space.root, findings, translator) for each in here])
        self.shown[key] = {path for path, here in said.items() if here}

    def clear(self, key: Key) -> None:
        """Say no more of what a key stands for."""
        waiting = self.waiting.pop(key, None)
        if waiting is not None:
            waiting.cancel()
        for path in self.shown.pop(key, set()) | {each for each in self.uris if self.desk.key(each) == key}:
            self.show(path, [])

    def show(self, path: Path, said: list[types.Diagnostic]) -> None:
        """Show what is said of a file."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.uri(path), said))

    def uri(self, path: Path) -> str:
        """A file's URI, as the editor itself writes it if it has it open."""
        return self.uris.get(path) or uris.from_fs_path(str(path)) or ""

    def translator(self, root: Path) -> Translator:
        """The translator for a project: as asked for, as set in it, or by the locale."""
        settings = EditorWorkspace(root, {}).settings()
        found = check_settings(settings).value if settings is not None else None
        return self.translator_for(language_of(self.project.lang, str((found or {}).get("lang", ""))))

    # What is asked

    async def ask(self, document: Any, at: types.Position, work: Callable[[Request], T]) -> T | None:
        """The answer about a place in a file; none where medlofte has nothing to do with the file."""
        path = self.path(document.uri)
        key = None if path is None else self.desk.key(path)
        text = None if path is None else self.desk.text(path)
        if path is None or key is None or text is None or len(text) > HUGE:
            return None
        position = self.terms.grid(text).position((at.line, at.character))
        asked = Request(self.desk, self.terms, path, key, position, self.translator(key[0]))
        return await self.in_thread(self.answers, lambda: work(asked))


_TOP = types.Position(0, 0)


def _features(server: _Server) -> Iterator[tuple[str, Any, Callable[[Any], Any]]]:
    """What the server can do: the protocol's name of it, its options, and what handles it."""

    def asking(work: Callable[[Request], T]) -> Callable[[Any], Awaitable[T | None]]:
        async def handle(params: Any) -> T | None:
            return await _guarded(server, server.ask(params.text_document, getattr(params, "position", _TOP), work))

        return handle

    def telling(work: Callable[[Any], None]) -> Callable[[Any], None]:
        def handle(params: Any) -> None:
            try:
                work(params)
            except Exception as error:  # the last door of a notification: the server goes on
                server.report_own_fault(error)

        return handle

    async def actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        def work(asked: Request) -> list[types.CodeAction]:
            end = params.range.end
            return features.actions(asked, server.terms.grid(asked.text).position((end.line, end.character)))

        return await _guarded(server, server.ask(params.text_document, params.range.start, work))

    yield types.INITIALIZED, None, telling(server.introduced)
    yield types.WORKSPACE_DID_CHANGE_WATCHED_FILES, None, telling(server.moved)
    yield types.TEXT_DOCUMENT_DID_OPEN, None, telling(server.opened)
    yield types.TEXT_DOCUMENT_DID_CHANGE, None, telling(server.changed)
    yield types.TEXT_DOCUMENT_DID_SAVE, types.SaveOptions(include_text=False), telling(server.saved)
    yield types.TEXT_DOCUMENT_DID_CLOSE, None, telling(server.closed)
    triggers = types.CompletionOptions(trigger_characters=[" ", "[", "{", ",", '"'])
    yield types.TEXT_DOCUMENT_COMPLETION, triggers, asking(features.completion)
    yield types.TEXT_DOCUMENT_HOVER, None, asking(features.hover)
    yield types.TEXT_DOCUMENT_DEFINITION, None, asking(features.definition)
    yield types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, None, asking(features.symbols)
    yield types.TEXT_DOCUMENT_FORMATTING, None, asking(features.formatting)
    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    yield types.TEXT_DOCUMENT_CODE_ACTION, kinds, actions


async def _guarded(server: _Server, answer: Awaitable[T | None]) -> T | None:
    """An answer; where a fault of ours is in the way none, and the fault is told."""
    try:
        return await answer
    except Exception as error:  # the last door of a request: the server goes on
        server.report_own_fault(error)
        return None
