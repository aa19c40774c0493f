"""What is said of Exempelby's pace and likely outcome at four dates of its made-up year, as a coordinator reads it."""

from collections.abc import Mapping
from datetime import date

import pytest

from medlofte.progress.outlook_text import outlook
from medlofte.progress.wording import status_word, text_of
from medlofte.project.context import translator_for
from tests.support.documents import YEAR, markdown, prepared, subject

AT_BEST = "även om varje månad som är kvar blir som den bästa hittills blir det"
SAID: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "2026-02-15": {
        "fotpatrull": (
            "24 av minst 200 tillfällen",
            "efter plan",
            "1 efter en jämn takt; 3,9 i veckan behövs, 3,7 hittills",
        ),
        "faltarbete": (
            "45,5 av minst 400 timmar",
            "efter plan",
            "4,5 efter en jämn takt; 7,8 i veckan behövs, 6,9 hittills",
        ),
        "trafikkontroll": (
            "6 av 6 kontroller hittills, minst 1 per vecka",
            "enligt plan",
            "i nivå med löftets takt; 1,1 i veckan behövs, 0,9 hittills",
        ),
    },
    "2026-04-30": {
        "fotpatrull": (
            "73 av minst 200 tillfällen",
            "enligt plan",
            "8 före en jämn takt; 3,7 i veckan behövs, 4,3 hittills",
            "troligt utfall 200–250 av minst 200 om takten håller i sig",
        ),
        "vandring": ("1 av 4 vandringar", "enligt plan", "i nivå med en jämn takt; 3 återstår på 35 veckor"),
        "faltarbete": (
            "122 av minst 400 timmar",
            "efter plan",
            "9 efter en jämn takt; 8 i veckan behövs, 7,1 hittills",
            "troligt utfall 350–400 av minst 400 om takten håller i sig",
        ),
        "trafikkontroll": (
            "15 av 17 kontroller hittills, minst 1 per vecka",
            "efter plan",
            "2 efter löftets takt; 1,1 i veckan behövs, 0,9 hittills",
            "troligt utfall 38–56 av minst 52 om takten håller i sig",
        ),
    },
    "2026-08-31": {
        "fotpatrull": (
            "142 av minst 200 tillfällen",
            "enligt plan",
            "9 före en jämn takt; 3,4 i veckan behövs, 4,1 hittills",
            "troligt utfall 206–222 av minst 200 om takten håller i sig",
        ),
        "vandring": ("3 av 4 vandringar", "enligt plan", "1 före en jämn takt; 1 återstår på 17 veckor"),
        "faltarbete": (
            "260 av minst 400 timmar",
            "efter plan",
            "6 efter en jämn takt; 8,1 i veckan behövs, 7,5 hittills",
            "troligt utfall 380–405 av minst 400 om takten håller i sig",
        ),
        "trafikkontroll": (
            "29 av 34 kontroller hittills, minst 1 per vecka",
            "efter plan",
            "5 efter löftets takt; 1,4 i veckan behövs, 0,8 hittills",
            f"troligt utfall 40–48 av minst 52 om takten håller i sig; {AT_BEST} 49 av minst 52",
        ),
    },
    "2026-10-31": {
        "fotpatrull": (
            "177 av minst 200 tillfällen",
            "enligt plan",
            "11 före en jämn takt; 2,7 i veckan behövs, 4,1 hittills",
            "troligt utfall 208–218 av minst 200 om takten håller i sig",
        ),
        "vandring": ("3 av 4 vandringar", "enligt plan", "i nivå med en jämn takt; 1 återstår på 8 veckor"),
        "faltarbete": (
            "330,5 av minst 400 timmar",
            "efter plan",
            "2,5 efter en jämn takt; 8 i veckan behövs, 7,6 hittills",
            "troligt utfall 390–404 av minst 400 om takten håller i sig",
        ),
        "samtal": ("3 av minst 10 personer", "efter plan", "5 efter en jämn takt; 7 återstår på 8 veckor"),
        "trafikkontroll": (
            "38 av 43 kontroller hittills, minst 1 per vecka",
            "efter plan",
            "5 efter löftets takt; 1,7 i veckan behövs, 0,9 hittills",
            f"troligt utfall 44–48 av minst 52 om takten håller i sig; {AT_BEST} 48 av minst 52",
        ),
    },
}


def told(day: str) -> dict[str, tuple[str, ...]]:
    """Of each activity: how far it has come, its status, and what is said of pace and outcome."""
    translator = translator_for("sv")
    return {
        tally.activity.id: tuple(
            translator.plain(each) for each in (text_of(tally), status_word(tally), *outlook(tally))
        )
        for tally in subject(YEAR, date.fromisoformat(day)).progress.tallies
    }


@pytest.mark.parametrize("day", SAID)
def test_at_four_dates_of_the_year(day: str) -> None:
    assert {id: said for id, said in told(day).items() if len(said) > 2} == SAID[day]


@pytest.mark.parametrize("day", ["2025-12-31", "2026-01-13", "2026-12-31", "2027-03-01"])
def test_before_there_is_enough_and_after_the_end_nothing_is_said(day: str) -> None:
    assert {id for id, said in told(day).items() if len(said) > 2} == set()


@pytest.mark.parametrize("document", ["page", "followup"])
def test_documents_say_the_same_but_of_persons_nothing(document: str) -> None:
    day = "2026-10-31"
    printed = markdown(document, YEAR, date.fromisoformat(day))
    for id, (_, _, *said) in SAID[day].items():
        labels = ("Takt", "Prognos")
        lines = [f"- {label}: {text}" for label, text in zip(labels, said, strict=False)]
        assert [line in printed for line in lines] == [id != "samtal"] * len(lines)
    assert "fyra av fem" in printed or "fyra gånger av fem" in printed
    early = markdown(document, YEAR, date(2026, 2, 15))
    assert "- Takt: 1 efter en jämn takt" in early
    assert "av fem" not in early


@pytest.mark.parametrize("document", ["page", "followup"])
def test_effects_are_told_with_baseline_and_source_apart_from_what_was_done(document: str) -> None:
    printed = markdown(document, YEAR, date(2026, 10, 31))
    _, _, rest = printed.partition("## Vad löftet ska leda till\n")
    section, _, _ = rest.partition("\n## ")
    assert "Utgångsvärde 2025: 3,1 (trygghetsmätning 2025)." in section
    assert "Mätning oktober 2026: 3,3 (trygghetsmätning 2026)." in section
    assert "visar inte i sig att målen nås" in section
    assert not set("█░┃`|") & set(section)
    (effect,) = prepared(document, YEAR).view["promise"]["effects"]
    assert not {"bar", "pace", "percent"} & set(effect)
