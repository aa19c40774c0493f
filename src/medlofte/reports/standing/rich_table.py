"""The table on a terminal, drawn by Rich. All data goes in as plain text, never as markup."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from medlofte.language import Voice, say
from medlofte.progress.tally import Progress
from medlofte.reports.standing import table
from medlofte.reports.standing.bar import WIDTH, bar
from medlofte.reports.standing.view import Row, Setting, groups, later_line, period_line, summary
from medlofte.text import escaped

WIDEST = 120


def render(standing: Sequence[Progress], voice: Voice, setting: Setting) -> str:
    """The same as the plain table, wrapped to the terminal's width, in colour where that is on."""
    width = min(setting.width, WIDEST)
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=setting.color,
        color_system="standard" if setting.color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    if setting.overview:
        console.print(_overview(standing, voice))
    else:
        for progress in standing:
            console.print(_promise(progress, voice, setting))
    assert isinstance(console.file, io.StringIO)
    lines = (line.rstrip() for line in console.file.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _overview(standing: Sequence[Progress], voice: Voice) -> RenderableType:
    heads, *rows = table.overview_rows(standing, voice)
    grid = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        grid.add_column(head)
    for row in rows:
        grid.add_row(*(Text(escaped(cell)) for cell in row))
    as_of = standing[0].as_of.isoformat() if standing else ""
    return Group(Text(voice(say("As of {day}", day=as_of)), "dim"), grid)


def _promise(progress: Progress, voice: Voice, setting: Setting) -> RenderableType:
    parts: list[RenderableType] = [
        Text(escaped(progress.promise.title), "bold"),
        Text(period_line(progress, voice), "dim"),
    ]
    grid = _grid(voice)
    for group in groups(progress, voice, setting.by):
        if group.heading is not None:
            grid.add_row(Text(escaped(group.heading), "bold"))
        for row in group.rows:
            grid.add_row(*_cells(row, setting))
        grid.add_section()
    parts.append(grid)
    parts += _remarks(progress, voice, setting)
    parts.append(Text(summary(progress, voice), "bold"))
    later = later_line(progress, voice)
    return Group(*parts, *([Text(later, "dim")] if later else []), Text(""))


def _grid(voice: Voice) -> Table:
    title, responsible, outcome, time, status = table.heads(voice)
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    grid.add_column(title, ratio=5, min_width=14)
    grid.add_column(responsible, ratio=3, min_width=8)
    grid.add_column(outcome, ratio=5, min_width=14)
    grid.add_column(time, width=WIDTH, no_wrap=True)
    grid.add_column(status, ratio=3, min_width=12)
    return grid


def _cells(row: Row, setting: Setting) -> list[RenderableType]:
    style = table.STYLES[row.status]
    drawn = bar(row.done, row.gone, blocks=setting.blocks)
    texts = [Text(escaped(each)) for each in (row.title, row.responsible, row.figure)]
    return [*texts, Text(drawn, style), Text(row.word, style)]


def _remarks(progress: Progress, voice: Voice, setting: Setting) -> list[RenderableType]:
    seen: dict[str, tuple[str, ...]] = {}
    for group in groups(progress, voice, setting.by):
        for row in group.rows:
            if row.remarks:
                seen[row.title] = row.remarks
    parts: list[RenderableType] = []
    for title, remarks in seen.items():
        parts.append(Text(escaped(title)))
        parts += [Padding(Text(escaped(remark), "dim"), (0, 0, 0, 2)) for remark in remarks]
    return [*parts, Text("")] if parts else []
