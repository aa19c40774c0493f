"""Personal numbers in a project: an error everywhere, and never shown in full, whatever is asked for."""

import json
from pathlib import Path

import pytest

from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles
from tests.conftest import LOG, PROMISE
from tests.support.commands import Runner

pytestmark = pytest.mark.quick

NUMBER, FIRST_HALF, SECOND_HALF = "811218-9876", "811218", "9876"
FORMS = (NUMBER, "19811218-9876", "8112189876", "198112189876", "811218 9876", "811218+9876", "811278-9873")
PROMISE_PATH, LOG_PATH = Path("promises/exempelby-2026.yaml"), Path("promises/exempelby-2026/polis.yaml")


def codes(promise: str, log: str = LOG) -> list[tuple[str, str, int]]:
    bundle = PromiseFiles(
        ProjectFile(PROMISE_PATH.as_posix(), promise.encode()), (ProjectFile(LOG_PATH.as_posix(), log.encode()),)
    )
    said = checker.check_promise(bundle).diagnostics
    return [(each.code, each.path, each.span.start.line) for each in said if "number" in each.code]


def lines_with(text: str, needle: str) -> list[int]:
    return [number for number, line in enumerate(text.split("\n"), 1) if needle in line]


@pytest.mark.parametrize("number", FORMS)
@pytest.mark.parametrize(
    "old",
    [
        *("title: Medborgarlöfte", "name: Polisen", "body: kommunstyrelsen", "title: Fotpatruller", "unit: tillfällen"),
        *("# Exempelby är", "fotpatrull:", "parties:"),
    ],
)
def test_a_number_anywhere_in_a_promise_is_an_error_on_its_line(old: str, number: str) -> None:
    new = f"{old} # {number}" if old.endswith(":") else f"{old} {number}"
    promise = PROMISE.replace(old, new, 1)
    assert codes(promise) == [
        ("personal-number", PROMISE_PATH.as_posix(), line) for line in lines_with(promise, number)
    ]


@pytest.mark.parametrize("number", FORMS)
def test_a_number_anywhere_in_a_log_is_an_error_on_its_line(number: str) -> None:
    for addition in (
        f"# {number}\n",
        f"- {{date: 2026-03-01, activity: fotpatrull, note: Ringde {number}}}\n",
        f"- {{date: 2026-03-01, activity: fotpatrull, ref: {number.replace(' ', '-').replace('+', '-')}}}\n",
        f"- {{date: 2026-03-01, activity: fotpatrull, results: {{'{number}': 1}}}}\n",
        f"- {{date: 2026-03-01, activity: fotpatrull, 'nr {number}': 1}}\n",
    ):
        assert ("personal-number", LOG_PATH.as_posix(), 4) in codes(PROMISE, LOG + addition)


@pytest.mark.parametrize(
    "value",
    [
        *(r'"8\x3112189876"', r'"811218\u002d9876"', r'"811218\x2D9876"', '"811218-\\\n      9876"'),
        *("811218-\n      9876", "'811218-\n      9876'", ">\n      811218\n      9876", "|-\n      x 811218-9876"),
    ],
)
def test_a_number_in_two_pieces_or_behind_an_escape_is_found(value: str) -> None:
    said = codes(f"{PROMISE}    note: {value}\n")
    assert len(said) == 1
    assert said[0][0] == "personal-number"
    assert len(PROMISE.split("\n")) <= said[0][2] <= len(PROMISE.split("\n")) + 1


def test_a_number_behind_an_escape_in_a_key_or_a_log_is_found() -> None:
    assert len(codes(f'{PROMISE}    "n\\x38112189876": x\n')) == 1
    for line in (r'note: "811218\u002d9876"', r'"811218\u002d9876": 1', r'place: [Torget, "811218\u002d9876"]'):
        assert len(codes(PROMISE, f"{LOG}- {{date: 2026-03-01, activity: fotpatrull, {line}}}\n")) == 1


def test_a_clean_promise_with_everyday_numbers_is_quiet() -> None:
    everyday = "Org.nr 212000-1215, KS 2018/0123, 20181001-20190930, tfn 0303-23 80 00 eller 114 14, bg 5050-1055"
    assert codes(f"{PROMISE}    note: {everyday}\n") == []


@pytest.fixture
def leaking(project: Path) -> Path:
    """The project with a number everywhere, beside other faults: comment, value, key, log, name, settings."""
    (project / PROMISE_PATH).write_text(
        PROMISE.replace("title: Trygghetsvandringar", f"title: {NUMBER}\n    titel {NUMBER}: {NUMBER}  # {NUMBER}"),
        "utf-8",
    )
    (project / LOG_PATH).write_text(
        f"{LOG}- {{date: 2026-13-01, activity: fotpatrul, note: {NUMBER}, {NUMBER}: {NUMBER}}}\n", "utf-8"
    )
    (project / "promises" / f"{NUMBER}.yaml").write_text(f"format: {NUMBER}\n", "utf-8")
    (project / "promises" / NUMBER).mkdir()
    (project / "promises" / NUMBER / f"{NUMBER}.yml").write_text("x", "utf-8")
    (project / "promises" / f"{NUMBER}.txt").write_text("x", "utf-8")
    (project / "medlofte.yaml").write_text(f"lang: {NUMBER}\n{NUMBER}: 1\n", "utf-8")
    return project


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        *(["validate", "--format", name, "--notes"] for name in ("text", "json", "github")),
        *(["validate", f"promises/{NUMBER}.yaml"], ["validate", f"{NUMBER}"], ["progress", NUMBER], ["progress"]),
        *(["progress", "exempelby-2026"], ["render", "memo"], ["render", NUMBER], ["render", "memo", f"x{NUMBER}"]),
        *(
            ["explain", NUMBER],
            ["schema", NUMBER],
            [NUMBER],
            ["progress", "--as-of", NUMBER],
            ["progress", f"--{NUMBER}"],
        ),
        *(["validate", "--root", NUMBER], ["render", "memo", "exempelby-2026", "--template", f"{NUMBER}.j2"]),
        *(["validate", "-", "--stdin-filename", NUMBER], ["validate", "--output", f"promises/{NUMBER}.txt/{NUMBER}"]),
    ],
    ids=" ".join,
)
def test_no_command_shows_a_number_in_full(
    arguments: list[str], lang: str, leaking: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDLOFTE_DEBUG", "1")
    done = medlofte(*arguments, "--lang", lang) if arguments[0] != NUMBER else medlofte(*arguments)
    assert done.code in (1, 2)
    for said in (done.out, done.err):
        assert SECOND_HALF not in said
        assert FIRST_HALF not in said


def test_the_mask_is_as_wide_as_the_number(leaking: Path, medlofte: Runner) -> None:
    out = medlofte("validate", "--format", "text").out
    assert "    title: ******-****\n" in out
    assert "              ^^^^^^^^^^^\n" in out
    for diagnostic in json.loads(medlofte("validate", "--format", "json").out)["diagnostics"]:
        if diagnostic["code"] == "personal-number" and diagnostic["start"]["line"] > 1:
            assert diagnostic["end"]["column"] - diagnostic["start"]["column"] == len(NUMBER)


def test_a_fingerprint_can_not_be_used_to_guess_the_number(project: Path, medlofte: Runner) -> None:
    prints = []
    for number in (NUMBER, "811228-9874"):
        (project / PROMISE_PATH).write_text(PROMISE + f"    note: {number}\n", "utf-8")
        (said,) = json.loads(medlofte("validate", "--format", "json").out)["diagnostics"][:1]
        assert said["code"] == "personal-number"
        prints.append(said["fingerprint"])
    assert prints[0] == prints[1]


def test_the_message_says_that_removing_is_not_enough(leaking: Path, medlofte: Runner) -> None:
    assert "räcker det inte" in medlofte("validate").out
    assert "not enough" in medlofte("validate", "--lang", "en").out


@pytest.mark.parametrize(
    ("template", "where"),
    [
        ("rad\n811218-9876\n", "2"),
        ("rad\n{{ '811218' ~ '-9876' }}\n", "2"),
        ("rad\n\n{{ '811218' }}{{ '-9876' }}\n", "3"),
        ("{{ ['811218', '9876']|join('-')|cell }}", "1"),
        ("{{ '811218-9876'|safe }}", "1"),
    ],
)
def test_no_document_with_a_number_is_written(template: str, where: str, project: Path, medlofte: Runner) -> None:
    (project / "egen.j2").write_text(template, "utf-8")
    done = medlofte("render", "memo", "exempelby-2026", "--template", "egen.j2", "--output", "ut.md", "--lang", "en")
    assert done.code == 1
    assert "personal number" in done.err
    assert f":{where}:" in done.err or f"line {where}" in done.err
    assert NUMBER not in done.err
    assert not (project / "ut.md").exists()


def test_contact_with_a_function_is_no_warning_and_with_a_person_is() -> None:
    function = PROMISE.replace("kind: police}", "kind: police, contact: {email: a@b.example, phone: 070-1740605}}")
    person = PROMISE.replace("name: Polisen", "name: Bo a@b.example 070-1740605")

    def said(promise: str) -> list[str]:
        bundle = PromiseFiles(ProjectFile(PROMISE_PATH.as_posix(), promise.encode()))
        return [each.code for each in checker.check_promise(bundle).diagnostics if each.severity.word == "warning"]

    assert said(function) == []
    assert said(person) == ["email-address", "mobile-number"]


def test_a_number_that_is_both_is_said_once_as_the_graver() -> None:
    assert codes(f"{PROMISE}    note: 0701014565\n") == [("personal-number", PROMISE_PATH.as_posix(), 21)]


@pytest.mark.parametrize(
    ("line", "is_said"),
    [
        ("# yaml-language-server: $schema=../src/medlofte/parsing/schema/promise.schema.json", False),
        ("# $schema: promise.schema.json", False),
        ("# yaml-language-server: $schema=../.vscode/medlofte-promise.schema.json", False),
        ("# yaml-language-server: $schema=../.vscode/medlofte-log.schema.json", True),
        ("# yaml-language-server: $schema=urn:medlofte:schema:promise", False),
        ("# $schema is written above", False),
        ("# yaml-language-server: $schema=", False),
        ("# yaml-language-server: $schema=log.schema.json", True),
        ("# yaml-language-server: $schema=urn:medlofte:schema:log", True),
        ("# yaml-language-server: $schema = https://x.example/promise.schema.json", True),
        ("# yaml-language-server: $schema=/etc/promise.schema.json", True),
        ("# yaml-language-server: $schema=file:promise.schema.json", True),
        ("# yaml-language-server: $schema=promise.schema.json.evil", True),
    ],
)
def test_an_editor_line_leads_to_medloftes_schema(line: str, is_said: bool) -> None:
    bundle = PromiseFiles(ProjectFile(PROMISE_PATH.as_posix(), f"{line}\n{PROMISE}".encode()))
    said = [
        each.span.start.line
        for each in checker.check_promise(bundle).diagnostics
        if each.code == "misleading-schema-line"
    ]
    assert said == ([1] if is_said else [])
