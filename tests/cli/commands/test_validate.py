"""``medlofte validate`` as people and programs meet it."""

import io
import json
from pathlib import Path

import pytest

from tests.conftest import PROMISE, ROOT
from tests.support.commands import Runner

pytestmark = pytest.mark.quick

FAULTY = PROMISE.replace("responsible: [polis]", "responsable: [polis]")


def break_it(project: Path, text: str = FAULTY) -> None:
    (project / "promises" / "exempelby-2026.yaml").write_text(text, "utf-8")


def test_a_sound_project_gets_one_line_and_exit_0(medlofte: Runner) -> None:
    done = medlofte("validate")
    assert done == (0, "Kontrollerade 1 löfte i 2 filer: inga fel, inga varningar.\n", "")


def test_the_repositorys_own_promises_are_sound(medlofte: Runner) -> None:
    done = medlofte("validate", lang="en_GB.UTF-8", cwd=ROOT)
    assert done.code == 0
    assert done.out.startswith("Checked 6 promises in 8 files: no errors, no warnings, ")
    assert len(done.out.splitlines()) == 1


def test_from_any_folder_inside(medlofte: Runner, project: Path) -> None:
    assert medlofte("validate", cwd=project / "promises" / "exempelby-2026").code == 0


def test_outside_a_project_it_says_so(medlofte: Runner, tmp_path_factory: pytest.TempPathFactory) -> None:
    done = medlofte("validate", cwd=tmp_path_factory.mktemp("elsewhere"))
    assert done.code == 2
    assert "promises/" in done.err
    assert "--root" in done.err


def test_root_names_the_project(medlofte: Runner, project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert medlofte("validate", "--root", str(project), cwd=elsewhere).code == 0
    assert medlofte("--root", str(project), "validate", cwd=elsewhere).code == 0
    assert medlofte("validate", str(project / "promises" / "exempelby-2026.yaml"), cwd=elsewhere).code == 0
    assert medlofte("validate", "--root", str(elsewhere)).code == 2


def test_a_fault_is_exit_1_with_its_place(medlofte: Runner, project: Path) -> None:
    break_it(project)
    done = medlofte("validate", "--format", "json")
    document = json.loads(done.out)
    (fault,) = document["diagnostics"]
    assert done.code == 1
    assert document["format"] == 1
    assert document["summary"] == {"promises": 1, "files": 2, "errors": 1, "warnings": 0, "notes": 0}
    assert fault["code"] == "unknown-key"
    assert fault["severity"] == "error"
    assert fault["path"] == "promises/exempelby-2026.yaml"
    assert fault["start"] == {"line": 15, "column": 5}
    assert fault["end"] == {"line": 15, "column": 16}
    assert fault["route"] == ["activities", "fotpatrull", "responsable"]
    assert "responsible" in fault["hint"]
    assert fault["related"] == []


def test_a_fingerprint_survives_moved_lines(medlofte: Runner, project: Path) -> None:
    break_it(project)
    before = json.loads(medlofte("validate", "--format", "json").out)["diagnostics"]
    break_it(project, "# en rad till\n\n" + FAULTY)
    after = json.loads(medlofte("validate", "--format", "json").out)["diagnostics"]
    assert [each["fingerprint"] for each in before] == [each["fingerprint"] for each in after]
    assert before[0]["start"] != after[0]["start"]


def test_a_related_place_is_in_the_json(medlofte: Runner) -> None:
    done = medlofte("validate", "--format", "json", cwd=ROOT / "tests" / "validation" / "cases" / "duplicate-key")
    (fault,) = json.loads(done.out)["diagnostics"]
    (other,) = fault["related"]
    assert other["path"] == fault["path"]
    assert other["start"]["line"] == 14


def test_github_gets_workflow_commands(medlofte: Runner, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_it(project, FAULTY.replace("title: Fotpatruller på torget", "title: 'a%b\n\n      ::error::c'"))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    done = medlofte("validate")
    first = done.out.splitlines()[0]
    assert first.startswith("::error file=promises/exempelby-2026.yaml,line=")
    assert "title=unknown-key::" in first
    assert done.code == 1


def test_fail_on_decides_the_exit_code(medlofte: Runner, project: Path) -> None:
    log = project / "promises" / "exempelby-2026" / "polis.yaml"
    log.write_text("- {date: 2027-01-09, activity: fotpatrull, count: 3}\n", "utf-8")
    assert medlofte("validate").code == 0
    assert medlofte("validate", "--fail-on", "warning").code == 1
    assert medlofte("validate", "--fail-on", "note").code == 1


def test_notes_are_counted_and_shown_when_asked_for(medlofte: Runner, project: Path) -> None:
    break_it(project, PROMISE.replace("    target: {exact: 2, unit: vandringar}\n", ""))
    assert "1 anmärkning." in medlofte("validate").out
    assert "not-measurable" not in medlofte("validate").out
    assert "anmärkning[not-measurable]" in medlofte("validate", "--notes").out


def test_quiet_says_nothing_when_nothing_is_wrong(medlofte: Runner) -> None:
    assert medlofte("validate", "--quiet") == (0, "", "")
    assert medlofte("-q", "validate") == (0, "", "")


def test_standard_input_stands_for_a_file(medlofte: Runner, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(FAULTY.encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    done = medlofte("validate", "-", "--stdin-filename", "promises/exempelby-2026.yaml")
    assert done.code == 1
    assert "fel[unknown-key]" in done.out
    assert medlofte("validate", "-").code == 2


def test_the_output_can_be_a_file(medlofte: Runner, project: Path) -> None:
    done = medlofte("validate", "--format", "json", "--output", "said.json")
    assert done == (0, "", "")
    assert json.loads((project / "said.json").read_text("utf-8"))["format"] == 1


def test_an_unreadable_file_is_exit_2_and_hides_nothing(medlofte: Runner, project: Path) -> None:
    (project / "promises" / "exempelby-2027.yaml").mkdir()
    break_it(project)
    done = medlofte("validate")
    assert done.code == 2
    assert "unreadable-file" in done.out
    assert "unknown-key" in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["validate", "promises/finns-inte.yaml"], "finns-inte"),
        (["validate", "--format", "xml"], "--format"),
        (["validate", "--fromat", "json"], "--format"),
        (["valdate"], "valdate"),
        (["progress", "exempelby-2025"], "exempelby-2026"),
        (["progress", "--as-of", "2026-02-30"], "2026-02-30"),
        (["progress", "--as-of", "igår"], "igår"),
        (["explain", "unknown-kye"], "unknown-key"),
        (["schema"], ""),
        ([], ""),
    ],
)
def test_what_cannot_be_done_is_exit_2_with_a_way_out(medlofte: Runner, arguments: list[str], words: str) -> None:
    done = medlofte(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert words in done.err


def test_settings_choose_the_language(medlofte: Runner, project: Path) -> None:
    assert medlofte("validate", lang="en_GB.UTF-8").out.startswith("Checked")
    assert medlofte("validate", lang="C.UTF-8").out.startswith("Kontrollerade")
    (project / "medlofte.yaml").write_text("lang: sv\n", "utf-8")
    assert medlofte("validate", lang="en_GB.UTF-8").out.startswith("Kontrollerade")
    assert medlofte("validate", "--lang", "en").out.startswith("Checked")
    assert medlofte("--lang", "en", "validate").out.startswith("Checked")


@pytest.mark.parametrize("name", ["promise", "log", "config", "diagnostics"])
def test_every_schema_is_printed(name: str, medlofte: Runner) -> None:
    done = medlofte("schema", name)
    assert (done.code, json.loads(done.out)["$id"]) == (0, f"urn:medlofte:schema:{name}")


def test_schema_rules_and_explain_print(medlofte: Runner) -> None:
    assert json.loads(medlofte("schema", "promise").out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "period-reversed" in medlofte("rules").out
    assert medlofte("explain", "unknown-key").out.startswith("unknown-key (fel)")


def test_a_fault_of_ours_is_exit_70(medlofte: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("medlofte.cli.commands.validate._report", fails)
    done = medlofte("validate")
    assert done.code == 70
    assert "ZeroDivisionError" in done.err
    assert "Traceback" not in done.err


def test_many_notes_are_counted_and_are_no_warning(medlofte: Runner, project: Path) -> None:
    activity = "  narvaro{}: {{title: Närvaro, responsible: [polis]}}\n"
    break_it(project, PROMISE + "".join(activity.format(number) for number in range(60)))
    assert "inga varningar, 60 anmärkningar" in medlofte("validate").out
    assert "inga varningar, 50 anmärkningar" in medlofte("validate", "--notes").out


@pytest.mark.parametrize(
    "line", ["{date: 2026-03-01, aktivitet: fotpatrull}", "{datum: 2026-03-01, activity: fotpatrull}"]
)
def test_a_log_full_of_one_misspelt_key_is_refused(line: str, medlofte: Runner, project: Path) -> None:
    (project / "promises" / "exempelby-2026" / "polis.yaml").write_text(f"- {line}\n" * 100, "utf-8")
    done = medlofte("validate", "--format", "json")
    assert done.code == 1
    assert {each["code"] for each in json.loads(done.out)["diagnostics"]} == {"unknown-key", "more-faults"}


def test_settings_that_are_no_mapping_are_said_and_the_promises_are_checked(project: Path, medlofte: Runner) -> None:
    (project / "medlofte.yaml").write_text("- sv\n", "utf-8")
    done = medlofte("validate")
    assert done.code == 1
    assert "fel[wrong-type]" in done.out
    assert "1 löfte" in done.out + done.err
