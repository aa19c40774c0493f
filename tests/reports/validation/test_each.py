"""What each format has of its own, beyond what its schema can say."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from medlofte import __version__
from medlofte.core.messages import Translator
from medlofte.reports.validation import Look, render
from medlofte.validation import checker
from tests.conftest import PROMISE
from tests.support.commands import Runner, runner
from tests.support.report_readers import READERS
from tests.support.report_samples import REPORTS, diagnostic, report_of

pytestmark = pytest.mark.quick

LOOK = Look()


def run_of(name: str, translator: Translator) -> Any:
    (run,) = json.loads(render("sarif", REPORTS[name], translator, LOOK))["runs"]
    return run


# SARIF


@pytest.mark.parametrize("name", REPORTS)
def test_a_result_of_sarif_names_its_rule_with_the_severity_of_its_code(name: str, swedish: Translator) -> None:
    run = run_of(name, swedish)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    for rule in rules:
        assert rule["defaultConfiguration"]["level"] == checker.CODES[rule["id"]].severity.word
        assert rule["fullDescription"]["text"].startswith(rule["shortDescription"]["text"])
        assert "*" not in rule["fullDescription"]["text"]
        assert rule["id"] in rule["help"]["text"]
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_the_tool_of_sarif_says_its_version_and_its_language(swedish: Translator, english: Translator) -> None:
    driver = run_of("sound", swedish)["tool"]["driver"]
    assert (driver["name"], driver["version"], driver["language"]) == ("medlofte", __version__, "sv")
    assert run_of("sound", english)["language"] == "en"


def test_a_code_that_the_report_does_not_explain_is_still_a_rule(english: Translator) -> None:
    report = report_of((diagnostic("x", code="ny-kod"),)).replace(codes=())
    (run,) = json.loads(render("sarif", report, english, LOOK))["runs"]
    assert run["tool"]["driver"]["rules"] == [{"id": "ny-kod"}]


def test_the_short_description_is_the_first_sentence(english: Translator) -> None:
    report = report_of((diagnostic("x", code="personal-number"), diagnostic("y", code="unknown-key")))
    (run,) = json.loads(render("sarif", report, english, LOOK))["runs"]
    first, second = (rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
    assert first == "A personnummer or samordningsnummer."
    assert second == "The format has no such key in this place, so nobody would read it."


def test_a_path_in_sarif_is_relative_and_nothing_but_a_path(english: Translator) -> None:
    for result in run_of("hostile", english)["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.isascii()
        assert urlsplit(uri)._replace(path="") == ("", "", "", "", "")
        assert uri.startswith("promises/")


def test_no_text_makes_a_link_in_a_message_of_sarif(english: Translator) -> None:
    for result in run_of("hostile", english)["results"]:
        for message in (result["message"], *(each["message"] for each in result["relatedLocations"])):
            assert "](" not in message["text"]


def test_sarif_tells_the_whole_span_the_route_and_the_related_places(english: Translator) -> None:
    each = diagnostic("x", at=(7, 3), until=(9, 2), route=("activities", "å", 0))
    (run,) = json.loads(render("sarif", report_of((each,)), english, LOOK))["runs"]
    (result,) = run["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 7, "startColumn": 3, "endLine": 9, "endColumn": 2}
    assert result["properties"]["route"] == ["activities", "å", 0]
    (other,) = result["relatedLocations"]
    assert (other["id"], other["message"]["text"]) == (1, "Först: x")
    assert other["physicalLocation"]["region"]["endColumn"] == 2


# GitLab


def test_gitlab_is_told_where_it_ends(english: Translator) -> None:
    (each,) = json.loads(render("gitlab", report_of((diagnostic("x", at=(7, 3), until=(9, 2)),)), english, LOOK))
    assert each["location"]["lines"] == {"begin": 7, "end": 9}
    assert each["location"]["positions"]["end"] == {"line": 9, "column": 2}


# rdjson


@pytest.mark.parametrize(
    ("line", "at", "until", "columns"),
    [
        ("  åä: x", (1, 6), (1, 8), (8, 10)),
        ("😀👍x: 1", (1, 2), (1, 4), (5, 10)),
        ("abc", (1, 1), (1, 4), (1, 4)),
        ("åäö", (1, 4), (1, 4), (7, 7)),
        ("a\u0301b", (1, 3), (1, 4), (4, 5)),
    ],
)
def test_a_column_of_rdjson_counts_bytes(
    line: str, at: tuple[int, int], until: tuple[int, int], columns: tuple[int, int], english: Translator
) -> None:
    report = report_of((diagnostic("x", at=at, until=until, line=line),))
    (each,) = json.loads(render("rdjson", report, english, LOOK))["diagnostics"]
    place = each["location"]["range"]
    assert (place["start"]["column"], place["end"]["column"]) == columns
    inside = line.encode()[columns[0] - 1 : columns[1] - 1].decode()
    assert inside == line[at[1] - 1 : until[1] - 1]


@pytest.mark.parametrize(
    ("line", "at", "until", "expected"),
    [
        ("å: [1,", (7, 2), (9, 2), {"start": {"line": 7, "column": 3}}),
        ("", (8, 4), (8, 6), {"start": {"line": 8}}),
        ("åå", (8, 2), (8, 6), {"start": {"line": 8, "column": 3}}),
    ],
)
def test_rdjson_leaves_out_what_can_not_be_known(
    line: str, at: tuple[int, int], until: tuple[int, int], expected: object, english: Translator
) -> None:
    report = report_of((diagnostic("x", at=at, until=until, line=line),))
    (each,) = json.loads(render("rdjson", report, english, LOOK))["diagnostics"]
    assert each["location"]["range"] == expected


def test_rdjson_has_the_line_of_a_compiler_and_the_related_places(english: Translator) -> None:
    report = report_of((diagnostic("x", at=(3, 5), until=(3, 9)),))
    (each,) = json.loads(render("rdjson", report, english, LOOK))["diagnostics"]
    assert each["original_output"] == "promises/exempelby-2026.yaml:3:5: error[unknown-key]: x"
    assert each["related_locations"][0]["location"]["range"]["end"] == {"line": 1, "column": 3}


# JUnit


def cases_in(text: str) -> dict[str, Any]:
    (suite,) = etree.fromstring(text.encode())
    return {test.get("name"): test for test in suite}


def test_a_green_run_of_junit_has_a_test_for_each_file(swedish: Translator) -> None:
    tests = cases_in(render("junit", REPORTS["sound"], swedish, LOOK))
    assert list(tests) == ["promises/exempelby-2026.yaml", "promises/exempelby-2026/polis.yaml"]
    assert not any(len(test) for test in tests.values())


def test_the_numbers_of_junit_are_those_of_its_tests(english: Translator) -> None:
    for report in REPORTS.values():
        root = etree.fromstring(render("junit", report, english, LOOK).encode())
        (suite,) = root
        for element in (root, suite):
            assert int(element.get("tests")) == len(suite)
            assert int(element.get("failures")) == len(suite.findall("testcase/failure"))


def test_errors_fail_a_test_of_junit_and_the_rest_is_told_beside(swedish: Translator) -> None:
    from medlofte.core.diagnostic import Severity

    said = (
        diagnostic("Fel ett.", "a.yaml"),
        diagnostic("Fel två.", "a.yaml", hint=None),
        diagnostic("Se upp.", "a.yaml", severity=Severity.WARNING),
        diagnostic("Jaha.", "b.yaml", severity=Severity.NOTE),
    )
    tests = cases_in(render("junit", report_of(said, ("a.yaml", "c.yaml")), swedish, LOOK))
    assert list(tests) == ["a.yaml", "b.yaml", "c.yaml"]
    failure, out = tests["a.yaml"]
    assert (failure.get("type"), failure.get("message")) == ("unknown-key", "2 fel: Fel ett.")
    assert failure.text.split("\n") == [
        "a.yaml:3:5: fel[unknown-key]: Fel ett.",
        "  a.yaml:1:1: Först: Fel ett.",
        "  hjälp: Ta bort den.",
        "a.yaml:3:5: fel[unknown-key]: Fel två.",
        "  a.yaml:1:1: Först: Fel två.",
    ]
    assert out.text.startswith("a.yaml:3:5: varning[unknown-key]: Se upp.")
    assert [element.tag for element in tests["b.yaml"]] == ["system-out"]


def test_what_xml_can_not_hold_is_spelled_out(english: Translator) -> None:
    tests = cases_in(render("junit", report_of((diagnostic("a\x00b\x1bc", "x\x0by.yaml"),)), english, LOOK))
    assert list(tests) == [r"x\x0by.yaml"]
    assert r"a\x00b\x1bc" in tests[r"x\x0by.yaml"][0].text


# Fingerprints


def marks(format: str, text: str) -> list[str]:
    document = json.loads(text)
    if format == "sarif":
        return [mark for each in document["runs"][0]["results"] for mark in each["partialFingerprints"].values()]
    return [each["fingerprint"] for each in (document if format == "gitlab" else document["diagnostics"])]


@pytest.mark.parametrize("format", ["json", "gitlab", "sarif"])
def test_lines_above_change_no_fingerprint(format: str, project: Path, medlofte: Runner) -> None:
    faulty = PROMISE.replace("responsible:", "responsable:").replace("status: adopted", "status: antaget")
    file = project / "promises" / "exempelby-2026.yaml"
    found = []
    for text in (faulty, f"# en rad\n\n{faulty}", faulty.replace("activities:", "# mitt i\nactivities:")):
        file.write_text(text, "utf-8")
        done = medlofte("validate", "--format", format)
        assert done.code == 1
        found.append(marks(format, done.out))
    assert len(found[0]) > 2
    assert found[0] == found[1] == found[2]
    assert len(set(found[0])) == len(found[0])


def test_the_same_fault_has_the_same_fingerprint_in_every_format(english: Translator) -> None:
    report = REPORTS["cases"]
    written = [marks(format, render(format, report, english, LOOK)) for format in ("json", "gitlab", "sarif")]
    assert written[0] == written[1] == written[2]
    assert len(set(written[0])) == len(report.diagnostics)


# The command


@pytest.mark.parametrize("format", ["json", "gitlab", "sarif", "junit", "rdjson"])
def test_a_machine_format_is_one_document_on_standard_output_or_in_a_file(
    format: str, project: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary.md"))
    (project / "promises" / "exempelby-2026.yaml").write_text(PROMISE.replace("title:", "titel:", 1), "utf-8")
    done = medlofte("validate", "--format", format)
    assert (done.code, done.err) == (1, "")
    etree.fromstring(done.out.encode()) if format == "junit" else json.loads(done.out)
    assert medlofte("validate", "--format", format, "--output", "said") == (1, "", "")
    assert (project / "said").read_text("utf-8") == done.out
    assert not (project / "summary.md").exists()


@pytest.mark.parametrize("format", ["json", "gitlab", "sarif", "junit", "rdjson"])
def test_machines_get_the_notes_unasked(format: str, project: Path, medlofte: Runner) -> None:
    unmeasured = PROMISE.replace("    target: {exact: 2, unit: vandringar}\n", "")
    (project / "promises" / "exempelby-2026.yaml").write_text(unmeasured, "utf-8")
    done = medlofte("validate", "--format", format)
    assert done.code == 0
    assert "not-measurable" in done.out
    assert "not-measurable" not in medlofte("validate", "--format", "github").out


@pytest.mark.parametrize("variable", ["GITHUB_ACTIONS", "GITLAB_CI", None])
def test_platforms_get_paths_from_the_top_of_the_repository(
    variable: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "kommunen" / "löften"
    (root / "promises").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (root / "promises" / "exempelby-2026.yaml").write_text(PROMISE.replace("title:", "titel:", 1), "utf-8")
    medlofte = runner(monkeypatch, capsys, root)
    marked = marks("json", medlofte("validate", "--format", "json").out)
    if variable is not None:
        monkeypatch.setenv(variable, "true")
    path = "promises/exempelby-2026.yaml"
    for format in ("github", "gitlab", "sarif", "json", "junit", "rdjson"):
        out = medlofte("validate", "--format", format, "--lang", "en").out
        counts_from_top = variable is not None and format in ("github", "gitlab", "sarif")
        assert {each.path for each in READERS[format](out)} == {f"kommunen/löften/{path}" if counts_from_top else path}
        if format in ("gitlab", "sarif"):
            assert marks(format, out) == marked


def test_the_folder_of_the_project_stands_before_related_paths_too(english: Translator) -> None:
    text = render("sarif", report_of((diagnostic("x"),)), english, Look(folder="å/"))
    (result,) = json.loads(text)["runs"][0]["results"]
    (other,) = result["relatedLocations"]
    uri = "%C3%A5/promises/exempelby-2026.yaml"
    assert other["physicalLocation"]["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_junit_has_a_test_for_each_file_that_was_checked(project: Path, medlofte: Runner) -> None:
    (project / "medlofte.yaml").write_text("lang: sv\n", "utf-8")
    tests = cases_in(medlofte("validate", "--format", "junit").out)
    assert list(tests) == ["medlofte.yaml", "promises/exempelby-2026.yaml", "promises/exempelby-2026/polis.yaml"]


def test_a_file_name_that_is_no_text_ends_up_in_a_file_all_the_same(project: Path, medlofte: Runner) -> None:
    name = b"promises/\xff.txt".decode("utf-8", "surrogateescape")
    (project / name).write_bytes(b"")
    for format in ("text", "json", "gitlab", "sarif", "junit", "rdjson", "github"):
        done = medlofte("validate", "--format", format, "--output", "said")
        assert done == (0, "", ""), format
        assert "file-not-read" in (project / "said").read_text("utf-8")
