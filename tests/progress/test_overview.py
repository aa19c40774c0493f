"""Promises seen together: who is chosen, who stands with whom, in which order, and what the sums count."""

from collections.abc import Iterable
from datetime import date
from itertools import permutations

import pytest

from medlofte.model.municipalities import NAMES, key_of
from medlofte.progress.overview import BY, STATUSES, ProgressFilter, PromiseGroup, filter_progress, group_progress
from medlofte.progress.status import Status
from medlofte.progress.tally import PromiseProgress, count_by_status
from medlofte.progress.wording import summary_of
from tests.support.figures import BOTH, PATROL, WALK, files, progress

KEPT = ("patrull 2026-02-01 count: 10", "vandring 2026-02-01 count: 2")
ALE = progress(files("ale-2026", town="Ale kommun", code="1440", area="Kungälv-Ale"))
AMAL = progress(files("amal-2026", town="Åmåls kommun", code="1492", area="Fyrbodal", log=KEPT))
KUNGALV = progress(files("kungalv-2025", town="Kungälv", period="2025-01-01/2025-12-31", area="kungälv-ale"))
LATER = progress(files("kungalv-2026", BOTH, town="Kungälvs kommun", code="1482", area="Kungälv-Ale", log=()))
ENDLESS = progress(files("exempelby-2024", period="2024-06-01", status="closed"))
DRAFT = progress(files("exempelby", period="", status="draft"))
ALL = [AMAL, LATER, DRAFT, KUNGALV, ENDLESS, ALE]


def ids(standing: list[PromiseProgress] | tuple[PromiseProgress, ...]) -> list[str]:
    return [each.promise.id for each in standing]


def found_by(standing: Iterable[PromiseProgress], wish: ProgressFilter) -> list[PromiseProgress]:
    return list(filter_progress(standing, wish))


def told(groups: tuple[PromiseGroup, ...]) -> list[tuple[str | None, list[str]]]:
    return [(group.name, ids(group.standing)) for group in groups]


@pytest.mark.parametrize("name", ["Kungälv", "kungälvs kommun", "KUNGÄLVS KOMMUN", "1482", " Kungälvs  kommun "])
def test_a_municipality_is_known_by_its_code_and_its_name_however_written(name: str) -> None:
    assert ids(found_by(ALL, ProgressFilter(municipality=name.strip()))) == ["kungalv-2026", "kungalv-2025"]


@pytest.mark.parametrize(("name", "found"), [("Exempelby", 2), ("exempelby kommun", 2), ("Kungelv", 0), ("9999", 0)])
def test_a_made_up_municipality_is_known_by_its_name_alone(name: str, found: int) -> None:
    assert len(found_by(ALL, ProgressFilter(municipality=name))) == found


@pytest.mark.parametrize(
    "form", ["{name}", "{name} kommun", "{genitive} kommun", "{genitive} stad", "{genitive} KOMMUN"]
)
def test_every_municipality_has_a_key_of_its_own(form: str) -> None:
    for code, name in NAMES.items():
        genitive = name if name.endswith("s") else f"{name}s"
        assert key_of(form.format(name=name, genitive=genitive)) == code


def test_a_name_of_nothing_but_kommun_is_itself() -> None:
    assert (key_of("Kommun"), key_of("Falu kommun"), key_of("Region Gotland")) == ("kommun", "2080", "0980")


@pytest.mark.parametrize("word", ["polis", "POLISEN", "police", "Polisen "])
def test_a_party_is_known_by_key_name_and_kind(word: str) -> None:
    found = found_by(ALL, ProgressFilter(party=word))
    assert len(found) == len(ALL)
    assert {tally.activity.id for each in found for tally in each.tallies} == {"patrull", "skola"}


def test_a_party_that_answers_for_nothing_leaves_nothing() -> None:
    assert found_by([progress(files("x-2026", PATROL))], ProgressFilter(party="kommun")) == []
    assert found_by(ALL, ProgressFilter(party="kriminalvård")) == []


def test_a_status_chooses_promises_or_activities() -> None:
    assert ids(found_by(ALL, ProgressFilter(status="draft"))) == ["exempelby"]
    (kept,) = found_by(ALL, ProgressFilter(status="kept"))
    assert (kept.promise.id, len(kept.tallies)) == ("amal-2026", 2)


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_leaves_exactly_what_has_it(status: str) -> None:
    found = found_by(ALL, ProgressFilter(status=status))
    if status in list(Status):
        wanted = [(p.promise.id, t.activity.id) for p in ALL for t in p.tallies if t.status.value == status]
        assert [(p.promise.id, t.activity.id) for p in found for t in p.tallies] == wanted
        assert all(each.tallies for each in found)
    else:
        assert found == [each for each in ALL if each.promise.status == status]


def test_party_and_status_both_choose() -> None:
    (kept,) = found_by(ALL, ProgressFilter(party="police", status="kept"))
    assert [tally.activity.id for tally in kept.tallies] == ["patrull"]
    assert kept.summary[Status.KEPT] == 1


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2024-05-31", []),
        ("2024-06-01", ["exempelby-2024"]),
        ("2025-12-31", ["kungalv-2025", "exempelby-2024"]),
        ("2026-01-01", ["amal-2026", "kungalv-2026", "exempelby-2024", "ale-2026"]),
        ("2030-01-01", ["exempelby-2024"]),
    ],
)
def test_active_are_those_that_were_given_and_ran_on_the_day(day: str, found: list[str]) -> None:
    assert ids(found_by(ALL, ProgressFilter(active_on=date.fromisoformat(day)))) == found


@pytest.mark.parametrize("status", ["draft", "proposed"])
def test_what_is_only_proposed_is_not_active(status: str) -> None:
    proposed = progress(files("x-2026", status=status))
    assert found_by([proposed], ProgressFilter(active_on=date(2026, 6, 1))) == []


def test_without_a_wish_everything_is_left() -> None:
    assert found_by(ALL, ProgressFilter()) == ALL


def test_municipalities_come_by_the_swedish_alphabet_and_not_by_how_well_it_went() -> None:
    assert told(group_progress(ALL, "municipality")) == [
        ("Ale kommun", ["ale-2026"]),
        ("Exempelby kommun", ["exempelby-2024", "exempelby"]),
        ("Kungälv", ["kungalv-2025", "kungalv-2026"]),
        ("Åmåls kommun", ["amal-2026"]),
    ]


@pytest.mark.parametrize("by", BY)
def test_nothing_is_ranked(by: str) -> None:
    """Whoever keeps what was promised stands where they would stand without having done anything."""
    towns = ("Ale", "Lerum", "Örebro")
    orders = set()
    for best in permutations(("patrull 2026-02-01 count: 10", "patrull 2026-02-01 count: 1", "")):
        standing = [
            progress(files(f"{name}-2026", town=town, area=town, log=(log,) if log else ()))
            for name, town, log in zip(("a", "l", "o"), towns, best)
        ]
        orders.add(tuple(each.promise.id for group in group_progress(standing, by) for each in group.standing))
    assert orders == {("a-2026", "l-2026", "o-2026")}


@pytest.mark.parametrize("by", BY)
def test_every_promise_is_in_one_group_and_the_order_of_files_changes_nothing(by: str) -> None:
    groups = group_progress(ALL, by)
    assert sorted(each for group in groups for each in ids(group.standing)) == sorted(ids(ALL))
    assert [told(group_progress(order, by)) for order in (ALL[::-1], sorted(ALL, key=lambda p: p.promise.id))] == [
        told(groups),
        told(groups),
    ]


def test_a_police_area_is_summed_up_across_its_municipalities() -> None:
    area = group_progress(ALL, "police-area")[1]
    assert (area.name, area.municipalities) == ("Kungälv-Ale", ("Ale kommun", "Kungälv"))
    assert count_by_status(area.tallies)[Status.NOT_REPORTED] == 5
    assert sum(count_by_status(area.tallies).values()) == len(area.tallies) == 5


def test_those_without_come_last() -> None:
    assert [group.name for group in group_progress(ALL, "police-area")] == ["Fyrbodal", "Kungälv-Ale", None]
    assert told(group_progress(ALL, "year")) == [
        ("2024", ["exempelby-2024"]),
        ("2025", ["kungalv-2025"]),
        ("2026", ["ale-2026", "kungalv-2026", "amal-2026"]),
        (None, ["exempelby"]),
    ]


def test_statuses_come_as_a_promise_meets_them() -> None:
    assert [group.name for group in group_progress(ALL, "status")] == ["draft", "adopted", "closed"]


def test_a_sum_is_the_sum_of_the_parts() -> None:
    for by in BY:
        parts = [count_by_status(group.tallies) for group in group_progress(ALL, by)]
        whole = count_by_status(tally for each in ALL for tally in each.tallies)
        assert {status: sum(part[status] for part in parts) for status in Status} == whole


def test_a_sum_counts_words_and_has_no_percentage() -> None:
    said = [message.text for message in summary_of([tally for each in ALL for tally in each.tallies])]
    assert said == ["{n} kept", "{n} not reported", "{n} with nothing reported yet"]


def test_an_activity_of_two_parties_counts_once() -> None:
    both = progress(files("x-2026", BOTH, WALK))
    (found,) = found_by([both], ProgressFilter(party="kommun"))
    assert [tally.activity.id for tally in found.tallies] == ["skola", "vandring"]
