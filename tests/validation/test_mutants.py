"""Mutants of valid files: one change with a verdict that is known, or a few at random that nothing may fall over."""

import random
from collections.abc import Iterator

import pytest

from medlofte.core.diagnostic import Checked
from medlofte.validation.rules import LoggedPromise
from tests.support.invariants import check_all, meaning, with_file
from tests.support.mutants import Mutant, directed
from tests.support.randomly import mutant_of
from tests.support.subjects import BUNDLES, DATA, FILES, data_of

IN_CI = 500
"""So many random mutants are tried each time, of all files together."""

NIGHTLY = 10_000
"""So many of each file are tried by ``pytest -m nightly``."""

every_file = pytest.mark.parametrize(("name", "path"), FILES, ids=[f"{name}-{path}" for name, path in FILES])


def misjudged(name: str, path: str, seed: int) -> Iterator[str]:
    """The directed mutants of a file of which something else is said than is known of them."""
    before = meaning(check_all(BUNDLES[name]))
    for mutant in directed(data_of(name, path), random.Random(seed)):
        checked = check_all(with_file(BUNDLES[name], path, mutant.data))
        is_right = says(checked, path, mutant) if mutant.code else meaning(checked) == before
        if not is_right:
            said = [(each.path, each.code, each.span.start.line) for each in checked.diagnostics]
            yield f"{mutant.name}: expected {mutant.code} on {mutant.line}, said {said[:5]}\n{mutant.data.decode()}"


def says(checked: Checked[LoggedPromise], path: str, mutant: Mutant) -> bool:
    """Whether the mutant's code is said of the file, on its line where that is known."""
    places = [each.span.start.line for each in checked.diagnostics if (each.code, each.path) == (mutant.code, path)]
    return mutant.line in places if mutant.line is not None else bool(places)


@every_file
def test_one_change_is_judged_as_it_must_be(name: str, path: str) -> None:
    assert list(misjudged(name, path, seed=1)) == []


@every_file
def test_nothing_falls_over_a_few_changes(name: str, path: str) -> None:
    for number in range(IN_CI // len(FILES) + 1):
        check_random_mutant(name, path, number)


@pytest.mark.nightly
@every_file
def test_one_change_is_judged_as_it_must_be_wherever_it_is(name: str, path: str) -> None:
    assert [each for seed in range(2, 60) for each in misjudged(name, path, seed)] == []


@pytest.mark.nightly
@every_file
def test_nothing_falls_over_many_changes(name: str, path: str) -> None:
    for number in range(NIGHTLY):
        check_random_mutant(name, path, number)


def check_random_mutant(name: str, path: str, number: int) -> None:
    """Check that the invariants hold of a mutant; an error carries the mutant as a note."""
    data = mutant_of(data_of(name, path), random.Random(f"{name} {path} {number}"), DATA)
    try:
        check_all(with_file(BUNDLES[name], path, data))
    except Exception as error:
        error.add_note(f"mutant {number} of {path}:\n{data!r}")
        raise
