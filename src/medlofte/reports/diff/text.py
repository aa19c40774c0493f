"""``diff`` for people: what changed in each file, the worst first, with the words that differ."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap

from medlofte.changes.compare import Difference
from medlofte.changes.gate.grade import Grade
from medlofte.changes.gate.texts import pieces, shorten
from medlofte.core.escaping import escape_line, escape_wrapped
from medlofte.core.messages import Message, Translator, msg
from medlofte.reports.diff.report import DECIDED, WORDS, DiffReport, describe_compared, totals, word
from medlofte.reports.style import BLUE, BOLD, Painter
from medlofte.reports.validation.report import Look

_STYLE = {Grade.WEAKER: "1;31", Grade.UNCLEAR: "1;33", Grade.STRONGER: "1;32", Grade.NEUTRAL: "2"}
_DECIDED_STYLE = "1;36"
_WENT, _CAME = "31", "32"


def render(report: DiffReport, translator: Translator, look: Look) -> str:
    """The changes by file, and a closing line with how many of each grade there are."""
    painter = Painter(look.color)
    lines: list[str] = []
    for path, group in groupby(report.differences_shown, key=lambda each: each.diagnostic.path):
        lines += [painter(escape_line(path), BOLD), ""]
        for difference in group:
            lines += [*_block(difference, translator, painter, look.width), ""]
    if not look.quiet:
        lines.append(f"{translator(describe_compared(report))}: {_lower_first(totals(report, translator))}")
    return "\n".join(lines) + "\n" if lines else ""


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _block(difference: Difference, translator: Translator, painter: Painter, width: int) -> Iterator[str]:
    said = difference.diagnostic
    margin = max(len(translator(each)) for each in (*WORDS.values(), DECIDED)) + 4
    style = _STYLE[difference.grade] if difference.decision is None else _DECIDED_STYLE
    first, *more = _wrapped(translator(said.message), width - margin)
    yield f"  {painter(translator(word(difference)).ljust(margin - 2), style)}{first}"
    yield from (" " * margin + line for line in more)
    yield from (" " * margin + line for line in _words(difference, painter, width - margin))
    yield " " * margin + painter(f"{translator(_where(difference))} [{said.code}]", BLUE)
    if said.hint is not None:
        for line in _wrapped(f"{translator(msg('help'))}: {translator(said.hint)}", width - margin):
            yield " " * margin + line


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines, none of which a CI log would take for a command."""
    return wrap(escape_wrapped(text), max(width, 30), break_long_words=False, break_on_hyphens=False) or [""]


def _where(difference: Difference) -> Message:
    """The lines, now and before."""
    said = difference.diagnostic
    line = said.span.start.line
    if not said.related:
        return msg("line {line}", line=line)
    before = said.related[0]
    if before.path == said.path:
        return msg("line {line}, before on line {old}", line=line, old=before.span.start.line)
    return msg("line {line}, before {path}:{old}", line=line, path=before.path, old=before.span.start.line)


def _words(difference: Difference, painter: Painter, width: int) -> Iterator[str]:
    """A reworded text with the words that went and those that came."""
    old, new = difference.before, difference.after
    if not isinstance(old, str) or not isinstance(new, str) or " " not in f"{old.strip()}{new.strip()}":
        return
    marked: list[tuple[str, str]] = []
    for piece in shorten(pieces(old, new)):
        marked += [(each, "") for each in piece.stayed.split()]
        marked += _between("[-", piece.went, "-]", _WENT) + _between("{+", piece.came, "+}", _CAME)
    line: list[str] = []
    length = 0
    for text, style in marked:
        shown = escape_wrapped(text)
        if line and length + 1 + len(shown) > width:
            yield " ".join(line)
            line, length = [], 0
        line.append(painter(shown, style) if style else shown)
        length += 1 + len(shown)
    yield " ".join(line)


def _between(opening: str, words: str, closing: str, style: str) -> list[tuple[str, str]]:
    if not words:
        return []
    first, *rest = f"{opening}{words}{closing}".split()
    return [(each, style) for each in (first, *rest)]
