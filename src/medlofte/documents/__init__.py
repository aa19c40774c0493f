"""Promises to documents: a view for each document, and the templates' language that prints it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from medlofte.documents import memo
from medlofte.documents.subject import Subject

DOCUMENTS: Mapping[str, Callable[[Subject], Mapping[str, Any]]] = {
    "memo": memo.view,
}
"""Each document's view: plain data by name, made for a template. ``gaps`` names what has to be filled in by hand."""

__all__ = ["DOCUMENTS", "Subject"]
