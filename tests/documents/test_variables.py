"""``docs/documents.md`` names every variable of every view, and nothing that is in none; every block too."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from medlofte.core.dates import days
from medlofte.documents import DOCUMENTS
from medlofte.documents.subject import Amendment, Provenance
from medlofte.model.promise import Feedback
from medlofte.project.context import translator_for
from medlofte.site import index_page
from tests.support.documents import REAL, ROOT, YEAR, prepared, subject

PAGE = (ROOT / "docs" / "documents.md").read_text("utf-8")
VARIABLES = PAGE[PAGE.index("## Variables") : PAGE.index("## Compared")]
TEMPLATES = Path(ROOT / "templates")
FREE = {"counts": ("kept", "on-track")}
"""Mappings whose keys are no names of ours: statuses, the words of links."""


def names_in(value: Any, under: str = "") -> Iterator[str]:
    """Every key at any depth."""
    if isinstance(value, Mapping) and under not in ("counts", "links"):
        for key, each in value.items():
            yield str(key)
            yield from names_in(each, str(key))
    elif isinstance(value, list):
        for each in value:
            yield from names_in(each, under)


def views() -> Iterator[Mapping[str, Any]]:
    """Views that together hold every key."""
    year = subject(YEAR, by="tertial")
    told = year.promise.replace(feedback=(Feedback(days("2026-06"), "webbplatsen"),))
    amendments = (Amendment(date(2026, 5, 4), ("Något.",)),)
    amended = year.replace(amendments=amendments, progress=year.progress.replace(promise=told))
    for document in DOCUMENTS.values():
        yield {key: each for key, each in document.view(amended).items() if key != "pictures"}
        yield from (prepared("page", id).view for id in REAL)
    progress = [subject(id).progress for id in REAL]
    yield index_page.view(progress, date(2024, 10, 1), translator_for("sv"), Provenance("0"))


def test_every_variable_is_documented_and_no_other() -> None:
    known = {name for view in views() for name in names_in(view)}
    told = set(re.findall(r"`([a-z_]+)`", VARIABLES))
    assert known - told == set()
    assert told - known == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_block_is_documented(document: str) -> None:
    blocks = set(re.findall(r"\{% block (\w+)", (TEMPLATES / f"{document}.md.j2").read_text("utf-8")))
    assert {name for name in blocks if f"`{name}`" not in PAGE} == set()


def test_every_part_is_documented() -> None:
    parts = {path.name.removesuffix(".md.j2") for path in (TEMPLATES / "parts").iterdir()}
    assert {name for name in parts if f"`{name}`" not in PAGE} == set()
