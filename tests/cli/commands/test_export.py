"""``medlofte export`` as open data: which files it writes, what it refuses, and that a sheet stays a sheet."""

import json
import sys
from pathlib import Path

import pytest
from rdflib import Graph

from tests.opendata.test_dcat import SETTINGS, faults
from tests.support.commands import Runner

DAY = ("--as-of", "2026-12-31")
FOLDER = Path("build") / "open-data"
CSV = {"promises.csv", "activities.csv", "entries.csv", "datapackage.json"}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["--format", "csv", "--tables"], {f"csv/{name}" for name in CSV}),
        (["--format", "csv-sv"], {f"csv-sv/{name}" for name in CSV}),
        (["--format", "json"], {"open-data.json"}),
        (["--format", "xlsx", "--tables"], {"open-data.xlsx"}),
        (
            ["--format", "parquet"],
            {
                "parquet/promises/municipality=__HIVE_DEFAULT_PARTITION__/part-0.parquet",
                "parquet/activities/municipality=__HIVE_DEFAULT_PARTITION__/part-0.parquet",
                "parquet/entries/year=2026/municipality=__HIVE_DEFAULT_PARTITION__/part-0.parquet",
            },
        ),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_each_format_lies_in_its_place(
    arguments: list[str], written: set[str], medlofte: Runner, project: Path
) -> None:
    done = medlofte("export", *arguments, *DAY)
    assert (done.code, done.err) == (0, "")
    assert files(project / FOLDER) == written
    place = FOLDER / sorted(written)[0].split("/")[0]
    assert done.out == f"{place}\n"
    before = {name: (project / FOLDER / name).read_bytes() for name in written}
    assert medlofte("export", "--quiet", *arguments, *DAY).out == ""
    assert before == {name: (project / FOLDER / name).read_bytes() for name in written}


def test_output_is_a_folder_a_file_or_standard_output(medlofte: Runner, project: Path) -> None:
    assert medlofte("export", "--format", "csv", "--tables", "--output", str(project / "out")).code == 0
    assert files(project / "out") == CSV
    assert medlofte("export", "--format", "json", "-o", str(project / "out.json"), *DAY).code == 0
    done = medlofte("export", "exempelby-2026", "--format", "json", "--output", "-", *DAY)
    assert done.out == (project / "out.json").read_text("utf-8")
    (activity, _) = json.loads(done.out)["activities"]
    assert activity["done"] == 199


def test_several_files_have_no_place_on_standard_output(medlofte: Runner, project: Path) -> None:
    for format in ("csv-sv", "parquet"):
        done = medlofte("export", "--format", format, "--output", "-")
        assert (done.code, done.out) == (2, "")
    (project / "taken").write_text("mitt", "utf-8")
    assert medlofte("export", "--format", "csv-sv", "--output", str(project / "taken")).code == 2
    assert (project / "taken").read_text("utf-8") == "mitt"


def test_a_sheet_is_still_a_sheet_of_one_promise(medlofte: Runner) -> None:
    done = medlofte("export", "exempelby-2026", "--format", "csv")
    assert done.out.splitlines()[0] == "Datum,Aktivitet,Part,Antal,Totalt,Plats,Anteckning,Ref"
    for arguments in ([], ["exempelby-2026", "exempelby-2026"], ["exempelby-2026", *DAY]):
        refused = medlofte("export", *arguments, "--format", "csv", lang="en_GB.UTF-8")
        assert (refused.code, refused.out) == (2, "")
        assert "--tables" in refused.err
    assert medlofte("export", "--format", "json", "--template").code == 2


def test_as_of_is_the_day_of_the_figures(medlofte: Runner) -> None:
    done = medlofte("export", "--format", "json", "--output", "-", "--as-of", "2026-02-28")
    document = json.loads(done.out)
    assert document["activities"][0]["done"] == 44
    assert [row["ref"] for row in document["entries"]] == ["k1", "k2"]


def test_nothing_is_written_of_a_promise_with_an_error(medlofte: Runner, project: Path) -> None:
    log = project / "promises" / "exempelby-2026" / "polis.yaml"
    log.write_text(log.read_text("utf-8") + "- {date: 2026-02-30, activity: fotpatrull}\n", "utf-8")
    for format in ("json", "csv-sv", "parquet"):
        assert medlofte("export", "--format", format).code == 1
    assert not (project / "build").exists()


def test_drafts_are_left_out_unless_named(medlofte: Runner, project: Path) -> None:
    promise = (project / "promises" / "exempelby-2026.yaml").read_text("utf-8")
    draft = promise.replace("status: adopted", "status: draft").replace("2026-12-31", "2027-12-31")
    (project / "promises" / "exempelby-2027.yaml").write_text(draft, "utf-8")
    done = medlofte("export", "--format", "json", "--output", "-")
    assert [row["promise"] for row in json.loads(done.out)["promises"]] == ["exempelby-2026"]
    assert "1 utkast" in done.err
    named = medlofte("export", "exempelby-2027", "--format", "json", "--output", "-")
    assert [row["promise"] for row in json.loads(named.out)["promises"]] == ["exempelby-2027"]


def test_parts_of_an_earlier_export_would_be_counted_and_are_refused(medlofte: Runner, project: Path) -> None:
    parquet = project / FOLDER / "parquet"
    assert medlofte("export", "--format", "parquet", *DAY).code == 0
    (left,) = (parquet / "entries").rglob("*.parquet")
    old = Path(str(left).replace("year=2026", "year=2025"))
    old.parent.mkdir(parents=True)
    left.rename(old)
    refused = medlofte("export", "--format", "parquet", *DAY)
    assert refused.code == 2
    assert "year=2025" in refused.err
    assert not left.exists()
    other = Path(str(old).replace("__HIVE_DEFAULT_PARTITION__", "0114"))
    other.parent.mkdir(parents=True)
    old.rename(other)
    assert medlofte("export", "--format", "parquet", *DAY).code == 0


@pytest.mark.parametrize(("format", "package"), [("parquet", "pyarrow"), ("xlsx", "openpyxl")])
def test_a_missing_extra_is_one_line_that_says_what_to_install(
    format: str, package: str, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    done = medlofte("export", "--format", format, "--tables")
    assert done.code == 2
    assert "pip install 'medlofte[" in done.err


def test_the_record_is_made_from_the_settings(medlofte: Runner, project: Path) -> None:
    (project / "medlofte.yaml").write_text(json.dumps({"open_data": SETTINGS}), "utf-8")
    assert medlofte("validate").code == 0
    assert medlofte("export", "--format", "dcat", *DAY).code == 0
    graph = Graph().parse(project / FOLDER / "dcat.ttl", format="turtle")
    assert faults(graph) == []


def test_a_record_without_its_settings_says_what_is_missing(medlofte: Runner, project: Path) -> None:
    done = medlofte("export", "--format", "dcat")
    assert done.code == 2
    assert "open_data.url" in done.err
    assert "open_data.license" in done.err
    less = {**SETTINGS, "contact": {"name": "Trygghet"}}
    (project / "medlofte.yaml").write_text(json.dumps({"open_data": less}), "utf-8")
    assert "open_data.contact.email." in medlofte("export", "--format", "dcat").err
    assert "open_data.url" not in medlofte("export", "--format", "dcat").err
    assert not (project / "build").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"url": "exempelby"}, "exempelby is not a web address."),
        ({"contact": {"name": "T", "email": "trygghet"}}, "trygghet is not an e-mail address."),
    ],
)
def test_a_setting_of_the_wrong_form_is_said_by_validate(
    wrong: dict[str, object], said: str, medlofte: Runner, project: Path
) -> None:
    (project / "medlofte.yaml").write_text(json.dumps({"open_data": {**SETTINGS, **wrong}}), "utf-8")
    done = medlofte("validate", lang="en_GB.UTF-8")
    assert done.code == 1
    assert said in done.out
    assert medlofte("export", "--format", "dcat").code == 2
