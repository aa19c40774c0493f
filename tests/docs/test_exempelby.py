"""A made-up year, from the sheet to the figures: logged in one command, and told as it was."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support import exempelby
from tests.support.commands import Runner, runner


@pytest.fixture
def place(tmp_path: Path) -> Path:
    exempelby.main([str(tmp_path)])
    return tmp_path


@pytest.fixture
def medlofte(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: Path) -> Runner:
    return runner(monkeypatch, capsys, place)


def test_a_year_is_logged_from_a_sheet_in_one_command(place: Path, medlofte: Runner) -> None:
    done = medlofte("import", "exempelby-2026", "insatser.csv")
    assert (done.code, medlofte("validate").code) == (0, 0)
    rows = exempelby.events()
    logged = [
        path.read_text("utf-8").count("\n- {") + 1 for path in sorted((place / "promises/exempelby-2026").iterdir())
    ]
    assert sum(logged) == len(rows)
    progress = json.loads(medlofte("progress", "exempelby-2026", "--format", "json", "--as-of", "2026-12-31").out)
    wanted: Counter[str] = Counter()
    for row in rows:
        wanted[row.activity] += row.number
    found = {each["title"]: each["done"] for each in progress["promises"][0]["activities"] if each["done"] is not None}
    assert {title: Decimal(str(found[title])) * 10 for title in found} == wanted


def test_the_same_sheet_again_adds_nothing(place: Path, medlofte: Runner) -> None:
    medlofte("import", "exempelby-2026", "insatser.csv")
    before = [path.read_bytes() for path in sorted((place / "promises/exempelby-2026").iterdir())]
    assert medlofte("import", "exempelby-2026", "insatser.csv").code == 0
    assert [path.read_bytes() for path in sorted((place / "promises/exempelby-2026").iterdir())] == before


def test_the_same_seed_gives_the_same_year() -> None:
    assert exempelby.sheet(exempelby.events(1)) == exempelby.sheet(exempelby.events(1))
    assert exempelby.events(1) != exempelby.events(2)


def test_the_logs_of_the_example_hold_the_rows_of_the_sheet(place: Path, medlofte: Runner) -> None:
    def done() -> dict[str, object]:
        told = medlofte("progress", "exempelby-2026", "--format", "json", "--as-of", "2026-12-31").out
        activities = json.loads(told)["promises"][0]["activities"]
        return {each["id"]: each["done"] for each in activities if each["kind"] not in ("milestone", "ongoing")}

    exempelby.main([str(place), "--logs"])
    logged = done()
    for log in (place / "promises/exempelby-2026").iterdir():
        log.unlink()
    medlofte("import", "exempelby-2026", "insatser.csv")
    assert done() == {**logged, "samtal": None}
