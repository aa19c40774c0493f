"""What differs between two versions of a promise: each thing that binds, in words, and nothing that does not bind."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlofte.changes import diff
from medlofte.changes.diff import diff_promises
from medlofte.core.messages import Translator
from medlofte.model.promise import Promise
from medlofte.parsing import decoder
from medlofte.project.context import translator_for
from tests.support import strategies

pytestmark = pytest.mark.quick

Plain = dict[str, Any]
SWEDISH = translator_for("sv")


def plain() -> Plain:
    return {
        "format": 1,
        "title": "Medborgarlöfte för Exempelby 2026",
        "municipality": {"name": "Exempelby kommun"},
        "period": {"start": "2026-01-01", "end": "2026-12-31"},
        "status": "adopted",
        "parties": {
            "polis": {"name": "Polisen", "kind": "police"},
            "kommun": {"name": "Exempelby kommun", "kind": "municipality"},
        },
        "focus_areas": {
            "trygghet": {"title": "Trygghet", "places": ["Torget"]},
            "trafik": {"title": "Trafik", "status": "watched"},
        },
        "activities": {
            "patrull": {
                "title": "Fotpatruller",
                "focus_area": "trygghet",
                "responsible": ["polis"],
                "places": ["Torget", "Parken"],
                "target": {"at_least": 200, "unit": "tillfällen"},
                "of_which": [{"tag": "kväll", "at_least": 50}],
                "counts": "En patrull till fots.",
                "wording": "Vi patrullerar.",
            },
            "kamera": {
                "title": "Kamera",
                "responsible": ["polis", "kommun"],
                "target": {"done": "Kameran är på plats", "by": "2026-06-30"},
                "condition": "om tillstånd ges",
            },
            "vandring": {
                "title": "Vandringar",
                "responsible": ["kommun"],
                "target": {"exact": 2, "unit": "vandringar"},
            },
        },
        "effects": [{"goal": "Tryggheten ska öka", "baseline": {"value": 3.1}}, {"goal": "Färre brott"}],
        "followups": [{"due": "2026-09", "to": "kommunstyrelsen"}, {"due": "2027-01"}],
        "decisions": [{"kind": "adopted", "date": "2026-01"}],
    }


def promise(value: Plain) -> Promise:
    decoded, faults = decoder.promise("exempelby-2026", value)
    assert decoded is not None
    assert not faults
    return decoded


def at(*route: str | int, value: Any = None) -> Callable[[Plain], None]:
    """Sets what stands at the route, or takes it out."""

    def edit(whole: Any) -> None:
        for step in route[:-1]:
            whole = whole[step]
        if value is None:
            del whole[route[-1]]
        else:
            whole[route[-1]] = value

    return edit


PATRULL = ("activities", "patrull")
ONE_CHANGE = [
    (at(*PATRULL, "target", "at_least", value=150), "Fotpatruller: från minst 200 till minst 150 tillfällen"),
    (
        at(*PATRULL, "target", value={"exact": 200, "unit": "tillfällen"}),
        "Fotpatruller: från minst 200 till 200 tillfällen",
    ),
    (at(*PATRULL, "target", "unit", value="timmar"), "Fotpatruller: från minst 200 tillfällen till minst 200 timmar"),
    (at(*PATRULL, "target"), "Fotpatruller: från minst 200 tillfällen till löpande"),
    (at("activities", "kamera", "target", "by", value="2026-12"), "Kamera, sista dag: från 2026-06-30 till 2026-12"),
    (at("activities", "kamera", "target", "by"), "Kamera, sista dag: 2026-06-30 har tagits bort"),
    (at(*PATRULL, "of_which"), "Fotpatruller, varav kväll: minst 50 har tagits bort"),
    (at(*PATRULL, "of_which", 0, "at_least", value=40), "Fotpatruller, varav kväll: från minst 50 till minst 40"),
    (at(*PATRULL, "places"), "Fotpatruller, platser: Torget, Parken har tagits bort"),
    (
        at(*PATRULL, "places", value=["Parken", "Skolan"]),
        "Fotpatruller, platser: Skolan har lagts till, Torget har tagits bort",
    ),
    (at(*PATRULL, "responsible", value=["kommun", "polis"]), "Fotpatruller, ansvarig: Exempelby kommun har lagts till"),
    (at("activities", "kamera", "responsible", value=["polis"]), "Kamera, ansvarig: Exempelby kommun har tagits bort"),
    (at(*PATRULL, "condition", value="vid behov"), "Fotpatruller, villkor: ”vid behov” har lagts till"),
    (at("activities", "kamera", "condition"), "Kamera, villkor: ”om tillstånd ges” har tagits bort"),
    (
        at(*PATRULL, "counts", value="Även i bil."),
        "Fotpatruller, räkneregel: från ”En patrull till fots.” till ”Även i bil.”",
    ),
    (at(*PATRULL, "wording"), "Fotpatruller, ordalydelse: ”Vi patrullerar.” har tagits bort"),
    (at(*PATRULL, "title", value="Patruller"), "Patruller, titel: från ”Fotpatruller” till ”Patruller”"),
    (at(*PATRULL, "best_effort", value=True), "Fotpatruller: parterna lovar nu bara att verka för det"),
    (at(*PATRULL, "focus_area", value="trafik"), "Fotpatruller, fokusområde: från ”Trygghet” till ”Trafik”"),
    (at(*PATRULL, "period", value={"end": "2026-06"}), "Fotpatruller, period: till 2026-06-30 har lagts till"),
    (at(*PATRULL, "pace", value="end"), "Fotpatruller, takt: från jämnt fördelat till allt i slutet"),
    (at("activities", "vandring"), "Borttagen aktivitet: Vandringar (2 vandringar)"),
    (
        at("activities", "nytt", value={"title": "Nytt", "responsible": ["polis"]}),
        "Ny aktivitet: Nytt (löpande)",
    ),
    (at("status", value="draft"), "Löftet, status: från antaget till utkast"),
    (at("title", value="Löfte"), "Löftet, titel: från ”Medborgarlöfte för Exempelby 2026” till ”Löfte”"),
    (at("area", value="Centrum"), "Löftet, område: ”Centrum” har lagts till"),
    (at("period", "end", value="2027-06"), "Löftet, period: från 2026-01-01–2026-12-31 till 2026-01-01–2027-06-30"),
    (at("period", "end"), "Löftet, period: från 2026-01-01–2026-12-31 till 2026-01-01 och tills vidare"),
    (at("parties", "polis", "name", value="Polis"), "Polis, namn: från ”Polisen” till ”Polis”"),
    (at("parties", "ny", value={"name": "Föreningen"}), "Ny part: Föreningen"),
    (at("focus_areas", "trygghet", "places"), "Trygghet, platser: Torget har tagits bort"),
    (at("focus_areas", "trafik", "status"), "Trafik: inte längre bara under bevakning"),
    (at("focus_areas", "trafik"), "Borttaget fokusområde: Trafik"),
    (at("effects", 0), "Borttagen effekt: ”Tryggheten ska öka”"),
    (at("effects", 1, "goal", value="Inga brott"), "Effekt, mål: från ”Färre brott” till ”Inga brott”"),
    (at("effects", 0, "baseline", "value", value=3), "Tryggheten ska öka, utgångsvärde: från 3,1 till 3"),
    (at("followups", 1), "Borttagen uppföljning: 2027-01"),
    (
        at("followups", 0, "due", value="2026-12"),
        "Uppföljning: från 2026-09 (kommunstyrelsen) till 2026-12 (kommunstyrelsen)",
    ),
    (
        at("followups", 0, "every", value="tertial"),
        "Uppföljning: från 2026-09 (kommunstyrelsen) till efter varje tertial, första gången 2026-09 (kommunstyrelsen)",
    ),
    (
        at("followups", 1, value={"every": "half-year"}),
        "Uppföljning: från 2027-01 till efter varje halvår",
    ),
]


@pytest.mark.parametrize(("edit", "said"), ONE_CHANGE, ids=[said for _, said in ONE_CHANGE])
def test_one_thing_changed_is_one_change_in_words(edit: Callable[[Plain], None], said: str) -> None:
    after = plain()
    edit(after)
    (change,) = diff_promises(promise(plain()), promise(after))
    assert SWEDISH.plain(change.what) == said
    assert change.before != change.after
    (back,) = diff_promises(promise(after), promise(plain()))
    assert (back.before, back.after) == (change.after, change.before)
    assert back.is_added == change.is_removed
    assert (back.was or back.route, back.route) == (change.route, change.was or change.route)


SAME = [
    at("note", value="x"),
    at("sources", value=[{"title": "x"}]),
    at("cases", value=[{"kind": "memo"}]),
    at("feedback", value=[{"date": "2026-06"}]),
    at("decisions"),
    at(*PATRULL, "note", value="x"),
    at(*PATRULL, "counts", value="En patrull\n  till fots.\n"),
    at(*PATRULL, "target", "at_least", value=200.0),
    at(*PATRULL, "places", value=["Parken", "Torget"]),
    at(*PATRULL, "pace", value="even"),
    at("period", value={"start": "2026-01", "end": "2026-12", "as_written": "i år"}),
    at("followups", 0, "due", value="2026-09-01/2026-09-30"),
    at("followups", value=[{"due": "2027-01"}, {"due": "2026-09", "to": "kommunstyrelsen"}]),
    at("effects", 0, "readings", value=[{"value": 4}]),
    at("parties", "polis", "contact", value={"phone": "114 14"}),
    at("basis", value={"situation": "x"}),
]


@pytest.mark.parametrize("edit", SAME, ids=range(len(SAME)))
def test_form_and_what_does_not_bind_are_no_change(edit: Callable[[Plain], None]) -> None:
    after = plain()
    edit(after)
    assert repr(after) != repr(plain())
    assert diff_promises(promise(plain()), promise(after)) == ()


def renamed(value: Plain, group: str, old: str, new: str) -> Plain:
    return {**value, group: {new if key == old else key: each for key, each in value[group].items()}}


def test_the_same_under_another_key_is_a_rename_and_no_change() -> None:
    after = renamed(plain(), "activities", "patrull", "fotpatrull")
    after = renamed(renamed(after, "parties", "polis", "p"), "focus_areas", "trygghet", "trygg")
    for activity in after["activities"].values():
        activity["responsible"] = ["p" if party == "polis" else party for party in activity["responsible"]]
    after["activities"]["fotpatrull"]["focus_area"] = "trygg"
    assert diff_promises(promise(plain()), promise(after)) == ()
    names = diff.find_renames(promise(plain()), promise(after))
    assert names == diff.Renames({"polis": "p"}, {"trygghet": "trygg"}, {"patrull": "fotpatrull"})


def test_what_was_renamed_and_changed_is_compared_under_its_new_name() -> None:
    after = renamed(plain(), "activities", "patrull", "fotpatrull")
    after["activities"]["fotpatrull"]["target"]["at_least"] = 150
    (change,) = diff_promises(promise(plain()), promise(after))
    assert (change.was, change.route) == ((*PATRULL, "target"), ("activities", "fotpatrull", "target"))
    assert SWEDISH.plain(change.what) == "Fotpatruller: från minst 200 till minst 150 tillfällen"


def test_another_title_and_another_content_is_one_gone_and_one_come() -> None:
    after = plain()
    del after["activities"]["vandring"]
    after["activities"]["cykel"] = {"title": "Cykling", "responsible": ["kommun"]}
    said = [SWEDISH.plain(change.what) for change in diff_promises(promise(plain()), promise(after))]
    assert said == ["Ny aktivitet: Cykling (löpande)", "Borttagen aktivitet: Vandringar (2 vandringar)"]


def test_a_message_for_the_screen_is_safe_and_short(english: Translator) -> None:
    after = plain()
    after["activities"]["patrull"]["condition"] = "\x1b[31m" + "x" * 200
    (change,) = diff_promises(promise(plain()), promise(after))
    said = english(change.what)
    assert "\x1b" not in said
    assert len(said) < 120


def shuffled(value: Any, shuffle: Callable[[list[Any]], None]) -> Any:
    """The same with the keys of every mapping in another order."""
    if isinstance(value, list):
        return [shuffled(each, shuffle) for each in value]
    if not isinstance(value, dict):
        return value
    items = [(key, shuffled(each, shuffle)) for key, each in value.items()]
    shuffle(items)
    return dict(items)


@given(strategies.promises(), st.integers())
@settings(max_examples=60)
def test_nothing_differs_from_itself_in_whatever_order(value: Plain, seed: int) -> None:
    other = shuffled(value, random.Random(seed).shuffle)
    assert diff_promises(promise(value), promise(value)) == ()
    assert diff_promises(promise(value), promise(other)) == ()


@given(strategies.promises(), strategies.promises(), st.integers())
@settings(max_examples=60)
def test_the_order_of_keys_changes_no_change_and_all_are_said_once(before: Plain, after: Plain, seed: int) -> None:
    shuffle = random.Random(seed).shuffle
    found = diff_promises(promise(before), promise(after))
    other = diff_promises(promise(shuffled(before, shuffle)), promise(shuffled(after, shuffle)))
    assert sorted(
        (each.route, SWEDISH.plain(each.what)) for each in found if isinstance(each.route[-1], str)
    ) == sorted((each.route, SWEDISH.plain(each.what)) for each in other if isinstance(each.route[-1], str))
    assert len({(each.route, SWEDISH.plain(each.what)) for each in found}) == len(found)
    backward = diff_promises(promise(after), promise(before))
    assert len(backward) == len(found)
