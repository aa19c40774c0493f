"""What is owed and what comes, as a table, JSON, Markdown or a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from medlofte.core.messages import Translator
from medlofte.reports.due.view import DueReportOptions, Owing

FORMATS = ("table", "json", "markdown", "ics")
"""Each is the module of its name, imported when it is used; its ``render`` makes the text."""


def render(format: str, owing: Sequence[Owing], translator: Translator, setting: DueReportOptions) -> str:
    """What is owed of the promises as a text in one of the formats."""
    text: str = import_module(f"{__name__}.{format}").render(owing, translator, setting)
    return text


__all__ = ["FORMATS", "DueReportOptions", "Owing", "render"]
