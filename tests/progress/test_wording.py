"""Figures in words, as the table, the JSON and the documents write them, in Swedish."""

import pytest

from medlofte.progress.wording import remarks, reported_words, status_word, summary, target_text, text_of
from medlofte.project.context import translator_for
from tests.progress.conftest import Story, promised

SWEDISH = translator_for("sv")
END = "2019-09-30"
MIDDLE = "2019-03-31"


def text(story: Story, day: str = END) -> str:
    return SWEDISH.plain(text_of(story.on(day)))


def status(story: Story, day: str = END) -> str:
    return SWEDISH(status_word(story.on(day)))


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("at_least: 200, unit: tillfällen", "minst 200 tillfällen"),
        ("at_least: 1200, unit: tillfällen", "minst 1\u00a0200 tillfällen"),
        ("exact: 2, unit: vandringar", "2 vandringar"),
        ("at_least: 1, per: week, unit: kontroller", "minst 1 kontroller per vecka"),
        ("at_least: 2, per: tertial, unit: möten", "minst 2 möten per tertial"),
        ("at_least: 7.5, per: day, average: true, unit: timmar", "i snitt minst 7,5 timmar per dag"),
        ("all: skolor", "samtliga skolor"),
        ("all: skolor, of: 14", "samtliga 14 skolor"),
        ("all: skolor, share: 70", "minst 70 % av samtliga skolor"),
        ("all: skolor, of: 14, share: 70", "minst 70 % av 14 skolor"),
        ("done: Kameror finns", "Kameror finns"),
        ("done: Kameror finns, by: 2019-06-30", "Kameror finns, senast 2019-06-30"),
        ("within: 24, unit: timmar", "inom 24 timmar"),
        ("", "löpande"),
    ],
)
def test_what_is_promised(target: str, words: str) -> None:
    assert SWEDISH.plain(target_text(promised(target).on(MIDDLE).activity.target)) == words


@pytest.mark.parametrize(
    ("target", "line", "words"),
    [
        ("at_least: 200, unit: tillfällen", "count: 121", "121 av minst 200 tillfällen"),
        ("at_least: 200, unit: tillfällen", "count: 200, precision: at-least", "minst 200 av 200 tillfällen"),
        ("at_least: 200, unit: tillfällen", "count: 100, precision: about", "cirka 100 av minst 200 tillfällen"),
        ("at_least: 200, unit: tillfällen", "count: 100, precision: over", "drygt 100 av minst 200 tillfällen"),
        ("exact: 2, unit: insatser", "count: 3", "3 av 2 insatser"),
        ("at_least: 1, per: week, unit: kontroller", "count: 17", "17 av 26 kontroller hittills, minst 1 per vecka"),
        (
            "at_least: 1, per: week, average: true, unit: kontroller",
            "count: 17",
            "17 av 26 kontroller hittills, i snitt minst 1 per vecka",
        ),
        ("all: skolor, of: 14", "reached: 6", "6 av 14 skolor"),
        ("all: skolor", "reached: 6", "6 av samtliga skolor"),
        ("all: skolor", "reached: all", "samtliga skolor nådda"),
        ("all: skolor, of: 14, share: 70", "reached: 6", "6 av 10 (minst 70 % av 14 skolor)"),
        ("within: 24, unit: timmar", "count: 12, within: 11", "11 av 12 inom 24 timmar"),
        ("done: Kameror finns", "done: true", "klart 2019-03-01"),
        ("done: Kameror finns, by: 2019-02-01", "done: true", "klart 2019-03-01, utlovat senast 2019-02-01"),
        ("done: Kameror finns", "done: false", "ej klart"),
        ("done: Kameror finns, by: 2019-06-01", "done: false", "ej klart, utlovat senast 2019-06-01"),
        ("done: Kameror finns", "deviation: Ingen ström", "ej redovisat som klart"),
        (
            "done: Kameror finns, by: 2019-06-01",
            "deviation: Ingen ström",
            "ej redovisat som klart, utlovat senast 2019-06-01",
        ),
        ("done: Kameror finns", "words: på väg", "ej redovisat som klart; redovisat: ”på väg”"),
        ("done: Kameror finns", "assessed: kept", "uppfyllt enligt parten"),
        ("at_least: 200, unit: pass", "words: flertalet", "mål: minst 200 pass; redovisat: ”flertalet”"),
        ("at_least: 200, unit: pass", "deviation: Inställt", "mål: minst 200 pass"),
        ("at_least: 200, unit: pass", "assessed: kept", "uppfyllt enligt parten, antal ej redovisat"),
        ("", "words: varje helg", "löpande; redovisat: ”varje helg”"),
        ("", "count: 12", "redovisat: 12"),
    ],
)
def test_how_far_it_has_come(target: str, line: str, words: str) -> None:
    assert text(promised(target).log(f"2019-03-01, {line}"), MIDDLE) == words


def test_a_rate_at_the_end_is_of_the_whole() -> None:
    story = promised("at_least: 1, per: week, unit: kontroller").log("2019-03-01, count: 50")
    assert text(story) == "50 av 52 kontroller, minst 1 per vecka"


def test_a_rate_in_a_promise_without_a_period_has_only_its_words() -> None:
    story = promised("at_least: 1, per: week, unit: kontroller").log("2019-03-01, count: 5")
    tally = story.on(MIDDLE)
    wanted = tally.wanted.replace(now=None, whole=None)
    assert SWEDISH.plain(text_of(tally.replace(wanted=wanted))) == "5 kontroller, minst 1 kontroller per vecka"


@pytest.mark.parametrize(
    ("line", "day", "word"),
    [
        ("", "2018-09-30", "ej påbörjad"),
        ("", MIDDLE, "inget rapporterat än"),
        ("", END, "ej redovisat"),
        ("words: flertalet", MIDDLE, "ej redovisat i tal"),
        ("count: 150", MIDDLE, "enligt plan"),
        ("count: 10", MIDDLE, "efter plan"),
        ("count: 200", MIDDLE, "uppfyllt"),
        ("count: 199", END, "ej uppfyllt"),
        ("count: 199, assessed: partly", END, "delvis uppfyllt"),
        ("assessed: kept", MIDDLE, "uppfyllt enligt parten"),
    ],
)
def test_the_status_as_a_word(line: str, day: str, word: str) -> None:
    story = promised("at_least: 200, unit: pass")
    assert status(story.log(f"2019-03-01, {line}") if line else story, day) == word


def test_an_ongoing_activity_is_ongoing_in_words() -> None:
    assert status(promised().log("2019-03-01"), MIDDLE) == "löpande"


def test_the_sum_is_in_words_and_numbers_of_activities() -> None:
    story = (
        promised("at_least: 2, unit: pass").also("b", "at_least: 2, unit: pass").also("c").log("2019-03-01, count: 2")
    )
    assert [SWEDISH(each) for each in summary(story.progress(MIDDLE))] == ["1 uppfylld", "2 utan rapport än"]
    assert [SWEDISH(each) for each in summary(story.progress(END))] == ["1 uppfylld", "2 ej redovisade"]


def test_what_the_log_says_beside_the_figure() -> None:
    story = promised("at_least: 200, unit: pass", keys="of_which: [{tag: kväll, at_least: 50}]").log(
        "2019-03-01, count: 120, of_which: {kväll: 20}, words: flertalet, results: {böter: minst 8, omdömen: goda}",
        "2019-03-02, deviation: Inställt, instead: Foldrar",
        "2019-09-30, assessed: kept, reason: Nästan nått",
    )
    assert [SWEDISH.plain(each) for each in reported_words(story.on(END))] == [
        "Varav kväll: 20 av minst 50",
        "Parternas bedömning 2019-09-30: uppfyllt. Nästan nått",
        "Siffrorna når inte upp till bedömningen, och det är siffrorna som avgör.",
        "Avvikelse 2019-03-02: Inställt",
        "I stället: Foldrar",
        "Redovisat: ”flertalet”",
        "Sidoresultat, räknas inte: böter minst 8",
        "Sidoresultat, räknas inte: omdömen goda",
    ]


def test_a_part_is_not_spoken_of_before_any_number_is() -> None:
    story = promised("at_least: 200, unit: pass", keys="of_which: [{tag: kväll, at_least: 50}]")
    assert list(reported_words(story.log("2019-03-01, words: flertalet").on(END))) == []


def test_a_judgement_without_a_reason_stands_alone() -> None:
    story = promised("at_least: 200, unit: pass").log("2019-09-30, assessed: not-kept")
    assert [SWEDISH.plain(each) for each in reported_words(story.on(END))] == [
        "Parternas bedömning 2019-09-30: ej uppfyllt"
    ]


def test_what_was_said_of_the_promise_from_the_start() -> None:
    keys = "best_effort: true, condition: vid behov, counts: Ett pass är en kväll."
    story = promised("at_least: 200, unit: pass", keys=keys).log("2019-03-01, count: 3")
    assert [SWEDISH.plain(each) for each in remarks(story.on(MIDDLE))] == [
        "Parterna har lovat att verka för det.",
        "Villkor: vid behov",
        "Räkneregel: Ett pass är en kväll.",
    ]


def test_side_figures_with_and_without_a_word_are_summed() -> None:
    lines = [f"2019-03-0{day}, results: {{böter: {value}}}" for day, value in ((1, 3), (2, '"5"'), (3, "drygt 7"))]
    result = promised().log(*lines).on(MIDDLE).results["böter"]
    assert (result.number, result.precision) == (15, "over")


def test_a_side_figure_in_words_that_are_no_number_is_kept_as_words() -> None:
    assert (
        promised().log("2019-03-01, results: {böter: ungefär fem}").on(MIDDLE).results["böter"].words == "ungefär fem"
    )
    assert promised().log("2019-03-01, results: {böter: högst 5}").on(MIDDLE).results["böter"].words == "högst 5"
