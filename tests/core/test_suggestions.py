"""Did you mean: the nearest of the known words, or none."""

import pytest

from medlofte.core import suggestions
from medlofte.core.suggestions import Suggester, suggest

KEYS = ("responsible", "reason", "results", "reached")

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(("word", "wanted"), [("responsable", "responsible"), ("reson", "reason"), ("zzz", None)])
def test_the_nearest_word_is_suggested_if_any_is_near(word: str, wanted: str | None) -> None:
    assert suggest(word, KEYS) == wanted


def test_how_near_it_must_be_can_be_chosen() -> None:
    assert suggest("rxxxxx", ("reason",), 0.6) is None
    assert suggest("rxxxxx", ("reason",), 0.1) == "reason"


def test_a_suggester_answers_as_the_function_does() -> None:
    suggester = Suggester(KEYS)
    for word in ("responsable", "reason", "zzz", "responsable"):
        assert suggester.suggest(word) == (word if word in KEYS else suggest(word, KEYS))


def test_after_very_many_words_it_stops_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "MOST_COMPARISONS", 2 * len(KEYS))
    suggester = Suggester(KEYS)
    assert [suggester.suggest(word) for word in ("reasn", "resuts", "reachd", "reasn")] == [
        *("reason", "results"),
        None,  # the third unknown word is not looked up
        "reason",  # a word that was looked up is remembered
    ]
