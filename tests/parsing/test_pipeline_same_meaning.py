"""The same promise written otherwise means the same: only places differ, never what is said or what is counted."""

import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from medlofte.core.diagnostic import Severity
from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles
from tests.conftest import PROMISE
from tests.support.invariants import check_all, meaning
from tests.support.mutants import Original
from tests.support.strategies import (
    Case,
    Style,
    bundle_of,
    cases_of_promises,
    styles,
    with_bytes,
    with_keys_permuted,
    with_lines_permuted,
    with_logs_split,
)

promised = cases_of_promises()
dice = st.randoms(use_true_random=False)
without_explaining = [phase for phase in Phase if phase is not Phase.explain]
same = settings(deadline=None, max_examples=30, phases=without_explaining)
COMMENT = "# en kommentar: [\n\n"


def of(bundle: PromiseFiles) -> object:
    """All that must stay the same."""
    return meaning(checker.check_promise(bundle))


def with_comments(data: bytes) -> bytes:
    """The file with a comment and an empty line before each key and each item."""
    starts = Original(data).starts if data else []
    text = data.decode()
    pieces = [text[start:end] for start, end in pairwise([0, *starts, len(text)])]
    return COMMENT.join(pieces).encode()


@given(promised, styles)
@same
def test_nothing_is_an_error_in_what_the_strategies_make(case: Case, style: Style) -> None:
    checked = check_all(bundle_of(case, style))
    assert [(each.code, each.path) for each in checked.diagnostics if each.severity is Severity.ERROR] == []


@given(promised, styles, styles)
@same
def test_the_style_of_writing_changes_nothing(case: Case, one: Style, other: Style) -> None:
    assert of(bundle_of(case, one)) == of(bundle_of(case, other))


@given(promised, dice)
@same
def test_the_order_of_keys_changes_nothing(case: Case, dice: random.Random) -> None:
    permuted = Case(with_keys_permuted(case.promise, dice), with_keys_permuted(case.logs, dice))
    assert of(bundle_of(case)) == of(bundle_of(permuted))


@given(promised, dice)
@same
def test_the_order_of_lines_in_a_log_changes_nothing(case: Case, dice: random.Random) -> None:
    assert of(bundle_of(case)) == of(bundle_of(with_lines_permuted(case, dice)))


@pytest.mark.parametrize(
    "remark", ["assessed: partly, reason: {}", "deviation: x, instead: {}"], ids=["assessed", "deviation"]
)
def test_two_remarks_on_one_day_have_an_order_of_their_own(remark: str) -> None:
    lines = [f"- {{date: 2026-01-05, activity: fotpatrull, {remark.format(word)}}}\n".encode() for word in "ab"]
    promise = ProjectFile("promises/exempelby-2026.yaml", PROMISE.encode())
    logs = [ProjectFile("promises/exempelby-2026/polis.yaml", b"".join(each)) for each in (lines, lines[::-1])]
    assert of(PromiseFiles(promise, (logs[0],))) == of(PromiseFiles(promise, (logs[1],)))


@given(promised, dice)
@same
def test_a_log_in_two_files_is_the_same_log(case: Case, dice: random.Random) -> None:
    assert of(bundle_of(case)) == of(bundle_of(with_logs_split(case, dice)))


@given(promised)
@same
def test_the_order_of_files_changes_nothing(case: Case) -> None:
    bundle = bundle_of(case)
    assert of(bundle) == of(PromiseFiles(bundle.promise, bundle.logs[::-1]))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: b"---\n" + data,
        lambda data: data and data + b"...\n",
        with_comments,
    ],
    ids=["crlf", "byte-order-mark", "document-start", "document-end", "comments"],
)
@given(case=promised, style=styles)
@settings(same, max_examples=15)
def test_what_surrounds_the_values_changes_nothing(change: Callable[[bytes], bytes], case: Case, style: Style) -> None:
    bundle = bundle_of(case, style)
    assert of(bundle) == of(with_bytes(bundle, change))
