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
police_area: Exempelby
period: {start: 2026-01-01, end: 2026-12-31}
status: adopted
parties:
  polis:
    name: Polisen i Exempelby
    kind: police
    contact: {role: kommunpolis, phone: 070-000 00 00, url: "https://polis.example/exempelby"}
  kommun:
    name: Exempelby kommun
    kind: municipality
    contact: {role: trygghetssamordnare, email: trygghet@exempelby.example, address: "Torget 1, Exempelby"}
agreement:
  title: Trygg i Exempelby
  reference: KS 2024/0020
  note: Påhittad överenskommelse för exemplets skull.
basis:
  situation: |
    Exempelby finns inte. Den här lägesbilden är påhittad, precis som allt annat i filen.

    Invånarna säger att torget känns otryggt efter mörkrets inbrott och att det körs för fort vid skolorna.
  dialogues:
    - {kind: citizens, when: 2025-09, answers: 640, precision: over, places: [Torget, Stationen], method: samtal på plats}
    - {kind: staff, when: "2025"}
  sources: [trygghetsmätning, polisens lägesbild]
decisions:
  - {kind: adopted, date: 2025-12-01, body: kommunstyrelsen, reference: KS 2025/0101, paragraph: § 101}
  - {kind: revised, date: 2026-05-04, body: kommunstyrelsen, reference: KS 2026/0044, paragraph: § 44, note: Fältarbetet utökades från 300 till 400 timmar.}
focus_areas:
  torget:
    title: Torget och centrum
    problem: Invånare undviker torget på kvällarna.
    causes: [dålig belysning, få vuxna ute]
    places: [Torget, Stationen, Parken]
    target_group: alla som rör sig i centrum
  trafik:
    title: Trafik vid skolor
    problem: Det körs för fort där barn går till skolan.
  bostader:
    title: Inbrott i bostäder
    status: watched
    note: Inbrotten är få. Frågan följs i det lokala brottsförebyggande rådet.
effects:
  - goal: Fler ska känna sig trygga på torget
    measure: kommunens trygghetsmätning
    focus_area: torget
    baseline: {date: 2025, value: 3.1, source: trygghetsmätning 2025}
    readings:
      - {date: 2026-10, value: 3.3, source: trygghetsmätning 2026}
activities:
  fotpatrull:
    title: Fotpatruller i centrum
    focus_area: torget
    responsible: [polis]
    places: [Torget, Stationen, Parken]
    target: {at_least: 200, unit: tillfällen}
    when: mest kvällar och helger
    counts: Ett tillfälle är en patrull till fots på minst en halvtimme.
    wording: Polisen går fotpatrull i centrum vid minst 200 tillfällen under året.
  vandring:
    title: Trygghetsvandringar
    focus_area: torget
    responsible: [kommun]
    supporting: [polis]
    with: [föreningarna]
    target: {exact: 4, unit: vandringar}
  faltarbete:
    title: Fältarbete på kvällar
    focus_area: torget
    responsible: [kommun]
    target: {at_least: 400, unit: timmar}
  belysning:
    title: Bättre belysning i Parken
    focus_area: torget
    responsible: [kommun]
    target: {done: Ny belysning är tänd i Parken, by: 2026-10-31}
    purpose: att fler ska våga gå genom Parken
  samtal:
    title: Samtal med unga i riskzonen
    focus_area: torget
    responsible: [polis, kommun]
    target: {at_least: 10, unit: personer}
    sensitive: true
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
  hastighet:
    title: Lägre fart på Skolgatan
    focus_area: trafik
    responsible: [kommun]
    best_effort: true
    condition: om trafikmätningen visar att det behövs
    note: Trafikverket äger vägen.
followups:
  - {due: 2026-09-30, to: kommunstyrelsen, form: kort lägesrapport}
  - {due: 2027-02, to: kommunstyrelsen, form: skriftlig uppföljning}
cases:
  - kind: memo
    title: Medborgarlöfte för Exempelby 2026
    reference: KS 2025/0101
    date: 2025-11-10
    from: Kommunledningskontoret
    to: kommunstyrelsen
    officer: {name: Alva Exempelsson, title: trygghetssamordnare}
    proposal:
      - Kommunstyrelsen godkänner medborgarlöftet för 2026.
      - Kommunstyrelsen ger kommundirektören i uppdrag att följa upp löftet senast i februari 2027.
    summary: |
      Polisen och kommunen vill ge invånarna ett gemensamt löfte för 2026. Det gäller torget och trafiken vid skolorna.
    background: |
      Löftet bygger på samtal med invånarna i september 2025 och på polisens lägesbild.
    finances: Löftet ryms inom beslutad budget.
    children: Barn får en säkrare väg till skolan.
    documents:
      - {title: Lägesbild för Exempelby, date: 2025-10-20}
    send_to: [Polisen i Exempelby, samhällsbyggnadsförvaltningen]
  - kind: followup
    title: Uppföljning av medborgarlöftet 2026
    reference: KS 2025/0101
    date: 2026-10-05
    from: Kommunledningskontoret
    officer: {name: Alva Exempelsson, title: trygghetssamordnare}
    proposal:
      - Kommunstyrelsen noterar uppföljningen.
  - kind: interpellation
    title: Svar på interpellation om torget
    reference: KS 2026/0070
    date: 2026-08-31
    asked_by: Bo Påhittad
    questions:
      - Vad gör kommunen för att torget ska kännas tryggt?
      - När kommer den nya belysningen?
    introduction: Interpellationen gäller tryggheten på torget.
    facts: Kommunen och polisen antog ett medborgarlöfte i december 2025.
    answers:
      - Polisen går fotpatrull och kommunens fältarbetare är ute varje vecka.
      - Belysningen är försenad. Kommunen räknar med att den är på plats före årets slut.
sources:
  - {title: Påhittad källa för exemplet, publisher: Exempelby kommun}
note: |
  Exempelby är en påhittad kommun. Alla uppgifter är påhittade och siffrorna är slumpade.
"""
REMARKS = """\
- {date: 2026-06-30, activity: belysning, done: false, note: Upphandlingen har dragit ut på tiden, source: Kommunens lägesrapport, ref: b1}
- {date: 2026-08-15, activity: belysning, deviation: Leverantören fick slut på stolpar, instead: Byggbelysning står i Parken, ref: b2}
- {date: 2026-09-15, activity: samtal, total: 3, ref: s1}
- {date: 2026-09-20, activity: hastighet, words: mätning pågår, ref: h1}
"""
"""What the municipality logged by hand: what is no count, and a small number of persons."""
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


IDS = {
    "Fotpatruller i centrum": "fotpatrull",
    "Trygghetsvandringar": "vandring",
    "Fältarbete på kvällar": "faltarbete",
    "Trafikkontroller vid skolor": "trafikkontroll",
}


def write_logs(folder: Path, rows: Sequence[Event]) -> None:
    """The rows as the parties' logs, with what was logged by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    for party in ("polis", "kommun"):
        text = "".join(lines(rows, party)) + (REMARKS if party == "kommun" else "")
        (folder / f"{party}.yaml").write_text(text, "utf-8")


def lines(rows: Sequence[Event], party: str) -> list[str]:
    """A party's rows as the lines of its log."""
    return [_line(number, row) for number, row in enumerate(rows) if row.party == party]


def _line(number: int, row: Event) -> str:
    count = _swedish(row.number).replace(",", ".")
    place = f", place: {row.place}" if row.place else ""
    note = f", {'type' if row.note == 'kvällspass' else 'note'}: {row.note}" if row.note else ""
    return f"- {{date: {row.day}, activity: {IDS[row.activity]}, count: {count}{place}{note}, ref: e{number}}}\n"


def _swedish(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest}" if rest else f"{whole}"


def main(arguments: Sequence[str]) -> None:
    """Write the promise and the sheet."""
    parser = argparse.ArgumentParser(prog="python -m tests.exempelby", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("exempelby"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--logs", action="store_true", help="write the year into logs as well")
    chosen = parser.parse_args(arguments)
    (chosen.folder / "promises").mkdir(parents=True, exist_ok=True)
    (chosen.folder / "promises" / "exempelby-2026.yaml").write_text(PROMISE, "utf-8")
    (chosen.folder / "insatser.csv").write_bytes(sheet(events(chosen.seed)))
    if chosen.logs:
        write_logs(chosen.folder / "promises" / "exempelby-2026", events(chosen.seed))


if __name__ == "__main__":
    main(sys.argv[1:])
