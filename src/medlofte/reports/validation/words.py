"""What several formats say of a diagnostic in the same words."""

from __future__ import annotations

from collections.abc import Iterator

from medlofte.core.diagnostic import Diagnostic
from medlofte.core.escaping import escaped
from medlofte.core.messages import Voice, say
from medlofte.core.source import Span


def message_and_hint(diagnostic: Diagnostic, voice: Voice, between: str) -> str:
    """What is wrong and the way out."""
    message = voice(diagnostic.message)
    return message if diagnostic.hint is None else f"{message}{between}{voice(diagnostic.hint)}"


def first_line(diagnostic: Diagnostic, voice: Voice) -> str:
    """Place, severity, code and message on one line, as compilers write it."""
    word = voice(say(diagnostic.severity.word))
    place = place_of(diagnostic.path, diagnostic.span)
    return f"{place}: {word}[{diagnostic.code}]: {escaped(voice(diagnostic.message))}"


def lines(diagnostic: Diagnostic, voice: Voice) -> Iterator[str]:
    """The first line, and below it the related places and the hint."""
    yield first_line(diagnostic, voice)
    for other in diagnostic.related:
        yield f"  {place_of(other.path, other.span)}: {escaped(voice(other.message))}"
    if diagnostic.hint is not None:
        yield f"  {voice(say('help'))}: {escaped(voice(diagnostic.hint))}"


def place_of(path: str, span: Span) -> str:
    """A place as it is written: ``promises/exempelby-2026.yaml:12:3``."""
    return f"{escaped(path)}:{span.start.line}:{span.start.column}"
