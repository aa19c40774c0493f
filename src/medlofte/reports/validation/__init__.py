"""What ``validate`` found, in the form that a person, a program or a platform reads."""

from importlib import import_module

from medlofte.core.messages import Translator
from medlofte.reports.validation.report import Look, Share, ValidationReport

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit", "rdjson")
"""Each is the module of its name, imported when it is used; its ``render`` makes the text."""


def render(format: str, report: ValidationReport, translator: Translator, look: Look) -> str:
    """The report as a text in one of the formats."""
    text: str = import_module(f"{__name__}.{format}").render(report, translator, look)
    return text


def summary(report: ValidationReport, translator: Translator, look: Look, room: int) -> str:
    """The report as Markdown for the page of a CI run, in at most ``room`` bytes of UTF-8."""
    from medlofte.reports.validation import step_summary  # here, because only one platform takes it

    return step_summary.render(report, translator, look, room)


__all__ = ["FORMATS", "Look", "Share", "ValidationReport", "render", "summary"]
