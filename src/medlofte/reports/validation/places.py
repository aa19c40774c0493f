"""Places as the formats in JSON write them."""

from __future__ import annotations

from medlofte.core.source import Position, Span


def span_of(span: Span) -> dict[str, dict[str, int]]:
    """Start and end, each with line and column."""
    return {"start": _position(span.start), "end": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
