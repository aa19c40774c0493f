"""The municipalities of Sweden, by the codes of Statistics Sweden and by their names in the forms that people write."""

import pytest

from medlofte.model.municipalities import NAMES, bears_name, codes_of, key_of

pytestmark = pytest.mark.quick


def test_there_are_290_with_codes_and_names_of_their_own() -> None:
    assert len(NAMES) == len(set(NAMES.values())) == 290
    assert all(len(code) == 4 and code.isascii() and code.isdecimal() for code in NAMES)


@pytest.mark.parametrize(
    ("code", "name"), [("0180", "Stockholm"), ("1482", "Kungälv"), ("1380", "Halmstad"), ("0685", "Vetlanda")]
)
def test_a_municipality_has_its_code(code: str, name: str) -> None:
    assert NAMES[code] == name


@pytest.mark.parametrize("name", ["Kungälv", "Kungälvs kommun", "KUNGÄLVS KOMMUN", "kungälv kommun"])
def test_a_name_is_known_in_every_form(name: str) -> None:
    assert bears_name("1482", name)
    assert codes_of(name) == ["1482"]
    assert key_of(name) == "1482"


def test_a_name_that_no_municipality_bears_stands_for_itself() -> None:
    assert codes_of("Exempelby kommun") == []
    assert key_of("Exempelby kommun") == key_of("exempelby") == "exempelby"


def test_a_code_stands_for_itself() -> None:
    assert key_of("1482") == "1482"
