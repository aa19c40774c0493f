"""Plain values to a promise and to entries: every key finds its field, and no impossible date gets through."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from medlofte.core.dates import days
from medlofte.core.source import Route, Source
from medlofte.model.entry import NO_PARTS, NOTHING, LogEntry
from medlofte.model.promise import (
    ONGOING,
    Agreement,
    Basis,
    Case,
    Contact,
    Decision,
    Dialogue,
    Document,
    Effect,
    Feedback,
    FocusArea,
    FollowUp,
    Municipality,
    Officer,
    Pace,
    Part,
    Party,
    Period,
    Precision,
    Promise,
    Reading,
    Reference,
    Target,
    TargetKind,
)
from medlofte.parsing import decoder, schema, yaml_reader
from medlofte.parsing.decoder import Fault

pytestmark = pytest.mark.quick

SMALLEST = """\
format: 1
title: Löfte
municipality: {name: Kungälvs kommun}
status: draft
parties: {polis: {name: Polisen}}
activities: {fot: {title: Fotpatrull, responsible: [polis]}}
"""


def value_of(text: str, name: str = "promise") -> Any:
    """The plain value of a text that has the right shape."""
    read = yaml_reader.read(Source("x.yaml", text))
    assert read.value is not None
    assert read.diagnostics == ()
    assert schema.faults(name, read.value.value) == []
    return read.value.value


def promise_of(more: str = "", smallest: str = SMALLEST) -> Promise:
    promise, faults = decoder.promise("x-2018", value_of(smallest + more))
    assert faults == []
    assert promise is not None
    return promise


def faults_of(more: str, smallest: str = SMALLEST) -> list[tuple[str, Route]]:
    return [(code, finding.at.route) for code, finding in decoder.promise("x-2018", value_of(smallest + more))[1]]


def activity_with(fields: str) -> Any:
    return promise_of(smallest=SMALLEST.replace("responsible: [polis]", f"responsible: [polis], {fields}")).activities[
        "fot"
    ]


def entry_of(fields: str) -> tuple[LogEntry | None, list[Fault]]:
    (value,) = value_of(f"- {{activity: fot, {fields}}}\n", "log")
    return decoder.entry(value, (7,))


def entry(fields: str) -> LogEntry:
    found, faults = entry_of(fields)
    assert faults == []
    assert found is not None
    return found


# A promise


def test_the_smallest_promise_has_nothing_but_what_it_must() -> None:
    promise = promise_of()
    assert promise.id == "x-2018"
    assert promise.municipality == Municipality("Kungälvs kommun", None)
    assert dict(promise.parties) == {"polis": Party("polis", "Polisen", "other", None)}
    assert (promise.period, promise.agreement, promise.basis) == (None, None, Basis())
    assert promise.decisions == promise.effects == promise.followups == promise.cases == promise.sources == ()
    assert dict(promise.focus_areas) == {}
    activity = promise.activities["fot"]
    assert (activity.id, activity.title, activity.responsible) == ("fot", "Fotpatrull", ("polis",))
    assert (activity.target, activity.pace, activity.has_pace) == (ONGOING, Pace(), False)
    assert (activity.own_start, activity.own_end) == (None, None)


def test_words_about_the_promise_find_their_fields() -> None:
    promise = promise_of(
        "area: Komarken\npolice_area: Kungälv-Ale\nfollows: x-2017\nnote: Anm\n"
        "agreement: {title: Trygg, reference: KS 1, note: n}\n"
    )
    assert (promise.area, promise.police_area, promise.follows, promise.note) == (
        "Komarken",
        "Kungälv-Ale",
        "x-2017",
        "Anm",
    )
    assert promise.agreement == Agreement("Trygg", "KS 1", "n")
    assert promise_of(smallest=SMALLEST.replace("kommun}", 'kommun, code: "1482"}')).municipality.code == "1482"


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("{start: 2018-10-01}", Period(date(2018, 10, 1))),
        ("{start: 2018-10}", Period(date(2018, 10, 1))),
        ("{start: 2018-10, end: 2019-09}", Period(date(2018, 10, 1), date(2019, 9, 30), None, "2019-09")),
        (
            "{start: 2018-10-01, end: 2019-09-30, as_written: under ett år}",
            Period(date(2018, 10, 1), date(2019, 9, 30), "under ett år", "2019-09-30"),
        ),
    ],
)
def test_a_period_goes_from_its_first_to_its_last_day(written: str, period: Period) -> None:
    assert promise_of(f"period: {written}\n").period == period


@pytest.mark.parametrize(
    "written", ["{start: 2018-13}", "{start: 2018-10, end: 2019-02-30}", "{start: 2018-02-30, end: 2019-00}"]
)
def test_a_promise_whose_period_has_an_impossible_date_is_none(written: str) -> None:
    promise, faults = decoder.promise("x-2018", value_of(SMALLEST + f"period: {written}\n"))
    assert promise is None
    assert {code for code, _ in faults} == {"impossible-date"}


def test_both_ends_of_a_period_are_said() -> None:
    assert faults_of("period: {start: 2018-02-30, end: 2019-13}\n") == [
        ("impossible-date", ("period", "start")),
        ("impossible-date", ("period", "end")),
    ]


def test_parties_and_focus_areas_find_their_fields() -> None:
    contact = "{role: Vakt, phone: 114 14, email: a@b.se, url: x.se, address: Gatan 1}"
    smallest = SMALLEST.replace("{name: Polisen}", f"{{name: Polisen, kind: police, contact: {contact}}}")
    promise = promise_of(
        "focus_areas:\n  trygghet: {title: T, problem: P, causes: [a], places: [b, c], target_group: G, note: N}\n"
        "  narkotika: {title: K, status: watched}\n  annat: {title: A, status: promised}\n",
        smallest,
    )
    assert promise.parties["polis"] == Party(
        "polis", "Polisen", "police", Contact("Vakt", "114 14", "a@b.se", "x.se", "Gatan 1")
    )
    assert promise.focus_areas["trygghet"] == FocusArea("trygghet", "T", "P", ("a",), ("b", "c"), "G", False, "N")
    assert promise.focus_areas["narkotika"].watched
    assert not promise.focus_areas["annat"].watched


def test_the_basis_finds_its_fields() -> None:
    basis = promise_of("""\
basis:
  situation: Läget
  sources: [statistik]
  dialogues:
    - {kind: citizens, when: 2016-10/2016-12, answers: 1200, precision: about, places: [A], method: E, note: N}
    - {kind: staff, when: "2016"}
""").basis
    first, second = basis.dialogues
    assert (basis.situation, basis.sources) == ("Läget", ("statistik",))
    assert first == Dialogue("citizens", days("2016-10/2016-12"), 1200, Precision.ABOUT, ("A",), "E", "N")
    assert second == Dialogue("staff", days("2016"))
    assert promise_of("basis: {sources: [a, b]}\n").basis == Basis(None, (), ("a", "b"))


def test_decisions_effects_and_followups_find_their_fields() -> None:
    promise = promise_of("""\
decisions:
  - {kind: adopted, date: 2017-02, body: KF, reference: KS 1, paragraph: § 12, note: N}
  - {kind: ended}
effects:
  - goal: Tryggare
    measure: mätning
    focus_area: t
    note: N
    baseline: {date: 2018, value: -3.1, source: S}
    readings: [{value: hög, date: 2019-01, note: n}, {value: 3}]
  - {goal: Lugnare}
followups:
  - {due: 2024-09-01/2024-11-30, to: KS, form: skriftlig, note: N}
  - {every: tertial, to: KS}
feedback:
  - {date: 2024-06, channel: K, link: L, note: N}
""")
    assert promise.decisions == (Decision("adopted", days("2017-02"), "KF", "KS 1", "§ 12", "N"), Decision("ended"))
    full, bare = promise.effects
    assert full == Effect(
        "Tryggare",
        "mätning",
        Reading(Decimal("-3.1"), days("2018"), "S"),
        (Reading("hög", days("2019-01"), None, "n"), Reading(3)),
        "t",
        "N",
    )
    assert bare == Effect("Lugnare")
    assert promise.followups == (
        FollowUp(days("2024-09-01/2024-11-30"), "KS", "skriftlig", "N"),
        FollowUp(None, "KS", every="tertial"),
    )
    assert promise.feedback == (Feedback(days("2024-06"), "K", "L", "N"),)


def test_a_case_finds_its_fields() -> None:
    full, bare = promise_of("""\
cases:
  - kind: memo
    title: T
    reference: KS 1
    date: 2018-09-12
    from: Kontoret
    to: KS
    officer: {name: A, title: Chef}
    proposal: [p]
    summary: S
    background: B
    finances: F
    children: C
    documents: [{title: D, date: 2018}, {title: E}]
    send_to: [x]
    asked_by: Y
    questions: [q]
    introduction: I
    facts: X
    answers: [a]
    note: N
  - {kind: motion}
""").cases
    assert full == Case(
        "memo",
        title="T",
        reference="KS 1",
        date=days("2018-09-12"),
        sender="Kontoret",
        receiver="KS",
        officer=Officer("A", "Chef"),
        proposal=("p",),
        summary="S",
        background="B",
        finances="F",
        children="C",
        documents=(Document("D", days("2018")), Document("E")),
        send_to=("x",),
        asked_by="Y",
        questions=("q",),
        introduction="I",
        facts="X",
        answers=("a",),
        note="N",
    )
    assert bare == Case("motion")


def test_sources_find_their_fields() -> None:
    full, bare = promise_of("""\
sources:
  - {title: T, publisher: P, url: x.se, date: 2018, retrieved: 2020-01-01, note: N}
  - {title: U}
""").sources
    assert full == Reference("T", "P", "x.se", days("2018"), days("2020-01-01"), "N")
    assert bare == Reference("U")


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("{at_least: 200, unit: tillfällen}", Target(TargetKind.AT_LEAST, 200, "tillfällen")),
        ("{at_least: 2.5, unit: timmar}", Target(TargetKind.AT_LEAST, Decimal("2.5"), "timmar")),
        ("{exact: 2, unit: vandringar}", Target(TargetKind.EXACT, 2, "vandringar")),
        ("{at_least: 1, per: week, unit: kontroller}", Target(TargetKind.RATE, 1, "kontroller", "week")),
        ("{at_least: 1, per: half-year, unit: x, average: true}", Target(TargetKind.RATE, 1, "x", "half-year", True)),
        ("{all: skolor, of: 14}", Target(TargetKind.COVERAGE, whom="skolor", of=14)),
        ("{all: föräldrar, share: 70}", Target(TargetKind.COVERAGE, whom="föräldrar", share=70)),
        ("{done: Klart, by: 2019-06}", Target(TargetKind.MILESTONE, done="Klart", by=days("2019-06"))),
        ("{done: Klart}", Target(TargetKind.MILESTONE, done="Klart")),
        ("{within: 24, unit: timmar}", Target(TargetKind.TIME_LIMIT, 24, "timmar")),
        ("{ongoing: true}", ONGOING),
    ],
)
def test_a_target_is_of_the_kind_that_its_keys_say(written: str, target: Target) -> None:
    assert activity_with(f"target: {written}").target == target


@pytest.mark.parametrize(
    ("written", "pace"),
    [
        ("even", Pace()),
        ("end", Pace(at_end=True)),
        ("{months: [4, 5, 12]}", Pace((4, 5, 12))),
    ],
)
def test_a_pace_is_even_at_the_end_or_in_months(written: str, pace: Pace) -> None:
    activity = activity_with(f"pace: {written}")
    assert (activity.pace, activity.has_pace) == (pace, True)


def test_an_activity_finds_its_fields() -> None:
    activity = activity_with(
        "supporting: [k], with: [föreningar], places: [A, B], any_of: [x, y], of_which: [{tag: n, at_least: 1}],"
        " period: {start: 2018-11, end: 2019-02}, focus_area: t, counts: C, wording: W, purpose: P, note: N,"
        " when: 20:30, condition: V, best_effort: true, beyond_ordinary: true, sensitive: true"
    )
    assert (activity.supporting, activity.takes_part, activity.places) == (("k",), ("föreningar",), ("A", "B"))
    assert (activity.any_of, activity.of_which) == (("x", "y"), (Part("n", 1),))
    assert (activity.own_start, activity.own_end) == (days("2018-11"), days("2019-02"))
    assert (activity.focus_area, activity.counts, activity.wording, activity.purpose) == ("t", "C", "W", "P")
    assert (activity.note, activity.when, activity.condition) == ("N", "20:30", "V")
    assert activity.best_effort
    assert activity.beyond_ordinary
    assert activity.sensitive


@pytest.mark.parametrize(
    ("more", "route"),
    [
        ("basis: {dialogues: [{when: 2018-02-30}]}\n", ("basis", "dialogues", 0, "when")),
        ("decisions: [{kind: ended}, {kind: ended, date: 2018-13}]\n", ("decisions", 1, "date")),
        ("effects: [{goal: G, baseline: {date: 2018-00, value: 1}}]\n", ("effects", 0, "baseline", "date")),
        ("effects: [{goal: G, readings: [{date: 2018-00, value: 1}]}]\n", ("effects", 0, "readings", 0, "date")),
        ("followups: [{due: 2018-09-31}]\n", ("followups", 0, "due")),
        ("followups: [{every: year, due: 2018-09-31}]\n", ("followups", 0, "due")),
        ("feedback: [{date: 2018-09-31}]\n", ("feedback", 0, "date")),
        ("cases: [{kind: memo, date: 2018-02-29}]\n", ("cases", 0, "date")),
        ("cases: [{kind: memo, documents: [{title: T, date: 2018-02-29}]}]\n", ("cases", 0, "documents", 0, "date")),
        ("sources: [{title: T, date: 2018-02-29}]\n", ("sources", 0, "date")),
        ("sources: [{title: T, retrieved: 2018-02-29}]\n", ("sources", 0, "retrieved")),
    ],
)
def test_an_impossible_date_is_said_where_it_stands_and_the_promise_is_read(more: str, route: Route) -> None:
    assert faults_of(more) == [("impossible-date", route)]
    assert decoder.promise("x-2018", value_of(SMALLEST + more))[0] is not None


@pytest.mark.parametrize(
    ("fields", "route"),
    [
        ("period: {start: 2018-13}", ("activities", "fot", "period", "start")),
        ("period: {end: 2018-02-30}", ("activities", "fot", "period", "end")),
        ("target: {done: Klart, by: 2019-06-31}", ("activities", "fot", "target", "by")),
    ],
)
def test_an_impossible_date_of_an_activity_is_said_where_it_stands(fields: str, route: Route) -> None:
    smallest = SMALLEST.replace("responsible: [polis]", f"responsible: [polis], {fields}")
    assert faults_of("", smallest) == [("impossible-date", route)]


def test_a_followup_that_no_calendar_has_is_left_out() -> None:
    promise, _ = decoder.promise(
        "x-2018", value_of(SMALLEST + "followups: [{due: 2018-09-31}, {every: year, due: 2018-13}, {due: 2019}]\n")
    )
    assert promise is not None
    assert [each.due and each.due.text for each in promise.followups] == ["2019"]


def test_feedback_that_no_calendar_has_is_left_out() -> None:
    promise, _ = decoder.promise("x-2018", value_of(SMALLEST + "feedback: [{date: 2018-09-31}, {date: 2019}]\n"))
    assert promise is not None
    assert [each.date.text for each in promise.feedback] == ["2019"]


def test_a_reversed_interval_is_said_with_the_way_round() -> None:
    ((code, finding),) = decoder.promise("x", value_of(SMALLEST + "followups: [{due: 2019-02/2018-12}]\n"))[1]
    assert (code, finding.at.route) == ("reversed-interval", ("followups", 0, "due"))
    assert finding.message.values == {"first": "2019-02", "last": "2018-12"}
    assert finding.hint is not None
    assert finding.hint.values == {"first": "2019-02", "last": "2018-12"}


# An entry


def test_the_smallest_entry_counts_one() -> None:
    assert entry("date: 2018-11-05") == LogEntry(days("2018-11-05"), ("fot",), count=1)


def test_an_entry_finds_its_fields() -> None:
    (value,) = value_of(
        "- {date: 2018-10/2018-11, activity: [a, b], count: 2.50, total: 9, reached: 3, done: false, within: 1,"
        " precision: at-least, place: [A, B], type: T, note: N, words: W, deviation: D, instead: I, assessed: partly,"
        " reason: R, results: {r: {n: 6, a: 2}, b: minst 80, c: 4}, tags: [x, y], of_which: {x: 1}, source: S,"
        " ref: 007}\n",
        "log",
    )
    found, faults = decoder.entry(value, (0,))
    assert faults == []
    assert found == LogEntry(
        date=days("2018-10/2018-11"),
        activities=("a", "b"),
        count=Decimal("2.50"),
        total=9,
        reached=3,
        done=False,
        within=1,
        precision=Precision.AT_LEAST,
        places=("A", "B"),
        type="T",
        note="N",
        words="W",
        deviation="D",
        instead="I",
        assessed="partly",
        reason="R",
        results={"r": {"n": 6, "a": 2}, "b": "minst 80", "c": 4},
        tags=("x", "y"),
        of_which={"x": 1},
        source="S",
        ref="007",
    )


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ("note: n", 1),
        ("within: 1", 1),
        ("tags: [n]", 1),
        ("results: {r: 1}", 1),
        ("count: 0", 0),
        ("count: 0.0", Decimal("0.0")),
        ("total: 3", None),
        ("reached: all", None),
        ("done: true", None),
        ("words: flertalet", None),
        ("deviation: Inställt", None),
        ("assessed: kept", None),
        ("count: 2, total: 3", 2),
        ("count: 2, deviation: Inställt", 2),
    ],
)
def test_an_entry_counts_one_when_it_says_nothing_else(fields: str, count: object) -> None:
    assert repr(entry(f"date: 2018, {fields}").count) == repr(count)


def test_a_place_and_an_activity_may_be_one_or_many() -> None:
    assert entry("date: 2018, place: A").places == ("A",)
    assert entry("date: 2018, place: [A, B]").places == ("A", "B")
    assert entry("date: 2018").places == ()


def test_results_and_parts_that_are_not_there_are_nothing() -> None:
    found = entry("date: 2018")
    assert found.results is NOTHING
    assert found.of_which is NO_PARTS


def test_a_figure_is_a_count_a_reading_or_done() -> None:
    assert [
        entry(f"date: 2018, {each}").has_figure for each in ("count: 0", "total: 0", "reached: all", "done: false")
    ] == [True] * 4
    assert not entry("date: 2018, words: flera").has_figure
    assert (entry("date: 2018, total: 5").reading, entry("date: 2018, reached: all").reading) == (5, "all")


@pytest.mark.parametrize("written", ["2018-02-30", "2018-13", "2018-11-05/2018-11-31", "1066"])
def test_an_entry_whose_date_no_calendar_has_is_none(written: str) -> None:
    found, ((code, finding),) = entry_of(f"date: {written}")
    assert found is None
    assert (code, finding.at.route) == ("impossible-date", (7, "date"))
    assert finding.message.values == {"text": written.rsplit("/", 1)[-1]}


def test_an_entry_whose_interval_is_reversed_is_none() -> None:
    found, ((code, finding),) = entry_of("date: 2019/2018")
    assert (found, code, finding.at.route) == (None, "reversed-interval", (7, "date"))


def test_a_promise_and_its_activities_keep_their_titles() -> None:
    value = {
        "title": "Trygg tillsammans",
        "municipality": {"name": "Exempelby kommun"},
        "status": "draft",
        "parties": {"polis": {"name": "Polisen"}},
        "activities": {"fot": {"title": "Fotpatruller", "responsible": ["polis"]}},
    }
    promise, faults = decoder.promise("exempelby-2026", value)
    assert promise is not None
    assert faults == []
    assert (promise.title, promise.status, promise.activities["fot"].title) == (
        "Trygg tillsammans",
        "draft",
        "Fotpatruller",
    )
