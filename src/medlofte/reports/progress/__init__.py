"""How far promises have come, as a table, JSON, CSV or Markdown."""

from collections.abc import Sequence
from importlib import import_module

from medlofte.core.messages import Translator
from medlofte.progress.tally import PromiseProgress
from medlofte.reports.progress.view import BY, ProgressReportOptions

FORMATS = ("table", "json", "csv", "markdown")
"""Each is the module of its name, imported when it is used; its ``render`` makes the text."""


def render(
    format: str, standing: Sequence[PromiseProgress], translator: Translator, setting: ProgressReportOptions
) -> str:
    """The progress of the promises as a text in one of the formats."""
    text: str = import_module(f"{__name__}.{format}").render(standing, translator, setting)
    return text


__all__ = ["BY", "FORMATS", "ProgressReportOptions", "render"]
