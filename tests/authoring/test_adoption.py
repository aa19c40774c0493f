"""Any promise, however it is written, gets a decision and a status, and nothing else in its file is touched."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.authoring.adoption import Adoption, amend_text, amend_value
from medlofte.parsing import encoding, yaml_reader
from medlofte.parsing.yaml_reader import ParsedYaml
from tests.conftest import PROMISE, tries
from tests.parsing.test_pipeline_same_meaning import with_comments
from tests.support import strategies
from tests.support.strategies import Style, styles, texts, written

NEW = {"kind": "revised", "date": "2026-05-04", "body": "kommunstyrelsen", "reference": "KS 2026/9"}
LINE = "{kind: revised, date: 2026-05-04, body: kommunstyrelsen, reference: KS 2026/9}"


def tree_of(data: bytes) -> ParsedYaml:
    source = encoding.read("x.yaml", data).value
    assert source is not None
    read = yaml_reader.read(source).value
    assert read is not None
    return read


def changed(text: str, amendment: Adoption) -> str | None:
    data = amend_text(text.encode(), tree_of(text.encode()), amendment)
    return None if data is None else data.decode()


HEAD = "status: draft # s\nparties:\n  polis: {name: P} # p\n"
REST = "activities:\n  a: {title: A, responsible: [polis]}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD + REST, HEAD + f"decisions:\n  - {LINE}\n" + REST),
        (HEAD + "  # om parterna\n# om resten\n", HEAD + f"  # om parterna\ndecisions:\n  - {LINE}\n# om resten\n"),
        (HEAD + "basis:\n  situation: |\n    # text\n\n\n" + REST, None),
        (HEAD + "decisions:\n  - kind: adopted # k\n  # om den\n" + REST, None),
        (
            HEAD + "decisions:\n- {kind: adopted} # d\n\n" + REST,
            HEAD + f"decisions:\n- {{kind: adopted}} # d\n- {LINE}\n\n" + REST,
        ),
        (
            HEAD + "decisions: [ {kind: adopted}, ] # d\n" + REST,
            HEAD + f"decisions: [ {{kind: adopted}}, {LINE}, ] # d\n" + REST,
        ),
        (
            HEAD + "decisions: [\n    {kind: adopted} # d\n  ]\n" + REST,
            HEAD + f"decisions: [\n    {{kind: adopted}}, {LINE} # d\n  ]\n" + REST,
        ),
        (REST + HEAD.rstrip("\n"), REST + HEAD.rstrip("\n") + f"\ndecisions:\n  - {LINE}"),
        (
            "  status: 'draft'\n  parties: {p: 1}\n",
            f"  status: 'draft'\n  parties: {{p: 1}}\n  decisions:\n    - {LINE}\n",
        ),
        ('{"status": "draft", "parties": {}}', f'{{"status": "draft", "parties": {{}}, decisions: [{LINE}]}}'),
        (
            "---\n" + HEAD + "...\n",
            "---\n" + HEAD + f"decisions:\n  - {LINE}\n...\n",
        ),
    ],
)
def test_the_decision_stands_where_it_belongs(before: str, after: str | None) -> None:
    amendment = Adoption("adopted", NEW)
    now = changed(before, amendment)
    assert now is not None
    if after is not None:
        assert now == after.replace("draft", "adopted")
    assert tree_of(now.encode()).value == amend_value(tree_of(before.encode()).value, amendment)


@pytest.mark.parametrize(
    ("decision", "after"),
    [
        ("  - {kind: adopted} # d\n", "  - {kind: adopted, fingerprint: v1-0, body: 'a: b'} # d\n"),
        ("  - {kind: adopted,\n     date: 2026-01 # d\n    }\n", None),
        (
            "  - kind: adopted\n    date: 2026-01 # d\n",
            "  - kind: adopted\n    date: 2026-01 # d\n    fingerprint: v1-0\n    body: 'a: b'\n",
        ),
        ("  -   kind: adopted\n      note: |\n        # a\n\n        b\n\n  - {kind: revised}\n", None),
    ],
)
def test_a_decision_that_there_is_gets_more(decision: str, after: str | None) -> None:
    amendment = Adoption("closed", {"fingerprint": "v1-0", "body": "a: b"}, 0)
    before = f"{HEAD}decisions:\n{decision}{REST}"
    now = changed(before, amendment)
    assert now is not None
    if after is not None:
        assert now == f"{HEAD}decisions:\n{after}{REST}".replace("draft", "closed").replace("'a: b'", '"a: b"')


@pytest.mark.parametrize("text", [HEAD.replace("draft", "|-\n  draft"), HEAD + "decisions: [kind: adopted]\n"])
def test_what_cannot_be_done_in_place_is_not_done(text: str) -> None:
    assert changed(text, Adoption("adopted", {"fingerprint": "v1-0"}, 0 if "decisions" in text else None)) is None


def test_a_byte_order_mark_and_line_ends_stay() -> None:
    data = b"\xef\xbb\xbf" + PROMISE.replace("\n", "\r\n").encode()
    now = amend_text(data, tree_of(data), Adoption("adopted", NEW))
    assert now is not None
    assert now == data.replace(b"kommunstyrelsen}\r\n", b"kommunstyrelsen}\r\n  - %s\r\n" % LINE.encode())


decided = st.fixed_dictionaries(
    {"kind": st.sampled_from(("adopted", "revised")), "date": strategies.moments, "body": texts, "reference": texts},
    optional={"changes": st.lists(st.sampled_from(("title", "activities.å.target")), min_size=1, unique=True)},
)


SURROUNDINGS = (
    lambda data: data,
    lambda data: data.replace(b"\n", b"\r\n"),
    lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
    lambda data: b"---\n" + data + b"...\n",
    lambda data: with_comments(data) + b"   # sist\n# allra sist",
)


@tries(150)
@given(strategies.promises(), styles, decided, st.integers(0, 2), st.sampled_from(SURROUNDINGS))
def test_any_promise_is_amended(
    promise: dict[str, Any], style: Style, decision: dict[str, Any], place: int, around: Callable[[bytes], bytes]
) -> None:
    data = around(written(promise, style).encode())
    read = tree_of(data)
    index = place if place < len(promise.get("decisions", ())) else None
    more = {"fingerprint": "v1-0123456789abcdef", "changes": ["title"]}
    amendment = Adoption("closed", decision if index is None else more, index)
    now = amend_text(data, read, amendment)
    assert now is not None
    assert tree_of(now).value == amend_value(read.value, amendment)
    kept = iter(now.replace(b"closed", b""))
    assert all(byte in kept for byte in data.replace(promise["status"].encode(), b""))
    assert now.count(b"\r") == (now.count(b"\n") if b"\r" in data else 0)
