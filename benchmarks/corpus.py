"""Promises and logs of made-up municipalities, in three sizes and always the same for the same seed.

``python -m benchmarks.corpus FOLDER --size M [--odd 0.2] [--seed 1]`` writes a folder that ``medlofte validate`` finds
nothing wrong in. Exempelby and its likes do not exist, and every figure is drawn by chance.
"""

from __future__ import annotations

import argparse
import random
import sys
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from string import ascii_lowercase, digits
from typing import NamedTuple

LAST_YEAR = 2026
AS_OF = f"{LAST_YEAR}-12-31"
"""The last day of the newest promises: on it every event has happened."""


class Size(NamedTuple):
    """How much there is: ``events`` are those of one promise."""

    municipalities: int
    areas: Sequence[str]
    years: int
    events: int

    @property
    def promises(self) -> int:
        """The number of promises."""
        return self.municipalities * len(self.areas) * self.years

    @property
    def all_events(self) -> int:
        """The number of events in all logs together."""
        return self.promises * self.events


SIZES = {
    "S": Size(1, ("centrum", "norra", "sodra", "vastra", "ostra"), 1, 100),
    "M": Size(290, ("",), 1, 300),
    "L": Size(290, ("",), 10, 300),
}
"""One municipality; every municipality, a year; every municipality, ten years."""

AREAS = {"centrum": "Centrum", "norra": "Norra", "sodra": "Södra", "vastra": "Västra", "ostra": "Östra"}
PLACES = ("Torget", "Stationen", "Parken", "Skolgatan", "Ågatan", "Badhuset", "Östra vägen", "Industriområdet")
NOTES = ("kvällspass", "på lov", "tillsammans med väktare", "efter önskemål från boende", "många på plats", "lugnt")
LETTERS, SIGNS = ascii_lowercase, ascii_lowercase + digits
SCHOOL_WORK = ("föreläsning", "klassrumssamtal", "föräldramöte")


class Entry(NamedTuple):
    """One line of a party's log: its keys in medlofte's order, each with the value as it is written."""

    party: str
    values: Mapping[str, str]

    @property
    def line(self) -> str:
        """The line in the form that medlofte itself writes."""
        return f"- {{{', '.join(f'{key}: {value}' for key, value in self.values.items())}}}"


class Written(NamedTuple):
    """A promise with its entries by date."""

    id: str
    text: str
    entries: Sequence[Entry]


def promises(size: Size, seed: int = 1) -> Iterator[Written]:
    """The promises of a size, one by one, and always the same for the same seed."""
    for municipality in range(1, size.municipalities + 1):
        for area in size.areas:
            for year in range(LAST_YEAR - size.years + 1, LAST_YEAR + 1):
                dice = random.Random(f"{seed} {municipality} {area} {year}")
                yield _promise(dice, municipality, area, year, size)


def _promise(dice: random.Random, municipality: int, area: str, year: int, size: Size) -> Written:
    stem = f"exempelby-{area or f'{municipality:03}'}"
    name = "Exempelby" if area else f"Exempelby {municipality}"
    schools = dice.randrange(8, 30)
    entries = tuple(_entries(dice, year, size.events, schools))
    text = _text(dice, name, AREAS.get(area, ""), year, schools)
    if year > LAST_YEAR - size.years + 1:
        text = text.replace("\nparties:", f"\nfollows: {stem}-{year - 1}\nparties:", 1)
    return Written(f"{stem}-{year}", text, entries)


def _text(dice: random.Random, name: str, area: str, year: int, schools: int) -> str:
    status = "adopted" if year == LAST_YEAR else "closed"
    places = ", ".join(sorted(dice.sample(PLACES, 3)))
    return PROMISE.format(
        name=name,
        title=f"{name} {area} {year}" if area else f"{name} {year}",
        area=area or "hela kommunen",
        year=year,
        before=year - 1,
        status=status,
        places=places,
        schools=schools,
        answers=dice.randrange(200, 2000),
        number=dice.randrange(10, 400),
        patrols=dice.randrange(50, 250),
        hours=dice.randrange(20, 60) * 10,
        walks=dice.randrange(2, 9),
        controls=dice.randrange(1, 3),
        talks=dice.randrange(20, 60),
        persons=dice.randrange(8, 20),
    )


PROMISE = """\
# {name} är en påhittad kommun, och allt i filen är påhittat.
format: 1
title: Medborgarlöfte för {title}
municipality: {{name: {name} kommun}}
area: {area}
police_area: Exempelby
period: {{start: {year}-01-01, end: {year}-12-31}}
status: {status}
parties:
  polis: {{name: Polisen i Exempelby, kind: police}}
  kommun: {{name: {name} kommun, kind: municipality}}
  vardar: {{name: Exempelbyhem, kind: other}}
agreement: {{title: Trygg i Exempelby, reference: KS {before}/0020}}
basis:
  situation: |
    Invånarna säger att torget känns otryggt efter mörkrets inbrott och att det körs för fort vid skolorna.
    Polisen och kommunen delar den bilden.
  dialogues:
    - {{kind: citizens, when: {before}-09, answers: {answers}, precision: over, places: [{places}]}}
    - {{kind: staff, when: "{before}"}}
  sources: [trygghetsmätning, polisens lägesbild]
decisions:
  - {{kind: adopted, date: {before}-12-01, body: kommunstyrelsen, reference: KS {before}/0{number}}}
focus_areas:
  torget:
    title: Torget och centrum
    problem: Invånare undviker torget på kvällarna.
    causes: [dålig belysning, få vuxna ute]
    places: [{places}]
  trafik: {{title: Trafik vid skolor, problem: Det körs för fort där barn går till skolan.}}
  unga: {{title: Unga i riskzonen}}
effects:
  - goal: Fler ska känna sig trygga på torget
    measure: kommunens trygghetsmätning
    focus_area: torget
    baseline: {{date: {before}, value: 3.1, source: trygghetsmätning {before}}}
activities:
  fotpatrull:
    title: Fotpatruller i centrum
    focus_area: torget
    responsible: [polis]
    places: [{places}]
    target: {{at_least: {patrols}, unit: tillfällen}}
    when: mest kvällar och helger
    counts: Ett tillfälle är en patrull till fots på minst en halvtimme.
    wording: Polisen går fotpatrull i centrum vid minst {patrols} tillfällen under året.
  vandring:
    title: Trygghetsvandringar
    focus_area: torget
    responsible: [kommun]
    supporting: [polis]
    with: [föreningarna]
    target: {{exact: {walks}, unit: vandringar}}
  faltarbete:
    title: Fältarbete på kvällar
    focus_area: torget
    responsible: [kommun]
    target: {{at_least: {hours}, unit: timmar}}
  rondering:
    title: Rondering i bostadsområden
    focus_area: torget
    responsible: [vardar]
    target: {{ongoing: true}}
  klotter:
    title: Klotter tas bort fort
    focus_area: torget
    responsible: [kommun]
    target: {{within: 24, unit: timmar}}
  belysning:
    title: Bättre belysning i Parken
    focus_area: torget
    responsible: [kommun]
    target: {{done: Ny belysning är tänd i Parken, by: {year}-11-30}}
    purpose: att fler ska våga gå genom Parken
  trafikkontroll:
    title: Trafikkontroller vid skolor
    focus_area: trafik
    responsible: [polis]
    target: {{at_least: {controls}, per: week, unit: kontroller}}
  skolor:
    title: Samtal om trafik i skolor
    focus_area: trafik
    responsible: [polis]
    target: {{all: skolor, of: {schools}}}
  skolarbete:
    title: Förebyggande arbete i skolor
    focus_area: unga
    responsible: [polis, kommun]
    target: {{at_least: {talks}, unit: tillfällen}}
    any_of: [föreläsning, klassrumssamtal, föräldramöte]
    of_which: [{{tag: narkotika, at_least: 2}}]
  samtal:
    title: Samtal med unga i riskzonen
    focus_area: unga
    responsible: [kommun]
    target: {{at_least: {persons}, unit: personer}}
    sensitive: true
followups:
  - {{due: {year}-09-30, to: kommunstyrelsen, form: kort lägesrapport}}
cases:
  - kind: memo
    reference: KS {before}/0{number}
    date: {before}-11-10
    from: Kommunledningskontoret
    to: kommunstyrelsen
    officer: {{name: Alva Exempelsson, title: trygghetssamordnare}}
    proposal: [Kommunstyrelsen godkänner medborgarlöftet för {year}.]
    summary: Polisen och kommunen vill ge invånarna ett gemensamt löfte för {year}.
sources:
  - {{title: Påhittad källa för exemplet, publisher: {name} kommun}}
"""


class Work(NamedTuple):
    """A kind of ordinary event: who logs it, how often among a hundred, and what is counted."""

    activity: str
    party: str
    share: int
    counts: Sequence[str] = ("1",)
    types: Sequence[str] = ()


WORK = (
    Work("fotpatrull", "polis", 40, ("1", "1", "2")),
    Work("trafikkontroll", "polis", 20),
    Work("faltarbete", "kommun", 18, ("2", "2.5", "3", "4")),
    Work("rondering", "vardar", 12),
    Work("skolarbete", "polis", 6, ("1", "2"), SCHOOL_WORK),
    Work("skolarbete", "kommun", 3, ("1",), SCHOOL_WORK),
    Work("vandring", "kommun", 1),
)
COMMON = frozenset({"date", "activity", "count", "place", "type", "note", "ref"})
EXTRAORDINARY = 25
MOST_EXTRAORDINARY = 12
"""One event in so many has rarer keys (readings, parts in time, side figures, tags), and so many a year at most."""


def _entries(dice: random.Random, year: int, number: int, schools: int) -> Iterator[Entry]:
    """So many entries over the year, by date."""
    first = date(year, 1, 1)
    length = (date(year + 1, 1, 1) - first).days
    shares = [work.share for work in WORK]
    used: set[str] = set()
    rare = list(_rare(dice, year, min(number // EXTRAORDINARY, MOST_EXTRAORDINARY), schools))
    for index in range(number):
        day = first + timedelta(index * length // number)
        ref = _new_ref(dice, used)
        if rare and index % EXTRAORDINARY == EXTRAORDINARY - 1:
            party, values = rare.pop(0)
            yield Entry(party, {**({} if "date" in values else {"date": f"{day}"}), **values, "ref": ref})
        else:
            yield _ordinary(dice, dice.choices(WORK, shares)[0], day, ref)


def _new_ref(dice: random.Random, used: set[str]) -> str:
    ref = ""
    while not ref or ref in used:
        ref = dice.choice(LETTERS) + "".join(dice.choices(SIGNS, k=7))
    used.add(ref)
    return ref


def _ordinary(dice: random.Random, work: Work, day: date, ref: str) -> Entry:
    values = {"date": f"{day}", "activity": work.activity, "count": dice.choice(work.counts)}
    if dice.random() < 0.7:
        values["place"] = dice.choice(PLACES)
    if work.types:
        values["type"] = dice.choice(work.types)
    if dice.random() < 0.2:
        values["note"] = _note(dice)
    return Entry(work.party, {**values, "ref": ref})


def _note(dice: random.Random) -> str:
    """Half of the notes are of a few that come again and again, half hardly ever the same."""
    note = dice.choice(NOTES)
    if dice.random() < 0.5:
        return note
    return f"{note} och {dice.choice(NOTES)} samt samtal med {dice.randrange(2, 60)} personer"


def _rare(dice: random.Random, year: int, number: int, schools: int) -> Iterator[tuple[str, dict[str, str]]]:
    """So many entries with rarer keys, those of each activity by date and no two for the same days."""
    for index in range(number):
        reached = f"{schools * (index + 1) // number}"
        month = 1 + index * 12 // number
        in_month = str(dice.randrange(1, 9))
        kinds: Sequence[tuple[str, dict[str, str]]] = (
            ("polis", {"activity": "skolor", "reached": reached}),
            ("kommun", {"date": f"{year}-{month:02}", "activity": "klotter", "count": "9", "within": in_month}),
            ("polis", {"activity": "trafikkontroll", "count": "1", "results": _results(dice)}),
            ("polis", {"activity": "skolarbete", "count": "1", "type": "föreläsning", "tags": "[narkotika]"}),
            ("kommun", {"activity": "vandring", "deviation": "Inställd på grund av storm"}),
            ("kommun", {"date": f"{year}-01-01/{year}-03-31", "activity": "samtal", "count": "7"}),
            ("kommun", {"activity": "belysning", "done": "true", "note": "Lamporna är tända"}),
        )
        yield kinds[index % len(kinds)]


def _results(dice: random.Random) -> str:
    drunk, drugged = dice.randrange(3), dice.randrange(4)
    return f"{{hastighet: {dice.randrange(40)}, rattfylleri: {{alkohol: {drunk}, narkotika: {drugged}}}}}"


def logs(written: Written, odd: float = 0, seed: int = 1) -> dict[str, str]:
    """The texts of a promise's logs by file name; ``odd`` is the share of logs that were edited by hand.

    Each party has a file. The police of every fourth promise have another from July on.
    """
    dice = random.Random(f"{seed} {written.id} by hand")
    split = dice.random() < 0.25
    files: dict[str, list[Entry]] = {}
    for entry in written.entries:
        later = split and entry.party == "polis" and entry.values["date"][5:7] >= "07"
        name = f"polis.{written.id[-4:]}-07.yaml" if later else f"{entry.party}.yaml"
        files.setdefault(name, []).append(entry)
    return {name: _log(dice, sorted(each, key=last_and_first), dice.random() < odd) for name, each in files.items()}


def last_and_first(entry: Entry) -> tuple[str, str]:
    """The last and the first day of an entry, which is the order that medlofte writes entries in."""
    first, _, last = entry.values["date"].partition("/")
    if len(first) == len("2026-01"):
        year, month = map(int, first.split("-"))
        return f"{first}-{monthrange(year, month)[1]}", f"{first}-01"
    return last or first, first


def _log(dice: random.Random, entries: Sequence[Entry], by_hand: bool) -> str:
    if not by_hand:
        return "".join(f"{entry.line}\n" for entry in entries)
    return "".join(_odd(dice, entry) if dice.random() < 0.2 else f"{entry.line}\n" for entry in entries)


def _odd(dice: random.Random, entry: Entry) -> str:
    """An entry as a person may have written it: it means the same, and medlofte would write it otherwise."""
    pairs = [f"{key}: {value}" for key, value in entry.values.items()]
    return dice.choice(
        (
            f"- {{{', '.join(reversed(pairs))}}}\n",
            f"-   {{ {',  '.join(pairs)} }}\n",
            f"{entry.line}   # enligt blocket\n",
            f"\n# Inlagt i efterhand\n{entry.line}\n",
            f"{quoted(entry)}\n",
        )
    )


def quoted(entry: Entry) -> str:
    """The entry's line with the reference in quotation marks, which only a YAML parser reads."""
    return entry.line.replace(f"ref: {entry.values['ref']}}}", f'ref: "{entry.values["ref"]}"}}')


def write_one_log(folder: Path, most_bytes: int) -> None:
    """One promise with one log of the police's, which is as large as it may be in whole lines."""
    events = most_bytes // 40
    written = next(promises(Size(1, ("",), 1, events)))
    (folder / "promises" / written.id).mkdir(parents=True)
    (folder / "promises" / f"{written.id}.yaml").write_text(written.text, "utf-8")
    left = most_bytes
    with (folder / "promises" / written.id / "polis.yaml").open("wb") as file:
        for entry in written.entries:
            if entry.party == "polis" and entry.values.keys() <= COMMON:
                line = f"{entry.line}\n".encode()
                left -= len(line)
                if left < 0:
                    return
                file.write(line)


def write(folder: Path, size: Size, odd: float = 0, seed: int = 1, with_logs: bool = True) -> None:
    """The promises of a size as files under ``promises/``, with their logs or without."""
    top = folder / "promises"
    top.mkdir(parents=True)
    for written in promises(size, seed):
        (top / f"{written.id}.yaml").write_text(written.text, "utf-8")
        if with_logs:
            (top / written.id).mkdir()
            for name, text in logs(written, odd, seed).items():
                (top / written.id / name).write_text(text, "utf-8")


def main(arguments: Sequence[str]) -> None:
    """Write a folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=sorted(SIZES), default="S")
    parser.add_argument("--odd", type=float, default=0, metavar="SHARE", help="share of the logs edited by hand")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-logs", action="store_true")
    parser.add_argument("--one-log", type=int, metavar="BYTES", help="one promise, with one log of this size, instead")
    asked = parser.parse_args(arguments)
    if asked.one_log:
        write_one_log(asked.folder, asked.one_log)
    else:
        write(asked.folder, SIZES[asked.size], asked.odd, asked.seed, not asked.without_logs)


if __name__ == "__main__":
    main(sys.argv[1:])
