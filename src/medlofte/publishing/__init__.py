"""A document's Markdown as the file that people open: web page, Word, PDF, or Markdown without our own marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from types import ModuleType

from medlofte.core.errors import MedlofteError
from medlofte.publishing.publication import HouseStyle, Publication

PUBLISHERS: Mapping[str, str] = {"md": "markdown", "html": "html", "docx": "docx", "pdf": "pdf_writer"}
"""Each format, which is also the ending of its files' names, with the module that makes it."""


def publish(format: str, publication: Publication, house: HouseStyle) -> bytes:
    """The document as a file of the format. Raises ``MedlofteError`` when that needs what is not installed.

    A module is imported when its format is asked for, because most are never asked for.
    """
    render: Callable[[Publication, HouseStyle], bytes] = _publisher(format).render
    return render(publication, house)


def prepare(format: str) -> None:
    """Bring in what the format needs, and start its threads; what is not installed is said later."""
    with suppress(MedlofteError):
        getattr(_publisher(format), "prepare", lambda: None)()


def _publisher(format: str) -> ModuleType:
    return import_module(f"{__name__}.{PUBLISHERS[format]}")


__all__ = ["PUBLISHERS", "HouseStyle", "Publication", "prepare", "publish"]
