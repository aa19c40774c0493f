"""The figures as ``progress --format json`` writes them, and that it refuses when there is an error."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.progress.conftest import Story, promised

ACTIVITY_KEYS = {
    *("id", "title", "focus_area", "responsible", "period", "elapsed", "kind", "wanted", "wanted_now", "unit", "done"),
    *("precision", "percent", "status", "by_party", "of_which", "results", "assessed", "deviation", "words", "text"),
}
STATUSES = ["kept", "on-track", "behind", "not-kept", "not-reported", "no-figure", "ongoing", "not-started", "partly"]
STORY = promised("at_least: 200, unit: tillfällen", keys="of_which: [{tag: narkotika, at_least: 1}]")


def run(story: Story, folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    story.write(folder)
    command = [sys.executable, "-m", "medlofte", *words, "--root", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def written(story: Story, folder: Path, day: str) -> dict[str, Any]:
    ran = run(story, folder, "progress", "x-2018", "--format", "json", "--as-of", day)
    assert ran.returncode == 0, ran.stderr
    promise: dict[str, Any] = json.loads(ran.stdout)["promises"][0]
    return promise


def test_the_example_of_the_cli(tmp_path: Path) -> None:
    story = STORY.log("2019-03-01, count: 121", "2019-05-01, deviation: Inställt")
    promise = written(story, tmp_path, "2019-03-31")
    (activity,) = promise["activities"]
    assert (promise["elapsed"], promise["later"]) == ({"days": 182, "of": 365}, 1)
    figures = [activity[key] for key in ("wanted", "wanted_now", "done", "precision", "percent", "status")]
    assert figures == [200, 99, 121, "exact", 60, "on-track"]
    assert (activity["by_party"], activity["of_which"]) == (
        {"polis": 121},
        [{"tag": "narkotika", "wanted": 1, "done": 0}],
    )
    assert (activity["assessed"], activity["deviation"], activity["words"]) == (None, [], None)


def test_the_keys_are_those_of_the_cli(tmp_path: Path) -> None:
    promise = written(STORY, tmp_path, "2019-03-31")
    assert promise["activities"][0].keys() >= ACTIVITY_KEYS
    assert promise.keys() >= {"id", "title", "period", "elapsed", "later", "activities", "summary"}
    assert list(promise["summary"]) == STATUSES


def test_done_percent_and_precision_are_null_when_no_figure_was_reported(tmp_path: Path) -> None:
    (activity,) = written(STORY.log("2019-03-01, words: flera"), tmp_path, "2019-03-31")["activities"]
    assert [activity[key] for key in ("done", "percent", "precision", "wanted", "wanted_now")] == [
        None,
        None,
        None,
        200,
        99,
    ]
    assert activity["words"] == "flera"


def test_deviation_is_a_list_and_words_and_assessed_are_the_latest(tmp_path: Path) -> None:
    story = STORY.log(
        "2019-03-02, words: många, assessed: kept, deviation: Regn",
        "2019-03-01, words: några, assessed: partly, deviation: Inställt, instead: Foldrar",
    )
    (activity,) = written(story, tmp_path, "2019-03-31")["activities"]
    assert (activity["words"], activity["assessed"]) == ("många", "kept")
    assert activity["deviation"] == [
        {"date": "2019-03-01", "text": "Inställt", "instead": "Foldrar"},
        {"date": "2019-03-02", "text": "Regn", "instead": None},
    ]


def test_hours_are_written_as_exact_decimals(tmp_path: Path) -> None:
    story = promised("at_least: 1, unit: timmar").log("2019-03-01, count: 0.1", "2019-03-02, count: 0.2")
    assert written(story, tmp_path, "2019-03-31")["activities"][0]["done"] == 0.3


def test_a_period_without_end_is_written_as_null(tmp_path: Path) -> None:
    story = promised("at_least: 1, per: week, unit: pass", period="2018-10-01").log("2018-10-07")
    promise = written(story, tmp_path, "2018-10-14")
    (activity,) = promise["activities"]
    assert (promise["elapsed"], activity["elapsed"]) == ({"days": 14, "of": None}, {"days": 14, "of": None})
    assert [activity[key] for key in ("wanted", "wanted_now", "percent", "status")] == [None, 2, 50, "behind"]


def test_progress_refuses_and_writes_nothing_when_a_promise_has_an_error(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    story = STORY.log("2019-03-01, total: 121", "2019-03-01, total: 122")
    ran = run(story, tmp_path, "progress", "x-2018", "--format", "json", "--output", str(out))
    assert (ran.returncode, ran.stdout, out.exists()) == (1, "", False)


def test_render_refuses_and_writes_nothing_when_a_promise_has_an_error(tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    story = STORY.log("2019-03-01, total: 121", "2019-03-01, total: 122")
    ran = run(story, tmp_path, "render", "memo", "x-2018", "--output", str(out))
    assert (ran.returncode, ran.stdout, out.exists()) == (1, "", False)
