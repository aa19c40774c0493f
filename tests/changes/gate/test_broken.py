"""Files broken at random, on either side: the gate says something or nothing, and never stumbles."""

import random

import pytest

from medlofte.changes import compare
from medlofte.core.messages import Translator
from medlofte.reports.diff import FORMATS, OWN, DiffReport, render
from medlofte.reports.validation import Look
from tests.support.randomly import mutant_of
from tests.support.subjects import BUNDLES, DATA, data_of

MANY = 400
"""So many mutants are tried each time; ``-m nightly`` tries more."""


def stumble_over(seeds: range, translator: Translator) -> None:
    for seed in seeds:
        dice = random.Random(seed)
        name = dice.choice(sorted(BUNDLES))
        bundle = BUNDLES[name]
        files: dict[str, bytes | None] = {file.path: file.data for file in (bundle.promise, *bundle.logs)}
        path = dice.choice(sorted(files))
        broken = {**files, path: mutant_of(data_of(name, path), dice, DATA)}
        before, after = dice.choice(((files, broken), (broken, files), (broken, broken)))
        report = DiffReport(tuple(compare.compare(before, after, "main")), "main")
        for format in OWN:
            text = render(format, report, translator, Look(width=80))
            assert "\x1b" not in text, seed
            assert not any(each.lstrip().startswith("::") for each in text.splitlines()), seed


def test_no_broken_file_makes_it_stumble(swedish: Translator) -> None:
    stumble_over(range(MANY), swedish)


@pytest.mark.nightly
def test_no_broken_file_of_very_many_makes_it_stumble(swedish: Translator) -> None:
    stumble_over(range(MANY, 25 * MANY), swedish)


def test_the_forms_of_diff_are_told_apart_from_those_of_validate() -> None:
    assert set(OWN) < set(FORMATS)
