"""``progress --format markdown``: tables for a pull request, a wiki or a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from medlofte.core.escaping import markdown, markdown_cell
from medlofte.core.messages import Voice, say
from medlofte.progress.tally import Progress
from medlofte.reports.progress import overview
from medlofte.reports.progress.view import Group, Setting, groups, later_line, period_line, summary

_HEADS = (say("Promise"), say("Period"), say("Status"))


def render(standing: Sequence[Progress], voice: Voice, setting: Setting) -> str:
    """A section for each promise with a table of its activities; a table of promises for an overview."""
    if setting.overview:
        found = overview.overview(standing, voice, setting, period_line)
        return _nothing(voice, setting) if found is None else _overview(found, voice, setting)
    if not standing:
        return _nothing(voice, setting)
    before = "".join(f"{_lines([each])}\n" for each in overview.only(voice, setting))
    return before + "\n".join(_promise(each, voice, setting) for each in standing)


def _nothing(voice: Voice, setting: Setting) -> str:
    return f"{markdown_cell(overview.nothing(voice, setting))}\n"


def _overview(found: overview.Overview, voice: Voice, setting: Setting) -> str:
    parts = [_lines(overview.intro(voice, setting))] if setting.groups_promises or not setting.is_of_all else []
    for section in found.sections:
        parts += [f"## {markdown_cell(section.heading)}\n"] if section.heading is not None else []
        parts.append(_table([voice(head) for head in _HEADS], _overview_rows(section)))
        parts += [_lines([section.total])] if section.total is not None else []
    return "\n".join([*parts, *([_lines([found.total])] if found.total is not None else [])])


def _overview_rows(section: overview.Section) -> Iterator[list[str]]:
    for line in section.lines:
        yield [line.id, line.period, line.words]
        if line.before is not None:
            yield ["", "", line.before]


def _lines(texts: Sequence[str]) -> str:
    """Each text as a paragraph that ends in a full stop."""
    return "\n".join(f"{markdown_cell(each)}.\n" for each in texts)


def _promise(progress: Progress, voice: Voice, setting: Setting) -> str:
    lines = [f"## {markdown_cell(progress.promise.title)}", "", f"{markdown(period_line(progress, voice))}.", ""]
    for group in groups(progress, voice, setting):
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


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_line(heads), "|" + " --- |" * len(heads), *(_line(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(markdown_cell(cell) for cell in cells) + " |"
