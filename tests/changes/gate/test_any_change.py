"""Any promise, changed anywhere: form alone says nothing, all else says something, and nothing logged goes unseen."""

import random
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from medlofte.changes import compare
from medlofte.changes.gate.grade import Grade
from medlofte.core.diagnostic import Severity
from medlofte.core.source import Route, Source
from medlofte.parsing import schema, yaml_reader
from medlofte.validation.checker import PromiseFiles
from tests.conftest import tries
from tests.support.exempelby import PROMISE
from tests.support.strategies import (
    Case,
    Style,
    bundle_of,
    cases_of_promises,
    styles,
    with_keys_permuted,
    with_lines_permuted,
    with_logs_split,
)


def plain(value: Any) -> Any:
    """The value with decimals as JSON has them."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return float(value) if isinstance(value, Decimal) else value


RICH: dict[str, Any] = plain(yaml_reader.read(Source("", PROMISE)).value.value)  # type: ignore[union-attr]


def files_of(bundle: PromiseFiles) -> dict[str, bytes | None]:
    return {file.path: file.data for file in (bundle.promise, *bundle.logs)}


def between(before: PromiseFiles, after: PromiseFiles) -> list[compare.Difference]:
    return list(compare.compare(files_of(before), files_of(after), "main"))


def adopted(case: Case) -> Case:
    period = {"period": {"start": "2018-01-01", "end": "2018-12-31"}, **case.promise}
    return Case({**period, "status": "adopted"}, case.logs)


@tries(40)
@given(cases_of_promises(), styles, styles, st.randoms(use_true_random=False))
def test_form_alone_is_no_change(case: Case, style: Style, other: Style, dice: random.Random) -> None:
    turned = with_logs_split(with_lines_permuted(case, dice), dice)
    after = Case(with_keys_permuted(turned.promise, dice), turned.logs)
    assert between(bundle_of(case, style), bundle_of(after, other)) == []


def leaves(value: Any, route: Route = ()) -> Iterator[Route]:
    if isinstance(value, dict | list) and value:
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(each, (*route, key))
    else:
        yield route


WORDS = (
    *("kommun", "polis", "trafik", "staff", "over", "extended"),
    *("municipality", "other", "month", "closed", "memo", "followup"),
)


def others(value: Any) -> Iterator[Any]:
    """Values to try in another's place."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, str):
        if value[:4].isdecimal():
            yield from (value.replace("-0", "-1", 1), value.replace("202", "203", 1))
        yield f"{value} x"
        yield from WORDS
    else:
        yield value + 1


def changed(value: Any, route: Route) -> Any:
    """The value with another one at the route, or none there, and still a promise of the right shape."""
    for new in (*others(_at(value, route)), None):
        copy = deepcopy(value)
        inside = _at(copy, route[:-1])
        if new is None:
            del inside[route[-1]]
        else:
            inside[route[-1]] = new
        if schema.is_right("promise", copy) and _at(value, route) != new:
            return copy
    raise AssertionError(f"nothing else can stand at {route}")


def _at(value: Any, route: Route) -> Any:
    for step in route:
        value = value[step]
    return value


@pytest.mark.parametrize("route", list(leaves(RICH)), ids=lambda route: ".".join(map(str, route)))
def test_every_value_of_a_rich_promise_is_compared(route: Route) -> None:
    if route == ("format",):
        return
    before = bundle_of(Case(RICH, {}))
    after = bundle_of(Case(changed(RICH, route), {}))
    found = between(before, after)
    assert found, route
    for each in found:
        assert each.diagnostic.path == "promises/x-2018.yaml" or each.diagnostic.path.startswith("promises/")
        assert each.diagnostic.message.text


@tries(40)
@given(cases_of_promises(), st.randoms(use_true_random=False))
def test_an_entry_that_is_gone_is_always_an_error(case: Case, dice: random.Random) -> None:
    names = [name for name, log in case.logs.items() if log]
    assume(names)
    case = adopted(case)
    name = dice.choice(names)
    log = list(case.logs[name])
    gone = log.pop(dice.randrange(len(log)))
    found = between(bundle_of(case), bundle_of(Case(case.promise, {**case.logs, name: log})))
    assert [(each.diagnostic.code, each.diagnostic.severity) for each in found] == [
        ("entry-removed", Severity.ERROR)
    ], gone
    assert found[0].diagnostic.related


@tries(40)
@given(cases_of_promises(), st.randoms(use_true_random=False), st.integers(1, 5))
def test_a_count_that_grew_is_always_an_error(case: Case, dice: random.Random, more: int) -> None:
    counted = [(name, at) for name, log in case.logs.items() for at, entry in enumerate(log) if "count" in entry]
    assume(counted)
    case = adopted(case)
    name, at = dice.choice(counted)
    logs = deepcopy(case.logs)
    logs[name][at]["count"] += more
    found = between(bundle_of(case), bundle_of(Case(case.promise, logs)))
    assert Severity.ERROR in [each.diagnostic.severity for each in found]


@tries(40)
@given(cases_of_promises(), st.randoms(use_true_random=False))
def test_what_is_only_added_is_never_worse_than_a_note(case: Case, dice: random.Random) -> None:
    case = adopted(case)
    before = Case(case.promise, {name: log[: dice.randrange(len(log) + 1)] for name, log in case.logs.items()})
    found = between(bundle_of(before), bundle_of(case))
    assert {each.diagnostic.severity for each in found} <= {Severity.NOTE}


@tries(40)
@given(cases_of_promises())
def test_a_new_promise_is_a_note_and_a_promise_that_is_gone_an_error(case: Case) -> None:
    bundle = bundle_of(adopted(case))
    (come,) = compare.compare({}, files_of(bundle), "main")
    (gone,) = compare.compare(files_of(bundle), {}, "main")
    assert (come.diagnostic.code, come.diagnostic.severity) == ("promise-added", Severity.NOTE)
    assert (gone.diagnostic.code, gone.diagnostic.severity) == ("promise-removed", Severity.ERROR)


@tries(40)
@given(cases_of_promises(), cases_of_promises())
def test_any_two_promises_are_compared_without_a_fault(case: Case, another: Case) -> None:
    for each in between(bundle_of(case), bundle_of(another)):
        assert each.grade in Grade
        assert each.diagnostic.span.start.line >= 1


@tries(40)
@given(cases_of_promises(), cases_of_promises())
def test_what_a_draft_was_changes_freely(case: Case, another: Case) -> None:
    before = Case({**case.promise, "status": "draft"}, case.logs)
    found = between(bundle_of(before), bundle_of(adopted(another)))
    assert {each.diagnostic.severity for each in found} <= {Severity.NOTE}
