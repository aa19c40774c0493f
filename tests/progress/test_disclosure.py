"""What may be published: no small number of persons, and none that follows from others."""

import json

import pytest

from medlofte.progress.disclosure import public
from medlofte.progress.wording import reported_words
from medlofte.project.context import translator_for
from medlofte.reports.progress import ProgressReportOptions, render
from tests.progress.conftest import Story, day_after, promised

PERSONS = promised("at_least: 10, unit: personer", keys="sensitive: true")


def shown(story: Story, day: str = "2019-09-30") -> dict[str, object]:
    """The activity as published data have it."""
    progress = story.progress(day)
    setting = ProgressReportOptions(progress.as_of, translator_for("sv"), public=True)
    told = json.loads(render("json", [progress], translator_for("sv"), setting))
    activity: dict[str, object] = told["promises"][0]["activities"][0]
    return activity


@pytest.mark.parametrize(("number", "told"), [(0, None), (1, None), (4, None), (5, 5), (12, 12)])
def test_fewer_than_five_persons_are_not_told(number: int, told: int | None) -> None:
    of = shown(PERSONS.log(f"2019-09-30, total: {number}"))
    assert (of["done"], of["by_party"]) == (told, {})
    assert (of["percent"] is None) == (told is None)
    assert str(of["text"]).startswith("färre än 5 av" if told is None else f"{told} av")


def test_parts_and_side_figures_of_persons_are_not_told_either() -> None:
    of = shown(
        promised("at_least: 10, unit: personer", keys="sensitive: true, of_which: [{tag: unga, at_least: 5}]").log(
            "2019-09-30, total: 20, of_which: {unga: 2}, results: {avhopp: 3, samtal: 9, övrigt: flera}"
        )
    )
    assert of["of_which"] == [{"tag": "unga", "wanted": 5, "done": None}]
    assert of["results"] == {"avhopp": "färre än 5", "samtal": 9}


@pytest.mark.parametrize(("reached", "told"), [(5, 5), (7, 7), (8, None), (11, None), (12, 12)])
def test_a_figure_that_leaves_one_to_four_out_is_not_told(reached: int, told: int | None) -> None:
    of = shown(promised("all: ungdomar, of: 12", keys="sensitive: true").log(f"2019-09-30, reached: {reached}"))
    assert of["done"] == told
    assert ("antalet visas inte" in str(of["text"])) == (told is None)


def test_free_words_about_persons_are_not_told() -> None:
    of = shown(PERSONS.log("2019-09-30, words: två flickor på en skola"))
    assert (of["words"], of["status"]) == (None, "no-figure")
    assert "flickor" not in str(of)


def test_beside_the_figure_free_words_about_persons_are_not_told_either() -> None:
    story = PERSONS.log(
        "2019-09-30, total: 8, results: {avhopp: en flicka, samtal: 9}", "2019-09-30, words: två pojkar"
    )
    told = [translator_for("sv").plain(each) for each in reported_words(story.on("2019-09-30"), public=True)]
    assert told == ["Sidoresultat, räknas inte: samtal 9"]
    assert len(list(reported_words(story.on("2019-09-30")))) == 3


def test_cases_of_persons_are_not_told_by_what_is_wanted() -> None:
    of = shown(promised("within: 24, unit: timmar", keys="sensitive: true").log("2019-09-30, total: 3, within: 3"))
    assert (of["wanted"], of["wanted_now"], of["done"]) == (None, None, None)


def test_what_counts_no_persons_is_told_as_it_is() -> None:
    story = promised("at_least: 10, unit: vandringar").log("2018-11-05, count: 1")
    progress = story.progress(day_after(story.on("2019-01-01").period.start, 90))  # type: ignore[union-attr]
    assert public(progress) == progress


def test_pace_and_forecast_of_persons_are_not_told() -> None:
    lines = [f"{day_after('2018-10-07', 7 * week)}/{day_after('2018-10-07', 7 * week)}, count: 1" for week in range(26)]
    open_to_all = promised("at_least: 100, unit: samtal").log(*lines)
    assert shown(open_to_all, "2019-04-01")["pace"] is not None
    assert shown(open_to_all, "2019-04-01")["forecast"] is not None
    of_persons = promised("at_least: 100, unit: personer", keys="sensitive: true").log("2019-03-31, total: 26")
    assert of_persons.on("2019-04-01").speed is not None
    of = shown(of_persons, "2019-04-01")
    assert (of["done"], of["pace"], of["forecast"]) == (26, None, None)
