"""Making sheets and projects for the tests of import and export."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from medlofte.model.entry import LoggedEntry
from medlofte.project.workspace import Workspace
from medlofte.validation.checker import check_promise
from medlofte.validation.rules import LoggedPromise

PROMISE = """\
# Exempelby är en påhittad kommun.
format: 1
title: Medborgarlöfte för Exempelby 2026
municipality: {name: Exempelby kommun}
period: {start: 2026-01-01, end: 2026-12-31}
status: adopted
parties:
  polis: {name: Polisen, kind: police}
  kommun: {name: Exempelby kommun, kind: municipality}
decisions:
  - {kind: adopted, date: 2025-12-01, body: kommunstyrelsen}
activities:
  fotpatrull:
    title: Fotpatruller på torget
    responsible: [polis]
    places: [Torget, "Parken; norra delen"]
    target: {at_least: 200, unit: tillfällen}
  vandring:
    title: Trygghetsvandringar
    responsible: [kommun, polis]
    target: {exact: 2, unit: vandringar}
  narvaro:
    title: Närvaro
    responsible: [kommun]
    target: {at_least: 900, unit: timmar}
  skolor:
    title: Besök i alla skolor
    responsible: [polis]
    target: {all: skolor, of: 14}
  kamera:
    title: Kameror på torget
    responsible: [kommun]
    target: {done: Kamerorna är uppsatta, by: 2026-06-30}
"""
ID = "exempelby-2026"


def make_project(folder: Path, **logs: str) -> Path:
    """A project with one promise and logs by party."""
    (folder / "promises" / ID).mkdir(parents=True, exist_ok=True)
    (folder / "promises" / f"{ID}.yaml").write_text(PROMISE, "utf-8")
    for party, text in logs.items():
        (folder / "promises" / ID / f"{party}.yaml").write_text(text, "utf-8")
    return folder


def dossier_of(folder: Path) -> LoggedPromise:
    space = Workspace(folder)
    found = check_promise(space.bundle(ID), space.ids).value
    assert found is not None
    return found


def entries_of(folder: Path) -> list[LoggedEntry]:
    return list(dossier_of(folder).logged)


def xlsx(*rows: Sequence[Any], title: str = "Blad1", change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook with the rows in its first sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(data: bytes) -> list[list[Any]]:
    """The values of a workbook's first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
