"""What differs between two texts, word by word, with no identity number in it."""

import pytest

from medlofte.changes.gate import texts
from medlofte.changes.gate.texts import Piece, excerpts, pieces, shorten

pytestmark = pytest.mark.quick


def test_words_stay_go_or_come_in_the_order_of_the_texts() -> None:
    assert pieces("Vi går på torget varje kväll", "Vi går i parken varje kväll ute") == [
        Piece(stayed="Vi går"),
        Piece(went="på torget", came="i parken"),
        Piece(stayed="varje kväll"),
        Piece(came="ute"),
    ]


def test_texts_that_are_too_long_to_compare_are_replaced_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LONGEST_COMPARED", 2)
    assert pieces("a b c", "a b d") == [Piece(went="a b c", came="a b d")]


def test_an_identity_number_is_masked() -> None:
    shown = repr(pieces("ring 19811218-9876 nu", "ring nu")) + repr(excerpts("ring 19811218-9876 nu", "ring nu"))
    assert "9876" not in shown


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("a b c d e f g h i", "a b c d X f g h i", ("… b c d e f g h …", "… b c d X f g h …")),
        ("a b", "a c", ("a b", "a c")),
        ("a b c d e", "a b c d e f", ("… c d e", "… c d e f")),
    ],
)
def test_an_excerpt_has_three_words_around_what_differs(old: str, new: str, wanted: tuple[str, str]) -> None:
    assert excerpts(old, new) == wanted


def test_a_long_excerpt_begins_a_little_before_the_first_letter_that_differs() -> None:
    head, tail = "x" * 60, "y" * 60
    first, last = excerpts(f"{head}1{tail}", f"{head}2{tail}")
    assert (first, last) == (f"…{'x' * 12}1{tail}", f"…{'x' * 12}2{tail}")


def test_the_middle_of_what_stayed_is_left_out() -> None:
    found = [Piece(stayed="a b c d e"), Piece(went="f"), Piece(stayed="g h i j k l m n"), Piece(came="o")]
    assert [each.stayed for each in shorten(found)] == ["… c d e", "", "g h i … l m n", ""]
