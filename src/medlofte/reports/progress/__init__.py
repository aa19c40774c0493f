"""How far promises have come, as a table, JSON, CSV or Markdown."""

from collections.abc import Iterable, Iterator
from importlib import import_module

from medlofte.core.messages import Voice
from medlofte.progress.tally import Progress
from medlofte.reports.progress.view import BY, Setting

FORMATS = ("table", "json", "csv", "markdown")
"""Each is the module of its name, imported when it is used; its ``pieces`` make the text."""


def render(format: str, standing: Iterable[Progress], voice: Voice, setting: Setting) -> str:
    """The progress of the promises as a text in one of the formats."""
    return "".join(pieces(format, standing, voice, setting))


def pieces(format: str, standing: Iterable[Progress], voice: Voice, setting: Setting) -> Iterator[str]:
    """The same text piece by piece: each promise is asked for when its turn comes, and not kept."""
    made: Iterator[str] = import_module(f"{__name__}.{format}").pieces(standing, voice, setting)
    return made


__all__ = ["BY", "FORMATS", "Setting", "pieces", "render"]
