"""What ``validate`` found, in the form that a person, a program or a platform reads."""

from __future__ import annotations

from collections.abc import Callable

from medlofte.language import Voice
from medlofte.reports.validation import github, json, text
from medlofte.reports.validation.report import Look, Report

FORMATS: dict[str, Callable[[Report, Voice, Look], str]] = {
    "text": text.render,
    "json": json.render,
    "github": github.render,
}

__all__ = ["FORMATS", "Look", "Report"]
