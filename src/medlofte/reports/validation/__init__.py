"""What ``validate`` found, in the form that a person, a program or a platform reads."""

from importlib import import_module

from medlofte.language import Voice
from medlofte.reports.validation.report import Look, Report

FORMATS = ("text", "json", "github")
"""Each is the module of its name, imported when it is used; its ``render`` makes the text."""


def render(format: str, report: Report, voice: Voice, look: Look) -> str:
    """The report as a text in one of the formats."""
    text: str = import_module(f"{__name__}.{format}").render(report, voice, look)
    return text


__all__ = ["FORMATS", "Look", "Report", "render"]
