"""libyaml's parser and PyYAML's own, where there is no libyaml: one meaning and one verdict for every text."""

import random
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pytest
import yaml

from medlofte.core.source import Source
from medlofte.parsing import encoding as characters
from medlofte.parsing import yaml_reader as tree
from medlofte.parsing.yaml_parser import OwnParser
from tests.support.mutants import directed
from tests.support.randomly import mutant_of
from tests.support.subjects import DATA, HERE, ROOT

LIBYAML = getattr(yaml, "CLoader", None)
FILES = sorted([*(HERE / "validation" / "cases").rglob("*.y*ml"), *(ROOT / "promises").rglob("*.yaml")])
GUESSES = {"yaml-syntax", "hard-space", "tag"}
"""What is said where the two may go on differently, or not at all: after a syntax error and after a tag."""

pytestmark = pytest.mark.skipif(LIBYAML is None, reason="PyYAML is built without libyaml")
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())


class Verdict(NamedTuple):
    """The value of a text, the codes of what is said of it, and whether any of them makes the rest a guess."""

    value: str
    codes: tuple[str, ...]
    is_guess: bool


def verdict(text: str, parser: Any) -> Verdict:
    """What one of the parsers makes of a text."""
    with mock.patch.object(tree, "_Parser", parser):
        read = tree.read(Source("x.yaml", text))
    codes = tuple(each.code for each in read.diagnostics)
    return Verdict(repr(read.value and read.value.value), codes, not GUESSES.isdisjoint(codes))


def differing(data: bytes) -> str | None:
    """The text of a file if the two parsers judge it differently; nothing if they agree or it is no text.

    They agree when both find the same value and the same faults. Where one has to guess, both must find some fault.
    """
    source = characters.read("x.yaml", data).value
    if source is None:
        return None
    ours, other = verdict(source.text, LIBYAML), verdict(source.text, OwnParser)
    if ours == other or ((ours.is_guess or other.is_guess) and ours.codes and other.codes):
        return None
    return source.text


@every_file
def test_a_file_is_the_same_to_both(path: Path) -> None:
    assert differing(path.read_bytes()) is None


FOUND = {
    "a number sign close to the bar of a key": "? |# x\n  a\n: b\n",
    "half a pair of surrogates": 'a: "\\ud800"\n',
    "an escape past the last character": 'a: "\\U00110000"\n',
    "an escape past every number": 'a: "\\UFFFFFFFF"\n',
}
"""Texts that only one of them read, or at which one raised; each found by random texts."""


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_a_text_that_told_them_apart_does_so_no_longer(text: str) -> None:
    assert differing(text.encode()) is None


@every_file
def test_random_mutants_are_the_same_to_both(path: Path) -> None:
    for number in range(3):
        dice = random.Random(f"{path.name} {number}")
        assert differing(mutant_of(path.read_bytes(), dice, DATA)) is None


@pytest.mark.parametrize("data", DATA)
def test_directed_mutants_are_the_same_to_both(data: bytes) -> None:
    assert [mutant.name for mutant in directed(data, random.Random(1)) if differing(mutant.data)] == []


@pytest.mark.nightly
@every_file
def test_many_random_mutants_are_the_same_to_both(path: Path) -> None:
    for number in range(1000):
        dice = random.Random(f"{path.name} {number}")
        assert differing(mutant_of(path.read_bytes(), dice, DATA)) is None
