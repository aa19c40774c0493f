"""What is said of files, in the terms of the Language Server Protocol."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from lsprotocol import types

from medlofte.core.diagnostic import Diagnostic, Related, Severity
from medlofte.core.messages import Voice
from medlofte.core.source import Span
from medlofte.lsp.open_files import Findings
from medlofte.lsp.positions import Grid

_SEVERITY = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Hint,
}


class Terms:
    """How one editor wants things said: the unit of its columns, how it writes a file's URI, and what it can show."""

    def __init__(
        self, unit: str, uri: Callable[[Path], str], *, has_snippets: bool = False, has_markdown: bool = False
    ) -> None:
        self.unit = unit
        self.uri = uri
        self.has_snippets = has_snippets
        self.has_markdown = has_markdown

    def grid(self, text: str) -> Grid:
        """The places of a text."""
        return _grid(text, self.unit)

    def shown(self, text: str, span: Span) -> types.Range:
        """The range of a span that is to be seen, so never empty where there is something."""
        start, end = self.grid(text).cells(span)
        return types.Range(types.Position(*start), types.Position(*end))

    def replaced(self, text: str, span: Span) -> types.Range:
        """The range of a span that another text takes the place of, just as wide as it is."""
        grid = self.grid(text)
        return types.Range(types.Position(*grid.cell(span.start)), types.Position(*grid.cell(span.end)))

    def diagnostic(self, said: Diagnostic, root: Path, findings: Findings, voice: Voice) -> types.Diagnostic:
        """A diagnostic; its hint follows its message."""
        texts = [voice(said.message), *([voice(said.hint)] if said.hint is not None else [])]
        return types.Diagnostic(
            range=self.shown(findings.text(said.path), said.span),
            message="\n".join(texts),
            severity=_SEVERITY[said.severity],
            code=said.code,
            source="medlofte",
            related_information=[self._related(each, root, findings, voice) for each in said.related],
        )

    def _related(
        self, other: Related, root: Path, findings: Findings, voice: Voice
    ) -> types.DiagnosticRelatedInformation:
        place = types.Location(self.uri(root / other.path), self.shown(findings.text(other.path), other.span))
        return types.DiagnosticRelatedInformation(place, voice(other.message))


@lru_cache(maxsize=8)
def _grid(text: str, unit: str) -> Grid:
    """The places of a text; they are asked for many times before it changes."""
    return Grid(text, unit)
