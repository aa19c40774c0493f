"""The table on a terminal, drawn by Rich. All data goes in as plain text, never as markup."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from medlofte.core.escaping import escaped, wrappable
from medlofte.core.messages import Voice
from medlofte.progress.charts import WIDTH
from medlofte.progress.tally import Progress
from medlofte.reports.progress import overview
from medlofte.reports.progress.bar import bar
from medlofte.reports.progress.overview import Line, Overview
from medlofte.reports.progress.view import (
    NARROWEST,
    STYLES,
    Row,
    Setting,
    groups,
    heads,
    later_line,
    period_line,
    summary,
)
from medlofte.reports.progress.view import Group as Rows

WIDEST = 120
STATUS_WIDTH = 14


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
    number = 0
    if setting.overview:
        found = overview.overview(standing, voice, setting)
        if found is not None:
            number = 1
            console.print(_overview(found, voice, setting))
    else:
        for number, progress in enumerate(standing, 1):
            for each in overview.only(voice, setting) if number == 1 else ():
                console.print(Text(f"{wrappable(each)}\n", "dim"))
            console.print(_promise(progress, voice, setting))
    if not number:
        console.print(Text(wrappable(overview.nothing(voice, setting))))
    assert isinstance(console.file, io.StringIO)
    lines = (line.rstrip() for line in console.file.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _overview(found: Overview, voice: Voice, setting: Setting) -> RenderableType:
    heads = [Text(voice(head), "bold") for head in overview.HEADS]
    lines = [line for section in found.sections for line in section.lines]
    widths = [max([heads[0].cell_len, *(len(line.id) for line in lines)])]
    widths.append(max([heads[1].cell_len, *(len(line.period) for line in lines)]))
    widths.append(max(NARROWEST, min(setting.width, WIDEST) - sum(widths) - 2))
    parts: list[RenderableType] = [Text(wrappable(each), "dim") for each in overview.intro(voice, setting)]
    parts += [Text(""), _grid([heads], widths)]
    for section in found.sections:
        parts += [Text(""), Text(wrappable(section.heading), "bold")] if section.heading is not None else []
        parts.append(_grid([row for line in section.lines for row in _overview_rows(line)], widths))
        parts += [Text(wrappable(section.total))] if section.total is not None else []
    total = found.total
    return Group(*parts, *([Text(""), Text(wrappable(total), "bold")] if total is not None else []))


def _overview_rows(line: Line) -> Iterator[list[str | Text]]:
    yield [Text(escaped(line.id)), Text(line.period), Text(wrappable(line.words))]
    if line.before is not None:
        yield [Text(""), Text(""), Text(wrappable(line.before), "dim")]


def _promise(progress: Progress, voice: Voice, setting: Setting) -> RenderableType:
    grouped = groups(progress, voice, setting)
    widths = _widths(min(setting.width, WIDEST), any(row.done is not None for group in grouped for row in group.rows))
    parts: list[RenderableType] = [
        Text(wrappable(progress.promise.title), "bold"),
        Text(period_line(progress, voice), "dim"),
        Text(""),
        _grid([heads(voice)], widths, "dim"),
    ]
    for group in grouped:
        parts.append(Text(""))
        if group.heading is not None:
            parts.append(Text(wrappable(group.heading), "bold"))
        parts.append(_grid([_cells(row, setting) for row in group.rows], widths))
    parts += [Text(""), *_remarks(grouped), Text(summary(progress, voice), "bold")]
    later = later_line(progress, voice)
    return Group(*parts, *([Text(later, "dim")] if later else []), Text(""))


def _widths(width: int, has_bar: bool) -> tuple[int, int, int, int, int]:
    """The columns' widths, which add up to the whole with a blank between each; the bar's is 0 when there is none."""
    bar_width = WIDTH if has_bar else 0
    rest = width - STATUS_WIDTH - bar_width - (4 if has_bar else 3)
    responsible, figure = max(11, rest * 2 // 9), max(16, rest * 3 // 9)
    return rest - responsible - figure, responsible, figure, bar_width, STATUS_WIDTH


def _grid(rows: Sequence[Sequence[str | Text]], widths: Sequence[int], style: str = "") -> Table:
    grid = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=False, style=style)
    shown = [index for index, width in enumerate(widths) if width]
    for index in shown:
        grid.add_column(width=widths[index], overflow="fold")
    for row in rows:
        grid.add_row(*(row[index] for index in shown))
    return grid


def _cells(row: Row, setting: Setting) -> list[str | Text]:
    style = STYLES[row.status]
    drawn = bar(row.done, row.gone, blocks=setting.blocks)
    texts = [Text(wrappable(each)) for each in (row.title, row.responsible, row.figure)]
    return [*texts, Text(drawn, style), Text(row.word, style)]


def _remarks(grouped: Sequence[Rows]) -> list[RenderableType]:
    seen = {row.title: row.remarks for group in grouped for row in group.rows if row.remarks}
    parts: list[RenderableType] = []
    for title, remarks in seen.items():
        parts.append(Text(wrappable(title)))
        parts += [Padding(Text(wrappable(remark), "dim"), (0, 0, 0, 2)) for remark in remarks]
    return [*parts, Text("")] if parts else []
