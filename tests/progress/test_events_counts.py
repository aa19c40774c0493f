"""What is added: counts, the entry without a number, zero, hours, tags, side figures, and several activities."""

from decimal import Decimal

import pytest

from tests.progress.conftest import promised

PASS = "at_least: 200, unit: pass"
HOURS = "at_least: 1, unit: timmar"
END = "2019-09-30"


def test_count_adds() -> None:
    assert promised(PASS).log("2018-11-05, count: 3", "2018-11-06, count: 4").on(END).done == 7


def test_counts_of_one_day_all_add() -> None:
    assert promised(PASS).log("2018-11-05, count: 3", "2018-11-05, count: 4").on(END).done == 7


@pytest.mark.parametrize(
    "rest",
    ["", ", note: kvällspass", ", place: Komarken", ", type: hotspot", ", results: {böter: 3}", ", tags: [kväll]"],
)
def test_count_is_1_when_the_entry_has_none_of_the_seven_keys(rest: str) -> None:
    assert promised(PASS).log(f"2018-11-05{rest}").on(END).done == 1


@pytest.mark.parametrize("rest", ["words: flertalet", "deviation: Inställt", "assessed: kept"])
def test_words_deviation_and_assessed_are_not_counted_as_1(rest: str) -> None:
    assert promised(PASS).log(f"2018-11-05, {rest}").on(END).done is None


@pytest.mark.parametrize("key", ["total", "reached"])
def test_a_reading_is_not_counted_as_1_more(key: str) -> None:
    assert promised(PASS).log(f"2018-11-05, {key}: 5").on(END).done == 5


def test_a_count_beside_words_still_counts() -> None:
    tally = promised(PASS).log("2018-11-05, count: 3, words: några, deviation: Regn, assessed: partly").on(END)
    assert (tally.done, tally.words) == (3, "några")


def test_a_written_zero_is_a_figure() -> None:
    story = promised(PASS).log("2018-11-05, count: 0")
    assert (story.on(END).done, story.on(END).percent, story.on(END).status) == (0, 0, "not-kept")


def test_no_entry_means_not_reported_never_zero() -> None:
    assert (promised(PASS).on(END).done, promised(PASS).on(END).status) == (None, "not-reported")


def test_sums_of_decimals_are_exact() -> None:
    story = promised(HOURS).log(*[f"2018-11-{day:02}, count: 0.1" for day in range(1, 11)])
    assert (story.on(END).done, story.on(END).status, story.on(END).percent) == (1, "kept", 100)


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    assert promised(HOURS).log("2018-11-05, count: 0.1", "2018-11-06, count: 0.2").on(END).done == Decimal("0.3")


def test_a_hundredth_of_an_hour_short_is_short() -> None:
    tally = promised("at_least: 37.5, unit: timmar").log("2018-11-05, count: 37.49").on(END)
    assert (tally.status, tally.percent) == ("not-kept", 99)


def test_a_large_and_a_small_number_add_exactly() -> None:
    tally = promised(HOURS).log("2018-11-05, count: 99999999999999", "2018-11-06, count: 0.001").on(END)
    assert tally.done == Decimal("99999999999999.001")


def test_one_entry_for_several_activities_counts_for_each() -> None:
    story = promised(PASS).also("vandring").log("2018-11-05, activity: [insats, vandring], count: 3")
    assert (story.on(END).done, story.on(END, "vandring").done) == (3, 3)


def test_an_entry_counts_for_its_own_activity_only() -> None:
    story = promised(PASS).also("vandring").log("2018-11-05, activity: vandring, count: 3")
    assert (story.on(END).status, story.on(END, "vandring").done) == ("not-reported", 3)


def test_pooled_kinds_count_together() -> None:
    story = promised(PASS, keys="any_of: [trafikkontroll, skolbesök]")
    story = story.log("2018-11-05, type: trafikkontroll, count: 3", "2018-11-06, type: skolbesök")
    assert (story.warnings, story.on(END).done) == ([], 4)


def test_results_never_count_towards_a_target() -> None:
    tally = promised(PASS).log("2019-02-01, count: 4, results: {bötfällda: 500}").on(END)
    assert (tally.done, tally.status) == (4, "not-kept")


def test_a_mappings_parts_make_up_its_number() -> None:
    tally = promised(PASS).log("2019-02-01, count: 4, results: {rattfylleri: {narkotika: 6, alkohol: 2}}").on(END)
    assert tally.results["rattfylleri"].number == 8


def test_results_of_several_entries_are_summed() -> None:
    lines = ("2019-02-01, results: {rattfylleri: {narkotika: 6, alkohol: 2}}", "2019-02-02, results: {rattfylleri: 5}")
    assert promised(PASS).log(lines[0]).log(lines[1], file="kommun").on(END).results["rattfylleri"].number == 13


def test_results_of_a_later_day_are_not_there_yet() -> None:
    story = promised(PASS).log("2019-02-01, results: {böter: 1}", "2019-02-02, results: {böter: 2}")
    assert story.on("2019-02-01").results["böter"].number == 1


NARCOTICS = "of_which: [{tag: narkotika, at_least: 5}]"


def test_an_entry_counts_wholly_for_each_of_its_tags() -> None:
    story = promised(PASS, keys="of_which: [{tag: narkotika, at_least: 5}, {tag: kväll, at_least: 1}]")
    tally = story.log("2019-02-01, count: 4, tags: [narkotika, kväll]", "2019-02-02, count: 9, tags: [kväll]").on(END)
    assert [(part.tag, part.done, part.wanted) for part in tally.of_which] == [("narkotika", 4, 5), ("kväll", 13, 1)]


def test_of_which_counts_a_part() -> None:
    tally = promised(PASS, keys=NARCOTICS).log("2019-02-01, count: 40, of_which: {narkotika: 5}").on(END)
    assert (tally.done, [part.done for part in tally.of_which]) == (40, [5])


def test_of_which_is_never_added_to_the_count() -> None:
    story = promised(PASS, keys=NARCOTICS).log("2019-02-01, count: 40, of_which: {narkotika: 40}")
    assert story.on(END).done == 40


def test_a_part_larger_than_its_number_is_an_error() -> None:
    assert (
        "part-exceeds-whole"
        in promised(PASS, keys=NARCOTICS).log("2019-02-01, count: 4, of_which: {narkotika: 5}").errors
    )


def test_tagged_entries_without_a_number_count_as_1_for_the_tag() -> None:
    tally = promised(PASS, keys=NARCOTICS).log("2019-02-01, tags: [narkotika]", "2019-02-02").on(END)
    assert (tally.done, [part.done for part in tally.of_which]) == (2, [1])


def test_tags_outside_the_period_do_not_count() -> None:
    tally = promised(PASS, keys=NARCOTICS).log("2019-02-02", "2019-10-01, count: 9, tags: [narkotika]").on("2019-10-01")
    assert [part.done for part in tally.of_which] == [0]


@pytest.mark.parametrize("words", ["words: flertalet", "deviation: Färre än tänkt", "assessed: partly"])
def test_results_are_side_figures_also_beside_words(words: str) -> None:
    tally = promised(PASS).log(f"2019-02-01, {words}, results: {{rattfylleri: 8}}").on(END)
    assert [(name, result.number) for name, result in tally.results.items()] == [("rattfylleri", 8)]


def test_a_whole_number_and_hours_and_a_half_add() -> None:
    assert promised(HOURS).log("2018-11-05, count: 2", "2018-11-06, count: 1.5").on(END).done == Decimal("3.5")


def test_decimals_of_another_unit_than_hours_are_a_warning() -> None:
    assert promised(PASS).log("2018-11-05, count: 1.5").warnings == ["decimal-count"]
    assert promised(HOURS).log("2018-11-05, count: 1.5").warnings == []
