"""``progress`` for people: a table that fits 80 columns on a terminal, plain and complete when piped."""

from __future__ import annotations

from collections.abc import Sequence

from medlofte.language import Voice, say
from medlofte.progress.status import Status
from medlofte.progress.tally import Progress
from medlofte.reports.standing.bar import bar
from medlofte.reports.standing.view import Row, Setting, groups, later_line, period_line, summary
from medlofte.text import escaped, terminal

STYLES = {
    Status.KEPT: "green",
    Status.ON_TRACK: "green",
    Status.BEHIND: "yellow",
    Status.PARTLY: "yellow",
    Status.NOT_KEPT: "red",
    Status.NOT_REPORTED: "magenta",
    Status.NO_FIGURE: "magenta",
    Status.ONGOING: "cyan",
    Status.NOT_STARTED: "dim",
}


def render(standing: Sequence[Progress], voice: Voice, setting: Setting) -> str:
    """The table of each promise's activities, or, for an overview, one line for each promise."""
    if setting.rich:
        from medlofte.reports.standing import rich_table  # Rich is slow to import, and of no use when piped

        return rich_table.render(standing, voice, setting)
    if setting.overview:
        return _overview(standing, voice)
    return "\n".join(_promise(progress, voice, setting) for progress in standing)


def overview_rows(standing: Sequence[Progress], voice: Voice) -> list[list[str]]:
    """A heading and a row for each promise: id, period, status in words."""
    rows = [[voice(say("Promise")), voice(say("Period")), voice(say("Activities"))]]
    for progress in standing:
        period = progress.promise.period
        days = f"{period.start}–{period.end or ''}" if period else voice(say("no period"))
        rows.append([progress.promise.id, days, summary(progress, voice)])
    return rows


def _overview(standing: Sequence[Progress], voice: Voice) -> str:
    as_of = f"{voice(say('As of {day}', day=standing[0].as_of.isoformat()))}\n\n" if standing else ""
    rows = [[escaped(cell) for cell in row] for row in overview_rows(standing, voice)]
    return as_of + _columns(rows, _widths(rows))


def heads(voice: Voice) -> list[str]:
    """The table's column headings."""
    columns = (say("Activity"), say("Responsible"), say("Outcome"), say("Share"), say("Status"))
    return [voice(column) for column in columns]


def _promise(progress: Progress, voice: Voice, setting: Setting) -> str:
    lines = [terminal(progress.promise.title), period_line(progress, voice), ""]
    grouped = groups(progress, voice, setting.by)
    cells = [[_cells(row, setting) for row in group.rows] for group in grouped]
    widths = _widths([heads(voice), *(row for rows in cells for row in rows)])
    for group, rows in zip(grouped, cells):
        if group.heading is not None:
            lines.append(escaped(group.heading))
        lines.append(_columns([heads(voice), *rows], widths))
        remarks = [f"  {escaped(row.title)}: {escaped(remark)}" for row in group.rows for remark in row.remarks]
        lines += [*remarks, ""] if remarks else []
    lines.append(summary(progress, voice))
    later = later_line(progress, voice)
    return "\n".join([*lines, *([later] if later else [])]) + "\n"


def _cells(row: Row, setting: Setting) -> list[str]:
    drawn = bar(row.done, row.gone, blocks=setting.blocks)
    return [escaped(row.title), escaped(row.responsible), escaped(row.figure), drawn, row.word]


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]


def _columns(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """The rows as lines; a column that is empty in all of them but the heading is left out."""
    shown = [i for i in range(len(widths)) if any(row[i] for row in rows[1:])]
    return "\n".join("  ".join(row[i].ljust(widths[i]) for i in shown).rstrip() for row in rows) + "\n"
