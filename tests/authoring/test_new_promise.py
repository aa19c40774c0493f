"""A draft's file: what people write is understood, what was not kept is carried over, and the file says just that."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlofte.authoring.new_promise import (
    PromiseDraft,
    activity_key,
    activity_of,
    carry_over,
    municipality_of,
    next_period,
    parties_of,
    target_of,
    text_of_draft,
)
from medlofte.core.errors import MedlofteError
from medlofte.model.promise import Period
from medlofte.parsing import encoding, yaml_reader
from medlofte.progress.status import Status
from medlofte.progress.tally import progress_of
from medlofte.project.context import translator_for
from medlofte.validation.checker import ProjectFile, PromiseFiles, check_promise
from tests.support.strategies import Case, bundle_of, cases_of_promises

SCHEMA_LINE = "# yaml-language-server: $schema=promise.schema.json"
SWEDISH = translator_for("sv")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("", None),
        ("Löpande", None),
        ("minst 200 tillfällen", {"at_least": 200, "unit": "tillfällen"}),
        ("Minst  1 000   timmar", {"at_least": 1000, "unit": "timmar"}),
        ("at least 7,5 timmar", {"at_least": 7.5, "unit": "timmar"}),
        ("minst 1 pass per vecka", {"at_least": 1, "per": "week", "unit": "pass"}),
        ("minst 2 gånger i månaden", {"at_least": 2, "per": "month", "unit": "gånger"}),
        ("1 möte om året", {"at_least": 1, "per": "year", "unit": "möte"}),
        ("2 vandringar", {"exact": 2, "unit": "vandringar"}),
        ("exakt 2 vandringar i centrum", {"exact": 2, "unit": "vandringar i centrum"}),
        ("alla 14 skolor", {"all": "skolor", "of": 14}),
        ("alla skolor", {"all": "skolor"}),
        ("minst 70 procent av 20 elever", {"all": "elever", "of": 20, "share": 70}),
        ("minst 70 % av alla elever", {"all": "elever", "share": 70}),
        ("inom 24 timmar", {"within": 24, "unit": "timmar"}),
        ("klart: Kameran är på plats, senast 2026-06-30", {"done": "Kameran är på plats", "by": "2026-06-30"}),
        ("klart: Kameran är på plats senast den 30 juni 2026", {"done": "Kameran är på plats", "by": "2026-06-30"}),
        ("klart: Kameran är på plats, senast juni 2026", {"done": "Kameran är på plats", "by": "2026-06"}),
        ("klart: Kameran är på plats, senast i vår", {"done": "Kameran är på plats, senast i vår"}),
        ("klart: Kameran är på plats", {"done": "Kameran är på plats"}),
    ],
)
def test_a_target_is_understood(text: str, target: dict[str, Any] | None) -> None:
    assert target_of(text) == target


@pytest.mark.parametrize(
    "text",
    ["många", "200", "minst", "minst många", "007 pass", "1e3 pass", "-2 pass", "klart:", "klart: X, senast 31/12"],
)
def test_what_nobody_can_count_is_refused(text: str) -> None:
    with pytest.raises(MedlofteError):
        target_of(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0665", {"name": "Vaggeryds kommun", "code": "0665"}),
        ("kungälv", {"name": "Kungälvs kommun", "code": "1482"}),
        ("Kungälvs kommun", {"name": "Kungälvs kommun", "code": "1482"}),
        ("Luleå", {"name": "Luleå kommun", "code": "2580"}),
        ("Göteborgs Stad", {"name": "Göteborgs Stad", "code": "1480"}),
        ("exempelby kommun", {"name": "Exempelby kommun"}),
    ],
)
def test_a_municipality_is_known_by_name_or_code(text: str, found: dict[str, str]) -> None:
    assert municipality_of(text) == found


def test_every_municipality_gets_a_name_that_is_its_own() -> None:
    from medlofte.model.municipalities import NAMES, bears_name

    for code, name in NAMES.items():
        assert municipality_of(code) == municipality_of(name)
        assert bears_name(code, municipality_of(code)["name"]), code


def test_parties_and_activities_get_short_names() -> None:
    parties = parties_of(["Polisen", "Exempelby kommun", "b=Bostads AB", "Räddningstjänsten Väst", "Polisområde Norr"])
    assert {key: party["kind"] for key, party in parties.items()} == {
        "polis": "police",
        "kommun": "municipality",
        "b": "other",
        "raddningstjansten": "other",
        "polis-2": "police",
    }
    assert activity_key("Fotpatruller på torget", {}) == "fotpatruller"
    assert activity_key("Besök i skolor", {"besok": 1}) == "besok-2"
    assert activity_key("På torget", {}) == "pa-torget"
    assert activity_key("…", {}) == "aktivitet"


def test_an_activity_is_one_line() -> None:
    parties: dict[str, Any] = {"polis": {}, "kommun": {}}
    whole = activity_of("polis, kommun: Patrull: kväll = minst 2 pass", parties)
    assert whole == {
        "title": "Patrull: kväll",
        "responsible": ["polis", "kommun"],
        "target": {"at_least": 2, "unit": "pass"},
    }
    assert activity_of("Patrull: kväll", {"polis": {}}) == {"title": "Patrull: kväll", "responsible": ["polis"]}
    with pytest.raises(MedlofteError):
        activity_of("Patrull", parties)


@pytest.mark.parametrize(
    ("start", "end", "then"),
    [
        ("2026-01-01", "2026-12-31", ("2027-01-01", "2027-12-31")),
        ("2018-10-01", "2019-09-30", ("2019-10-01", "2020-09-30")),
        ("2023-03-01", "2024-02-29", ("2024-03-01", "2025-02-28")),
        ("2026-01-12", "2026-01-25", ("2026-01-26", "2026-02-08")),
        ("2026-02-01", "2026-02-28", ("2026-03-01", "2026-03-31")),
    ],
)
def test_the_next_period_is_as_long(start: str, end: str, then: tuple[str, str]) -> None:
    period = next_period(Period(date.fromisoformat(start), date.fromisoformat(end)))
    assert period == {"start": then[0], "end": then[1]}


def test_what_has_no_end_has_no_next() -> None:
    assert next_period(None) is None
    assert next_period(Period(date(2026, 1, 1))) is None


@settings(max_examples=150)
@given(cases_of_promises(), st.booleans())
def test_any_promise_is_carried_over_without_an_error(case: Case, everything: bool) -> None:
    checked = check_promise(bundle_of(case))
    if checked.value is None or checked.has_errors:
        return
    promise = checked.value.promise
    day = promise.period.end if promise.period and promise.period.end else date(2022, 12, 31)
    progress = progress_of(promise, checked.value.logged, day)
    unfinished = [each.activity.id for each in progress.tallies if each.status is not Status.KEPT or everything]
    value = read(bundle_of(case).promise.data.decode())
    if not unfinished:
        with pytest.raises(MedlofteError):
            carry_over(value, progress, everything=everything)
        return
    outline = carry_over(value, progress, everything=everything)
    text = text_of_draft(outline, SWEDISH, SCHEMA_LINE)
    new = check_promise(PromiseFiles(ProjectFile("promises/ny.yaml", text.encode())), frozenset({promise.id}))
    assert not new.has_errors, new.diagnostics
    assert read(text) == {"format": 1, "status": "draft", **outline.values}
    assert [*read(text)["activities"]] == unfinished
    assert len(outline.left_out) + len(unfinished) == len(promise.activities)
    comments = [line for line in text.splitlines() if line.strip().startswith("# ")]
    assert len(comments) >= len(unfinished)


def test_the_outcome_stands_above_each_target() -> None:
    value = {
        "title": "Löfte 2026",
        "municipality": {"name": "Exempelby kommun"},
        "parties": {"polis": {"name": "Polisen"}},
        "activities": {"a": {"title": "A", "responsible": ["polis"], "target": {"exact": 2, "unit": "x"}}},
    }
    from medlofte.core.messages import msg

    text = text_of_draft(PromiseDraft(value, {"a": (msg("2026: {n} # x\n\u202e", n="a\nb"),)}), SWEDISH, SCHEMA_LINE)
    assert "    # 2026: a b # x \\u202e\n    target: {exact: 2, unit: x}\n" in text


def read(text: str) -> Any:
    source = encoding.read("x.yaml", text.encode()).value
    assert source is not None
    found = yaml_reader.read(source)
    assert found.value is not None
    assert not found.diagnostics
    return found.value.value
