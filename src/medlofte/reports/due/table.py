"""``due`` for people: under each promise a line for each thing that is owed, at most 80 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from medlofte.core.diagnostic import Severity
from medlofte.core.escaping import escape_wrapped
from medlofte.core.messages import Translator, msg
from medlofte.due import Obligation, ObligationKind
from medlofte.reports.due.view import DueReportOptions, Owing, reservation, summary
from medlofte.reports.style import BOLD, Painter

WIDTH = 80
STYLES = {Severity.ERROR: "1;31", Severity.WARNING: "33", Severity.NOTE: "36"}


def render(owing: Sequence[Owing], translator: Translator, setting: DueReportOptions) -> str:
    """The promises that something is owed of, and how much of what kind in all."""
    paint = Painter(setting.color)
    lines = [translator(msg("As of {day}", day=setting.as_of)), ""]
    for each in owing:
        if each.duties:
            lines += [*_promise(each, translator, paint), ""]
    lines += _wrapped(", ".join(translator(words) for words in summary(owing, setting)) + ".")
    caution = reservation(owing)
    return "\n".join([*lines, *(_wrapped(translator(caution)) if caution else [])]) + "\n"


def _wrapped(text: str, first: str = "", further: str = "") -> list[str]:
    return textwrap.wrap(
        escape_wrapped(text), WIDTH, initial_indent=first, subsequent_indent=further, break_on_hyphens=False
    )


def _promise(owing: Owing, translator: Translator, paint: Painter) -> Iterator[str]:
    heading = f"{owing.promise.id}  {' '.join(owing.promise.title.split())}"
    yield from (paint(line, BOLD) for line in _wrapped(heading, "", "  "))
    width = max(len(translator(kind.word)) for kind in ObligationKind)
    for duty in owing.duties:
        yield from _obligation(duty, translator, paint, width)


def _obligation(duty: Obligation, translator: Translator, paint: Painter, width: int) -> Iterator[str]:
    word = translator(duty.kind.word).ljust(width)
    margin = " " * (width + 4)
    first, *further = _wrapped(translator.plain(duty.message), margin, margin)
    yield f"  {paint(word, STYLES[duty.kind.severity])}  {first.removeprefix(margin)}"
    yield from further
