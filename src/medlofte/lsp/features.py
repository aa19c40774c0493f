"""What an editor asks about a place in an open file, and the answers in the protocol's terms."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types

from medlofte.core.diagnostic import LocatedDiagnostic
from medlofte.core.escaping import escape_line, escape_markdown
from medlofte.core.messages import Translator
from medlofte.core.source import Position, Source, Span
from medlofte.lsp.completion import Sort, Suggestion, suggestions
from medlofte.lsp.context import LOG, PROMISE, DocumentContext, ReadPromise, kind_of
from medlofte.lsp.definition import OutlineItem, definition_at, headings
from medlofte.lsp.hover import Hover, explain_diagnostics, hover_at
from medlofte.lsp.open_files import FileDiagnostics, Key, OpenFiles
from medlofte.lsp.protocol import ClientCapabilities
from medlofte.lsp.quick_fixes import QuickFix, quick_fix
from medlofte.parsing.log_formatter import format_log
from medlofte.project.context import today_or
from medlofte.validation import checker

_SORT = {
    Sort.KEY: types.CompletionItemKind.Property,
    Sort.WORD: types.CompletionItemKind.EnumMember,
    Sort.NAME: types.CompletionItemKind.Reference,
    Sort.LINE: types.CompletionItemKind.Snippet,
}


class Request:
    """A place in an open file that the editor asks about, as it is at this moment."""

    def __init__(
        self,
        desk: OpenFiles,
        terms: ClientCapabilities,
        path: Path,
        key: Key,
        position: Position,
        translator: Translator,
    ) -> None:
        self.desk = desk
        self.terms = terms
        self.path = path
        self.key = key
        self.position = position
        self.translator = translator
        self.space = desk.space(key[0])
        self.text = desk.text(path) or ""
        self.inside = self.space.relative(path) or ""

    def page(self) -> DocumentContext:
        """The file with what is known around it."""
        return self.desk.page(self.path, self.key, self.space, self.position, today_or(None))

    def fresh(self) -> FileDiagnostics:
        """What is said of the text that is there now."""
        found = self.desk.findings(self.key)
        if found is not None and found.text(self.inside) == self.text:
            return found
        if self.desk.is_large(self.key, self.space):
            return FileDiagnostics((), (), ReadPromise(None, False))
        return self.desk.check(self.key, self.space)

    def range(self, span: Span) -> types.Range:
        """A span of the file in the editor's lines and columns."""
        return self.terms.visible_range(self.text, span)

    def replaced_range(self, span: Span) -> types.Range:
        """As ``range``, for what another text takes the place of."""
        return self.terms.replaced_range(self.text, span)


def completion(asked: Request) -> types.CompletionList:
    """What can be written."""
    found = suggestions(asked.page(), asked.position, asked.translator)
    return types.CompletionList(False, [_item(asked, each, number) for number, each in enumerate(found)])


def _item(asked: Request, each: Suggestion, number: int) -> types.CompletionItem:
    is_snippet = each.snippet and asked.terms.has_snippets
    form = types.InsertTextFormat.Snippet if is_snippet else types.InsertTextFormat.PlainText
    text = each.text.replace("$1", "").replace("$2", "") if each.snippet and not is_snippet else each.text
    return types.CompletionItem(
        label=each.label,
        kind=_SORT[each.sort],
        detail=each.detail or None,
        documentation=each.about or None,
        sort_text=f"{number:04}",
        filter_text=each.label if each.sort is not Sort.LINE else None,
        insert_text_format=form,
        text_edit=types.TextEdit(asked.replaced_range(each.span), text),
    )


def hover(asked: Request) -> types.Hover | None:
    """What is told of what stands there."""
    page = asked.page()
    found = hover_at(page, asked.position, asked.translator)
    said = asked.fresh().said.get(asked.inside, [])
    why = explain_diagnostics(said, checker.CODES, asked.position, asked.translator)
    if found is None and not why:
        return None
    span = found.span if found is not None else Span(asked.position, asked.position)
    return types.Hover(_content(found, why, asked.terms), asked.range(span))


def _content(found: Hover | None, why: Iterable[str], terms: ClientCapabilities) -> types.MarkupContent:
    """What is told, as Markdown that nothing in it can be taken for, or as plain text."""
    heading = found.heading if found is not None else ""
    lines = [line for line in (*(found.lines if found is not None else ()), *why) if line]
    if terms.has_markdown:
        parts = [*([f"**{escape_markdown(heading)}**"] if heading else []), *map(escape_markdown, lines)]
        return types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(parts))
    return types.MarkupContent(types.MarkupKind.PlainText, "\n".join(map(escape_line, filter(None, [heading, *lines]))))


def definition(asked: Request) -> types.Location | None:
    """Where the name that stands there was given."""
    promise = asked.space.read(asked.key[1]) if kind_of(asked.key[1]) == PROMISE else None
    found = definition_at(asked.page(), asked.position, promise)
    if found is None:
        return None
    text = asked.space.read(found.path).data.decode(errors="replace")
    return types.Location(asked.terms.uri(asked.space.root / found.path), asked.terms.visible_range(text, found.span))


def actions(asked: Request, last: Position) -> list[types.CodeAction]:
    """What mends the faults from the place to another."""
    source = Source(asked.inside, _source(asked.text))
    findings = asked.fresh()
    here = [
        said
        for said in findings.said.get(asked.inside, ())
        if said.span.start <= last and asked.position <= said.span.end
    ]
    mended = ((said, quick_fix(said, source)) for said in here)
    return [_action(asked, said, edit, findings) for said, edit in mended if edit is not None]


def _action(asked: Request, said: LocatedDiagnostic, edit: QuickFix, findings: FileDiagnostics) -> types.CodeAction:
    change = types.TextEdit(asked.replaced_range(edit.span), edit.text)
    return types.CodeAction(
        title=asked.translator(said.hint or said.message),
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[asked.terms.diagnostic(said, asked.space.root, findings, asked.translator)],
        is_preferred=True,
        edit=types.WorkspaceEdit(changes={asked.terms.uri(asked.path): [change]}),
    )


def _source(text: str) -> str:
    """An editor's text as medlofte reads it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def symbols(asked: Request) -> list[types.DocumentSymbol]:
    """What a promise consists of."""
    if kind_of(asked.inside) != PROMISE:
        return []
    return [_symbol(asked, each) for each in headings(asked.space.read(asked.inside))]


def _symbol(asked: Request, heading: OutlineItem) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=escape_line(heading.name) or "–",
        detail=escape_line(heading.detail),
        kind=types.SymbolKind.Object if heading.parts else types.SymbolKind.Key,
        range=asked.range(heading.whole),
        selection_range=asked.range(heading.key),
        children=[_symbol(asked, each) for each in heading.parts],
    )


def formatting(asked: Request) -> list[types.TextEdit] | None:
    """A log in canonical form."""
    if kind_of(asked.inside) != LOG:
        return None
    source = Source(asked.inside, _source(asked.text))
    done = format_log(source).value
    if done is None or done == source.text:
        return None
    whole = Span(Position(1, 1), Position(len(source.lines), len(source.lines[-1]) + 1))
    return [types.TextEdit(asked.replaced_range(whole), done)]
