"""What is said of files, in the terms of the Language Server Protocol."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from lsprotocol import types

from medlofte.core.diagnostic import LocatedDiagnostic, Related, Severity
from medlofte.core.messages import Translator
from medlofte.core.source import Span
from medlofte.lsp.open_files import FileDiagnostics
from medlofte.lsp.positions import PositionMap

_SEVERITY = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Hint,
}


class ClientCapabilities:
    """How one editor wants things said: the unit of its columns, how it writes a file's URI, and what it can show."""

    def __init__(
        self, unit: str, uri: Callable[[Path], str], *, has_snippets: bool = False, has_markdown: bool = False
    ) -> None:
        self.unit = unit
        self.uri = uri
        self.has_snippets = has_snippets
        self.has_markdown = has_markdown

    def grid(self, text: str) -> PositionMap:
        """The places of a text."""
        return _grid(text, self.unit)

    def visible_range(self, text: str, span: Span) -> types.Range:
        """The range of a span that is to be seen, so never empty where there is something."""
        start, end = self.grid(text).cells(span)
        return types.Range(types.Position(*start), types.Position(*end))

    def replaced_range(self, text: str, span: Span) -> types.Range:
        """The range of a span that another text takes the place of, just as wide as it is."""
        grid = self.grid(text)
        return types.Range(types.Position(*grid.cell(span.start)), types.Position(*grid.cell(span.end)))

    def diagnostic(
        self, said: LocatedDiagnostic, root: Path, findings: FileDiagnostics, translator: Translator
    ) -> types.Diagnostic:
        """A diagnostic; its hint follows its message."""
        texts = [translator(said.message), *([translator(said.hint)] if said.hint is not None else [])]
        return types.Diagnostic(
            range=self.visible_range(findings.text(said.path), said.span),
            message="\n".join(texts),
            severity=_SEVERITY[said.severity],
            code=said.code,
            source="medlofte",
            related_information=[self._related(each, root, findings, translator) for each in said.related],
        )

    def _related(
        self, other: Related, root: Path, findings: FileDiagnostics, translator: Translator
    ) -> types.DiagnosticRelatedInformation:
        place = types.Location(self.uri(root / other.path), self.visible_range(findings.text(other.path), other.span))
        return types.DiagnosticRelatedInformation(place, translator(other.message))


@lru_cache(maxsize=8)
def _grid(text: str, unit: str) -> PositionMap:
    """The places of a text; they are asked for many times before it changes."""
    return PositionMap(text, unit)
