"""What is said beside a figure only when it is so, in English."""

import pytest

from medlofte.core.messages import Translator
from medlofte.progress.wording import remarks, reported_words, summary, text_of
from tests.progress.conftest import Story, promised

PASS = promised("at_least: 200, unit: pass")
END = "2019-09-30"
MIDDLE = "2019-03-31"


def beside(story: Story, translator: Translator) -> list[str]:
    return [translator.plain(each) for each in reported_words(story.on(END))]


def test_a_judgement_that_the_figures_bear_out_is_said_without_reserve(english: Translator) -> None:
    story = PASS.log("2019-03-01, count: 200", "2019-09-30, assessed: kept")
    assert beside(story, english) == ["The parties' judgement 2019-09-30: kept"]


@pytest.mark.parametrize(("value", "word"), [("partly", "partly kept"), ("not-kept", "not kept")])
def test_figures_that_fall_short_say_nothing_against_a_judgement_that_agrees(
    value: str, word: str, english: Translator
) -> None:
    story = PASS.log("2019-03-01, count: 100", f"2019-09-30, assessed: {value}")
    assert beside(story, english) == [f"The parties' judgement 2019-09-30: {word}"]


def test_how_it_is_counted_is_told_only_beside_a_number(english: Translator) -> None:
    rule = promised("at_least: 200, unit: pass", keys='counts: "Ett pass  är en kväll."')
    counted, worded = rule.log("2019-03-01, count: 3"), rule.log("2019-03-01, words: flera")
    assert [english.plain(each) for each in remarks(counted.on(MIDDLE))] == ["Counted: Ett pass är en kväll."]
    assert list(remarks(worded.on(MIDDLE))) == []
    assert list(remarks(PASS.log("2019-03-01, count: 3").on(MIDDLE))) == []


def test_activities_that_are_silent_before_the_end_are_counted_apart(english: Translator) -> None:
    story = PASS.also("b", "exact: 2, unit: möten").also("c", own="2018-10/2018-12").log("2019-03-01, count: 200")
    assert [english(each) for each in summary(story.progress(MIDDLE))] == [
        "1 kept",
        "1 not reported",
        "1 with nothing reported yet",
    ]
    assert [english(each) for each in summary(PASS.also("b").progress(MIDDLE))] == ["2 with nothing reported yet"]


def test_no_cases_are_none_of_none(english: Translator) -> None:
    story = promised("within: 24, unit: timmar").log("2019-03-01, count: 0")
    assert english.plain(text_of(story.on(MIDDLE))) == "0 of 0 within 24 timmar"
