"""What several logs say in words: together, in an order of its own, whatever order the lines stand in."""

import pytest

from medlofte.core.messages import Translator
from medlofte.progress.wording import reported_words, text_of
from tests.progress.conftest import promised

PASS = promised("at_least: 200, unit: pass")
END = "2019-09-30"


def test_words_of_one_day_are_told_together_each_once() -> None:
    story = PASS.log("2019-03-01, words: flera").log(
        "2019-03-01, words: alla", "2019-03-01, words: flera", file="kommun"
    )
    assert story.on(END).words == "alla; flera"


def test_deviations_stand_by_their_last_days_and_then_by_their_words() -> None:
    story = PASS.log("2018-10-01/2019-03-31, deviation: Lång", "2019-05-01, deviation: Storm")
    story = story.log("2019-05-01, deviation: Regn", "2019-01-01, deviation: Kort", file="kommun")
    assert [each.text for each in story.on(END).deviations] == ["Kort", "Lång", "Regn", "Storm"]


@pytest.mark.parametrize(("part", "short"), [(1, True), (2, False), (3, False)])
def test_a_judgement_as_kept_stands_when_a_part_is_just_reached(part: int, short: bool) -> None:
    story = promised("at_least: 3, unit: pass", keys="of_which: [{tag: kväll, at_least: 2}]").log(
        f"2019-03-01, count: 3, of_which: {{kväll: {part}}}", "2019-09-30, assessed: kept"
    )
    tally = story.on(END)
    assert (tally.counts_short, tally.status) == ((True, "not-kept") if short else (False, "kept"))


def test_a_small_number_of_persons_is_told_as_few_in_public_only(english: Translator) -> None:
    story = promised("", keys="sensitive: true, of_which: [{tag: unga, at_least: 2}]").log(
        "2019-01/2019-03, count: 4, of_which: {unga: 3}, results: {flyttade: 1}"
    )
    tally = story.on(END)
    assert english.plain(text_of(tally)) == "reported: 4"
    assert english.plain(text_of(tally, public=True)) == "reported: fewer than 5"
    assert [english.plain(each) for each in reported_words(tally)] == [
        "unga: 3 of at least 2",
        "Side figure, not counted: flyttade 1",
    ]
    assert [english.plain(each) for each in reported_words(tally, public=True)] == [
        "unga: fewer than 5 of at least 2",
        "Side figure, not counted: flyttade fewer than 5",
    ]


def test_five_persons_are_told(english: Translator) -> None:
    tally = promised("", keys="sensitive: true").log("2019-01/2019-03, count: 5").on(END)
    assert english.plain(text_of(tally, public=True)) == "reported: 5"


def test_a_judgement_as_kept_before_the_end_needs_the_whole_and_not_only_what_is_wanted_by_now() -> None:
    tally = PASS.log("2018-11-05, count: 60, assessed: kept").on("2018-12-31")
    assert (tally.wanted.now, tally.counts_short, tally.status) == (50, True, "on-track")


@pytest.mark.parametrize(("number", "short", "status"), [(6, True, "behind"), (7, False, "kept")])
def test_a_judgement_as_kept_of_a_rate_without_an_end_needs_what_is_wanted_by_now(
    number: int, short: bool, status: str
) -> None:
    story = promised("at_least: 1, per: day, unit: pass", period="2018-10-01")
    tally = story.log(f"2018-10-07, count: {number}, assessed: kept").on("2018-10-07")
    assert (tally.wanted.now, tally.counts_short, tally.status) == (7, short, status)
