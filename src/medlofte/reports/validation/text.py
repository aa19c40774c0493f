"""``validate`` for people: like a good compiler, every fault shown where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.escaping import escape_line
from medlofte.core.messages import Message, Translator, msg, msg_n
from medlofte.core.personal_data import mask_identity_numbers
from medlofte.core.source import Span
from medlofte.reports.style import BLUE, BOLD, Painter
from medlofte.reports.validation.report import Look, ValidationReport

_WORD = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning"), Severity.NOTE: msg("note")}
_STYLE = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


def render(report: ValidationReport, translator: Translator, look: Look) -> str:
    """The diagnostics by file, gravest first, and a closing line with the totals. Notes only when asked for."""
    painter = Painter(look.color)
    shown = report.diagnostics_for(look.notes)
    lines: list[str] = []
    for path, group in groupby(shown, key=lambda each: each.path):
        lines += [painter(escape_line(path), BOLD), ""]
        for diagnostic in group:
            lines += [*_block(diagnostic, translator, painter, look.width), ""]
    if shown:
        lines.append(translator(msg("What a code means: medlofte explain {code}", code=shown[0].code)))
    if not look.quiet:
        lines.append(closing_line(report, translator, notes_shown=look.notes))
    return "\n".join(lines) + "\n" if lines else ""


def closing_line(report: ValidationReport, translator: Translator, *, notes_shown: bool = True) -> str:
    """What was checked, and how many errors, warnings and notes there are."""
    looked_at = _looked_at(report)
    if report.against is not None and report.share is not None:
        looked_at = msg("{what}, and compared with that", what=looked_at)
    elif report.against is not None:
        looked_at = msg("{what}, compared with {before}", what=looked_at, before=report.against)
    errors, warnings, notes = (report.number_of(each) for each in (Severity.ERROR, Severity.WARNING, Severity.NOTE))
    found: list[Message] = [
        msg_n("{n} error", "{n} errors", errors) if errors else msg("no errors"),
        msg_n("{n} warning", "{n} warnings", warnings) if warnings else msg("no warnings"),
    ]
    if notes:
        found.append(msg_n("{n} note", "{n} notes", notes))
    line = f"{translator(looked_at)}: {', '.join(translator(each) for each in found)}."
    if notes and not notes_shown:
        line += " " + translator(msg("Show the notes with --notes."))
    if report.share is not None and report.share.of > report.promises:
        others = msg_n(
            "{n} other promise was not checked.",
            "{n} other promises were not checked.",
            report.share.of - report.promises,
        )
        line += " " + translator(others)
    return line


def _looked_at(report: ValidationReport) -> Message:
    promises = msg_n("{n} promise", "{n} promises", report.promises)
    files = msg_n("{n} file", "{n} files", report.files)
    if report.share is None:
        return msg("Checked {promises} in {files}", promises=promises, files=files)
    return msg(
        "Checked {promises} of {of} in {files}, what has changed since {since}",
        promises=promises,
        of=report.share.of,
        files=files,
        since=report.share.since,
    )


def _block(diagnostic: LocatedDiagnostic, translator: Translator, painter: Painter, width: int) -> Iterator[str]:
    start = diagnostic.span.start
    style = _STYLE[diagnostic.severity]
    numbers = [start.line, *(other.span.start.line for other in diagnostic.related)]
    gutter = max(len(str(number)) for number in numbers)
    word = painter(f"{translator(_WORD[diagnostic.severity])}[{diagnostic.code}]", style)
    yield f"{word}: {painter(translator(diagnostic.message), BOLD)}"
    yield f"{' ' * gutter}{painter('-->', BLUE)} {escape_line(diagnostic.path)}:{start.line}:{start.column}"
    yield from _marked(diagnostic.line, diagnostic.span, gutter, width, painter, style)
    for other in diagnostic.related:
        where = f"{escape_line(other.path)}:{other.span.start.line}:{other.span.start.column}"
        yield f"{' ' * gutter}{painter(':::', BLUE)} {where} {translator(other.message)}"
        yield from _marked(other.line, other.span, gutter, width, painter, BLUE)
    if diagnostic.hint is not None:
        word = painter(translator(msg("help")), BOLD)
        yield f"{' ' * gutter} {painter('=', BLUE)} {word}: {translator(diagnostic.hint)}"


def _marked(line: str, span: Span, gutter: int, width: int, painter: Painter, style: str) -> Iterator[str]:
    """The source line with a mark under the span; a long line is cut around it."""
    if not line:
        return
    line = mask_identity_numbers(line)
    first = span.start.column - 1
    last = span.end.column - 1 if span.end.line == span.start.line else len(line)
    length = max(1, min(last, max(len(line), first + 1)) - first)
    room = max(width - gutter - 3, 20)
    line, first, length = _window(line, first, length, room)
    bar = painter("|", BLUE)
    yield f"{painter(str(span.start.line).rjust(gutter), BLUE)} {bar} {escape_line(line)}"
    yield f"{' ' * gutter} {bar} {' ' * first}{painter('^' * length, style)}"


def _window(line: str, first: int, length: int, room: int) -> tuple[str, int, int]:
    if len(line) <= room:
        return line, first, length
    start = 0 if first + length < room else max(0, min(first - room // 4, len(line) - room))
    end = start + room
    shown = ("…" + line[start + 1 : end]) if start else line[:end]
    if end < len(line):
        shown = shown[:-1] + "…"
    return shown, first - start, max(1, min(length, room - (first - start)))
