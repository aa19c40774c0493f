"""How far promises have come, as a table, JSON, CSV or Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from medlofte.language import Voice
from medlofte.progress.tally import Progress
from medlofte.reports.standing import csv, json, markdown, table
from medlofte.reports.standing.view import By, Setting

FORMATS: dict[str, Callable[[Sequence[Progress], Voice, Setting], str]] = {
    "table": table.render,
    "json": json.render,
    "csv": csv.render,
    "markdown": markdown.render,
}

__all__ = ["FORMATS", "By", "Setting"]
