"""The open data's record for a data portal: DCAT-AP-SE 3 as Turtle, from the settings ``open_data``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from medlofte.core.escaping import escape_turtle, escape_turtle_iri
from medlofte.core.record import Record
from medlofte.opendata.tables import TidyTable

NEEDED = (
    *("url", "title.sv", "title.en", "description.sv", "description.en", "publisher.name", "publisher.type"),
    *("contact.name", "contact.email", "license"),
)
"""The settings under ``open_data`` without which there is no record."""

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FREE = "http://creativecommons.org/publicdomain/zero/1.0/"
"""The licence that a catalogue's own particulars must have in Sweden, whatever the data's is."""

_EU = "http://publications.europa.eu/resource/authority"
_PUBLISHER = {"local": "LocalAuthority", "regional": "RegionalAuthority", "national": "NationalAuthority"}
_THEMES = ("JUST", "GOVE")
_KEYWORDS = {
    "sv": ("medborgarlöften", "trygghet", "brottsförebyggande arbete"),
    "en": ("citizens' promises", "safety", "crime prevention"),
}
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DistributionFile(Record):
    """A file, or a folder of files, that is published: its path under the address, its media type and what it is."""

    path: str
    media_type: str
    sv: str
    en: str


_TABLES = {
    "promises": ("Löften", "Promises"),
    "activities": ("Aktiviteter", "Activities"),
    "entries": ("Noteringar", "Entries"),
}
_WHOLE = {
    "json": DistributionFile("open-data.json", "application/json", "Alla tabeller som JSON", "All tables as JSON"),
    "xlsx": DistributionFile("open-data.xlsx", _SHEET, "Alla tabeller som XLSX", "All tables as XLSX"),
    "parquet": DistributionFile(
        "parquet/", "application/vnd.apache.parquet", "Alla tabeller som Parquet", "All tables as Parquet"
    ),
}
_CSV = {
    "csv": ("som CSV", "as CSV"),
    "csv-sv": ("som CSV för svenska Excel", "as CSV for a Swedish Excel"),
}
FORMATS = ("csv", "json")
"""The formats that are published when the settings name none."""


def missing_settings(settings: Mapping[str, Any]) -> list[str]:
    """The settings that a record needs and that are not there, as ``publisher.name``."""
    return [path for path in NEEDED if not _setting(settings, path)]


def _setting(settings: Mapping[str, Any], path: str) -> Any:
    value: Any = settings
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def files_of(formats: Sequence[str]) -> Iterator[DistributionFile]:
    """What is published in the formats."""
    for format in formats:
        if format in _WHOLE:
            yield _WHOLE[format]
        else:
            for name, (sv, en) in _TABLES.items():
                in_sv, in_en = _CSV[format]
                yield DistributionFile(f"{format}/{name}.csv", "text/csv", f"{sv} {in_sv}", f"{en} {in_en}")


def as_turtle(settings: Mapping[str, Any], promises: TidyTable, as_of: date) -> str:
    """The record: a catalogue with one dataset, its publisher, its contact point and its files.

    ``settings`` has all that is needed. The same settings and promises give the same text.
    """
    base = str(settings["url"]).rstrip("/") + "/"
    files = list(files_of(settings.get("formats") or FORMATS))
    blocks = [
        "\n".join(f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()),
        _block(f"{base}#catalog", "dcat:Catalog", _catalog(settings, base, as_of)),
        _block(f"{base}#dataset", "dcat:Dataset", _dataset(settings, base, files, promises, as_of)),
        _block(f"{base}#publisher", "foaf:Agent", _publisher(settings["publisher"])),
        _block(f"{base}#contact", "vcard:Organization", _contact(settings["contact"])),
        *(_block(_id(base, file), "dcat:Distribution", _distribution(settings, base, file)) for file in files),
    ]
    return "\n\n".join(blocks) + "\n"


Said = Iterator[tuple[str, str]]
"""Properties and their values, as they are written."""


def _block(id: str, kind: str, said: Said) -> str:
    return " ;\n    ".join((f"{escape_turtle_iri(id)} a {kind}", *(f"{name} {value}" for name, value in said))) + " ."


def _id(base: str, file: DistributionFile) -> str:
    return f"{base}#" + file.path.rstrip("/").replace("/", "-")


def _both(name: str, words: Mapping[str, str]) -> Said:
    yield from ((name, escape_turtle(words[language], language)) for language in ("sv", "en"))


def _day(day: date) -> str:
    return f"{escape_turtle(day.isoformat())}^^xsd:date"


def _catalog(settings: Mapping[str, Any], base: str, as_of: date) -> Said:
    yield from _both("dcterms:title", settings["title"])
    yield from _both("dcterms:description", settings["description"])
    yield "dcterms:publisher", escape_turtle_iri(f"{base}#publisher")
    yield "dcterms:license", escape_turtle_iri(FREE)
    yield "dcterms:language", escape_turtle_iri(f"{_EU}/language/SWE")
    yield "dcterms:modified", _day(as_of)
    yield "dcat:themeTaxonomy", escape_turtle_iri(f"{_EU}/data-theme")
    yield "dcat:dataset", escape_turtle_iri(f"{base}#dataset")


def _dataset(
    settings: Mapping[str, Any], base: str, files: Sequence[DistributionFile], promises: TidyTable, as_of: date
) -> Said:
    yield from _both("dcterms:title", settings["title"])
    yield from _both("dcterms:description", settings["description"])
    yield "dcterms:publisher", escape_turtle_iri(f"{base}#publisher")
    yield "dcat:contactPoint", escape_turtle_iri(f"{base}#contact")
    for language, words in _KEYWORDS.items():
        yield from (("dcat:keyword", escape_turtle(word, language)) for word in words)
    yield from (("dcat:theme", escape_turtle_iri(f"{_EU}/data-theme/{theme}")) for theme in _THEMES)
    yield "dcterms:accessRights", escape_turtle_iri(f"{_EU}/access-right/PUBLIC")
    yield "dcterms:language", escape_turtle_iri(f"{_EU}/language/SWE")
    yield "dcterms:modified", _day(as_of)
    yield from _temporal(promises)
    yield from (("dcat:distribution", escape_turtle_iri(_id(base, file))) for file in files)


def _temporal(promises: TidyTable) -> Said:
    """From the first day of any promise to the last of any, as far as they have one."""
    firsts = [day for day in promises.column("first_day") if isinstance(day, date)]
    lasts = [day for day in promises.column("last_day") if isinstance(day, date)]
    if firsts:
        end = f" ; dcat:endDate {_day(max(lasts))}" if len(lasts) == len(firsts) else ""
        yield "dcterms:temporal", f"[ a dcterms:PeriodOfTime ; dcat:startDate {_day(min(firsts))}{end} ]"


def _publisher(publisher: Mapping[str, str]) -> Said:
    yield "foaf:name", escape_turtle(publisher["name"], "sv")
    yield "dcterms:type", escape_turtle_iri(f"http://purl.org/adms/publishertype/{_PUBLISHER[publisher['type']]}")
    if "url" in publisher:
        yield "foaf:homepage", escape_turtle_iri(publisher["url"])


def _contact(contact: Mapping[str, str]) -> Said:
    yield "vcard:fn", escape_turtle(contact["name"])
    yield "vcard:hasEmail", escape_turtle_iri(f"mailto:{contact['email']}")


def _distribution(settings: Mapping[str, Any], base: str, file: DistributionFile) -> Said:
    yield from _both("dcterms:title", {"sv": file.sv, "en": file.en})
    yield "dcat:accessURL", escape_turtle_iri(base + file.path)
    if not file.path.endswith("/"):
        yield "dcat:downloadURL", escape_turtle_iri(base + file.path)
    yield "dcterms:format", escape_turtle(file.media_type)
    yield "dcterms:license", escape_turtle_iri(settings["license"])
