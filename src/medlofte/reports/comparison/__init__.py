"""What ``diff`` found, in the form that a person, a pull request or a program reads."""

from importlib import import_module

from medlofte.language import Voice
from medlofte.reports import validation
from medlofte.reports.comparison.report import Report

OWN = ("text", "markdown", "json")
FORMATS = (*OWN, *(format for format in validation.FORMATS if format not in OWN))
"""Our own are each the module of its name, imported when it is used; the others are those of ``validate``."""


def render(format: str, report: Report, voice: Voice, look: validation.Look) -> str:
    """The report as a text in one of the formats."""
    if format not in OWN:
        return validation.render(format, report.as_validation(), voice, look)
    text: str = import_module(f"{__name__}.{format}").render(report, voice, look)
    return text


__all__ = ["FORMATS", "Report", "render"]
