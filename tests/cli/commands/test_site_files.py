"""``medlofte site``: which files, from which promises, and where they may lie."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import PROMISE
from tests.support.commands import Runner

ID = "exempelby-2026"
ALWAYS = {
    *("index.html", f"{ID}.html", "feed.atom", "robots.txt"),
    *(f"data/{name}.{format}" for name in (ID, "all") for format in ("json", "csv")),
}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files(folder)}


def draft(project: Path, id: str = "utkast-2027") -> None:
    text = PROMISE.replace("status: adopted", "status: draft").replace("Exempelby 2026", "hemligt 2027")
    (project / "promises" / f"{id}.yaml").write_text(text, "utf-8")


def test_the_site_is_these_files_in_its_own_folder(project: Path, medlofte: Runner) -> None:
    before = files(project)
    done = medlofte("site")
    assert (done.code, done.err) == (0, "")
    assert done.out == "build/site/index.html\n"
    assert files(project) - before == {f"build/site/{name}" for name in ALWAYS}


@pytest.mark.parametrize(
    ("base", "shown"),
    [
        ("https://lofte.exempelby.example", "https://lofte.exempelby.example/"),
        ("https://exempelby.example/lofte/", "https://exempelby.example/lofte/"),
        ("http://localhost:8000/a&b", "http://localhost:8000/a&b/"),
        ("https://öby.example/å/", "https://öby.example/å/"),
    ],
)
def test_with_an_address_all_links_to_the_site_are_whole(
    base: str, shown: str, project: Path, medlofte: Runner
) -> None:
    assert medlofte("site", "-o", "out", "--base-url", base).code == 0
    assert files(project / "out") == ALWAYS | {"sitemap.xml"}
    map = ElementTree.fromstring((project / "out" / "sitemap.xml").read_bytes())
    assert [each.text for each in map.iter() if (each.text or "").strip()] == [shown, f"{shown}{ID}.html"]
    assert f"Sitemap: {shown}sitemap.xml\n" in (project / "out" / "robots.txt").read_text("utf-8")
    page = (project / "out" / f"{ID}.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{shown.replace("&", "&amp;")}{ID}.html">' in page


@pytest.mark.parametrize(
    "base",
    [
        *("", "exempelby.example", "//exempelby.example", "ftp://exempelby.example", "javascript:alert(1)"),
        *("https://", "https:///x", "https://a b.example/", "https://a.example/?x", "https://a.example/#x"),
        *("https://a@b.example/", "https://a:b@c.example/", "https://a.example/\nx", 'https://a.example/"x'),
        *("https://a.example:x/", "https://a.example/<x>", "https://a.example/\u202e"),
    ],
)
def test_what_is_no_address_of_a_site_is_refused(base: str, project: Path, medlofte: Runner) -> None:
    before = files(project)
    done = medlofte("site", "--base-url", base, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "is not the address of a site" in done.err
    assert files(project) == before


def test_drafts_are_left_out_and_it_is_said(project: Path, medlofte: Runner) -> None:
    draft(project)
    done = medlofte("site", "-o", "out", "--base-url", "https://exempelby.example", "--lang", "en")
    assert "1 draft is not published" in done.err
    assert files(project / "out") == ALWAYS | {"sitemap.xml"}
    assert not [name for name, data in contents(project / "out").items() if b"hemligt" in data or b"utkast" in data]


def test_what_an_earlier_site_has_left_is_named_and_stays(project: Path, medlofte: Runner) -> None:
    assert medlofte("site", "-o", "out").err == ""
    (project / "out" / "gammal-2020.html").write_text("x", "utf-8")
    (project / "out" / "data" / "gammal-2020.csv").write_text("x", "utf-8")
    (project / "out" / "favicon.ico").write_text("x", "utf-8")
    done = medlofte("site", "-o", "out", "--lang", "en")
    assert "data/gammal-2020.csv, gammal-2020.html." in done.err
    assert "favicon" not in done.err
    assert files(project / "out") == ALWAYS | {"gammal-2020.html", "data/gammal-2020.csv", "favicon.ico"}


def test_a_site_is_whole_or_not_written(project: Path, medlofte: Runner) -> None:
    (project / "templates").mkdir()
    (project / "templates" / "index.md.j2").write_text("{{ nowhere }}", "utf-8")
    done = medlofte("site", "-o", "out")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("medlofte: index.md.j2:1: ")
    assert not (project / "out").exists()


def test_an_error_in_one_promise_stops_the_site(project: Path, medlofte: Runner) -> None:
    (project / "promises" / "fel-2026.yaml").write_text("format: 1\n", "utf-8")
    assert medlofte("site", "-o", "out").code == 1
    assert not (project / "out").exists()


def test_the_folder_can_not_be_a_file_nor_lead_elsewhere(project: Path, tmp_path: Path, medlofte: Runner) -> None:
    (project / "file").write_text("kvar", "utf-8")
    assert medlofte("site", "-o", "file").code == 2
    assert (project / "file").read_text("utf-8") == "kvar"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (project / "out").mkdir()
    (project / "out" / "data").symlink_to(elsewhere)
    assert medlofte("site", "-o", "out").code == 2
    assert not files(elsewhere)
    assert not files(project / "out")


@pytest.mark.parametrize("id", ["index", "all"])
def test_a_promise_with_the_name_of_a_page_takes_no_pages_place(id: str, project: Path, medlofte: Runner) -> None:
    (project / "promises" / f"{id}.yaml").write_text(PROMISE, "utf-8")
    done = medlofte("site", "-o", "out", "--lang", "en")
    assert done.code == 2
    assert id in done.err
    assert not (project / "out").exists()


def test_another_process_makes_the_same_site(project: Path) -> None:
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        options = ("--as-of", "2026-03-31", "--base-url", "https://exempelby.example/", "-o", seed)
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": ":".join(sys.path)}
        command = [sys.executable, "-m", "medlofte", "site", *options]
        subprocess.run(command, cwd=project, check=True, capture_output=True, env=environment)
    assert contents(project / "1") == contents(project / "2")
    assert len(contents(project / "1")) == len(ALWAYS) + 1
