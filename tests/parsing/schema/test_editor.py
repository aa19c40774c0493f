"""The schemas as an editor shows them: in one language, and accepting just what the checker's own accept."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from medlofte.parsing import schema
from medlofte.parsing.schema.editor import in_language
from tests.conftest import ROOT
from tests.support.commands import Runner

FILES = {
    "promise": [
        *sorted((ROOT / "promises").glob("*.yaml")),
        *sorted(ROOT.glob("tests/validation/cases/*/promises/*.yaml")),
    ],
    "log": [
        *sorted((ROOT / "promises").glob("*/*.yaml")),
        *sorted(ROOT.glob("tests/validation/cases/*/promises/*/*.yaml")),
    ],
    "config": sorted(ROOT.glob("tests/validation/cases/*/medlofte.yaml")),
}
ODD: tuple[Any, ...] = (None, 1, 1.5, True, "x", "", [], [1], {}, {"x": 1})


def descriptions(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("description"), str):
            yield node["description"]
        for value in node.values():
            yield from descriptions(value)
    elif isinstance(node, list):
        for value in node:
            yield from descriptions(value)


def values_of(path: Path) -> Any:
    try:
        return yaml.load(path.read_bytes(), yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        return None


def varied(value: Any) -> Iterator[Any]:
    """The value, and it with each part of it in turn replaced by something of another kind."""
    yield value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in items:
        for other in (*ODD, *([] if isinstance(below, str) else varied(below))):
            copy = dict(value) if isinstance(value, dict) else list(value)
            copy[key] = other
            yield copy


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", schema.PUBLISHED)
def test_it_is_a_schema_in_one_language(name: str, language: str) -> None:
    told = json.loads(in_language(name, language))
    jsonschema_rs.Draft202012Validator(told)
    assert jsonschema_rs.meta.is_valid(told)
    both = list(descriptions(schema.document(name)))
    one = list(descriptions(told))
    assert len(one) == len(both)
    for text, whole in zip(one, both, strict=True):
        assert text
        assert text in whole
        assert not re.search(r"\*|\n\n", text)


@pytest.mark.parametrize("name", ["promise", "log"])
def test_it_accepts_what_the_checkers_own_accepts(name: str) -> None:
    told = jsonschema_rs.Draft202012Validator(json.loads(in_language(name, "sv")))
    own = jsonschema_rs.Draft202012Validator(schema.document(name))
    tried = [each for path in FILES[name][:40] for each in varied(values_of(path))]
    verdicts = [own.is_valid(each) for each in tried]
    assert [told.is_valid(each) for each in tried] == verdicts
    assert len(tried) > 1000


def test_words_have_their_meanings_in_swedish_only() -> None:
    swedish, english = (json.loads(in_language("promise", language)) for language in ("sv", "en"))
    status = swedish["properties"]["status"]
    assert dict(zip(status["enum"], status["enumDescriptions"], strict=True)) == {
        "draft": "utkast",
        "proposed": "förslag",
        "adopted": "antaget",
        "closed": "avslutat",
    }
    assert "enumDescriptions" not in english["properties"]["status"]


def test_a_key_that_has_conditions_has_the_types_that_they_allow() -> None:
    entry = json.loads(in_language("log", "sv"))["$defs"]["entry"]["properties"]
    assert entry["activity"]["type"] == ["string", "array"]
    assert entry["reached"]["type"] == ["number", "string"]
    assert entry["done"]["type"] == "boolean"


def test_the_command_prints_it_when_a_language_is_asked_for(medlofte: Runner) -> None:
    assert medlofte("schema", "log", "--lang", "sv").out == in_language("log", "sv")
    assert medlofte("schema", "log", "--lang", "en").out == in_language("log", "en")
    assert medlofte("schema", "log").out == schema.text_of("log")
    assert medlofte("schema", "log", "--lang", "fi").code == 2
