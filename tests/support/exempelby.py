"""A year of Exempelby, a municipality that does not exist: its promise, its logs, and the sheet its officers kept.

Promise and logs are those of ``medlofte init --example``. ``python -m tests.support.exempelby`` writes
promise and sheet into a folder, the sheet as a Swedish Excel saves it. Every figure in it is drawn by chance.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from medlofte.authoring import scaffold

YEAR = 2026
PROMISE = scaffold.text("exempelby/promises/exempelby-2026.yaml")
LOGS = {party: scaffold.text(f"exempelby/promises/exempelby-2026/{party}.yaml") for party in ("kommun", "polis")}
"""What ``medlofte init --example`` writes: the rows of the sheet, and what the municipality logged by hand."""
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
    written = [
        "Insatser 2026, Exempelby (påhittat)" + ";" * (len(HEADINGS) - 1),
        ";" * (len(HEADINGS) - 1),
        ";".join(HEADINGS),
    ]
    written += (f"{row.day};{row.activity};{row.party};{_swedish(row.number)};{row.place};{row.note}" for row in rows)
    return ("\ufeff" + "".join(f"{line}\r\n" for line in written)).encode()


def _swedish(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}" if rest else f"{whole}"


def main(arguments: Sequence[str]) -> None:
    """Write the promise and the sheet."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.exempelby", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("folder", nargs="?", type=Path, default=Path("exempelby"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--logs", action="store_true", help="write the logs of the example as well")
    chosen = parser.parse_args(arguments)
    (chosen.folder / "promises").mkdir(parents=True, exist_ok=True)
    (chosen.folder / "promises" / "exempelby-2026.yaml").write_text(PROMISE, "utf-8")
    (chosen.folder / "insatser.csv").write_bytes(sheet(events(chosen.seed)))
    for party, text in LOGS.items() if chosen.logs else ():
        log = chosen.folder / "promises" / "exempelby-2026" / f"{party}.yaml"
        log.parent.mkdir(exist_ok=True)
        log.write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
