"""``due --format markdown``: a table for each promise, for an issue, a wiki or the minutes of a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from medlofte.core.escaping import markdown, markdown_cell
from medlofte.core.messages import Voice, say
from medlofte.reports.due.view import Owing, Setting, reservation, summary


def render(owing: Sequence[Owing], voice: Voice, setting: Setting) -> str:
    """A section for each promise that something is owed of; above them how much of what kind in all."""
    said = ", ".join(voice(words) for words in summary(owing, setting))
    parts = [f"{markdown(voice(say('As of {day}', day=setting.as_of)))}: {markdown(said)}.\n"]
    caution = reservation(owing)
    parts += [f"{markdown(voice(caution))}\n"] if caution else []
    parts += [_promise(each, voice) for each in owing if each.duties]
    return "\n".join(parts)


def _promise(owing: Owing, voice: Voice) -> str:
    heads = [voice(head) for head in (say("Status"), say("Day"), say("What"))]
    rows = [(voice(duty.kind.word), duty.day.isoformat(), voice.whole(duty.message)) for duty in owing.duties]
    table = [heads, ["---"] * len(heads), *([markdown_cell(cell) for cell in row] for row in rows)]
    lines = [f"| {' | '.join(cells)} |" for cells in table]
    return "\n".join([f"## {markdown_cell(owing.promise.title)}", "", *lines, ""])
