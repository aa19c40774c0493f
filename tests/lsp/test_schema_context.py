"""What the schema asks for in a place."""

import pytest

from medlofte.core.source import Route
from medlofte.lsp.schema_context import expected_schema

pytestmark = pytest.mark.quick

TARGET = ("activities", "a", "target")


def test_a_place_that_the_format_lacks_expects_nothing() -> None:
    nothing = expected_schema("promise", ("title", "x", 0))
    assert nothing.nodes == ()
    assert (nothing.keys, nothing.words, nothing.is_list, nothing.is_mapping) == ({}, [], False, False)
    assert nothing.about("sv") == ""


@pytest.mark.parametrize(
    ("schema", "route", "words"),
    [
        ("promise", ("status",), ["draft", "proposed", "adopted", "closed"]),
        ("promise", ("activities", "a", "best_effort"), ["true", "false"]),
        ("log", (0, "assessed"), ["kept", "partly", "not-kept"]),
        ("promise", ("title",), []),
    ],
)
def test_the_words_of_a_choice_are_known(schema: str, route: Route, words: list[str]) -> None:
    assert expected_schema(schema, route).words == words


def test_keys_that_are_there_are_not_offered_again_and_a_target_is_of_one_kind() -> None:
    target = expected_schema("promise", TARGET)
    assert {"at_least", "exact", "per", "all"} <= set(target.keys_beside([]))
    beside = target.keys_beside(["all"])
    assert "of" in beside
    assert not {"at_least", "exact", "all"} & set(beside)


def test_lists_and_mappings_are_told_apart() -> None:
    assert expected_schema("log", ()).is_list
    assert expected_schema("promise", ("activities",)).is_mapping
    assert not expected_schema("promise", ("title",)).is_mapping


def test_a_place_is_explained_in_both_languages() -> None:
    status = expected_schema("promise", ("status",))
    assert status.about("sv")
    assert status.about("en")
    assert status.about("sv") != status.about("en")
    assert status.meaning("draft")
    assert status.meaning("okänt") == ""
