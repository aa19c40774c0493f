"""Promises that follow each other: which activities are the same, and what is said of them side by side."""

import pytest

from medlofte.progress.overview import ProgressFilter, filter_progress
from medlofte.progress.predecessors import (
    LONGEST,
    Predecessors,
    link_text,
    predecessors_of,
    predecessors_of_all,
    years_of,
)
from medlofte.progress.tally import PromiseProgress
from medlofte.project.context import translator_for
from tests.support.figures import BOTH, PATROL, WALK, files, progress

SWEDISH = translator_for("sv")


def year(number: int, *activities: str, log: tuple[str, ...] = (), day: str = "2026-06-30") -> PromiseProgress:
    """The promise of a year, which follows that of the year before."""
    bundle = files(
        f"x-{number}",
        *activities,
        period=f"{number}-01-01/{number}-12-31",
        follows=f"x-{number - 1}",
        log=log,
    )
    return progress(bundle, day)


def chain(*years: PromiseProgress) -> Predecessors:
    """The chain of the last of the years."""
    return predecessors_of(years[-1], {each.promise.id: each for each in years}.get)


def links(of: Predecessors) -> dict[str, list[tuple[str, str]]]:
    return {id: [(link.promise.id, link.tally.activity.id) for link in each] for id, each in of.links.items()}


RENAMED = PATROL.replace("patrull:", "fotpatrull:")
OTHER_TITLE = PATROL.replace("Fotpatruller", "Patruller till fots")


def test_the_same_key_is_the_same_activity_whatever_its_title() -> None:
    found = chain(year(2025, PATROL, WALK), year(2026, OTHER_TITLE))
    assert links(found) == {"patrull": [("x-2025", "patrull")]}


@pytest.mark.parametrize("title", ["Patruller till fots", "PATRULLER TILL FOTS", "Patruller  till fots"])
def test_the_same_title_is_the_same_activity_under_another_key(title: str) -> None:
    found = chain(year(2025, OTHER_TITLE), year(2026, RENAMED.replace("Fotpatruller", title)))
    assert links(found) == {"fotpatrull": [("x-2025", "patrull")]}


def test_neither_key_nor_title_is_another_activity() -> None:
    assert links(chain(year(2025, OTHER_TITLE), year(2026, RENAMED))) == {}


def test_a_key_goes_before_a_title() -> None:
    swapped = (RENAMED, OTHER_TITLE)
    assert links(chain(year(2025, PATROL), year(2026, *swapped))) == {"patrull": [("x-2025", "patrull")]}


def test_a_title_that_several_have_tells_nothing() -> None:
    twice = (RENAMED, PATROL.replace("patrull:", "patrull2:"))
    assert links(chain(year(2025, PATROL), year(2026, *twice))) == {}
    assert links(chain(year(2025, *twice), year(2026, PATROL))) == {}


def test_an_activity_is_followed_under_each_of_its_names_earliest_first() -> None:
    renamed_and_retitled = RENAMED.replace("Fotpatruller", "Patruller")
    found = chain(year(2024, PATROL), year(2025, RENAMED), year(2026, renamed_and_retitled))
    assert links(found) == {"fotpatrull": [("x-2024", "patrull"), ("x-2025", "fotpatrull")]}
    assert links(chain(year(2024, PATROL), year(2026, renamed_and_retitled))) == {}


def test_an_activity_that_was_left_out_a_year_is_found_before_it() -> None:
    found = chain(year(2024, PATROL), year(2025, WALK), year(2026, PATROL))
    assert links(found) == {"patrull": [("x-2024", "patrull")]}
    assert [each.promise.id for each in found.before] == ["x-2025", "x-2024"]


def test_only_so_many_promises_before_are_looked_at() -> None:
    years = [year(number, PATROL) for number in range(2015, 2027)]
    found = chain(*years)
    assert [each.promise.id for each in found.before] == ["x-2025", "x-2024", "x-2023"]
    assert len(found.links["patrull"]) == LONGEST == 3


def test_promises_that_follow_each_other_in_a_ring_end() -> None:
    ring = [progress(files(f"x-{n}", PATROL, follows=f"x-{n % 3 + 1}")) for n in (1, 2, 3)]
    assert [each.promise.id for each in chain(*ring).before] == ["x-1", "x-2"]


def test_a_promise_that_follows_nothing_known_has_no_chain() -> None:
    alone = year(2026, PATROL)
    assert (chain(alone), predecessors_of_all([alone], [alone])) == (Predecessors(), {})


def test_of_some_activities_the_promise_before_has_these_only() -> None:
    known = [year(2025, PATROL, WALK), year(2026, PATROL, WALK, BOTH)]
    shown = filter_progress(known, ProgressFilter(party="kommun"))
    found = predecessors_of_all(shown, known)
    assert list(found) == ["x-2026"]
    assert list(found["x-2026"].links) == ["vandring"]
    assert [[tally.activity.id for tally in each.tallies] for each in found["x-2026"].before] == [["vandring"]]


def test_of_an_activity_that_is_new_nothing_is_told() -> None:
    known = [year(2025, PATROL), year(2026, PATROL, WALK)]
    assert predecessors_of_all(filter_progress(known, ProgressFilter(party="kommun")), known) == {}


DONE = "klar: {title: Belysning, responsible: [kommun], target: {done: Belysningen är bytt, by: 2026-03-31}}"
RATE = "kontroll: {title: Kontroller, responsible: [polis], target: {at_least: 1, per: week, unit: kontroller}}"
ONGOING = "narvaro: {title: Närvaro, responsible: [polis]}"


@pytest.mark.parametrize(
    ("activity", "log", "day", "said"),
    [
        (PATROL, ("patrull 2026-02-01 count: 4",), "2026-06-30", "4 av minst 10 tillfällen hittills, enligt plan"),
        (PATROL, ("patrull 2026-02-01 count: 4",), "2026-12-31", "4 av minst 10 tillfällen, ej uppfyllt"),
        (PATROL, (), "2026-06-30", "inget rapporterat än"),
        (PATROL, (), "2026-12-31", "ej redovisat"),
        (PATROL, (), "2025-12-31", "ej påbörjad"),
        (PATROL, ("patrull 2026-12-31 assessed: kept",), "2026-12-31", "uppfyllt enligt parten"),
        (PATROL, ("patrull 2026-12-31 assessed: kept, words: flera",), "2026-12-31", "uppfyllt enligt parten"),
        (BOTH, ("skola 2026-02-01 reached: 3",), "2026-02-01", "3 av 4 skolor hittills, enligt plan"),
        (BOTH, ("skola 2026-02-01 reached: all",), "2026-12-31", "4 av 4 skolor, uppfyllt"),
        (RATE, ("kontroll 2026-02-01 count: 9",), "2026-03-31", "9 av 12 kontroller hittills, minst 1 per vecka, eft"),
        (DONE, ("klar 2026-02-01 done: true",), "2026-03-31", "klart 2026-02-01, uppfyllt"),
        (ONGOING, ("narvaro 2026-02-01 count: 2",), "2026-03-31", "redovisat: 2 hittills, löpande"),
        (ONGOING, ("narvaro 2026-02-01 words: ofta",), "2026-03-31", "löpande; redovisat: ”ofta”"),
    ],
)
def test_a_year_is_told_with_how_it_went_and_so_far_if_it_has_not_ended(
    activity: str, log: tuple[str, ...], day: str, said: str
) -> None:
    found = progress(files("x-2026", activity, log=log), day)
    text = SWEDISH.plain(link_text(found.promise, found.tallies[0]))
    assert text.startswith(f"2026: {said}")
    assert text.count("hittills") <= 1


@pytest.mark.parametrize(
    ("period", "called"),
    [
        ("2026-01-01/2026-12-31", "2026"),
        ("2018-10-01/2019-09-30", "2018–2019"),
        ("2024-06-01", "2024–"),
        ("", "x-2026"),
    ],
)
def test_a_promise_is_called_by_its_years(period: str, called: str) -> None:
    status = "adopted" if period else "draft"
    assert years_of(progress(files("x-2026", period=period, status=status)).promise) == called
