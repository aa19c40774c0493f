"""What several formats write of a diagnostic in the same way: its message and its place."""

from __future__ import annotations

from collections.abc import Iterator

from medlofte.core.diagnostic import LocatedDiagnostic
from medlofte.core.escaping import escape_line
from medlofte.core.messages import Translator, msg
from medlofte.core.source import Position, Span


def message_and_hint(diagnostic: LocatedDiagnostic, translator: Translator, between: str) -> str:
    """What is wrong and the way out."""
    message = translator(diagnostic.message)
    return message if diagnostic.hint is None else f"{message}{between}{translator(diagnostic.hint)}"


def first_line(diagnostic: LocatedDiagnostic, translator: Translator) -> str:
    """Place, severity, code and message on one line, as compilers write it."""
    word = translator(msg(diagnostic.severity.word))
    place = place_of(diagnostic.path, diagnostic.span)
    return f"{place}: {word}[{diagnostic.code}]: {escape_line(translator(diagnostic.message))}"


def lines(diagnostic: LocatedDiagnostic, translator: Translator) -> Iterator[str]:
    """The first line, and below it the related places and the hint."""
    yield first_line(diagnostic, translator)
    for other in diagnostic.related:
        yield f"  {place_of(other.path, other.span)}: {escape_line(translator(other.message))}"
    if diagnostic.hint is not None:
        yield f"  {translator(msg('help'))}: {escape_line(translator(diagnostic.hint))}"


def place_of(path: str, span: Span) -> str:
    """A place as it is written: ``promises/exempelby-2026.yaml:12:3``."""
    return f"{escape_line(path)}:{span.start.line}:{span.start.column}"


def span_of(span: Span) -> dict[str, dict[str, int]]:
    """A place as the formats in JSON write it: start and end, each with line and column."""
    return {"start": _position(span.start), "end": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
