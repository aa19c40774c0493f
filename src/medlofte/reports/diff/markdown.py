"""``diff --format markdown``: what a comment on a pull request should look like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from medlofte.changes.compare import Difference
from medlofte.changes.gate.grade import Grade
from medlofte.changes.gate.texts import Piece, pieces, shortened
from medlofte.core.diagnostic import Severity
from medlofte.core.escaping import markdown, markdown_cell
from medlofte.core.messages import Message, Voice, count, say
from medlofte.reports.diff.report import Report, compared, is_failing, totals, word
from medlofte.reports.validation.report import Look

_SIGN = {Grade.WEAKER: "▼", Grade.UNCLEAR: "?", Grade.STRONGER: "▲", Grade.NEUTRAL: "·"}
_DECIDED = "✓"


def render(report: Report, voice: Voice, look: Look) -> str:
    """A heading that says whether anything stops the change, a table for each file, and what is neutral folded away."""
    del look
    lines = [
        f"### {voice(_heading(report))}",
        "",
        f"{markdown(voice(compared(report)))}. {markdown(totals(report, voice))}",
    ]
    shown = [each for each in report.shown if _is_shown(each)]
    rest = [each for each in report.shown if not _is_shown(each)]
    lines += _tables(shown, voice)
    if rest:
        summary = count("{n} neutral change", "{n} neutral changes", len(rest))
        lines += ["", "<details>", f"<summary>{voice(summary)}</summary>", *_tables(rest, voice), "", "</details>"]
    hints = dict.fromkeys(
        voice(each.diagnostic.hint)
        for each in shown
        if each.diagnostic.hint is not None and each.diagnostic.severity is not Severity.NOTE
    )
    if hints:
        lines += ["", f"**{voice(say('What can be done'))}**", "", *(f"- {markdown_cell(hint)}" for hint in hints)]
    return "\n".join(lines) + "\n"


def _heading(report: Report) -> Message:
    stopping = sum(map(is_failing, report.differences))
    if stopping:
        return count(
            "{n} promised thing is weakened without a decision",
            "{n} promised things are weakened without a decision",
            stopping,
        )
    return say("Nothing promised is weakened without a decision")


def _is_shown(difference: Difference) -> bool:
    return difference.grade is not Grade.NEUTRAL or difference.diagnostic.severity is not Severity.NOTE


def _tables(differences: Sequence[Difference], voice: Voice) -> Iterator[str]:
    heads = " | ".join(voice(head) for head in (say("Grade"), say("Change"), say("Line")))
    for path, group in groupby(differences, key=lambda each: each.diagnostic.path):
        yield from ("", f"**{markdown_cell(path)}**", "", f"| {heads} |", "|---|---|---|")
        for each in group:
            sign = _SIGN[each.grade] if each.decision is None else _DECIDED
            yield f"| {sign} {voice(word(each))} | {_change(each, voice)} | {_line(each, voice)} |"


def _change(difference: Difference, voice: Voice) -> str:
    said = markdown_cell(voice(difference.diagnostic.message))
    old, new = difference.before, difference.after
    if isinstance(old, str) and isinstance(new, str) and " " in f"{old.strip()}{new.strip()}":
        said += "<br>" + " ".join(_marked(piece) for piece in shortened(pieces(old, new)))
    return said


def _marked(piece: Piece) -> str:
    went = f"~~{markdown_cell(piece.went)}~~" if piece.went else ""
    came = f"**{markdown_cell(piece.came)}**" if piece.came else ""
    return " ".join(text for text in (markdown_cell(piece.stayed), went, came) if text)


def _line(difference: Difference, voice: Voice) -> str:
    said = difference.diagnostic
    if not said.related:
        return str(said.span.start.line)
    before = said.related[0]
    old = before.span.start.line
    if before.path == said.path:
        return voice(say("{line} (before {old})", line=said.span.start.line, old=old))
    return markdown_cell(
        voice(say("{line} (before {path}:{old})", line=said.span.start.line, path=before.path, old=old))
    )
