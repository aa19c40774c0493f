"""What is said of an adopted promise whose text is no longer the one that was decided."""

import pytest

from medlofte.model.fingerprint import fingerprint
from medlofte.validation.checker import ProjectFile, PromiseFiles, check_promise
from tests.conftest import PROMISE

CODES = {"changed-since-decision", "decision-without-fingerprint", "unknown-fingerprint"}


def checked_codes(text: str) -> list[str]:
    return sorted(
        each.code
        for each in check_promise(PromiseFiles(ProjectFile("promises/exempelby-2026.yaml", text.encode()))).diagnostics
        if each.code in CODES
    )


def marked(text: str = PROMISE, decisions: str = "") -> str:
    """The promise with the mark of its text in the first decision, and more decisions."""
    promise = check_promise(PromiseFiles(ProjectFile("promises/exempelby-2026.yaml", text.encode()))).value
    assert promise is not None
    mark = fingerprint(promise.promise)
    return text.replace("body: kommunstyrelsen}\n", f"body: kommunstyrelsen, fingerprint: {mark}}}\n{decisions}")


LOWER = ("at_least: 200", "at_least: 150")


def test_what_was_decided_stands() -> None:
    assert checked_codes(PROMISE) == []
    assert checked_codes(marked()) == []
    assert checked_codes(marked().replace("status: adopted", "status: closed")) == []


def test_what_was_changed_is_seen() -> None:
    assert checked_codes(marked().replace(*LOWER)) == ["changed-since-decision"]
    assert checked_codes(marked().replace(*LOWER).replace("status: adopted", "status: closed")) == [
        "changed-since-decision"
    ]


@pytest.mark.parametrize("status", ["draft", "proposed"])
def test_a_draft_changes_freely(status: str) -> None:
    assert checked_codes(marked().replace(*LOWER).replace("status: adopted", f"status: {status}")) == []


@pytest.mark.parametrize(
    ("decisions", "codes"),
    [
        ("  - {kind: revised, date: 2026-05-04}\n", ["decision-without-fingerprint"]),
        ("  - {kind: revised, date: 2025-12-01}\n", ["decision-without-fingerprint"]),
        ("  - {kind: revised, date: 2025-11-30}\n", ["changed-since-decision"]),
        ("  - {kind: revised}\n", ["changed-since-decision"]),
        ("  - {kind: ended, date: 2026-05-04, fingerprint: v1-0123456789abcdef}\n", ["changed-since-decision"]),
        ("  - {kind: revised, date: 2026-05-04, fingerprint: v2-0123456789abcdef}\n", ["unknown-fingerprint"]),
    ],
)
def test_the_newest_decision_counts(decisions: str, codes: list[str]) -> None:
    assert checked_codes(marked(decisions=decisions).replace(*LOWER)) == codes


@pytest.mark.parametrize("fault", ["at_least: två hundra", "at_least: 0200", "atleast: 200", "at_least: 200, by: 1"])
def test_a_fault_in_the_text_is_no_change_of_it(fault: str) -> None:
    text = marked().replace("at_least: 200", fault)
    assert check_promise(PromiseFiles(ProjectFile("promises/exempelby-2026.yaml", text.encode()))).has_errors
    assert checked_codes(text) == []


def test_an_impossible_day_is_no_change() -> None:
    text = PROMISE.replace("{at_least: 200, unit: tillfällen}", "{done: Klart, by: 2026-06-30}")
    assert checked_codes(marked(text).replace("2026-06-30", "2026-06-31")) == []
