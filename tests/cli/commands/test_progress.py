"""``medlofte progress`` as people and programs meet it."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.conftest import PROMISE, ROOT
from tests.support.commands import Runner

pytestmark = pytest.mark.quick


def test_the_json_is_as_documented(medlofte: Runner) -> None:
    done = medlofte("progress", "exempelby-2026", "--as-of", "2026-03-31", "--format", "json", lang="en_GB.UTF-8")
    document = json.loads(done.out)
    (promise,) = document["promises"]
    first = promise["activities"][0]
    assert done.code == 0
    assert (document["format"], document["as_of"]) == (1, "2026-03-31")
    assert promise["period"] == {"start": "2026-01-01", "end": "2026-12-31"}
    assert promise["elapsed"] == {"days": 90, "of": 365}
    assert promise["later"] == 1
    assert first == {
        "id": "fotpatrull",
        "title": "Fotpatruller på torget",
        "focus_area": None,
        "responsible": ["polis"],
        "period": {"start": "2026-01-01", "end": "2026-12-31"},
        "elapsed": {"days": 90, "of": 365},
        "kind": "at-least",
        "wanted": 200,
        "wanted_now": 49,
        "unit": "tillfällen",
        "done": 44,
        "precision": "exact",
        "percent": 22,
        "status": "behind",
        "by_party": {"polis": 44},
        "of_which": [],
        "results": {},
        "assessed": None,
        "reason": None,
        "deviation": [],
        "words": None,
        "pace": {"expected": 49, "gap": -5, "so_far_per_week": 3.4, "needed_per_week": 4, "weeks_left": 39.3},
        "forecast": None,
        "text": "44 av minst 200 tillfällen",
    }
    assert promise["summary"] == {
        "kept": 0,
        "on-track": 0,
        "behind": 1,
        "not-kept": 0,
        "not-reported": 1,
        "no-figure": 0,
        "ongoing": 0,
        "not-started": 0,
        "partly": 0,
    }


def test_the_json_holds_a_forecast_as_documented(medlofte: Runner, project: Path) -> None:
    log = project / "promises" / "exempelby-2026" / "polis.yaml"
    log.write_text(
        "".join(
            f"- {{date: 2026-{month:02}-{day:02}, activity: fotpatrull, count: 4}}\n"
            for month in range(1, 7)
            for day in (5, 12, 19, 26)
        ),
        "utf-8",
    )
    done = medlofte("progress", "exempelby-2026", "--as-of", "2026-06-30", "--format", "json")
    assert json.loads(done.out)["promises"][0]["activities"][0]["forecast"] == {
        "low": 180,
        "high": 205,
        "level": 80,
        "model": "quasi-poisson",
        "basis": "weeks",
        "out_of_reach": False,
    }


def test_pace_and_forecast_stand_under_the_table(medlofte: Runner) -> None:
    told = "Fotpatruller på torget: 5 efter en jämn takt; 4 i veckan behövs, 3,4 hittills"
    for format in ("table", "markdown"):
        out = medlofte("progress", "exempelby-2026", "--as-of", "2026-03-31", "--format", format).out
        assert told in out
    plain = medlofte("progress", "exempelby-2026", "--as-of", "2026-03-31", "--color", "always").out
    assert "5 efter en jämn takt" in plain


def test_kungalv_2018_wants_200_patrols_and_20_checks(medlofte: Runner) -> None:
    done = medlofte("progress", "kungalv-2018", "--format", "json", "--as-of", "2019-09-30", cwd=ROOT)
    wanted = {each["id"]: each["wanted"] for each in json.loads(done.out)["promises"][0]["activities"]}
    assert (wanted["fotpatrull"], wanted["hastighetskontroller"]) == (200, 20)


def test_kungalv_2020_is_as_published(medlofte: Runner) -> None:
    done = medlofte("progress", "kungalv-2020", "--as-of", "2021-12-31", "--format", "json", cwd=ROOT)
    (promise,) = json.loads(done.out)["promises"]
    said = {each["id"]: (each["done"], each["wanted"], each["precision"]) for each in promise["activities"]}
    assert said == {
        "narvaro": (200, 200, "at-least"),
        "narkotikainsatser": (2, 2, "exact"),
        "hastighetskontroller": (40, 20, "exact"),
        "mopeder-a-traktorer": (3, 2, "exact"),
    }


def test_without_an_id_the_json_holds_all(medlofte: Runner) -> None:
    done = medlofte("progress", "--format", "json", cwd=ROOT)
    assert len(json.loads(done.out)["promises"]) == 6


def test_without_an_id_the_table_has_a_line_for_each(medlofte: Runner) -> None:
    lines = medlofte("progress", "--as-of", "2026-11-22", cwd=ROOT).out.splitlines()
    assert lines[0] == "Per 2026-11-22"
    assert len(lines) == 3 + 6


def test_a_promise_without_a_period_says_so(medlofte: Runner) -> None:
    done = medlofte("progress", "vaggeryd", "--as-of", "2020-01-01", cwd=ROOT)
    (promise,) = json.loads(medlofte("progress", "vaggeryd", "--format", "json", cwd=ROOT).out)["promises"]
    assert done.code == 0
    assert "ingen period" in done.out
    assert promise["period"] is None
    assert promise["elapsed"] is None


def test_a_promise_with_an_error_is_refused(medlofte: Runner, project: Path) -> None:
    path = project / "promises" / "exempelby-2026.yaml"
    path.write_text(PROMISE.replace("at_least: 200", "at_least: tvåhundra"), "utf-8")
    for arguments in (["progress"], ["progress", "exempelby-2026", "--format", "json"], ["render", "memo"]):
        done = medlofte(*arguments)
        assert done.code == 1
        assert done.out == ""
        assert "fel[wrong-type]" in done.err
    assert not (project / "build").exists()


def test_the_plain_table_is_complete(medlofte: Runner) -> None:
    out = medlofte("progress", "exempelby-2026", "--as-of", "2026-12-31").out
    assert "Fotpatruller på torget  Polisen" in out
    assert "199 av minst 200 tillfällen" in out
    assert "ej uppfyllt" in out
    assert "per 2026-12-31" in out


@pytest.mark.parametrize("by", ["activity", "focus-area", "party"])
def test_by_party_every_activity_is_there(medlofte: Runner, by: str) -> None:
    out = medlofte("progress", "kungalv-2018", "--by", by, cwd=ROOT).out
    assert "Utskick om säker mopedkörning" in out
    assert ("\nInsatser för ökad trafiksäkerhet\n" in out) == (by == "focus-area")
    assert ("\nKriminalvården\n" in out) == (by == "party")


def test_the_terminals_table_fits_80_columns(medlofte: Runner) -> None:
    done = medlofte("progress", "kungalv-2018", "--color", "always", "--as-of", "2019-12-31", cwd=ROOT)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", done.out)
    assert max(len(line) for line in plain.splitlines()) <= 80
    assert "Fler poliser" in plain
    assert "\x1b[" in done.out


def test_csv_reads_back_and_is_no_formula(medlofte: Runner, project: Path) -> None:
    path = project / "promises" / "exempelby-2026.yaml"
    path.write_text(PROMISE.replace("title: Trygghetsvandringar", "title: '=1+1;\"x\",y'"), "utf-8")
    out = medlofte("progress", "--format", "csv", "--as-of", "2026-03-31").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["activity"] for row in rows] == ["fotpatrull", "vandring"]
    assert (rows[0]["done"], rows[0]["wanted"], rows[0]["percent"]) == ("44", "200", "22")
    assert rows[1]["title"] == '\'=1+1;"x",y'
    assert rows[1]["done"] == ""


def test_markdown_is_a_table(medlofte: Runner) -> None:
    out = medlofte("progress", "exempelby-2026", "--format", "markdown", "--as-of", "2026-03-31").out
    assert "| Aktivitet | Ansvarig | Utfall | Status |" in out
    assert "| Fotpatruller på torget | Polisen | 44 av minst 200 tillfällen | efter plan |" in out


def test_english_words(medlofte: Runner) -> None:
    out = medlofte("progress", "exempelby-2026", "--as-of", "2026-03-31", lang="en_GB.UTF-8").out
    assert "44 of at least 200 tillfällen" in out
    assert "nothing reported yet" in out
