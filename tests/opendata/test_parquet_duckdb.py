"""The SQL of docs/open-data.md, run by DuckDB over the Parquet files, gives the figures of ``progress``."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pytest

from medlofte.model.promise import Number
from medlofte.opendata.parquet import files_of
from medlofte.progress.tally import progress_of
from medlofte.validation.rules import LoggedPromise
from tests.conftest import ROOT
from tests.progress.test_figure import STORIES
from tests.support.open_data_tables import dossier_of, dossiers, rows_of, told_on

PAGE = (ROOT / "docs" / "open-data.md").read_text("utf-8")
LAST = date(2026, 12, 31)
DAYS = [date(2018, 10, 1), date(2019, 9, 30), date(2021, 12, 30), date(2021, 12, 31), date(2026, 2, 18)]
DAYS += [date(2026, month, 28) for month in range(1, 13)]
Figures = dict[tuple[str, str], Number]


def sql(name: str) -> str:
    match = re.search(rf"<!-- sql: {name} -->\n```sql\n(.*?)\n```", PAGE, re.DOTALL)
    assert match is not None
    return match[1]


def lay_out(folder: Path, told: Sequence[LoggedPromise]) -> None:
    for path, data in files_of(told_on(LAST, told)).items():
        (folder / "build" / "open-data" / "parquet" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "build" / "open-data" / "parquet" / path).write_bytes(data)


def expected(told: Sequence[LoggedPromise], day: date) -> Figures:
    """What is done on a day, of the activities whose entries are all told."""
    withheld = _withheld(tuple(told))
    return {
        (dossier.promise.id, tally.activity.id): tally.done
        for dossier in told
        for tally in progress_of(dossier.promise, dossier.logged, day).tallies
        if tally.done is not None and (dossier.promise.id, tally.activity.id) not in withheld
    }


@cache
def _withheld(told: tuple[LoggedPromise, ...]) -> frozenset[tuple[object, object]]:
    return frozenset((row["promise"], row["activity"]) for row in rows_of(told_on(LAST, told)[1]) if row["withheld"])


def on(day: date) -> Figures:
    with duckdb.connect() as connection:
        connection.execute(f"SET VARIABLE day = DATE '{day}'")
        rows = connection.execute(sql("day")).fetchall()
    return {(promise, activity): done for promise, activity, done in rows if done is not None}


def by_year() -> dict[tuple[int, str | None, str, str], Number]:
    with duckdb.connect() as connection:
        rows = connection.execute(sql("years")).fetchall()
    return {tuple(row[:4]): row[6] for row in rows}


@pytest.fixture
def nation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sequence[LoggedPromise]:
    told = dossiers()
    lay_out(tmp_path, told)
    monkeypatch.chdir(tmp_path)
    return told


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_figures_of_a_day_are_those_of_progress(day: date, nation: Sequence[LoggedPromise]) -> None:
    assert on(day) == expected(nation, day)


def test_the_days_are_worth_asking_for(nation: Sequence[LoggedPromise]) -> None:
    """Every promise that has a figure has it on some day, and the made-up year moves every month."""
    assert {promise for promise, _ in expected(nation, LAST)} == {"kungalv-2018", "kungalv-2020", "exempelby-2026"}
    months = [
        expected(nation, day)["exempelby-2026", "fotpatrull"] for day in DAYS if day.year == 2026 and day.day == 28
    ]
    assert len(set(months)) >= 10


def test_the_figures_of_a_year_are_what_progress_gained_in_it(nation: Sequence[LoggedPromise]) -> None:
    found = by_year()
    assert found
    for year in range(2017, 2027):
        before, after = expected(nation, date(year - 1, 12, 31)), expected(nation, date(year, 12, 31))
        gained = {key: done - before.get(key, 0) for key, done in after.items()}
        sums = {(promise, activity): done for (of, _, promise, activity), done in found.items() if of == year}
        assert {key: done for key, done in sums.items() if done} == {key: done for key, done in gained.items() if done}


def test_a_municipality_keeps_its_noughts_and_may_have_no_code(nation: Sequence[LoggedPromise]) -> None:
    codes = {promise: code for _, code, promise, _ in by_year()}
    assert codes == {"kungalv-2018": "1482", "kungalv-2020": "1482", "exempelby-2026": None}
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT municipality_code FROM 'build/open-data/parquet/promises/**/*.parquet'"
        ).fetchall()
    assert ("0665",) in found


@pytest.mark.parametrize("name", STORIES)
def test_readings_joint_events_and_what_nobody_knows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = dossier_of(STORIES[name].bundle)
    lay_out(tmp_path, [dossier])
    monkeypatch.chdir(tmp_path)
    for day in (date(2018, 10, number) for number in range(1, 15)):
        assert on(day) == expected([dossier], day), day


def test_an_engine_reads_only_the_parts_that_it_is_asked_for(nation: Sequence[LoggedPromise]) -> None:
    read = "read_parquet('build/open-data/parquet/entries/**/*.parquet', hive_partitioning = true)"
    with duckdb.connect() as connection:
        plan = str(connection.execute(f"EXPLAIN SELECT * FROM {read} WHERE year = 2021").fetchall())
    assert "1/3" in plan
