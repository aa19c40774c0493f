"""``medlofte site``: all pages, an index that leads to them, a feed, and data without small numbers of persons."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest

from tests import exempelby
from tests.commands import Runner, runner
from tests.conftest import ROOT

DAY = ("--as-of", "2026-09-30")
ATOM = "{http://www.w3.org/2005/Atom}"


class Links(HTMLParser):
    """Where a page leads, and what it is called at."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        of = dict(attributes)
        self.names.add(of.get("id") or "")
        if tag in ("a", "link") and of.get("href"):
            self.targets.append(str(of["href"]))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    exempelby.main([str(tmp_path), "--logs"])
    shutil.copytree(ROOT / "promises", tmp_path / "promises", dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def medlofte(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: Path) -> Runner:
    return runner(monkeypatch, capsys, place)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_promise_has_a_page_and_every_link_within_the_site_leads_somewhere(medlofte: Runner, place: Path) -> None:
    done = medlofte("site", *DAY)
    site = place / "build" / "site"
    assert (done.code, done.out) == (0, "build/site/index.html\n")
    ids = {path.stem for path in (place / "promises").glob("*.yaml")}
    pages = {name: Links(data.decode()) for name, data in files_in(site).items() if name.endswith(".html")}
    assert {f"{id}.html" for id in ids} | {"index.html"} == set(pages)
    assert {f"{id}.html" for id in ids} <= set(pages["index.html"].targets)
    for links in pages.values():
        for target in links.targets:
            if target.startswith("#"):
                assert target[1:] in links.names
            elif ":" not in target:
                assert (site / target).is_file(), target


def test_the_data_have_no_small_number_of_persons(medlofte: Runner, place: Path) -> None:
    medlofte("site", *DAY)
    for name in ("all", "exempelby-2026"):
        told = json.loads((place / "build" / "site" / "data" / f"{name}.json").read_text("utf-8"))
        promise = next(each for each in told["promises"] if each["id"] == "exempelby-2026")
        persons = next(each for each in promise["activities"] if each["id"] == "samtal")
        assert (persons["done"], persons["percent"], persons["by_party"]) == (None, None, {})
        assert persons["text"] == "färre än 5 av minst 10 personer"
    rows = (place / "build" / "site" / "data" / "exempelby-2026.csv").read_text("utf-8").splitlines()
    row = next(row for row in rows if row.startswith("exempelby-2026,samtal,"))
    assert ",10,7,,,,behind,,,färre än 5 av minst 10 personer" in row


def test_without_small_numbers_the_data_are_what_progress_tells(medlofte: Runner, place: Path) -> None:
    medlofte("site", "--as-of", "2021-12-31")
    told = json.loads((place / "build" / "site" / "data" / "kungalv-2020.json").read_text("utf-8"))
    assert told == json.loads(medlofte("progress", "kungalv-2020", "--format", "json", "--as-of", "2021-12-31").out)


def test_with_an_address_pages_and_feed_carry_it(medlofte: Runner, place: Path) -> None:
    assert medlofte("site", *DAY, "--base-url", "https://exempelby.example/loften").code == 0
    site = place / "build" / "site"
    page = (site / "exempelby-2026.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://exempelby.example/loften/exempelby-2026.html">' in page
    assert 'property="og:description" content="Så går det per 30 september 2026: 3 enligt plan' in page
    feed = ElementTree.fromstring((site / "feed.atom").read_bytes())
    links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
    assert links["self"] == "https://exempelby.example/loften/feed.atom"
    assert "<loc>https://exempelby.example/loften/</loc>" in (site / "sitemap.xml").read_text("utf-8")
    assert "Sitemap: https://exempelby.example/loften/sitemap.xml" in (site / "robots.txt").read_text("utf-8")


@pytest.mark.parametrize("url", ["exempelby.se", "javascript:alert(1)", "https://a.se/?b", "https://a b.se", ""])
def test_what_is_no_address_is_refused(medlofte: Runner, place: Path, url: str) -> None:
    assert medlofte("site", "--base-url", url).code == 2
    assert not (place / "build").exists()


def test_the_feed_tells_what_happened_in_git(medlofte: Runner, place: Path) -> None:
    def git(*arguments: str) -> None:
        who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.example", "GIT_COMMITTER_NAME": "a"}
        when = {"GIT_AUTHOR_DATE": "2026-05-04T12:00:00+02:00", "GIT_COMMITTER_EMAIL": "a@b.example"}
        subprocess.run(
            ["git", *arguments], cwd=place, check=True, capture_output=True, env={**os.environ, **who, **when}
        )

    path = place / "promises" / "exempelby-2026.yaml"
    git("init")
    git("add", "promises")
    git("commit", "-m", "x")
    path.write_text(path.read_text("utf-8").replace("at_least: 400", "at_least: 300"), "utf-8")
    git("commit", "-am", "y")
    medlofte("site", *DAY)
    feed = (place / "build" / "site" / "feed.atom").read_text("utf-8")
    assert "Fältarbete på kvällar: från minst 400 till minst 300 timmar" in feed
    page = medlofte("render", "page", "exempelby-2026", *DAY).out
    assert "Ändrat sedan löftet antogs" in page
    assert "utan angivet beslut\n  - Fältarbete på kvällar" in page


def test_drafts_are_left_out_and_said(medlofte: Runner, place: Path) -> None:
    path = place / "promises" / "exempelby-2026.yaml"
    path.write_text(path.read_text("utf-8").replace("status: adopted", "status: draft"), "utf-8")
    done = medlofte("site", *DAY)
    assert "1 utkast publiceras inte" in done.err
    assert not (place / "build" / "site" / "exempelby-2026.html").exists()
    assert "Exempelby" not in (place / "build" / "site" / "data" / "all.csv").read_text("utf-8")


def test_a_promise_with_an_error_stops_it_all(medlofte: Runner, place: Path) -> None:
    path = place / "promises" / "exempelby-2026.yaml"
    path.write_text(path.read_text("utf-8").replace("2026-12-31", "2026-02-30"), "utf-8")
    assert medlofte("site", *DAY).code == 1
    assert not (place / "build").exists()


def test_the_finished_site_is_shown_on_this_machine_until_it_is_stopped(place: Path) -> None:
    command = [sys.executable, "-m", "medlofte", "site", *DAY, "--serve", "--port", "0", "--lang", "en"]
    with subprocess.Popen(command, cwd=place, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
        assert found, said
        try:
            with urlopen(f"{found[0]}exempelby-2026.html", timeout=10) as page:
                assert "Fotpatruller i centrum" in page.read().decode()
            with urlopen(f"{found[0]}feed.atom", timeout=10) as feed:
                assert feed.headers["Content-Type"] == "application/atom+xml"
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_a_port_that_is_taken_is_said(medlofte: Runner, place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = medlofte("site", *DAY, "--serve", "--port", str(taken.getsockname()[1]))
    assert done.code == 2
    assert "--port" in done.err
