"""The table on a terminal, drawn by Rich. All data goes in as plain text, never as markup."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from medlofte.core.escaping import escape_line, escape_wrapped
from medlofte.core.messages import Translator
from medlofte.progress.charts import WIDTH, bar
from medlofte.progress.tally import PromiseProgress
from medlofte.reports.progress import overview
from medlofte.reports.progress.overview import Overview, OverviewLine
from medlofte.reports.progress.view import (
    NARROWEST,
    STYLES,
    ActivityRow,
    ProgressReportOptions,
    RowGroup,
    groups,
    heads,
    later_line,
    period_line,
    summary,
)

WIDEST = 120
STATUS_WIDTH = 14


def render(standing: Sequence[PromiseProgress], translator: Translator, setting: ProgressReportOptions) -> str:
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
        found = overview.overview(standing, translator, setting)
        if found is not None:
            number = 1
            console.print(_overview(found, translator, setting))
    else:
        for number, progress in enumerate(standing, 1):
            for each in overview.only(translator, setting) if number == 1 else ():
                console.print(Text(f"{escape_wrapped(each)}\n", "dim"))
            console.print(_promise(progress, translator, setting))
    if not number:
        console.print(Text(escape_wrapped(overview.nothing(translator, setting))))
    assert isinstance(console.file, io.StringIO)
    lines = (line.rstrip() for line in console.file.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _overview(found: Overview, translator: Translator, setting: ProgressReportOptions) -> RenderableType:
    heads = [Text(translator(head), "bold") for head in overview.HEADS]
    lines = [line for section in found.sections for line in section.lines]
    widths = [max([heads[0].cell_len, *(len(line.id) for line in lines)])]
    widths.append(max([heads[1].cell_len, *(len(line.period) for line in lines)]))
    widths.append(max(NARROWEST, min(setting.width, WIDEST) - sum(widths) - 2))
    parts: list[RenderableType] = [Text(escape_wrapped(each), "dim") for each in overview.intro(translator, setting)]
    parts += [Text(""), _grid([heads], widths)]
    for section in found.sections:
        parts += [Text(""), Text(escape_wrapped(section.heading), "bold")] if section.heading is not None else []
        parts.append(_grid([row for line in section.lines for row in _overview_rows(line)], widths))
        parts += [Text(escape_wrapped(section.total))] if section.total is not None else []
    total = found.total
    return Group(*parts, *([Text(""), Text(escape_wrapped(total), "bold")] if total is not None else []))


def _overview_rows(line: OverviewLine) -> Iterator[list[str | Text]]:
    yield [Text(escape_line(line.id)), Text(line.period), Text(escape_wrapped(line.words))]
    if line.before is not None:
        yield [Text(""), Text(""), Text(escape_wrapped(line.before), "dim")]


def _promise(progress: PromiseProgress, translator: Translator, setting: ProgressReportOptions) -> RenderableType:
    grouped = groups(progress, translator, setting)
    widths = _widths(min(setting.width, WIDEST), any(row.done is not None for group in grouped for row in group.rows))
    parts: list[RenderableType] = [
        Text(escape_wrapped(progress.promise.title), "bold"),
        Text(period_line(progress, translator), "dim"),
        Text(""),
        _grid([heads(translator)], widths, "dim"),
    ]
    for group in grouped:
        parts.append(Text(""))
        if group.heading is not None:
            parts.append(Text(escape_wrapped(group.heading), "bold"))
        parts.append(_grid([_cells(row, setting) for row in group.rows], widths))
    parts += [Text(""), *_remarks(grouped), Text(summary(progress, translator), "bold")]
    later = later_line(progress, translator)
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


def _cells(row: ActivityRow, setting: ProgressReportOptions) -> list[str | Text]:
    style = STYLES[row.status]
    drawn = bar(row.done, row.gone, blocks=setting.blocks)
    texts = [Text(escape_wrapped(each)) for each in (row.title, row.responsible, row.figure)]
    return [*texts, Text(drawn, style), Text(row.word, style)]


def _remarks(grouped: Sequence[RowGroup]) -> list[RenderableType]:
    seen = {row.title: row.remarks for group in grouped for row in group.rows if row.remarks}
    parts: list[RenderableType] = []
    for title, remarks in seen.items():
        parts.append(Text(escape_wrapped(title)))
        parts += [Padding(Text(escape_wrapped(remark), "dim"), (0, 0, 0, 2)) for remark in remarks]
    return [*parts, Text("")] if parts else []
