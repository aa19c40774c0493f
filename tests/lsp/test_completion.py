"""What can be written where the cursor stands."""

import pytest

from medlofte.core.messages import Translator
from medlofte.lsp.completion import Sort, Suggestion, suggestions
from medlofte.lsp.context import ReadPromise
from tests.conftest import LOG, PROMISE
from tests.lsp import LOG_PATH, PROMISE_PATH, known, page_of

RICH = PROMISE.replace(
    "activities:\n",
    """\
focus_areas:
  trygghet: {title: Ökad trygghet, places: [Stationen]}
activities:
""",
).replace(
    "    target: {at_least: 200, unit: tillfällen}\n",
    """\
    target: {at_least: 200, unit: tillfällen}
    places: [Torget]
    any_of: [hotspot, närvaro]
    of_which: [{tag: narkotika, at_least: 5}]
""",
)
RICH_LOG = (
    LOG + "- {date: 2026-02-03, activity: fotpatrull, place: 'Parken, södra', type: hotspot, tags: [klotter], "
    "results: {böter: 2}, ref: k4}\n"
)


def offered(path: str, text: str, translator: Translator, around: ReadPromise | None = None) -> list[Suggestion]:
    page, position = page_of(path, text, around)
    return suggestions(page, position, translator)


def labels(path: str, text: str, translator: Translator, around: ReadPromise | None = None) -> list[str]:
    return [each.label for each in offered(path, text, translator, around)]


def in_log(entry: str) -> str:
    return f"{LOG}- {{date: 2026-02-03, {entry}}}\n"


def test_a_log_is_offered_the_activities_with_how_far_they_have_come(swedish: Translator) -> None:
    found = offered(LOG_PATH, in_log("activity: ¦"), swedish)
    assert [(each.text, each.detail, each.about) for each in found] == [
        ("fotpatrull", "Fotpatruller på torget", "44 av minst 200 tillfällen – enligt plan"),
        ("vandring", "Trygghetsvandringar", "mål: 2 vandringar – inget rapporterat än"),
    ]


def test_where_something_is_wrong_it_is_told_what_was_promised(swedish: Translator) -> None:
    broken = known(log=LOG + "- {date: 2026-02-03, activity: okänd}\n")
    assert offered(LOG_PATH, in_log("activity: ¦"), swedish, broken)[0].about == "minst 200 tillfällen"


def test_what_stands_there_is_replaced(swedish: Translator) -> None:
    found = offered(LOG_PATH, in_log("activity: va¦n"), swedish)[1]
    line = in_log("activity: van").splitlines()[found.span.start.line - 1]
    assert line[found.span.start.column - 1 : found.span.end.column - 1] == "van"


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("activity: [fotpatrull, ¦]", ["fotpatrull", "vandring"]),
        ("place: ¦", ["Torget", '"Parken, södra"', "Stationen"]),
        ("place: [Torget, ¦]", ["Torget", '"Parken, södra"', "Stationen"]),
        ("type: ¦", ["hotspot", "närvaro"]),
        ("tags: [¦]", ["narkotika", "klotter"]),
        ("precision: ¦", ["exact", "over", "at-least", "about"]),
        ("done: ¦", ["true", "false"]),
        ("reached: ¦", ["all"]),
        ("assessed: ¦", ["kept", "partly", "not-kept"]),
        ("results: {¦}", ["böter: "]),
        ("of_which: {¦}", ["klotter: "]),
        ("note: ¦", []),
    ],
)
def test_a_value_of_a_log(entry: str, wanted: list[str], swedish: Translator) -> None:
    found = offered(LOG_PATH, in_log(entry), swedish, known(RICH, RICH_LOG))
    assert [each.text for each in found] == wanted


def test_the_day_is_offered(swedish: Translator) -> None:
    found = offered(LOG_PATH, "- {date: ¦}\n", swedish)
    assert [(each.text, each.detail) for each in found] == [("2026-03-01", "i dag")]


def test_the_keys_of_an_entry_come_in_canonical_order_without_those_there(swedish: Translator) -> None:
    found = offered(LOG_PATH, in_log("activity: fotpatrull, ¦, count: 1"), swedish)
    keys = [each.label for each in found]
    assert keys[:3] == ["total", "reached", "done"]
    assert not {"date", "activity", "count"} & set(keys)
    assert all(each.sort is Sort.KEY for each in found)
    assert found[0].about == "Sammanlagt antal till och med dagen; ersätter partens tidigare antal."


def test_a_key_that_is_being_written_is_offered_itself(swedish: Translator) -> None:
    assert "count" in labels(LOG_PATH, in_log("cou¦nt: 1"), swedish)


@pytest.mark.parametrize(("text", "wanted"), [("¦", "- {date"), ("- ¦", "{date"), (f"{LOG}¦", "- {date")])
def test_a_whole_entry_is_offered_where_a_line_begins(text: str, wanted: str, swedish: Translator) -> None:
    [found] = offered(LOG_PATH, text, swedish)
    assert found.snippet
    assert found.text.startswith(f"{wanted}: 2026-03-01, activity: $1")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("status: ¦", ["draft", "proposed", "adopted", "closed"]),
        ("activities:\n  a:\n    responsible: [¦]", ["polis", "kommun"]),
        ("activities:\n  a:\n    supporting:\n      - ¦\n", ["polis", "kommun"]),
        ("activities:\n  a:\n    focus_area: ¦", ["trygghet"]),
        ("activities:\n  a:\n    places: [¦]", ["Torget", "Stationen"]),
        ("follows: ¦", ["exempelby-2025"]),
        ("decisions:\n  - kind: ¦", ["adopted", "revised", "extended", "ended"]),
        ("activities:\n  a:\n    target: {at_least: 2, ¦}", ["unit", "per", "average"]),
        ("activities:\n  a:\n    target: {all: skolor, ¦}", ["of", "share"]),
        ("activities:\n  a:\n    target: {ongoing: ¦}", ["true"]),
        ("activities:\n  a:\n    pace: ¦", ["even", "end"]),
        ("municipality: {¦}", ["name", "code"]),
        ("parties:\n  polis: {name: x, ¦}", ["kind", "contact"]),
        ("parties:\n  ¦", []),
        ("title: ¦", []),
        ("okand:\n  ¦", []),
    ],
)
def test_a_place_in_a_promise(text: str, wanted: list[str], swedish: Translator) -> None:
    ids = frozenset({"exempelby-2025", "exempelby-2026"})
    assert labels(PROMISE_PATH, text, swedish, known(RICH, "", ids)) == wanted


def test_a_decision_is_offered_what_it_may_change(swedish: Translator) -> None:
    found = labels(PROMISE_PATH, "decisions:\n  - {kind: revised, changes: [¦]}", swedish)
    assert found[:2] == ["activities.fotpatrull", "activities.fotpatrull.target"]


def test_the_keys_of_a_promise_are_those_that_are_missing(swedish: Translator) -> None:
    found = labels(PROMISE_PATH, PROMISE.replace("status: adopted\n", "¦\n"), swedish)
    assert {"status", "follows", "cases"} <= set(found)
    assert not {"title", "period", "activities"} & set(found)


def test_a_list_gets_its_brackets(swedish: Translator) -> None:
    found = {each.label: each for each in offered(PROMISE_PATH, "activities:\n  a:\n    ¦\n", swedish)}
    assert (found["responsible"].text, found["responsible"].snippet) == ("responsible: [$1]", True)
    assert (found["title"].text, found["title"].snippet) == ("title: ", False)


def test_words_tell_what_they_mean_in_swedish_and_keys_what_they_are_for(
    swedish: Translator, english: Translator
) -> None:
    word = offered(PROMISE_PATH, "status: ¦", swedish)[0]
    assert (word.detail, word.about[:14]) == ("utkast", "draft (utkast)")
    assert offered(PROMISE_PATH, "status: ¦", english)[0].about == "How far the promise itself has come."


def test_the_code_is_that_of_the_municipality(swedish: Translator) -> None:
    there = known(PROMISE.replace("Exempelby kommun}", "Kungälvs kommun}"))
    assert labels(PROMISE_PATH, "municipality: {code: ¦}", swedish, there) == ['"1482"']
    assert len(labels(PROMISE_PATH, "municipality: {code: ¦}", swedish)) == 290


def test_the_settings_have_keys_too(swedish: Translator) -> None:
    assert "lang" in labels("medlofte.yaml", "¦", swedish)
    assert labels("medlofte.yaml", "lang: ¦", swedish) == ["sv", "en"]


def test_nothing_is_offered_in_a_file_that_nobody_reads(swedish: Translator) -> None:
    assert offered("promises/a/b/c.yaml", "¦", swedish) == []


def test_what_would_show_otherwise_than_it_is_is_not_offered(swedish: Translator) -> None:
    hostile = known(log=LOG + '- {date: 2026-02-03, activity: fotpatrull, place: "a\\u202eb", ref: k9}\n')
    assert labels(LOG_PATH, in_log("place: ¦"), swedish, hostile) == ["Torget"]


def test_a_title_is_spelled_out(swedish: Translator) -> None:
    hostile = known(PROMISE.replace("Trygghetsvandringar", '"Vandring 19811228-9874"'))
    assert "9874" not in offered(LOG_PATH, in_log("activity: ¦"), swedish, hostile)[1].detail


def test_nothing_known_is_no_fault(swedish: Translator) -> None:
    nothing = ReadPromise(None, False)
    assert offered(LOG_PATH, in_log("activity: ¦"), swedish, nothing) == []
    assert "count" in labels(LOG_PATH, in_log("¦"), swedish, nothing)
