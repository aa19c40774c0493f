"""An option that takes one of a few words."""

import pytest

from medlofte.cli.options import choice
from medlofte.core.errors import MedlofteError

pytestmark = pytest.mark.quick


class Option:
    """An option or an argument, as far as its check looks at it."""

    def __init__(self, kind: str) -> None:
        self.param_type_name, self.opts, self.name = kind, ["-f", "--format"], "shell"


def check(kind: str, value: str | None) -> str | None:
    found: str | None = choice("text", "json")["callback"](Option(kind), value)
    return found


def test_a_word_of_the_choice_and_none_at_all_are_taken() -> None:
    assert (check("option", "json"), check("option", None)) == ("json", None)
    assert choice("a", "b")["autocompletion"]() == ["a", "b"]
    assert choice("a", "b")["metavar"] == "<a|b>"


@pytest.mark.parametrize(("kind", "name"), [("option", "--format"), ("argument", "SHELL")])
def test_another_word_is_refused_with_the_option_s_name_and_the_choices(kind: str, name: str) -> None:
    with pytest.raises(MedlofteError) as refused:
        check(kind, "JSON")
    assert refused.value.message.values == {"name": name, "choices": "text, json"}
