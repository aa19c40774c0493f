"""From bytes to values: whose a path is, and what is left of a file when its faulty parts are taken out."""

import pytest

from medlofte.parsing.pipeline import is_promise, owner_of, parse_file, parse_log, parse_promise, party_of

pytestmark = pytest.mark.quick

LOG = "promises/x-2026/polis.yaml"


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("promises/x-2026.yaml", "x-2026"),
        ("promises/x-2026/polis.2026-03.yaml", "x-2026"),
        ("promises/x-2026/a/polis.yaml", None),
        ("promises/x-2026.yml", None),
        ("promises/.x.yaml", None),
        ("promises/x-2026/.polis.yaml", None),
        ("templates/x-2026.yaml", None),
        ("promises/x\n.yaml", None),
    ],
)
def test_a_path_belongs_to_a_promise_or_to_none(path: str, owner: str | None) -> None:
    assert owner_of(path) == owner


def test_a_log_is_no_promise_and_has_its_party_s_name() -> None:
    assert is_promise("promises/x-2026.yaml")
    assert not is_promise(LOG)
    assert party_of("promises/x-2026/polis.2026-03.yaml") == "polis"


def test_a_faulty_row_is_left_out_and_the_rest_keep_their_numbers() -> None:
    rows = ("date: 2026-01-09, activity: a, count: 3", "date: 2026-02-30, activity: a", "date: 2026-03, activity: b")
    data = "".join(f"- {{{row}}}\n" for row in rows).encode()
    found = parse_log(LOG, data)
    assert [(each.number, each.party, each.entry.activities) for each in found.logged] == [
        (0, "polis", ("a",)),
        (2, "polis", ("b",)),
    ]
    assert found.dropped == {1}
    assert [code for code, _ in found.faults] == ["impossible-date"]


def test_a_row_with_an_unknown_key_is_readable_though_not_logged() -> None:
    found = parse_log(LOG, b"- {date: 2026-01-09, activity: a, cuont: 3, count: 2}\n")
    assert found.logged == []
    assert [each.entry.count for each in found.readable] == [2]
    assert found.dropped == frozenset()
    assert [(code, finding.at.route) for code, finding in found.faults] == [("unknown-key", (0, "cuont"))]


PROMISE = """\
format: 1
title: Löfte
municipality: {name: Exempelby kommun}
status: adopted
period: {start: 2026-01-01, end: 2026-12-31}
parties: {polis: {name: Polisen, kind: police}}
activities: {a: {title: A, responsible: [polis], target: {at_least: 20, unit: pass}}}
"""


def test_a_file_without_its_faulty_values_still_gives_a_promise() -> None:
    text = PROMISE.replace("at_least: 20", "at_least: mycket") + "zzzz: 1\n"
    found = parse_promise("x-2026", "promises/x-2026.yaml", text.encode())
    assert found.promise is not None
    assert found.promise.title == "Löfte"
    assert {code for code, _ in found.file.faults} >= {"unknown-key"}
    assert ("activities", "a", "target") in {route[:3] for route in found.dropped}
    assert ("zzzz",) not in found.dropped, "a key that the format does not have drops nothing of the promise"


def test_an_impossible_date_is_a_fault_at_its_place() -> None:
    text = PROMISE.replace("2026-12-31", "2026-02-30")
    found = parse_promise("x-2026", "promises/x-2026.yaml", text.encode())
    assert [(code, finding.at.route) for code, finding in found.faults] == [("impossible-date", ("period", "end"))]
    assert found.file.is_right
    assert found.dropped == {("period", "end")}


def test_bytes_that_are_no_text_give_neither_tree_nor_promise() -> None:
    found = parse_promise("x", "promises/x.yaml", b"\xff\xfe\x00")
    assert (found.promise, found.file.tree, found.file.is_right) == (None, None, False)
    assert found.file.diagnostics
    assert parse_file("config", "medlofte.yaml", b"format: 1\n").is_right
