"""The summary of a step on GitHub: everything that was found, as Markdown in which no text of a file means anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from medlofte.core.diagnostic import LocatedDiagnostic, Severity
from medlofte.core.escaping import escape_markdown, escape_markdown_code
from medlofte.core.messages import Translator, msg, msg_n
from medlofte.reports.validation.report import Look, ValidationReport
from medlofte.reports.validation.text import closing_line

_LAST_LINES = 1 << 10
"""So many bytes are kept for the lines below the list."""


def render(report: ValidationReport, translator: Translator, look: Look, room: int) -> str:
    """A heading, the totals, and what was found by file, the gravest files first; in at most ``room`` bytes of UTF-8.

    Nothing when not even the heading has room, or when nothing was found and nobody wants to hear that.
    """
    shown = report.diagnostics_for(look.notes)
    head = f"## medlofte\n\n{escape_markdown(closing_line(report, translator, notes_shown=look.notes))}\n"
    room -= len(head.encode()) + _LAST_LINES
    if room < 0 or (look.quiet and not shown):
        return ""
    parts = list(_first(_items(shown, translator), room))
    left_out = len(shown) - len(parts)
    last = ""
    if left_out:
        message = msg_n(
            "{n} more does not fit here; see it with --format text.",
            "{n} more do not fit here; see them with --format text.",
            left_out,
        )
        last += f"\n{escape_markdown(translator(message))}\n"
    if parts:
        code = shown[0].code
        last += f"\n{escape_markdown(translator(msg('What a code means: medlofte explain {code}', code=code)))}\n"
    return head + "".join(parts) + last


def _first(parts: Iterable[str], room: int) -> Iterator[str]:
    """As many of the first parts as have room."""
    for part in parts:
        room -= len(part.encode())
        if room < 0:
            return
        yield part


def _items(shown: list[LocatedDiagnostic], translator: Translator) -> Iterator[str]:
    """An item for each diagnostic; the first of a file has the file's heading before it."""
    gravest: dict[str, Severity] = {}
    for each in shown:
        gravest[each.path] = max(each.severity, gravest.get(each.path, each.severity))
    before = None
    for each in sorted(shown, key=lambda each: (-gravest[each.path], each.path, -each.severity, each.span)):
        heading = f"\n### {escape_markdown_code(each.path)}\n\n" if each.path != before else ""
        before = each.path
        yield heading + _item(each, translator)


def _item(diagnostic: LocatedDiagnostic, translator: Translator) -> str:
    start = diagnostic.span.start
    word = translator(msg(diagnostic.severity.word))
    message = escape_markdown_code(translator(diagnostic.message))
    line = f"- **{word}** {start.line}:{start.column} `{diagnostic.code}` {message}"
    if diagnostic.hint is not None:
        line += f"\\\n  {translator(msg('help'))}: {escape_markdown_code(translator(diagnostic.hint))}"
    return f"{line}\n"
