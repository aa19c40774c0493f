"""The right shape: what the schemas refuse, and the words for it."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlofte.core.messages import Translator
from medlofte.core.source import Route, Source
from medlofte.parsing import log_reader, schema, yaml_reader
from medlofte.parsing.schema.synonyms import SWEDISH

pytestmark = pytest.mark.quick

PROMISES = Path(__file__).parents[3] / "promises"
CODES = {code.name for code in schema.CODES}


def entry_with(**fields: Any) -> list[dict[str, Any]]:
    return [{"date": "2018", "activity": "fot", **{key.rstrip("_"): value for key, value in fields.items()}}]


def promise_with(**fields: Any) -> dict[str, Any]:
    value: dict[str, Any] = {
        "format": 1,
        "title": "Löfte",
        "municipality": {"name": "Kungälvs kommun"},
        "status": "draft",
        "parties": {"polis": {"name": "Polisen"}},
        "activities": {"fot": {"title": "Fotpatrull", "responsible": ["polis"]}},
    }
    return {**value, **fields}


def activity_with(**fields: Any) -> dict[str, Any]:
    return promise_with(activities={"fot": {"title": "Fotpatrull", "responsible": ["polis"], **fields}})


def said(name: str, value: object) -> list[tuple[str, Route, bool]]:
    return [(code, finding.at.route, finding.at.on_key) for code, finding in schema.faults(name, value)]


def words(name: str, value: object, translator: Translator) -> tuple[str, str]:
    """Message and hint of the one fault."""
    ((_, finding),) = schema.faults(name, value)
    return translator(finding.message), translator(finding.hint) if finding.hint is not None else ""


# The schemas themselves


@pytest.mark.parametrize("name", schema.PUBLISHED)
def test_a_schema_is_a_schema(name: str) -> None:
    jsonschema_rs.meta.validate(json.loads(schema.text_of(name)))


@pytest.mark.parametrize("name", schema.PUBLISHED)
def test_every_key_is_described_in_swedish_and_in_english(name: str) -> None:
    whole = json.loads(schema.text_of(name))
    for path, part in keys_of(whole):
        described = part.get("description") or whole["$defs"][part["$ref"].rsplit("/", 1)[-1]]["description"]
        assert re.fullmatch(r"(?s)[^*]+\n\n\*[^*]+\*", described), path


def keys_of(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that a schema knows, with its own part of the schema."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "properties":
                yield from ((f"{path}.{name}", each) for name, each in value.items())
            yield from keys_of(value, f"{path}.{key}")


def test_every_schema_that_is_published_lies_in_the_package_under_its_own_name() -> None:
    lying = {path.name.removesuffix(".schema.json") for path in Path(schema.__file__).parent.glob("*.schema.json")}
    assert lying == set(schema.PUBLISHED)
    for name in schema.PUBLISHED:
        assert json.loads(schema.text_of(name))["$id"] == f"urn:medlofte:schema:{name}"


def test_what_the_promise_and_the_log_both_define_is_the_same() -> None:
    promise, entries = (json.loads(schema.text_of(name))["$defs"] for name in ("promise", "log"))
    for name in promise.keys() & entries.keys():
        assert promise[name] == entries[name], name


def test_no_object_of_the_promise_takes_a_key_that_nobody_knows() -> None:
    whole = json.loads(schema.text_of("promise"))
    assert whole["additionalProperties"] is False
    for path, part in keys_of(whole):
        if part.get("type") == "object":
            assert part["additionalProperties"] is False or isinstance(part["additionalProperties"], dict), path


@pytest.mark.parametrize("path", sorted(PROMISES.rglob("*.yaml")), ids=lambda path: path.name)
def test_the_seed_promises_and_logs_have_the_right_shape(path: Path) -> None:
    read = yaml_reader.read(Source(path.name, path.read_text("utf-8"))).value
    assert read is not None
    assert schema.faults("promise" if path.parent == PROMISES else "log", read.value) == []


def test_a_swedish_word_stands_for_words_that_a_schema_has() -> None:
    known = {key.rsplit(".", 1)[-1] for name in schema.SCHEMAS for key, _ in keys_of(json.loads(schema.text_of(name)))}
    known |= set(re.findall(r'"([a-z-]+)"', "".join(map(schema.text_of, schema.SCHEMAS))))
    assert {name for names in SWEDISH.values() for name in names} <= known


# Codes and places


@pytest.mark.parametrize("value", [[], None, entry_with(), entry_with(reached="all"), entry_with(count=Decimal("2.5"))])
def test_a_log_of_the_right_shape_has_nothing_said_about_it(value: object) -> None:
    assert schema.faults("log", value) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (entry_with(antal=1), ("unknown-key", (0, "antal"), True)),
        ([{"activity": "fot"}], ("missing-key", (0,), True)),
        (entry_with(instead="x"), ("missing-key", (0,), True)),
        (["text"], ("wrong-type", (0,), False)),
        ([None], ("wrong-type", (0,), False)),
        ({}, ("wrong-type", (), False)),
        (entry_with(count="3"), ("wrong-type", (0, "count"), False)),
        (entry_with(count=None), ("wrong-type", (0, "count"), False)),
        (entry_with(count=True), ("wrong-type", (0, "count"), False)),
        (entry_with(done="ja"), ("wrong-type", (0, "done"), False)),
        (entry_with(note=5), ("wrong-type", (0, "note"), False)),
        (entry_with(tags="n"), ("wrong-type", (0, "tags"), False)),
        (entry_with(note={"a": 1}), ("wrong-type", (0, "note"), False)),
        (entry_with(results={"a": True}), ("wrong-type", (0, "results", "a"), False)),
        (entry_with(results={"a": {"b": "c"}}), ("wrong-type", (0, "results", "a", "b"), False)),
        (entry_with(assessed="bra"), ("value-not-allowed", (0, "assessed"), False)),
        (entry_with(reached="många"), ("value-not-allowed", (0, "reached"), False)),
        (entry_with(precision=5), ("value-not-allowed", (0, "precision"), False)),
        (entry_with(date="i går"), ("bad-form", (0, "date"), False)),
        (entry_with(note=" \n"), ("bad-form", (0, "note"), False)),
        (entry_with(ref="a b"), ("bad-form", (0, "ref"), False)),
        (entry_with(activity="fot patrull"), ("bad-form", (0, "activity"), False)),
        (entry_with(activity=["a", "-b"]), ("bad-form", (0, "activity", 1), False)),
        (entry_with(count=-1), ("out-of-range", (0, "count"), False)),
        (entry_with(of_which={"n": Decimal("-0.5")}), ("out-of-range", (0, "of_which", "n"), False)),
        (entry_with(date=999), ("out-of-range", (0, "date"), False)),
        (entry_with(tags=[]), ("empty-collection", (0, "tags"), False)),
        (entry_with(results={}), ("empty-collection", (0, "results"), False)),
        (entry_with(place=["A", "A"]), ("repeated-value", (0, "place"), False)),
    ],
)
def test_each_fault_of_an_entry_has_its_code_and_its_place(value: object, expected: tuple[str, Route, bool]) -> None:
    assert said("log", value) == [expected]


TARGET = ("activities", "fot", "target")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (promise_with(format=2), ("value-not-allowed", ("format",), False)),
        (promise_with(municipality={"name": "K", "code": "665"}), ("bad-form", ("municipality", "code"), False)),
        (promise_with(parties={"den kommunen": {"name": "K"}}), ("bad-key", ("parties", "den kommunen"), True)),
        (promise_with(period={"start": "2018"}), ("bad-form", ("period", "start"), False)),
        (promise_with(cases=[{"kind": "memo", "date": "2018/2019"}]), ("bad-form", ("cases", 0, "date"), False)),
        (promise_with(followups=[{"to": "KS"}]), ("missing-key", ("followups", 0), True)),
        (promise_with(followups=[{"every": "termin"}]), ("value-not-allowed", ("followups", 0, "every"), False)),
        (promise_with(feedback=[{"channel": "torget"}]), ("missing-key", ("feedback", 0), True)),
        (activity_with(pace="ojämn"), ("value-not-allowed", ("activities", "fot", "pace"), False)),
        (activity_with(pace={"months": [13]}), ("out-of-range", ("activities", "fot", "pace", "months", 0), False)),
        (activity_with(target={}), ("target-without-kind", TARGET, True)),
        (activity_with(target={"unit": "x"}), ("target-without-kind", TARGET, True)),
        (activity_with(target={"at_least": 0, "unit": "x"}), ("out-of-range", (*TARGET, "at_least"), False)),
        (activity_with(target={"all": "x", "share": 101}), ("out-of-range", (*TARGET, "share"), False)),
        (activity_with(target={"at_least": 1}), ("missing-key", TARGET, True)),
        (activity_with(target={"done": "x", "unit": "y"}), ("keys-conflict", (*TARGET, "unit"), True)),
        (activity_with(target={"exact": 1, "unit": "x", "per": "day"}), ("keys-conflict", (*TARGET, "per"), True)),
        (activity_with(target={"ongoing": False}), ("value-not-allowed", (*TARGET, "ongoing"), False)),
    ],
)
def test_each_fault_of_a_promise_has_its_code_and_its_place(value: object, expected: tuple[str, Route, bool]) -> None:
    assert said("promise", value) == [expected]


def test_a_key_that_is_only_misspelt_is_not_missing_too() -> None:
    value = promise_with()
    value["titel"] = value.pop("title")
    assert said("promise", value) == [("unknown-key", ("titel",), True)]


def test_a_target_whose_kind_is_only_misspelt_is_not_without_one_too() -> None:
    assert said("promise", activity_with(target={"minst": 3})) == [("unknown-key", (*TARGET, "minst"), True)]


@pytest.mark.parametrize(
    ("target", "way_out"),
    [
        ({"at_least": 2, "5": None, "unit": "pass"}, "at_least: 2.5"),
        ({"at_least": "två", "5": None, "unit": "pass"}, None),
        ({"5": None, "at_least": 2, "unit": "pass"}, None),
        ({"at_least": 2, "5": 1, "unit": "pass"}, None),
    ],
)
def test_a_comma_in_a_number_is_known_for_what_it_is(
    target: dict[str, object], way_out: str | None, english: Translator
) -> None:
    found = [each for code, each in schema.faults("promise", activity_with(target=target)) if code == "unknown-key"]
    assert [each.at.route[-1] for each in found] == ["5"]
    said = english(found[0].hint) if found[0].hint is not None else ""
    assert ("Write decimals with a point" in said) == (way_out is not None)
    assert (way_out or "") in said


def test_two_keys_that_are_missing_in_one_place_are_two_faults() -> None:
    assert {finding.message.values["key"] for _, finding in schema.faults("log", [{}])} == {"date", "activity"}


def test_every_cause_is_said_once() -> None:
    value = [*entry_with(count="x"), *entry_with(count=-1, extra=1), {"date": "2018"}]
    assert sorted(said("log", value), key=str) == [
        ("missing-key", (2,), True),
        ("out-of-range", (1, "count"), False),
        ("unknown-key", (1, "extra"), True),
        ("wrong-type", (0, "count"), False),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (promise_with(parties={"2018": {"name": 5}}), ("wrong-type", ("parties", "2018", "name"), False)),
        (promise_with(activities={"0": {"title": "T"}}), ("missing-key", ("activities", "0"), True)),
        (promise_with(focus_areas={"1": "T"}), ("wrong-type", ("focus_areas", "1"), False)),
    ],
)
def test_a_key_of_digits_is_a_key(value: object, expected: tuple[str, Route, bool]) -> None:
    assert said("promise", value) == [expected]


# Words


@pytest.mark.parametrize(
    ("value", "read", "way"),
    [
        (entry_with(note=5), "the number 5", '"5"'),
        (entry_with(note=Decimal("2.50")), "the number 2.50", '"2.50"'),
        (entry_with(note=True), "true", '"true"'),
        (entry_with(note=["a"]), "a list", ""),
        (entry_with(note={"a": 1}), "a mapping", ""),
        (entry_with(tags="narkotika"), "“narkotika”", "[narkotika]"),
        (entry_with(count="tre"), "“tre”", "digits"),
        (entry_with(done="ja"), "“ja”", "true"),
        (entry_with(count=None), "empty", "a number"),
        (entry_with(results="x"), "“x”", ""),
    ],
)
def test_a_value_of_the_wrong_kind_is_said_with_what_was_read_and_the_way_out(
    value: object, read: str, way: str, english: Translator
) -> None:
    message, hint = words("log", value, english)
    assert read in message
    assert way in hint if way else not hint


def test_a_small_number_is_shown_as_it_was_written(english: Translator) -> None:
    message, hint = words("log", entry_with(note=Decimal("0.0000001")), english)
    assert "0.0000001" in message
    assert "0.0000001" in hint


@pytest.mark.parametrize(
    ("value", "way"),
    [
        (entry_with(date="i går"), "2026-01-31, 2026-01 or 2026, or two such"),
        (promise_with(period={"start": "2018"}), "2026-01-31 or 2026-01."),
        (promise_with(decisions=[{"kind": "ended", "date": "x"}]), "2026-01-31, 2026-01 or 2026."),
        (promise_with(municipality={"name": "K", "code": "665"}), "four digits"),
        (entry_with(ref="a b"), "without spaces"),
        (entry_with(note=" "), "leave the key out"),
        (entry_with(activity="a b"), "no spaces"),
    ],
)
def test_a_text_of_the_wrong_form_is_said_with_the_right_one(value: object, way: str, english: Translator) -> None:
    assert way in words("log" if isinstance(value, list) else "promise", value, english)[1]


@pytest.mark.parametrize(
    ("value", "way"),
    [
        (entry_with(count=-1), "at least 0"),
        (activity_with(target={"at_least": 0, "unit": "x"}), "more than 0"),
        (activity_with(target={"all": "x", "share": 101}), "at most 100"),
        (activity_with(pace={"months": [0]}), "at least 1"),
    ],
)
def test_a_number_out_of_range_is_said_with_the_limit(value: object, way: str, english: Translator) -> None:
    assert way in words("log" if isinstance(value, list) else "promise", value, english)[1]


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("antal", "count"),
        ("Datum", "date"),
        ("cuont", "count"),
        ("of-which", "of_which"),
        ("Plats", "place"),
        ("xyzzy", None),
    ],
)
def test_a_key_that_is_not_known_is_said_with_the_one_that_is_meant(key: str, meant: str | None) -> None:
    ((_, finding),) = schema.faults("log", entry_with(**{key: 1}))
    assert finding.hint is not None
    assert finding.hint.values.get("key") == meant


@pytest.mark.parametrize(
    ("read", "meant"), [("uppfyllt", "kept"), ("not_kept", "not-kept"), ("partley", "partly"), ("x", None)]
)
def test_a_word_that_is_not_allowed_is_said_with_the_one_that_is_meant(read: str, meant: str | None) -> None:
    ((_, finding),) = schema.faults("log", entry_with(assessed=read))
    assert finding.hint is not None
    assert finding.hint.values.get("key") == meant
    assert meant or finding.hint.values["options"] == "kept | partly | not-kept"


def test_what_is_allowed_is_shown_as_it_is_written(english: Translator) -> None:
    assert "true" in words("promise", activity_with(target={"ongoing": False}), english)[1]
    assert "false" in words("promise", activity_with(target={"ongoing": False}), english)[0]


def test_a_list_where_a_word_belongs_is_said_to_be_one(english: Translator) -> None:
    assert "a list" in words("log", entry_with(assessed=["kept"]), english)[0]
    assert "nothing" in words("log", entry_with(assessed=None), english)[0]


def test_keys_that_can_not_stand_together_are_said_with_those_that_can(english: Translator) -> None:
    message, hint = words("promise", activity_with(target={"done": "x", "unit": "y"}), english)
    assert ("unit" in message, "done" in message, "done, by" in hint) == (True, True, True)
    _, hint = words("promise", activity_with(target={"exact": 1, "unit": "x", "per": "day"}), english)
    assert "at_least and per" in hint


# Anything at all

VALUES = st.sampled_from([None, True, False, 0, -1, 1, 2018, Decimal("1.5"), "", " ", "x", "2018", "no", "a b"])
KEYS = "format title date activity count target at_least per all done pace months 0 2018 polis fot x y"
NAMES = st.sampled_from(KEYS.split())
anything = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=8
)
WHOLE = {
    "promise": activity_with(
        target={"at_least": 1, "per": "week", "unit": "x"}, pace={"months": [1]}, of_which=[{"tag": "n", "at_least": 1}]
    )
    | {
        "period": {"start": "2018-10-01", "end": "2019-09-30"},
        "basis": {"dialogues": [{"kind": "staff", "when": "2016"}]},
        "decisions": [{"kind": "ended", "date": "2018"}],
        "focus_areas": {"t": {"title": "T"}},
        "effects": [{"goal": "G", "baseline": {"value": 1}, "readings": [{"value": 2, "date": "2018"}]}],
        "followups": [{"due": "2018"}, {"every": "tertial"}],
        "feedback": [{"date": "2018", "channel": "C"}],
        "cases": [{"kind": "memo", "officer": {"name": "A"}, "documents": [{"title": "D"}]}],
        "sources": [{"title": "S", "date": "2018"}],
    },
    "log": [*entry_with(count=1, tags=["n"], results={"a": {"b": 1}}), *entry_with(reached="all", place=["A", "B"])],
    "config": {
        "lang": "sv",
        "due": {"silence_days": 90},
        "import": {"map": {"Insats": "activity"}},
        "open_data": {
            "url": "https://exempelby.example/data/",
            "title": {"sv": "T", "en": "T"},
            "publisher": {"name": "Exempelby kommun", "type": "local"},
            "contact": {"name": "F", "email": "funktion@exempelby.example"},
            "formats": ["csv", "json"],
        },
    },
}


def routes(value: Any, route: Route = ()) -> Iterator[Route]:
    yield route
    for step, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from routes(each, (*route, step))


def put(value: Any, route: Route, new: Any) -> Any:
    """A copy of the value with something else at the route."""
    if not route:
        return new
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[route[0]] = put(copy[route[0]], route[1:], new)
    return copy


def reaches(value: Any, route: Route) -> bool:
    for step in route:
        steps = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        if step not in steps:
            return False
        value = value[step]
    return True


@given(st.sampled_from(schema.SCHEMAS), st.randoms(use_true_random=False), st.lists(anything, min_size=1, max_size=3))
@settings(deadline=None, max_examples=200)
def test_any_value_is_right_or_is_said_to_be_wrong_where_it_is(name: str, random: Any, pieces: list[Any]) -> None:
    value = WHOLE[name]
    for piece in pieces:
        value = put(value, random.choice(list(routes(value))), piece)
    found = schema.faults(name, value)
    assert bool(found) is not jsonschema_rs.Draft202012Validator(json.loads(schema.text_of(name))).is_valid(value)
    assert {code for code, _ in found} <= CODES
    for _, finding in found:
        assert reaches(value, finding.at.route)
    assert len({repr(fault) for fault in found}) == len(found)


def test_the_keys_of_the_fast_lane_are_keys_of_the_schema() -> None:
    line = "- {date: 2018, activity: a, count: 1, total: 2, precision: over, place: B, type: C, note: D, ref: e}"
    assert log_reader.entry_of_line(line) is not None
    read = yaml_reader.read(Source("x.yaml", line)).value
    assert read is not None
    assert schema.faults("log", read.value) == []


def test_no_pattern_is_large_when_compiled() -> None:
    """A repeat of many characters of any script takes 20 ms and 12 MB to compile, which is a fifth of a whole run."""
    for name in schema.SCHEMAS:
        patterns = " ".join(re.findall(r'"pattern": "(.*)"', schema.text_of(name)))
        for low, high in re.findall(r"\{(\d+),?(\d*)\}", patterns):
            assert int(high or low) <= 20
