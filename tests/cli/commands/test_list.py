"""``medlofte list`` and ``show``: what is here, and one promise in plain words, on any screen."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from medlofte.core.escaping import find_hidden
from medlofte.project.context import translator_for
from medlofte.reports import list as _list
from medlofte.reports import show
from medlofte.validation.checker import check_promise
from tests.conftest import PROMISE
from tests.support.commands import Runner
from tests.support.documents import ROOT
from tests.support.strategies import Case, bundle_of, cases_of_promises

FILE = Path("promises/exempelby-2026.yaml")


def test_the_list_says_what_is_here(medlofte: Runner) -> None:
    done = medlofte("list")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "Löfte           Status   Period                 Aktiviteter  Senast\n"
        "exempelby-2026  antaget  2026-01-01–2026-12-31  2            2026-11-30\n"
        "  Medborgarlöfte för Exempelby 2026\n"
    )


def test_the_list_as_json(medlofte: Runner) -> None:
    assert json.loads(medlofte("list", "--format", "json").out) == {
        "format": 1,
        "promises": [
            {
                "id": "exempelby-2026",
                "title": "Medborgarlöfte för Exempelby 2026",
                "municipality": {"name": "Exempelby kommun", "code": None},
                "status": "adopted",
                "period": {"start": "2026-01-01", "end": "2026-12-31"},
                "activities": 2,
                "entries": 3,
                "last_entry": "2026-11-30",
                "errors": 0,
            }
        ],
    }


def test_a_faulty_promise_is_listed_too(medlofte: Runner, project: Path) -> None:
    (project / "promises/a-2026.yaml").write_text("format: [1\n", "utf-8")
    (project / FILE).write_text(
        PROMISE.replace("[kommun]", "[region]").replace("title: Medborg", "title: \u2028M"), "utf-8"
    )
    (project / "promises/b-2026.yaml").write_text(PROMISE.replace("[kommun]", "[region]"), "utf-8")
    done = medlofte("list")
    assert done.code == 0
    assert "a-2026          –        –" in done.out
    assert "  1 fel\n" in done.out
    assert "  Medborgarlöfte för Exempelby 2026 · 1 fel\n" in done.out
    faulty = {each["id"]: each["errors"] for each in json.loads(medlofte("list", "--format", "json").out)["promises"]}
    assert faulty == {"a-2026": 1, "b-2026": 1, "exempelby-2026": 1}


def test_nothing_to_list_is_said(medlofte: Runner, tmp_path: Path) -> None:
    (tmp_path / "tomt" / "promises").mkdir(parents=True)
    done = medlofte("list", cwd=tmp_path / "tomt")
    assert done.code == 2
    assert "promises/" in done.err


def test_the_list_of_real_promises_fits_80_columns(medlofte: Runner) -> None:
    lines = medlofte("list", cwd=ROOT).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) == 13


def test_a_promise_is_shown_in_words(medlofte: Runner) -> None:
    done = medlofte("show", "exempelby-2026")
    assert (done.code, done.out) == (
        0,
        (
            "Medborgarlöfte för Exempelby 2026\n"
            "Exempelby kommun · exempelby-2026 · antaget\n"
            "2026-01-01–2026-12-31\n"
            "\n"
            "Parter\n"
            "  Polisen\n"
            "  Exempelby kommun\n"
            "\n"
            "Beslut\n"
            "  Antaget 2025-12-01, kommunstyrelsen\n"
            "\n"
            "Aktiviteter\n"
            "\n"
            "  Fotpatruller på torget (fotpatrull)\n"
            "    Mål: minst 200 tillfällen\n"
            "    Ansvarig: Polisen\n"
            "\n"
            "  Trygghetsvandringar (vandring)\n"
            "    Mål: 2 vandringar\n"
            "    Ansvarig: Exempelby kommun\n"
        ),
    )
    assert "medlofte progress exempelby-2026" in done.err


def test_a_faulty_promise_is_not_shown(medlofte: Runner, project: Path) -> None:
    (project / FILE).write_text(PROMISE.replace("[kommun]", "[region]"), "utf-8")
    done = medlofte("show", "exempelby-2026")
    assert (done.code, done.out) == (1, "")
    assert "unknown-party" in done.err


@pytest.mark.parametrize("arguments", [("show",), ("show", "exempelby-2025")])
def test_what_is_not_here_is_not_shown(arguments: tuple[str, ...], medlofte: Runner) -> None:
    assert medlofte(*arguments).code == 2


@settings(max_examples=100)
@given(cases_of_promises())
def test_any_promise_fits_a_screen_and_says_everything(case: Case) -> None:
    checked = check_promise(bundle_of(case))
    if checked.value is None or checked.has_errors:
        return
    promise = checked.value.promise
    text = show.render(promise, translator_for("sv"))
    row = _list.render("table", [_list.list_item(promise.id, promise, checked.value.logged, 0)], translator_for("sv"))
    for shown in (text, row):
        assert max(map(len, shown.splitlines())) <= 80
        assert not find_hidden(shown)
        assert "::error" not in shown
    assert all(f"({id})" in text.replace("\n", "") for id in promise.activities)
    assert text.count(" Mål: ") >= len(promise.activities)
