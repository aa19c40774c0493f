"""``progress`` for people: a table that fits 80 columns on a terminal, plain and complete when piped."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import chain

from medlofte.core.escaping import escape_line, escape_terminal, escape_wrapped
from medlofte.core.messages import Translator
from medlofte.progress.charts import bar
from medlofte.progress.tally import PromiseProgress
from medlofte.reports.progress import overview
from medlofte.reports.progress.overview import Overview, OverviewLine, Section
from medlofte.reports.progress.view import (
    NARROWEST,
    ActivityRow,
    ProgressReportOptions,
    groups,
    heads,
    later_line,
    period_line,
    summary,
)

WIDTH = 80
UNBROKEN = 1 << 20
"""Where promises stand one on a line, a line is as long as it has to be."""


def render(standing: Sequence[PromiseProgress], translator: Translator, setting: ProgressReportOptions) -> str:
    """The table of each promise's activities, or, for an overview, one line for each promise."""
    if setting.rich:
        from medlofte.reports.progress import rich_table  # Rich is slow to import, and of no use when piped

        return rich_table.render(standing, translator, setting)
    if setting.overview:
        found = overview.overview(standing, translator, setting)
        return _nothing(translator, setting) if found is None else _overview(found, translator, setting)
    if not standing:
        return _nothing(translator, setting)
    before = "".join(f"{escape_line(each)}\n\n" for each in overview.only(translator, setting))
    return before + "\n".join(_promise(each, translator, setting) for each in standing)


def _nothing(translator: Translator, setting: ProgressReportOptions) -> str:
    return f"{escape_line(overview.nothing(translator, setting))}\n"


def _overview(found: Overview, translator: Translator, setting: ProgressReportOptions) -> str:
    """A row for each promise, group by group, with what came before it below, and the sums in words."""
    heads = [translator(head) for head in overview.HEADS]
    widths = [len(head) for head in heads[:2]]
    for line in (line for section in found.sections for line in section.lines):
        widths = [max(widths[0], len(escape_line(line.id))), max(widths[1], len(line.period))]
    room = max(NARROWEST, WIDTH - sum(widths) - 4) if setting.groups_promises else UNBROKEN
    rows = chain(
        (*(escape_line(each) for each in overview.intro(translator, setting)), "", _overview_row(heads, widths)),
        (row for section in found.sections for row in _section_rows(section, widths, room)),
        ("", *_wrapped(found.total)) if found.total is not None else (),
    )
    return "".join(f"{row}\n" for row in rows)


def _section_rows(section: Section, widths: Sequence[int], room: int) -> Iterator[str]:
    if section.heading is not None:
        yield from ("", *_wrapped(section.heading))
    for line in section.lines:
        yield from _overview_rows(line, widths, room)
    if section.total is not None:
        yield from _wrapped(section.total)


def _overview_rows(line: OverviewLine, widths: Sequence[int], room: int) -> list[str]:
    """A promise's row, and those below it for what has no room in it and for what came before."""
    words = [line.words, *([line.before] if line.before is not None else [])]
    parts = [part for each in words for part in textwrap.wrap(escape_wrapped(each), room) or [""]]
    first = _overview_row([escape_line(line.id), line.period, parts[0]], widths)
    return [first, *(_overview_row(["", "", part], widths) for part in parts[1:])]


def _overview_row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, (*widths, 0))).rstrip()


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(escape_wrapped(text), WIDTH, subsequent_indent="  ")


def _promise(progress: PromiseProgress, translator: Translator, setting: ProgressReportOptions) -> str:
    lines = [escape_terminal(progress.promise.title), period_line(progress, translator), ""]
    grouped = groups(progress, translator, setting)
    cells = [[_cells(row, setting) for row in group.rows] for group in grouped]
    widths = _widths([heads(translator), *(row for rows in cells for row in rows)])
    for group, rows in zip(grouped, cells):
        if group.heading is not None:
            lines.append(escape_line(group.heading))
        lines.append(_columns([heads(translator), *rows], widths))
        remarks = [f"  {escape_line(row.title)}: {escape_line(remark)}" for row in group.rows for remark in row.remarks]
        lines += [*remarks, ""] if remarks else []
    lines.append(summary(progress, translator))
    later = later_line(progress, translator)
    return "\n".join([*lines, *([later] if later else [])]) + "\n"


def _cells(row: ActivityRow, setting: ProgressReportOptions) -> list[str]:
    drawn = bar(row.done, row.gone, blocks=setting.blocks)
    return [escape_line(row.title), escape_line(row.responsible), escape_line(row.figure), drawn, row.word]


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]


def _columns(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """The rows as lines; a column that is empty in all of them but the heading is left out."""
    shown = [i for i in range(len(widths)) if any(row[i] for row in rows[1:])]
    return "\n".join("  ".join(row[i].ljust(widths[i]) for i in shown).rstrip() for row in rows) + "\n"
