"""Two versions of all promises compared: which files are read, which promise is which, and where a change stands."""

import pytest

from medlofte.changes.compare import Difference, compare, paths_needed
from tests.support.repository import ADOPTED, FILE, LOG, LOWERED, PROMISE, line

pytestmark = pytest.mark.quick

OTHER = "promises/exempelby-2027.yaml"


def found(before: dict[str, str], after: dict[str, str], only: list[str] | None = None) -> list[Difference]:
    old, new = ({path: text.encode() for path, text in side.items()} for side in (before, after))
    return list(compare(old, new, "main", only))


def codes(differences: list[Difference]) -> list[str]:
    return [each.diagnostic.code for each in differences]


def test_of_a_promise_where_anything_differs_all_files_are_needed() -> None:
    before = {FILE: "1", LOG: "2", OTHER: "3", "README.md": "4"}
    assert paths_needed(before, {**before, LOG: "5", "README.md": "6"}) == ([FILE, LOG], [FILE, LOG])
    assert paths_needed(before, {**before, "README.md": "6"}) == ([], [])
    assert paths_needed({FILE: "1"}, {}) == ([FILE], [])


def test_a_lowered_target_stands_on_its_line_now_and_before() -> None:
    (change,) = [
        each
        for each in found({FILE: ADOPTED}, {FILE: ADOPTED.replace("at_least: 200", "at_least: 150")})
        if each.diagnostic.code == "target-lowered"
    ]
    assert (change.before, change.after) == (200, 150)
    wanted = ADOPTED.splitlines().index("    target: {at_least: 200, unit: tillfällen}") + 1
    assert change.diagnostic.span.start.line == wanted
    assert [each.span.start.line for each in change.diagnostic.related] == [wanted]


def test_equal_sides_have_no_differences_and_only_what_is_asked_about_is_told() -> None:
    assert found({FILE: ADOPTED, LOG: line("2026-02-01")}, {FILE: ADOPTED, LOG: line("2026-02-01")}) == []
    assert found({FILE: ADOPTED}, {FILE: LOWERED}, only=["exempelby-2027"]) == []
    assert codes(found({FILE: ADOPTED}, {FILE: LOWERED}, only=["exempelby-2026"]))


def test_a_promise_under_another_name_is_renamed_and_one_that_is_gone_is_removed() -> None:
    assert "promise-renamed" in codes(found({FILE: ADOPTED}, {OTHER: ADOPTED}))
    assert codes(found({FILE: ADOPTED}, {})) == ["promise-removed"]
    assert codes(found({}, {FILE: PROMISE})) == ["promise-added"]


def test_entries_are_compared_with_their_logs() -> None:
    logs = line("2026-02-01", count=2), line("2026-02-01", count=3)
    before, after = ({FILE: ADOPTED, LOG: log} for log in logs)
    assert codes(found(before, after)) == ["entry-raised"]
    assert codes(found(before, {FILE: ADOPTED})) == ["entry-removed"]
    assert codes(found({FILE: ADOPTED}, before)) == ["entries-added"]
