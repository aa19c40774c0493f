"""``progress --format markdown``: tables for a pull request, a wiki or a document."""

from __future__ import annotations

from collections.abc import Sequence

from medlofte.language import Voice, say
from medlofte.progress.tally import Progress
from medlofte.reports.standing.view import Group, Setting, groups, later_line, period_line, summary
from medlofte.text import markdown, markdown_cell


def render(standing: Sequence[Progress], voice: Voice, setting: Setting) -> str:
    """A section for each promise with a table of its activities; a table of promises for an overview."""
    if setting.overview:
        return _overview(standing, voice)
    return "\n".join(_promise(progress, voice, setting) for progress in standing)


def _overview(standing: Sequence[Progress], voice: Voice) -> str:
    heads = [say("Promise"), say("Period"), say("Status")]
    rows = [[progress.promise.id, period_line(progress, voice), summary(progress, voice)] for progress in standing]
    return _table([voice(head) for head in heads], rows)


def _promise(progress: Progress, voice: Voice, setting: Setting) -> str:
    lines = [f"## {markdown_cell(progress.promise.title)}", "", f"{markdown(period_line(progress, voice))}.", ""]
    for group in groups(progress, voice, setting.by):
        if group.heading is not None:
            lines += [f"### {markdown_cell(group.heading)}", ""]
        lines += [_activities(group, voice), *_remarks(group)]
    lines.append(f"{markdown(summary(progress, voice))}.")
    later = later_line(progress, voice)
    return "\n".join([*lines, *(["", markdown(later)] if later else []), ""])


def _activities(group: Group, voice: Voice) -> str:
    heads = [voice(head) for head in (say("Activity"), say("Responsible"), say("Outcome"), say("Status"))]
    return _table(heads, [[row.title, row.responsible, row.figure, row.word] for row in group.rows])


def _remarks(group: Group) -> list[str]:
    lines = [f"- {markdown_cell(row.title)}: {markdown_cell(remark)}" for row in group.rows for remark in row.remarks]
    return [*lines, ""] if lines else []


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [_line(heads), "|" + " --- |" * len(heads), *(_line(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(markdown_cell(cell) for cell in cells) + " |"
