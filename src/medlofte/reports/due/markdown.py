"""``due --format markdown``: a table for each promise, for an issue, a wiki or the minutes of a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from medlofte.core.escaping import escape_markdown, escape_markdown_cell
from medlofte.core.messages import Translator, msg
from medlofte.reports.due.view import DueReportOptions, Owing, reservation, summary


def render(owing: Sequence[Owing], translator: Translator, setting: DueReportOptions) -> str:
    """A section for each promise that something is owed of; above them how much of what kind in all."""
    said = ", ".join(translator(words) for words in summary(owing, setting))
    parts = [f"{escape_markdown(translator(msg('As of {day}', day=setting.as_of)))}: {escape_markdown(said)}.\n"]
    caution = reservation(owing)
    parts += [f"{escape_markdown(translator(caution))}\n"] if caution else []
    parts += [_promise(each, translator) for each in owing if each.duties]
    return "\n".join(parts)


def _promise(owing: Owing, translator: Translator) -> str:
    heads = [translator(head) for head in (msg("Status"), msg("Day"), msg("What"))]
    rows = [(translator(duty.kind.word), duty.day.isoformat(), translator.plain(duty.message)) for duty in owing.duties]
    table = [heads, ["---"] * len(heads), *([escape_markdown_cell(cell) for cell in row] for row in rows)]
    lines = [f"| {' | '.join(cells)} |" for cells in table]
    return "\n".join([f"## {escape_markdown_cell(owing.promise.title)}", "", *lines, ""])
