"""``diff --format markdown``: what a comment on a pull request should look like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from medlofte.changes.compare import Difference
from medlofte.changes.gate.grade import Grade
from medlofte.changes.gate.texts import Piece, pieces, shorten
from medlofte.core.diagnostic import Severity
from medlofte.core.escaping import escape_markdown, escape_markdown_cell
from medlofte.core.messages import Message, Translator, msg, msg_n
from medlofte.reports.diff.report import DiffReport, describe_compared, is_failing, totals, word
from medlofte.reports.validation.report import Look

_SIGN = {Grade.WEAKER: "▼", Grade.UNCLEAR: "?", Grade.STRONGER: "▲", Grade.NEUTRAL: "·"}
_DECIDED = "✓"


def render(report: DiffReport, translator: Translator, look: Look) -> str:
    """A heading that says whether anything stops the change, a table for each file, and what is neutral folded away."""
    del look
    lines = [
        f"### {translator(_heading(report))}",
        "",
        f"{escape_markdown(translator(describe_compared(report)))}. {escape_markdown(totals(report, translator))}",
    ]
    shown = [each for each in report.differences_shown if _is_shown(each)]
    rest = [each for each in report.differences_shown if not _is_shown(each)]
    lines += _tables(shown, translator)
    if rest:
        summary = msg_n("{n} neutral change", "{n} neutral changes", len(rest))
        lines += [
            "",
            "<details>",
            f"<summary>{translator(summary)}</summary>",
            *_tables(rest, translator),
            "",
            "</details>",
        ]
    hints = dict.fromkeys(
        translator(each.diagnostic.hint)
        for each in shown
        if each.diagnostic.hint is not None and each.diagnostic.severity is not Severity.NOTE
    )
    if hints:
        lines += [
            "",
            f"**{translator(msg('What can be done'))}**",
            "",
            *(f"- {escape_markdown_cell(hint)}" for hint in hints),
        ]
    return "\n".join(lines) + "\n"


def _heading(report: DiffReport) -> Message:
    stopping = sum(map(is_failing, report.differences))
    if stopping:
        return msg_n(
            "{n} promised thing is weakened without a decision",
            "{n} promised things are weakened without a decision",
            stopping,
        )
    return msg("Nothing promised is weakened without a decision")


def _is_shown(difference: Difference) -> bool:
    return difference.grade is not Grade.NEUTRAL or difference.diagnostic.severity is not Severity.NOTE


def _tables(differences: Sequence[Difference], translator: Translator) -> Iterator[str]:
    heads = " | ".join(translator(head) for head in (msg("Grade"), msg("Change"), msg("Line")))
    for path, group in groupby(differences, key=lambda each: each.diagnostic.path):
        yield from ("", f"**{escape_markdown_cell(path)}**", "", f"| {heads} |", "|---|---|---|")
        for each in group:
            sign = _SIGN[each.grade] if each.decision is None else _DECIDED
            yield f"| {sign} {translator(word(each))} | {_change(each, translator)} | {_line(each, translator)} |"


def _change(difference: Difference, translator: Translator) -> str:
    said = escape_markdown_cell(translator(difference.diagnostic.message))
    old, new = difference.before, difference.after
    if isinstance(old, str) and isinstance(new, str) and " " in f"{old.strip()}{new.strip()}":
        said += "<br>" + " ".join(_marked(piece) for piece in shorten(pieces(old, new)))
    return said


def _marked(piece: Piece) -> str:
    went = f"~~{escape_markdown_cell(piece.went)}~~" if piece.went else ""
    came = f"**{escape_markdown_cell(piece.came)}**" if piece.came else ""
    return " ".join(text for text in (escape_markdown_cell(piece.stayed), went, came) if text)


def _line(difference: Difference, translator: Translator) -> str:
    said = difference.diagnostic
    if not said.related:
        return str(said.span.start.line)
    before = said.related[0]
    old = before.span.start.line
    if before.path == said.path:
        return translator(msg("{line} (before {old})", line=said.span.start.line, old=old))
    return escape_markdown_cell(
        translator(msg("{line} (before {path}:{old})", line=said.span.start.line, path=before.path, old=old))
    )
