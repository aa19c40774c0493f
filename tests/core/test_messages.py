"""Both languages: nothing untranslated, nothing left over, and no placeholder lost."""

import string

import pytest

from tests.support import catalogue

pytestmark = pytest.mark.quick


def forms(value: object) -> list[str]:
    return (
        [value] if isinstance(value, str) else [str(each) for each in value] if isinstance(value, (list, tuple)) else []
    )


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_is_in_the_catalogue_and_nothing_else() -> None:
    known = {(m.id,) if isinstance(m.id, str) else tuple(m.id) for m in catalogue.read() if m.id}
    assert known == set(catalogue.messages()), (
        "run python -m tests.support.catalogue --update, and translate what is new"
    )


def test_every_message_has_a_swedish_text() -> None:
    for message in catalogue.read():
        texts = forms(message.string)
        assert not message.id or all(text.strip() for text in texts), message.id


def test_translations_have_the_same_placeholders() -> None:
    for message in catalogue.read():
        ids = forms(message.id)
        texts = forms(message.string)
        wanted = set().union(*(fields(each) for each in ids))
        for text in texts:
            assert fields(text) == wanted, message.id
            text.format_map(dict.fromkeys(wanted, ""))


def test_the_catalogue_is_written_as_the_tool_writes_it() -> None:
    assert catalogue.PO.read_bytes() == catalogue.as_po(catalogue.updated(catalogue.read())), (
        "run python -m tests.support.catalogue --update"
    )
