"""``medlofte new``: a draft that is valid from the first, from options, from answers or from an earlier promise."""

import io
import os
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from medlofte.cli.session import Session
from tests.conftest import PROMISE
from tests.support.commands import Done, Runner

ID = "exempelby-2027"
FILE = Path(f"promises/{ID}.yaml")
GIVEN = ("--municipality", "Exempelby kommun", "--start", "2027-01-01", "--activity", "polis: Patrull = minst 2 pass")


@pytest.fixture
def new(medlofte: Runner) -> Runner:
    def run(*arguments: str, lang: str = "sv_SE.UTF-8") -> Done:
        return medlofte("new", *arguments, lang=lang)

    return run


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr(Session, "is_conversation", True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{each}\n" for each in answers)))


def test_options_are_enough(new: Runner, medlofte: Runner, project: Path) -> None:
    done = new(
        ID, *GIVEN, "--title", "Löfte: 2027 # x", "--party", "polis=Polisen", "--party", "kommun=Exempelby kommun"
    )
    assert (done.code, done.out) == (0, f"{FILE}\n")
    assert f"medlofte adopt {ID}" in done.err
    assert (project / FILE).read_text("utf-8") == (
        "# yaml-language-server: $schema=../promise.schema.json\n"
        "# Vad mer som kan stå här: medlofte schema promise\n"
        "format: 1\n"
        'title: "Löfte: 2027 # x"\n'
        "municipality: {name: Exempelby kommun}\n"
        "period: {start: 2027-01-01, end: 2027-12-31}\n"
        "status: draft  # sätts av medlofte adopt\n"
        "\n"
        "# Vilka som lovar. Kortnamnen före kolon används under responsible.\n"
        "parties:\n"
        "  polis: {name: Polisen, kind: police}\n"
        "  kommun: {name: Exempelby kommun, kind: municipality}\n"
        "\n"
        "# Vad som ska göras, av vem och hur mycket.\n"
        "activities:\n"
        "  patrull:\n"
        "    title: Patrull\n"
        "    responsible: [polis]\n"
        "    target: {at_least: 2, unit: pass}\n"
    )
    assert medlofte("validate").code == 0
    assert medlofte("adopt", ID, "--date", "2026-12-01", "--body", "KS", "--reference", "KS 1").code == 0


def test_a_person_is_asked_and_asked_again(
    new: Runner, medlofte: Runner, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(
        monkeypatch,
        *("", "9999", "1482", "", "1 januari", "januari 2027", "2026-12", "juni 2027", ""),
        *("Polisen, Kungälvs kommun, Föreningarna", "", "Fotpatruller på torget", "4", "polis", "många"),
        *("minst 200 tillfällen", "Närvaro", "3", "", "", "X 1", "exempelby-2026", ""),
    )
    done = new()
    assert (done.code, done.out) == (0, "promises/kungalv-2027.yaml\n")
    text = (project / "promises/kungalv-2027.yaml").read_text("utf-8")
    assert "title: Medborgarlöfte för Kungälvs kommun 2027\n" in text
    assert 'municipality: {name: Kungälvs kommun, code: "1482"}\nperiod: {start: 2027-01, end: 2027-06}\n' in text
    assert "  foreningarna: {name: Föreningarna, kind: other}\n" in text
    assert "    title: Närvaro\n    responsible: [foreningarna]\n" in text
    assert text.count("title:") == 3
    for wrong in ("9999", "1 januari", "2026-12", "många", "X 1", "exempelby-2026"):
        assert wrong in done.err
    assert medlofte("validate").code == 0


@pytest.mark.parametrize(
    "who", ["1, 2", "polis,kommun", "1,kommun, 1", "Polisen, Exempelby kommun", "POLISEN, exempelby"]
)
def test_several_can_be_responsible(
    who: str, new: Runner, medlofte: Runner, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "Exempelby kommun", "", "", "", "", "", "Vandringar", "1, 3", "", who, "2 vandringar", "")
    done = new(ID)
    assert "från 1 till 2" in done.err
    assert "    responsible: [polis, kommun]\n" in (project / FILE).read_text("utf-8")
    assert medlofte("validate").code == 0


@pytest.mark.parametrize("id", ["exempelby-2031", "exempelby-torget-2031"])
def test_a_promise_begins_in_the_year_of_its_name(id: str, new: Runner, project: Path) -> None:
    assert new(id, "--municipality", "Exempelby kommun", "--activity", "polis: Patrull").code == 0
    text = (project / "promises" / f"{id}.yaml").read_text("utf-8")
    assert "period: {start: 2031-01-01, end: 2031-12-31}\n" in text


@pytest.mark.parametrize("id", ["exempelby", "exempelby2031", "exempelby-2031-torget", "exempelby-12031"])
def test_without_a_year_in_its_name_it_begins_next_year(id: str, new: Runner, project: Path) -> None:
    assert new(id, "--municipality", "Exempelby kommun", "--activity", "polis: Patrull").code == 0
    year = date.today().year + 1  # noqa: DTZ011 - as the program reads the calendar
    assert f"start: {year}-01-01" in (project / "promises" / f"{id}.yaml").read_text("utf-8")


def test_a_person_who_leaves_has_made_nothing(new: Runner, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "1482", "")
    done = new(ID)
    assert (done.code, done.err.splitlines()[-1]) == (130, "Inget har skrivits.")
    assert (
        os.listdir(project / "promises") == ["exempelby-2026", "exempelby-2026.yaml"] or not (project / FILE).exists()
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((ID,), "--municipality"),
        ((ID, *GIVEN[:4]), "--activity"),
        (GIVEN, "ID"),
        (("exempelby-2026", *GIVEN), "exempelby-2026"),
        (("Exempelby_2027", *GIVEN), "exempelby-2027"),
        ((ID, *GIVEN, "--activity", "polis: x = många"), "många"),
        ((ID, *GIVEN, "--activity", "Utan part"), "polis: Utan part"),
        ((ID, *GIVEN, "--start", "2027"), "2027"),
        ((ID, *GIVEN, "--end", "2026-12-31"), "2026-12-31"),
        ((ID, *GIVEN, "--municipality", "9999"), "9999"),
        ((ID, *GIVEN, "--title", " "), "tomt"),
        ((ID, "--from", "exempelby-2025"), "exempelby-2026"),
    ],
)
def test_what_cannot_be_made_is_refused(arguments: tuple[str, ...], words: str, new: Runner, project: Path) -> None:
    done = new(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert not (project / FILE).exists()


@pytest.mark.parametrize("option", ["--title", "--area", "--municipality", "--activity", "--party"])
def test_a_personal_number_is_never_written(option: str, new: Runner, project: Path) -> None:
    done = new(ID, *GIVEN, option, "polis: 19121212-1212")
    assert done.code == 2
    assert "1212-1212" not in done.err
    assert not (project / FILE).exists()


def test_a_fault_is_told_and_nothing_is_written(new: Runner, project: Path) -> None:
    done = new(ID, *GIVEN, "--party", "fel nyckel=Polisen", "--activity", "fel nyckel: x")
    assert done.code == 1
    assert "bad-key" in done.err
    assert not (project / FILE).exists()


# Carried over


def test_the_unfinished_is_carried_over(new: Runner, medlofte: Runner, project: Path) -> None:
    log = project / "promises/exempelby-2026/kommun.yaml"
    log.write_text("- {date: 2026-09-01, activity: vandring, count: 2, ref: v1}\n", "utf-8")
    done = new(ID, "--from", "exempelby-2026")
    assert (done.code, done.out) == (0, f"{FILE}\n")
    assert "Trygghetsvandringar (2 av 2 vandringar)" in done.err
    text = (project / FILE).read_text("utf-8")
    assert "title: Medborgarlöfte för Exempelby 2027\n" in text
    assert "period: {start: 2027-01-01, end: 2027-12-31}\n" in text
    assert "follows: exempelby-2026\n" in text
    assert "    # 2026: 199 av minst 200 tillfällen, ej uppfyllt\n    target: {at_least: 200" in text
    assert "vandring" not in text
    assert "decisions" not in text
    assert medlofte("validate").code == 0


def test_all_of_it_may_be_carried_over(new: Runner, project: Path) -> None:
    assert new(ID, "--from", "exempelby-2026", "--all", "--as-of", "2026-01-31").code == 0
    text = (project / FILE).read_text("utf-8")
    assert "    # 2026: 3 av minst 200 tillfällen, efter plan\n" in text
    assert "vandring:" in text


def test_options_go_before_what_is_carried(new: Runner, project: Path) -> None:
    more = ("--title", "Nytt", "--start", "2028-01-01", "--area", "Centrum", "--activity", "polis: Ny = 2 pass")
    assert new(ID, "--from", "exempelby-2026", *more).code == 0
    text = (project / FILE).read_text("utf-8")
    for line in ("title: Nytt", "area: Centrum", "period: {start: 2028-01-01, end: 2028-12-31}", "  ny:"):
        assert f"\n{line}\n" in text


def test_days_of_the_old_are_not_carried(new: Runner, medlofte: Runner, project: Path) -> None:
    (project / "promises/exempelby-2026.yaml").write_text(
        PROMISE
        + "  kamera:\n    title: Kamera\n    responsible: [kommun]\n    target: {done: Uppsatt, by: 2026-06-30}\n"
        + "  sommar:\n    title: Sommar\n    responsible: [kommun]\n    period: {start: 2026-06, end: 2026-08}\n",
        "utf-8",
    )
    assert new(ID, "--from", "exempelby-2026").code == 0
    text = (project / FILE).read_text("utf-8")
    assert "target: {done: Uppsatt}\n" in text
    assert "2026-06-30" in text
    assert "2026-06–2026-08" in text
    assert not re.search(r"(?m)^\s*(period|by): .*2026", text)
    assert medlofte("validate").code == 0


def test_a_faulty_promise_is_not_carried_over(new: Runner, project: Path) -> None:
    (project / "promises/exempelby-2026.yaml").write_text(PROMISE.replace("[polis]", "[region]"), "utf-8")
    done = new(ID, "--from", "exempelby-2026")
    assert done.code == 1
    assert "unknown-party" in done.err
    assert not (project / FILE).exists()


def test_the_editors_line_is_as_in_the_other_promises(new: Runner, project: Path) -> None:
    line = "# yaml-language-server: $schema=../schema/promise.schema.json\n"
    (project / "promises/exempelby-2026.yaml").write_text(line + PROMISE, "utf-8")
    new(ID, *GIVEN)
    assert (project / FILE).read_text("utf-8").startswith(line)


def test_the_editors_line_names_the_schema_that_init_has_written(new: Runner, project: Path) -> None:
    schema = project / ".vscode" / "medlofte-promise.schema.json"
    schema.parent.mkdir()
    schema.write_text("{}", "utf-8")
    assert new(ID, *GIVEN).code == 0
    first = (project / FILE).read_text("utf-8").splitlines()[0]
    named = first.partition("$schema=")[2]
    assert ((project / FILE).parent / named).resolve() == schema.resolve()


def test_a_folder_that_is_a_link_is_not_written_in(
    new: Runner, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (project / FILE).symlink_to(elsewhere / "x.yaml")
    assert new(ID, *GIVEN).code == 2
    assert not list(elsewhere.iterdir())
