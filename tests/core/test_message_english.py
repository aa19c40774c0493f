"""The program's English uses the field's words: a list of what is not written in messages and help, and what is."""

import re

import pytest

from tests.support import catalogue

pytestmark = pytest.mark.quick

INSTEAD = {
    r"\bstands?\b|\bstood\b": "is, is written, has",
    r"\btold\b|\btells?\b": "reports, shows",
    r"\bfaults?\b": "problem, error",
    r"\bmend(s|ed)?\b": "fix",
    r"\bgraver?\b": "severe",
    r"\bremed(y|ies)\b": "fix, hint",
    r"\blifts?\b|\blifted\b": "approves",
    r"\bweigh(s|ed)?\b": "is graded",
    r"\breckon(s|ed)?\b": "compute",
    r"\bmade[- ]up\b": "fictional, generated",
    r"(?<!There )(?<!there )\bis no (?!longer\b)\w+": "is not a",
}
ALLOWED = {
    "git can't tell which files have changed, so all promises are checked.",
    "git could not tell what has changed since {commit}.",
    "git could not tell what {commit} holds.",
    "It can't where there are links, other repositories, or files that it was told to leave out.",
    (
        "Remove it. Once pushed that is not enough, for git keeps it: tell the data protection officer, and have the "
        "history rewritten (git filter-repo)."
    ),
    "Two equal lines may be one event or two, also of two parties; only a reference can tell them apart.",
}
"""To tell somebody something, and to tell two things apart, are what these words mean."""


def message_ids() -> list[str]:
    return [
        text
        for message in catalogue.read()
        if message.id
        for text in ([message.id] if isinstance(message.id, str) else message.id)
    ]


@pytest.mark.parametrize("pattern", INSTEAD)
def test_messages_and_help_use_the_field_s_words(pattern: str) -> None:
    offenders = [text for text in message_ids() if text not in ALLOWED and re.search(pattern, text, re.IGNORECASE)]
    assert not offenders, f"write {INSTEAD[pattern]}: {offenders}"


def test_what_is_allowed_is_written() -> None:
    assert set(message_ids()) >= ALLOWED
