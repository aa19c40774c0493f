"""The citizens' page: what was promised and how it goes, in plain language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from medlofte.documents.shared import shared_view
from medlofte.documents.subject import Subject


def view(subject: Subject) -> Mapping[str, Any]:
    """The page's plain data."""
    return {**shared_view(subject), "title": subject.promise.title, "gaps": []}
