"""What ``diff`` found, in the form that a person, a pull request or a program reads."""

from importlib import import_module

from medlofte.core.messages import Translator
from medlofte.reports import validation
from medlofte.reports.diff.report import DiffReport

OWN = ("text", "markdown", "json")
FORMATS = (*OWN, *(format for format in validation.FORMATS if format not in OWN))
"""Our own are each the module of its name, imported when it is used; the rest are made of ``as_validation``."""


def render(format: str, report: DiffReport, translator: Translator, look: validation.Look) -> str:
    """The report as a text in one of our own formats."""
    text: str = import_module(f"{__name__}.{format}").render(report, translator, look)
    return text


__all__ = ["FORMATS", "OWN", "DiffReport", "render"]
