"""``progress --format markdown``: tables for a pull request, a wiki or a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from medlofte.core.escaping import escape_markdown, escape_markdown_cell
from medlofte.core.messages import Translator, msg
from medlofte.progress.tally import PromiseProgress
from medlofte.reports.progress import overview
from medlofte.reports.progress.view import ProgressReportOptions, RowGroup, groups, later_line, period_line, summary

_HEADS = (msg("Promise"), msg("Period"), msg("Status"))


def render(standing: Sequence[PromiseProgress], translator: Translator, setting: ProgressReportOptions) -> str:
    """A section for each promise with a table of its activities; a table of promises for an overview."""
    if setting.overview:
        found = overview.overview(standing, translator, setting, period_line)
        return _nothing(translator, setting) if found is None else _overview(found, translator, setting)
    if not standing:
        return _nothing(translator, setting)
    before = "".join(f"{_lines([each])}\n" for each in overview.only(translator, setting))
    return before + "\n".join(_promise(each, translator, setting) for each in standing)


def _nothing(translator: Translator, setting: ProgressReportOptions) -> str:
    return f"{escape_markdown_cell(overview.nothing(translator, setting))}\n"


def _overview(found: overview.Overview, translator: Translator, setting: ProgressReportOptions) -> str:
    parts = [_lines(overview.intro(translator, setting))] if setting.groups_promises or not setting.is_of_all else []
    for section in found.sections:
        parts += [f"## {escape_markdown_cell(section.heading)}\n"] if section.heading is not None else []
        parts.append(_table([translator(head) for head in _HEADS], _overview_rows(section)))
        parts += [_lines([section.total])] if section.total is not None else []
    return "\n".join([*parts, *([_lines([found.total])] if found.total is not None else [])])


def _overview_rows(section: overview.Section) -> Iterator[list[str]]:
    for line in section.lines:
        yield [line.id, line.period, line.words]
        if line.before is not None:
            yield ["", "", line.before]


def _lines(texts: Sequence[str]) -> str:
    """Each text as a paragraph that ends in a full stop."""
    return "\n".join(f"{escape_markdown_cell(each)}.\n" for each in texts)


def _promise(progress: PromiseProgress, translator: Translator, setting: ProgressReportOptions) -> str:
    lines = [
        f"## {escape_markdown_cell(progress.promise.title)}",
        "",
        f"{escape_markdown(period_line(progress, translator))}.",
        "",
    ]
    for group in groups(progress, translator, setting):
        if group.heading is not None:
            lines += [f"### {escape_markdown_cell(group.heading)}", ""]
        lines += [_activities(group, translator), *_remarks(group)]
    lines.append(f"{escape_markdown(summary(progress, translator))}.")
    later = later_line(progress, translator)
    return "\n".join([*lines, *(["", escape_markdown(later)] if later else []), ""])


def _activities(group: RowGroup, translator: Translator) -> str:
    heads = [translator(head) for head in (msg("Activity"), msg("Responsible"), msg("Outcome"), msg("Status"))]
    return _table(heads, [[row.title, row.responsible, row.figure, row.word] for row in group.rows])


def _remarks(group: RowGroup) -> list[str]:
    lines = [
        f"- {escape_markdown_cell(row.title)}: {escape_markdown_cell(remark)}"
        for row in group.rows
        for remark in row.remarks
    ]
    return [*lines, ""] if lines else []


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_line(heads), "|" + " --- |" * len(heads), *(_line(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(escape_markdown_cell(cell) for cell in cells) + " |"
