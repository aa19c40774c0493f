"""Which row of a sheet holds the headings, and what stands under each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.spreadsheets.columns import HEADINGS, missing, normal
from medlofte.spreadsheets.sheet import CellAddress, Odd, Problem, SheetRow

NEEDED = ("date", "activity")
FIRST_ROWS = 10


class Headings(Record):
    """The heading row: its number, the column of each key, and the columns that are left aside with their headings."""

    row: int
    columns: Mapping[str, int]
    others: Mapping[int, str]
    problems: tuple[Problem, ...] = ()

    def has(self, column: int) -> bool:
        """Whether the column has a heading, known or not."""
        return column in self.others or column in self.columns.values()


def find(sheet: str | None, rows: Iterable[SheetRow], known: Mapping[str, str]) -> Headings | None:
    """The headings, if one of the first ten rows has those that are needed. ``known`` leads from normal form to key."""
    for row in rows:
        if row.number > FIRST_ROWS:
            return None
        found = _read(sheet, row, known)
        if not missing(NEEDED, found.columns):
            return found
    return None


def not_found(rows: Iterable[SheetRow], known: Mapping[str, str]) -> tuple[Message, Message]:
    """Why no row of these is the headings, and the way out: what the row that comes nearest lacks."""
    read = [_read(None, row, known) for row in rows if row.number <= FIRST_ROWS]
    best = max(read, key=lambda each: len(each.columns), default=None)
    lacking = missing(NEEDED, best.columns if best is not None else ())
    message = msg("In the first ten rows there is no heading {headings}.", headings=", ".join(lacking))
    meant = " ".join(f"--map '…={key}'" for key in NEEDED if HEADINGS[key][0] in lacking)
    return message, msg("Write it at the top of its column, or say what the column is called: {map}", map=meant)


def _read(sheet: str | None, row: SheetRow, known: Mapping[str, str]) -> Headings:
    columns: dict[str, int] = {}
    others: dict[int, str] = {}
    problems: list[Problem] = []
    for column, value in enumerate(row.values):
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        key = known.get(normal(value)) if isinstance(value, str) else None
        if key is None:
            others[column] = _as_heading(value)
        elif key in columns:
            others[column] = _as_heading(value)
            message = msg("The heading {heading} is used twice: this column is {key} too.", heading=value, key=key)
            hint = msg("Rename or remove one of the columns.")
            problems.append(Problem(CellAddress(sheet, row.number, column, row.line), message, hint))
        else:
            columns[key] = column
    return Headings(row.number, columns, others, tuple(problems))


def _as_heading(value: object) -> str:
    """What stands in the heading row, as a text; a formula or another odd thing is a dash."""
    return "–" if isinstance(value, Odd) else str(value).strip()


def unused_headings(mapped: Iterable[str], rows: Sequence[SheetRow], headings: Headings) -> list[str]:
    """The headings of ``--map`` that the sheet does not have."""
    there = {
        normal(value) for row in rows if row.number == headings.row for value in row.values if isinstance(value, str)
    }
    return [each for each in mapped if normal(each) not in there]
