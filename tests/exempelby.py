"""A year of Exempelby, a municipality that does not exist: its promise, and the sheet that its officers kept.

``python -m tests.exempelby [FOLDER] [--seed 1]`` writes both into a folder: the promise under ``promises/``, the sheet
as a Swedish Excel saves it. Every figure in it is drawn by chance.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

YEAR = 2026
PROMISE = """\
# Exempelby är en påhittad kommun, och allt i filen är påhittat.
format: 1
title: Medborgarlöfte för Exempelby 2026
municipality: {name: Exempelby kommun}
area: Exempelby tätort
period: {start: 2026-01-01, end: 2026-12-31}
status: adopted
parties:
  polis: {name: Polisen i Exempelby, kind: police}
  kommun: {name: Exempelby kommun, kind: municipality}
decisions:
  - {kind: adopted, date: 2025-12-01, body: kommunstyrelsen, reference: KS 2025/0101, paragraph: § 101}
focus_areas:
  torget:
    title: Torget och centrum
    problem: Invånare undviker torget på kvällarna.
    places: [Torget, Stationen, Parken]
  trafik:
    title: Trafik vid skolor
    problem: Det körs för fort där barn går till skolan.
activities:
  fotpatrull:
    title: Fotpatruller i centrum
    focus_area: torget
    responsible: [polis]
    places: [Torget, Stationen, Parken]
    target: {at_least: 200, unit: tillfällen}
  vandring:
    title: Trygghetsvandringar
    focus_area: torget
    responsible: [kommun]
    target: {exact: 4, unit: vandringar}
  faltarbete:
    title: Fältarbete på kvällar
    focus_area: torget
    responsible: [kommun]
    target: {at_least: 400, unit: timmar}
  trafikkontroll:
    title: Trafikkontroller vid skolor
    focus_area: trafik
    responsible: [polis]
    target: {at_least: 1, per: week, unit: kontroller}
  skolor:
    title: Samtal om trafik i skolor
    focus_area: trafik
    responsible: [polis]
    target: {all: skolor, of: 12}
followups:
  - {due: 2027-02, to: kommunstyrelsen}
"""
HEADINGS = ("Datum", "Aktivitet", "Part", "Antal", "Plats", "Anteckning")
PLACES = ("Torget", "Stationen", "Parken")


class Event(NamedTuple):
    """One row of the sheet; ``number`` is in tenths."""

    day: date
    activity: str
    party: str
    number: int
    place: str = ""
    note: str = ""


def events(seed: int = 1) -> list[Event]:
    """What was done in the year, by date."""
    dice = random.Random(seed)
    return sorted(_events(dice), key=lambda event: (event.day, event.activity, event.place))


def _events(dice: random.Random) -> Iterator[Event]:
    for week in range(52):
        monday = date(YEAR, 1, 5) + timedelta(weeks=week)
        if monday > date(YEAR, 12, 20):
            return
        for _ in range(dice.choice((3, 4, 4, 5))):
            day = monday + timedelta(dice.randrange(6))
            yield Event(
                day, "Fotpatruller i centrum", "polis", 10, dice.choice(PLACES), dice.choice(("", "", "kvällspass"))
            )
        if dice.random() < 0.9:
            yield Event(monday + timedelta(dice.randrange(5)), "Trafikkontroller vid skolor", "polis", 10)
        yield Event(monday + timedelta(4), "Fältarbete på kvällar", "kommun", dice.choice((70, 75, 80, 85)), "Torget")
        if week % 13 == 6:
            yield Event(monday + timedelta(2), "Trygghetsvandringar", "kommun", 10, "", "med föreningarna")


def sheet(rows: Sequence[Event]) -> bytes:
    """The rows as a Swedish Excel saves them: semicolons, decimal commas, CRLF, a byte order mark; a title on top."""
    lines = [
        "Insatser 2026, Exempelby (påhittat)" + ";" * (len(HEADINGS) - 1),
        ";" * (len(HEADINGS) - 1),
        ";".join(HEADINGS),
    ]
    lines += (f"{row.day};{row.activity};{row.party};{_swedish(row.number)};{row.place};{row.note}" for row in rows)
    return ("\ufeff" + "".join(f"{line}\r\n" for line in lines)).encode()


def _swedish(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}" if rest else f"{whole}"


def main(arguments: Sequence[str]) -> None:
    """Write the promise and the sheet."""
    parser = argparse.ArgumentParser(prog="python -m tests.exempelby", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("exempelby"))
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    (chosen.folder / "promises").mkdir(parents=True, exist_ok=True)
    (chosen.folder / "promises" / "exempelby-2026.yaml").write_text(PROMISE, "utf-8")
    (chosen.folder / "insatser.csv").write_bytes(sheet(events(chosen.seed)))


if __name__ == "__main__":
    main(sys.argv[1:])
