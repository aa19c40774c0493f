"""The catalogue as it is read: the same words as the standard library's gettext finds in it."""

import gettext
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_build import compiled
from medlofte.core.catalogue import MessageCatalogue
from tests.support import catalogue

DATA = catalogue.MO.read_bytes()
OURS, STANDARD = MessageCatalogue(DATA), gettext.GNUTranslations(io.BytesIO(DATA))
MESSAGES = [message.id for message in catalogue.read() if message.id]
KNOWN = {each if isinstance(each, str) else each[0] for each in MESSAGES}


def test_every_message_is_found() -> None:
    single = [each for each in MESSAGES if isinstance(each, str)]
    plural = [each for each in MESSAGES if not isinstance(each, str)]
    assert len(single) > 100 < len(MESSAGES)
    assert plural
    assert [OURS.gettext(each) for each in single] == [STANDARD.gettext(each) for each in single]
    for n in (0, 1, 2, 11, 21, 101):
        assert [OURS.ngettext(a, b, n) for a, b in plural] == [STANDARD.ngettext(a, b, n) for a, b in plural]


@given(st.text() | st.sampled_from(MESSAGES).map(lambda each: str(each)[:-1]), st.integers(0, 200))
def test_what_is_not_there_is_said_as_it_is(text: str, n: int) -> None:
    if text and "\0" not in text and text not in KNOWN:
        assert OURS.gettext(text) == STANDARD.gettext(text)
        assert OURS.ngettext(text, f"{text}s", n) == STANDARD.ngettext(text, f"{text}s", n)


def test_an_empty_catalogue_has_nothing() -> None:
    empty = MessageCatalogue(compiled(b"", "sv"))
    assert empty.gettext("a") == "a"


@pytest.mark.parametrize("n", [0, 2, 5])
def test_a_plural_that_is_missing_is_english(n: int) -> None:
    assert OURS.ngettext("one x", "many x", n) == "many x"
