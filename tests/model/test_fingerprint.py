"""The mark of what binds: it differs where ``changes.between`` tells of something that binds, and nowhere else."""

import copy
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from medlofte.changes.diff import PromiseChange, diff_promises
from medlofte.core.source import Source
from medlofte.model.fingerprint import fingerprint, is_known
from medlofte.model.promise import Promise
from medlofte.parsing import decoder, schema, yaml_reader
from tests.changes.test_diff import ONE_CHANGE, at, plain, promise
from tests.conftest import tries
from tests.support import strategies
from tests.support.strategies import Style, styles, with_keys_permuted, written

Plain = dict[str, Any]
LEAST = {
    "format": 1,
    "title": "Löftet",
    "municipality": {"name": "Exempelby kommun"},
    "status": "draft",
    "parties": {"polis": {"name": "Polisen"}},
    "activities": {"patrull": {"title": "Fotpatruller", "responsible": ["polis"]}},
}


def mark(value: Plain) -> str:
    return fingerprint(promise(value))


def test_a_mark_is_the_same_for_ever() -> None:
    assert mark(LEAST) == "v1-98420a1761d4c3f8"
    assert mark(plain()) == "v1-a424dd84612267f9"
    rich = plain()
    rich["activities"]["vandring"]["pace"] = {"months": [10, 4, 5]}
    rich["activities"]["patrull"]["period"] = {"start": "2026-02", "end": "2026-11"}
    rich["effects"][1]["baseline"] = {"value": "många"}
    assert mark(rich) == "v1-85f4a25228fccb20"
    assert is_known(mark(rich))
    assert not is_known("v2-0000000000000000")


def test_no_mark_has_the_form_of_a_personal_number() -> None:
    marks = {mark({**LEAST, "title": f"Löfte {number}"}) for number in range(300)}
    assert len(marks) == 300
    assert not [each for each in marks if re.search("[0-9]{10}", each)]
    assert all(re.fullmatch("v1-[0-9a-f]{16}", each) for each in marks)


@pytest.mark.parametrize(("edit", "words"), ONE_CHANGE)
def test_each_thing_that_binds_is_in_it(edit: Callable[[Plain], None], words: str) -> None:
    changed = plain()
    edit(changed)
    neutral = ", fokusområde:" in words or words.startswith("Löftet, status")
    assert (mark(changed) == mark(plain())) == neutral, words


@pytest.mark.parametrize(
    "edit",
    [
        at("status", value="draft"),
        at("note", value="x"),
        at("sources", value=[{"title": "x"}]),
        at("decisions"),
        at("cases", value=[{"kind": "memo"}]),
        at("feedback", value=[{"date": "2026-06"}]),
        at("activities", "patrull", "note", value="x"),
        at("activities", "patrull", "focus_area"),
        at("activities", "patrull", "pace", value="even"),
        at("activities", "patrull", "wording", value=" Vi\n patrullerar. "),
        at("activities", "patrull", "places", value=["Parken", "Torget"]),
        at("activities", "vandring", "sensitive", value=True),
        at("effects", 0, "readings", value=[{"value": 2}]),
        at("effects", 0, "baseline", "date", value="2025"),
        at("followups", value=[{"due": "2027-01-01/2027-01-31"}, {"due": "2026-09", "to": "kommunstyrelsen"}]),
        at("period", value={"start": "2026-01", "end": "2026-12"}),
    ],
)
def test_what_does_not_bind_is_not(edit: Callable[[Plain], None]) -> None:
    changed = plain()
    edit(changed)
    assert mark(changed) == mark(plain())


def test_other_keys_for_the_same_are_the_same() -> None:
    changed = plain()
    changed["parties"] = {"p": changed["parties"]["polis"], "k": changed["parties"]["kommun"]}
    changed["focus_areas"] = {f"{key}2": area for key, area in changed["focus_areas"].items()}
    changed["activities"] = {f"{key}2": activity for key, activity in changed["activities"].items()}
    for activity in changed["activities"].values():
        activity["responsible"] = [each[0] for each in activity["responsible"]]
        activity.pop("focus_area", None)
    assert mark(changed) == mark(plain())


# Any promise


def binds(change: PromiseChange) -> bool:
    route = change.route
    return route != ("status",) and not (route[0] == "activities" and route[-1] == "focus_area")


def with_names_of_its_own(value: Plain) -> Plain:
    """The promise with no two things of one name: then no key can change place with another."""
    for key, party in value["parties"].items():
        party["name"] = f"{key} {party['name']}"
    for group in ("activities", "focus_areas"):
        for key, each in value.get(group, {}).items():
            each["title"] = f"{key} {each['title']}"
    return value


promises = strategies.promises().map(with_names_of_its_own)


def routes_in(value: Any, route: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [route, *(found for key, each in items for found in routes_in(each, (*route, key)))]


@st.composite
def edited(draw: strategies.Draw, value: Plain) -> Plain:
    """The promise with something taken out, or taken from another."""
    changed = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 2))):
        *above, last = draw(st.sampled_from(routes_in(changed)[1:]))
        place = changed
        for step in above:
            place = place[step]
        if draw(st.booleans()):
            del place[last]
        else:
            other = draw(promises)
            changed.update({key: other[key] for key in other if key == draw(st.sampled_from(sorted(other)))})
    return changed


def decoded(value: Plain) -> Promise:
    assume(schema.is_right("promise", value))
    return promise(value)


@tries(100)
@given(st.data())
def test_it_differs_exactly_where_something_binding_does(data: st.DataObject) -> None:
    value = data.draw(promises)
    before, after = promise(value), decoded(data.draw(edited(value)))
    told = [change for change in diff_promises(before, after) if binds(change)]
    assert (fingerprint(before) == fingerprint(after)) == (not told)


@given(promises, styles, st.randoms(use_true_random=False))
def test_form_makes_no_difference(value: Plain, style: Style, dice: random.Random) -> None:
    rewritten = written(with_keys_permuted(value, dice), style)
    read = yaml_reader.read(Source("x", rewritten)).value
    assert read is not None
    again, faults = decoder.promise("another-id", read.value)
    assert again is not None
    assert not faults
    assert fingerprint(again) == mark(value)
