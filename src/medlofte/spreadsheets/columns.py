"""The columns of a sheet: what they are headed, and how an entry's lists and mappings stand in one cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from medlofte.core.dates import DateSpan
from medlofte.parsing.log_writer import value_of

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "date": ("Datum", "Date"),
    "activity": ("Aktivitet", "Activity"),
    "party": ("Part", "Party"),
    "count": ("Antal", "Count"),
    "total": ("Totalt", "Total", "Sammanlagt"),
    "reached": ("Nådda", "Reached"),
    "done": ("Klart", "Done"),
    "within": ("I tid", "Within", "Inom tiden"),
    "precision": ("Säkerhet", "Precision"),
    "place": ("Plats", "Place", "Ort"),
    "type": ("Typ", "Type", "Slag"),
    "note": ("Anteckning", "Note", "Kommentar"),
    "words": ("Med ord", "Words"),
    "deviation": ("Avvikelse", "Deviation"),
    "instead": ("I stället", "Instead"),
    "assessed": ("Bedömning", "Assessed"),
    "reason": ("Skäl", "Reason"),
    "results": ("Resultat", "Results"),
    "tags": ("Märkord", "Tags", "Taggar"),
    "of_which": ("Varav", "Of which", "of_which"),
    "source": ("Källa", "Source"),
    "ref": ("Ref", "Ref"),
}
"""The headings of each key in the order of the columns: in Swedish, in English, and other words that are understood."""

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "precision": {
        "exact": ("exact", "precis", "exakt"),
        "over": ("over", "drygt", "över"),
        "at-least": ("at-least", "at least", "minst"),
        "about": ("about", "cirka", "ca", "omkring"),
    },
    "assessed": {
        "kept": ("kept", "uppfyllt"),
        "partly": ("partly", "delvis", "delvis uppfyllt"),
        "not-kept": ("not-kept", "not kept", "ej uppfyllt"),
    },
    "reached": {"all": ("all", "alla", "samtliga")},
}
"""The words that a cell of the key may hold, by what they stand for."""

YES, NO = ("true", "sant", "ja", "yes"), ("false", "falskt", "nej", "no")


def known_headings() -> dict[str, str]:
    """The key that each heading stands for, in its normal form."""
    return {normal(each): key for key, headings in HEADINGS.items() for each in (key, *headings)}


def normal(heading: str) -> str:
    """The heading without what does not matter: case, blanks, and how its accents are stored."""
    return "".join(unicodedata.normalize("NFC", heading).casefold().split())


def list_text(items: Sequence[str]) -> str:
    """Texts in one cell, with semicolons between; in quotation marks where one would be taken for something else."""
    return "; ".join(
        _quoted(each) if ";" in each or each.lstrip().startswith('"') or each != each.strip() else each
        for each in items
    )


def list_of(cell: str) -> list[str]:
    """The texts in a cell: what stands between semicolons, trimmed, and without quotation marks around it."""
    found = [match[1] or match[0] for match in re.finditer(r'\s*("(?:[^"]|"")*"(?=\s*(?:;|\Z)))|[^;]+', cell)]
    return [text for text in map(_bare, found) if text]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _bare(part: str) -> str:
    text = part.strip()
    is_quoted = re.fullmatch(r'"(?:[^"]|"")*"', text) is not None
    return text[1:-1].replace('""', '"') if is_quoted else text


def mapping_text(key: str, value: Mapping[str, Any]) -> str:
    """A mapping in one cell, in braces, as it stands on a log's line."""
    return value_of(key, value)


def days_text(days: DateSpan) -> str:
    """Days in one cell, as a log has them but for a whole year, which is told from a number."""
    return f"år {days.text}" if len(days.text) == len("2026") else days.text


def missing(wanted: Iterable[str], there: Iterable[str]) -> list[str]:
    """The keys that are wanted and not there, as they are headed in Swedish."""
    found = set(there)
    return [HEADINGS[key][0] for key in wanted if key not in found]
