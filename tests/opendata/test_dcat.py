"""The record for the data portal has what DCAT-AP-SE 3 demands, and says what a hostile setting says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD, Namespace
from rdflib.term import Node

from medlofte.opendata.dcat import NEEDED, as_turtle, files_of, missing_settings
from medlofte.parsing.schema import is_right
from tests.core.test_escaping_bypass import HOSTILE
from tests.support.open_data_tables import dossiers, told_on

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PUBLISHER = Namespace("http://purl.org/adms/publishertype/")
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
DAY = date(2026, 12, 31)
BASE = "https://exempelby.example/data/"
SETTINGS: dict[str, Any] = {
    "url": BASE,
    "title": {"sv": "Medborgarlöften", "en": "Citizens' promises"},
    "description": {"sv": "Vad som lovats.", "en": "What was promised."},
    "publisher": {"name": "Exempelby kommun", "type": "local", "url": "https://exempelby.example"},
    "contact": {"name": "Trygghetssamordnaren", "email": "trygghet@exempelby.example"},
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "formats": ["csv", "csv-sv", "json", "xlsx", "parquet"],
}

TEXT, ADDRESS, ONE_OR_MORE = "text in a language", "an address", 99
MANDATORY = {
    DCAT.Catalog: {
        DCTERMS.title: (TEXT, ONE_OR_MORE),
        DCTERMS.description: (TEXT, ONE_OR_MORE),
        DCTERMS.publisher: (FOAF.Agent, 1),
        DCTERMS.license: (ADDRESS, 1),
        DCAT.dataset: (DCAT.Dataset, ONE_OR_MORE),
    },
    DCAT.Dataset: {
        DCTERMS.title: (TEXT, ONE_OR_MORE),
        DCTERMS.description: (TEXT, ONE_OR_MORE),
        DCTERMS.publisher: (FOAF.Agent, 1),
    },
    DCAT.Distribution: {DCAT.accessURL: (ADDRESS, 1), DCTERMS["format"]: ("text", 1)},
    FOAF.Agent: {FOAF.name: (TEXT, ONE_OR_MORE), DCTERMS.type: (ADDRESS, 1)},
    VCARD.Organization: {VCARD.fn: ("text", ONE_OR_MORE), VCARD.hasEmail: (ADDRESS, ONE_OR_MORE)},
}
"""What the profile (3.0.1) demands of each class that the record has: of what sort, and how many at most."""


def record(settings: Mapping[str, Any] = SETTINGS) -> Graph:
    return Graph().parse(data=as_turtle(settings, told_on(DAY, dossiers())[0], DAY), format="turtle")


def faults(graph: Graph) -> list[str]:
    """What the profile demands and the record lacks."""
    found = []
    for kind, demands in MANDATORY.items():
        subjects = list(graph.subjects(RDF.type, kind))
        found += [] if subjects else [f"no {kind}"]
        for subject in subjects:
            for name, (sort, most) in demands.items():
                values = list(graph.objects(subject, name))
                if not 1 <= len(values) <= most or not all(_is(graph, value, sort) for value in values):
                    found.append(f"{subject} {name}")
    return found


def _is(graph: Graph, value: Node, sort: object) -> bool:
    if sort == TEXT:
        return isinstance(value, Literal) and value.language in ("sv", "en") and value != Literal("")
    if sort == "text":
        return isinstance(value, Literal) and bool(str(value))
    return isinstance(value, URIRef) and (sort == ADDRESS or sort in list(graph.objects(value, RDF.type)))


def test_the_record_has_what_the_profile_demands() -> None:
    assert faults(record()) == []


def test_the_check_finds_what_is_taken_away() -> None:
    """Else it would prove nothing: every demand is broken in turn."""
    for kind, demands in MANDATORY.items():
        for name in demands:
            graph = record()
            graph.remove((next(graph.subjects(RDF.type, kind)), name, None))
            assert faults(graph), name


def test_the_profile_s_own_words() -> None:
    graph = record()
    (catalog,), (dataset,) = graph.subjects(RDF.type, DCAT.Catalog), graph.subjects(RDF.type, DCAT.Dataset)
    (agent,) = graph.subjects(RDF.type, FOAF.Agent)
    assert (catalog, DCTERMS.license, CC0) in graph
    assert (agent, DCTERMS.type, PUBLISHER.LocalAuthority) in graph
    assert set(graph.objects(dataset, DCTERMS.title)) == {
        Literal("Medborgarlöften", lang="sv"),
        Literal("Citizens' promises", lang="en"),
    }
    assert (dataset, DCTERMS.modified, Literal("2026-12-31", datatype=XSD.date)) in graph
    (email,) = graph.objects(None, VCARD.hasEmail)
    assert str(email) == "mailto:trygghet@exempelby.example"


def test_every_published_file_has_its_address_licence_and_format() -> None:
    graph = record()
    found = {
        str(graph.value(each, DCAT.accessURL)).removeprefix(BASE): str(graph.value(each, DCTERMS["format"]))
        for each in graph.objects(None, DCAT.distribution)
    }
    assert found == {file.path: file.media_type for file in files_of(SETTINGS["formats"])}
    assert len(found) == 9
    licences = {graph.value(each, DCTERMS.license) for each in graph.objects(None, DCAT.distribution)}
    assert licences == {URIRef(SETTINGS["license"])}


def test_without_formats_csv_and_json_are_published() -> None:
    graph = record({key: value for key, value in SETTINGS.items() if key != "formats"})
    assert len(list(graph.objects(None, DCAT.distribution))) == 4
    assert faults(graph) == []


def test_the_address_may_have_its_slash_or_not() -> None:
    assert set(record({**SETTINGS, "url": BASE.rstrip("/")}).subjects()) >= {URIRef(f"{BASE}#catalog")}


@pytest.mark.parametrize("text", [HOSTILE, 'a"b', "a\\", "a\nb", '"""', "\\u0041", "##[error]x", "<x>", "å"])
def test_any_text_reads_back_as_itself(text: str) -> None:
    graph = record({**SETTINGS, "title": {"sv": text, "en": text}, "contact": {"name": text, "email": "a@b.example"}})
    assert faults(graph) == []
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert {str(title) for title in graph.objects(dataset, DCTERMS.title)} == {text}
    assert [str(name) for name in graph.objects(None, VCARD.fn)] == [text]


def test_an_address_can_t_end_its_place() -> None:
    graph = record({**SETTINGS, "license": "https://x.example/å > . <a> <b> <c>"})
    assert faults(graph) == []
    assert (URIRef("a"), None, None) not in graph


@pytest.mark.parametrize("path", NEEDED)
def test_what_is_missing_is_named(path: str) -> None:
    first, _, rest = path.partition(".")
    less = dict(SETTINGS)
    if rest:
        less[first] = {key: value for key, value in less[first].items() if key != rest}
    else:
        del less[first]
    assert missing_settings(less) == [path]
    assert missing_settings(SETTINGS) == []


def test_settings_have_a_shape() -> None:
    assert is_right("config", {"open_data": SETTINGS})
    faulty: tuple[dict[str, Any], ...] = (
        {"url": "exempelby"},
        {"contact": {"email": "a"}},
        {"publisher": {"type": "x"}},
        {"formats": []},
    )
    for wrong in faulty:
        assert not is_right("config", {"open_data": {**SETTINGS, **wrong}})


def test_the_same_settings_give_the_same_text() -> None:
    promises = told_on(DAY, dossiers())[0]
    assert as_turtle(SETTINGS, promises, DAY) == as_turtle(SETTINGS, promises, DAY)
