"""``medlofte progress`` over many promises, and over a promise and those before it, as people and programs meet it."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from medlofte.progress.overview import BY
from medlofte.progress.predecessors import NO_PREDECESSORS, predecessors_of_all
from medlofte.project.context import translator_for
from medlofte.reports.progress import FORMATS, ProgressReportOptions, render
from tests.conftest import ROOT
from tests.support.commands import Runner
from tests.support.figures import BOTH, PATROL, WALK, files, progress

pytestmark = pytest.mark.quick

LAST_YEAR = ("patrull 2025-06-30 count: 6", "vandring 2025-09-01 count: 2")
THIS_YEAR = ("patrull 2026-03-31 count: 4",)


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    """Four promises of two police areas, one of them after another."""
    bundles = [
        files("exempelby-2025", period="2025-01-01/2025-12-31", area="Norra", log=LAST_YEAR),
        files("exempelby-2026", area="Norra", follows="exempelby-2025", log=THIS_YEAR),
        files("ale-2026", PATROL, town="Ale kommun", code="1440", area="Norra"),
        files("amal-2026", BOTH, town="Åmåls kommun", status="draft"),
    ]
    for bundle in bundles:
        for file in (bundle.promise, *bundle.logs):
            (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file.path).write_bytes(file.data)
    return tmp_path


def ran(medlofte: Runner, folder: Path, *arguments: str) -> str:
    done = medlofte("progress", "--as-of", "2026-06-30", *arguments, cwd=folder)
    assert (done.code, done.err) == (0, "")
    return done.out


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def document(medlofte: Runner, folder: Path, *arguments: str) -> Any:
    return json.loads(ran(medlofte, folder, "--format", "json", *arguments))


def test_municipalities_come_by_the_alphabet_with_sums_in_words(medlofte: Runner, towns: Path) -> None:
    assert ran(medlofte, towns, "--by", "municipality") == (
        "Per 2026-06-30\n"
        "\n"
        "Löfte           Period                 Aktiviteter\n"
        "\n"
        "Ale kommun\n"
        "ale-2026        2026-01-01–2026-12-31  1 utan rapport än\n"
        "\n"
        "Exempelby kommun\n"
        "exempelby-2025  2025-01-01–2025-12-31  1 uppfylld, 1 ej uppfylld\n"
        "exempelby-2026  2026-01-01–2026-12-31  1 enligt plan, 1 utan rapport än\n"
        "                                       löftet innan, exempelby-2025: 1 uppfylld,\n"
        "                                       1 ej uppfylld\n"
        "Summa: 4 aktiviteter i 2 löften: 1 uppfylld, 1 enligt plan, 1 ej uppfylld, 1\n"
        "  utan rapport än\n"
        "\n"
        "Åmåls kommun\n"
        "amal-2026       2026-01-01–2026-12-31  1 utan rapport än\n"
        "\n"
        "Totalt 6 aktiviteter i 4 löften, 3 kommuner: 1 uppfylld, 1 enligt plan, 1 ej\n"
        "  uppfylld, 3 utan rapport än\n"
    )


def test_a_police_area_is_summed_up_across_municipalities(medlofte: Runner, towns: Path) -> None:
    out = ran(medlofte, towns, "--by", "police-area")
    assert "\nNorra\nale-2026  " in out
    assert "\nSumma: 5 aktiviteter i 3 löften, 2 kommuner: 1 uppfylld, 1 enligt plan" in out
    assert "\nInget polisområde\namal-2026  " in out


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("format", ["table", "markdown"])
def test_no_overview_has_a_percentage(medlofte: Runner, towns: Path, by: str, format: str) -> None:
    out = ran(medlofte, towns, "--by", by, "--format", format)
    assert "%" not in out
    assert out.count("exempelby-2026") == 1


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("look", [(), ("--color", "always")])
def test_a_grouped_overview_fits_80_columns(medlofte: Runner, by: str, look: tuple[str, ...]) -> None:
    out = medlofte("progress", "--by", by, "--as-of", "2019-12-31", *look, cwd=ROOT).out
    plain = without_colour(out)
    assert max(len(line) for line in plain.splitlines()) <= 80
    assert ("\x1b[" in out) == bool(look)
    for id in ("hallsberg-2018", "halmstad-2017", "hammaro-2023", "kungalv-2018", "kungalv-2020", "vaggeryd"):
        assert len(re.findall(rf"(?m)^{id} ", plain)) == 1


def test_the_screen_says_what_the_pipe_says(medlofte: Runner, towns: Path) -> None:
    arguments = ("--by", "municipality", "--party", "police")
    drawn = without_colour(ran(medlofte, towns, *arguments, "--color", "always"))
    assert drawn.split() == ran(medlofte, towns, *arguments).split()


def test_last_year_stands_beside_this_year(medlofte: Runner, towns: Path) -> None:
    said = (
        "2025: 6 av minst 10 tillfällen, ej uppfyllt; 2026: 4 av minst 10 tillfällen hittills, enligt plan",
        "2025: 2 av 2 vandringar, uppfyllt; 2026: inget rapporterat än",
    )
    for arguments in ((), ("--format", "markdown"), ("--color", "always")):
        out = without_colour(ran(medlofte, towns, "exempelby-2026", *arguments))
        assert all(each in " ".join(out.split()) for each in said)
    assert said[0].partition(";")[0] not in ran(medlofte, towns, "exempelby-2025")


def test_the_json_has_the_promises_before_with_the_activities_that_go_on(medlofte: Runner, towns: Path) -> None:
    told = document(medlofte, towns, "exempelby-2026")
    (promise,) = told["promises"]
    (before,) = promise["chain"]
    assert promise["municipality"] == {"name": "Exempelby kommun", "code": None}
    assert (promise["police_area"], promise["status"]) == ("Norra", "adopted")
    assert (before["id"], before["period"]) == ("exempelby-2025", {"start": "2025-01-01", "end": "2025-12-31"})
    assert (before["summary"]["kept"], before["summary"]["not-kept"]) == (1, 1)
    assert list(before["activities"]) == ["patrull", "vandring"]
    assert before["activities"]["patrull"] == {
        "id": "patrull",
        "title": "Fotpatruller",
        "kind": "at-least",
        "wanted": 10,
        "unit": "tillfällen",
        "done": 6,
        "precision": "exact",
        "percent": 60,
        "status": "not-kept",
        "text": "6 av minst 10 tillfällen",
    }
    (alone,) = document(medlofte, towns, "exempelby-2025")["promises"]
    assert alone["chain"] == []


def test_the_json_has_groups_and_still_all_promises_by_id(medlofte: Runner, towns: Path) -> None:
    told = document(medlofte, towns, "--by", "police-area")
    ids = [each["id"] for each in told["promises"]]
    assert ids == ["ale-2026", "amal-2026", "exempelby-2025", "exempelby-2026"]
    first, last = told["groups"]
    assert first["municipalities"] == ["Ale kommun", "Exempelby kommun"]
    assert first["promises"] == ["ale-2026", "exempelby-2025", "exempelby-2026"]
    assert (first["by"], first["key"], first["name"], first["activities"]) == ("police-area", "norra", "Norra", 5)
    assert (last["key"], last["name"], last["promises"]) == (None, None, ["amal-2026"])
    for status, number in told["summary"].items():
        assert number == sum(group["summary"][status] for group in told["groups"])
        assert number == sum(promise["summary"][status] for promise in told["promises"])
    assert document(medlofte, towns)["groups"] == []


def test_the_csv_has_last_year_and_comes_by_groups(medlofte: Runner, towns: Path) -> None:
    out = ran(medlofte, towns, "--format", "csv", "--by", "year")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["promise"] for row in rows] == ["exempelby-2025"] * 2 + ["ale-2026"] + ["exempelby-2026"] * 2 + [
        "amal-2026"
    ]
    named = ("municipality", "municipality_code", "police_area", "promise_status")
    assert [rows[2][name] for name in named] == ["Ale kommun", "1440", "Norra", "adopted"]
    before = ("previous_promise", "previous_done", "previous_status", "previous_text")
    assert [rows[3][name] for name in before] == ["exempelby-2025", "6", "not-kept", "6 av minst 10 tillfällen"]
    assert [rows[0][name] for name in before] == [""] * 4


def test_filters_are_told_and_choose_alike_in_every_format(medlofte: Runner, towns: Path) -> None:
    arguments = ("--municipality", "exempelby", "--party", "Polisen", "--active-on", "2026-01-01")
    told = document(medlofte, towns, *arguments)
    assert told["filters"] == {
        "municipality": "exempelby",
        "party": "Polisen",
        "status": None,
        "active_on": "2026-01-01",
    }
    (promise,) = told["promises"]
    assert [each["id"] for each in promise["activities"]] == ["patrull"]
    assert promise["summary"]["on-track"] == sum(promise["summary"].values()) == 1
    assert list(promise["chain"][0]["activities"]) == ["patrull"]
    assert promise["chain"][0]["summary"]["not-kept"] == sum(promise["chain"][0]["summary"].values()) == 1
    only = "Endast kommun exempelby, löften som gällde 2026-01-01, aktiviteter som Polisen ansvarar för"
    for look in (("--format", "table"), ("--format", "markdown"), ("--color", "always")):
        for more in ((), ("exempelby-2026",)):
            out = without_colour(ran(medlofte, towns, *more, *arguments, *look))
            assert only in " ".join(out.split())
            assert "ale-2026" not in out
            assert "Trygghetsvandringar" not in out
    rows = list(csv.DictReader(io.StringIO(ran(medlofte, towns, *arguments, "--format", "csv"))))
    assert [(row["promise"], row["activity"]) for row in rows] == [("exempelby-2026", "patrull")]


def test_a_status_is_of_activities_or_of_promises(medlofte: Runner, towns: Path) -> None:
    kept = ran(medlofte, towns, "--status", "kept")
    assert "Endast aktiviteter med status uppfyllt\n" in kept
    assert kept.endswith("\nTotalt 1 aktivitet i 1 löfte: 1 uppfylld\n")
    draft = ran(medlofte, towns, "--status", "draft", "--by", "status")
    assert "Endast löften med status utkast\n" in draft
    assert "\nUtkast\namal-2026 " in draft


@pytest.mark.parametrize("look", [(), ("--format", "markdown"), ("--color", "always")])
@pytest.mark.parametrize("ids", [(), ("ale-2026",)])
def test_nothing_found_is_one_plain_line(
    medlofte: Runner, towns: Path, look: tuple[str, ...], ids: tuple[str, ...]
) -> None:
    out = ran(medlofte, towns, *ids, "--municipality", "Kungelv", "--by", "year", *look)
    assert out == "Inget stämmer med urvalet: kommun Kungelv.\n"


def test_nothing_found_is_empty_for_programs(medlofte: Runner, towns: Path) -> None:
    told = document(medlofte, towns, "--municipality", "Kungelv", "--by", "year")
    assert (told["promises"], told["groups"], sum(told["summary"].values())) == ([], [], 0)
    assert ran(medlofte, towns, "--municipality", "Kungelv", "--format", "csv").count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "kommun"), "focus-area, party, activity, municipality, police-area, status, year."),
        (("--status", "uppfyllt"), "not-reported, no-figure, ongoing, not-started, partly."),
        (("--active-on", "2026-02-30"), "2026-02-30"),
        (("--active-on", "2026"), "2026"),
    ],
)
def test_a_word_that_means_nothing_is_refused(
    medlofte: Runner, towns: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = medlofte("progress", *arguments, cwd=towns)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_what_is_grouped_decides_whether_promises_or_activities_are_shown(medlofte: Runner, towns: Path) -> None:
    named = ran(medlofte, towns, "exempelby-2026", "ale-2026", "--by", "municipality")
    assert "\nAle kommun\nale-2026 " in named
    assert "Fotpatruller" not in named
    every = ran(medlofte, towns, "--by", "party")
    assert every.count("Medborgarlöfte ") == 4
    assert "\nKommunen\n" in every


def test_an_earlier_promise_with_an_error_is_told_and_left_out(medlofte: Runner, towns: Path) -> None:
    path = towns / "promises" / "exempelby-2025.yaml"
    path.write_text(path.read_text("utf-8").replace("exact: 2", "exact: två"), "utf-8")
    done = medlofte("progress", "exempelby-2026", "--format", "json", cwd=towns)
    assert (done.code, json.loads(done.out)["promises"][0]["chain"]) == (0, [])
    assert done.err == "medlofte: exempelby-2025 har fel, så hur det gick visas inte.\n"
    assert medlofte("progress", cwd=towns).code == 1


@pytest.mark.parametrize("asked", [("ale-2026", "exempelby-2026"), ("exempelby-2026", "ale-2026")])
def test_earlier_promises_with_errors_are_told_in_one_order_whatever_was_asked_first(
    medlofte: Runner, towns: Path, asked: tuple[str, str]
) -> None:
    folder = towns / "promises"
    good = (folder / "exempelby-2025.yaml").read_text("utf-8")
    for id in ("ale-2025", "exempelby-2025"):
        (folder / f"{id}.yaml").write_text(good.replace("exact: 2", "exact: två"), "utf-8")
    ale = folder / "ale-2026.yaml"
    ale.write_text(ale.read_text("utf-8").replace("format: 1\n", "format: 1\nfollows: ale-2025\n"), "utf-8")
    done = medlofte("progress", *asked, cwd=towns)
    assert done.code == 0
    assert [line.split()[1] for line in done.err.splitlines()] == ["ale-2025", "exempelby-2025"]


def test_a_hostile_name_and_a_hostile_wish_command_nothing(medlofte: Runner, towns: Path) -> None:
    path = towns / "promises" / "ale-2026.yaml"
    path.write_text(path.read_text("utf-8").replace("Norra", '"::error::x ##[error]y [red]| <b>*z*"'), "utf-8")
    for format in ("table", "markdown", "csv"):
        out = ran(medlofte, towns, "--by", "police-area", "--format", format)
        assert not re.search(r"(?m)^\s*::", out)
        assert "##[" not in out or format == "csv"
    wish = "\x1b[31m::error::##[x]"
    for format in FORMATS:
        out = ran(medlofte, towns, "--municipality", wish, "--format", format)
        assert "\x1b" not in out
        assert "##[" not in out


def test_small_numbers_of_persons_are_not_published_in_a_chain_either() -> None:
    persons = PATROL.replace("unit: tillfällen}", "unit: personer}, sensitive: true")
    years = [
        progress(files("x-2025", persons, period="2025-01-01/2025-12-31", log=("patrull 2025-12-31 total: 3",))),
        progress(files("x-2026", persons, follows="x-2025", log=("patrull 2026-12-31 total: 7",))),
    ]
    swedish = translator_for("sv")
    chains = predecessors_of_all(years, years)
    setting = ProgressReportOptions(
        years[1].as_of, swedish, public=True, chain_of=lambda each: chains.get(each.promise.id, NO_PREDECESSORS)
    )
    (promise,) = json.loads(render("json", years[1:], swedish, setting))["promises"]
    before = promise["chain"][0]["activities"]["patrull"]
    assert (before["done"], before["percent"], before["text"]) == (None, None, "färre än 5 av minst 10 personer")
    (row,) = csv.DictReader(io.StringIO(render("csv", years[1:], swedish, setting)))
    assert (row["previous_done"], row["previous_text"]) == ("", "färre än 5 av minst 10 personer")


def test_a_chain_of_hundreds_grows_evenly() -> None:
    """Each promise tells of three before it, however many there are."""
    many = [progress(files(f"x-{n}", WALK, follows=f"x-{n - 1}")) for n in range(1000, 1300)]
    chains = predecessors_of_all(many, many)
    assert sum(len(chain.before) for chain in chains.values()) == 3 * 300 - 6
    assert sum(len(each) for chain in chains.values() for each in chain.links.values()) == 3 * 300 - 6


def test_the_site_publishes_chains(medlofte: Runner, towns: Path) -> None:
    assert medlofte("site", "--as-of", "2026-06-30", cwd=towns).code == 0
    data = towns / "build" / "site" / "data"
    for name in ("exempelby-2026", "all"):
        promises = json.loads((data / f"{name}.json").read_text("utf-8"))["promises"]
        chain = next(each["chain"] for each in promises if each["id"] == "exempelby-2026")
        assert [each["id"] for each in chain] == ["exempelby-2025"]


def test_the_sites_index_sums_up_a_police_area_in_words(medlofte: Runner, towns: Path) -> None:
    assert medlofte("site", "--as-of", "2026-06-30", cwd=towns).code == 0
    index = (towns / "build" / "site" / "index.html").read_text("utf-8")
    area = index.partition("Efter lokalpolisområde")[2]
    assert "Sammanlagt 1 uppfylld, 1 enligt plan, 1 ej uppfylld och 2 utan rapport än." in area
    assert area.index("ale-2026.html") < area.index("exempelby-2025.html") < area.index("exempelby-2026.html")
    (towns / "promises" / "ale-2026.yaml").unlink()
    (towns / "promises" / "exempelby-2025.yaml").unlink()
    for log in (towns / "promises" / "exempelby-2025").iterdir():
        log.unlink()
    assert medlofte("site", "--as-of", "2026-06-30", cwd=towns).code == 0
    assert "Sammanlagt" not in (towns / "build" / "site" / "index.html").read_text("utf-8")
