"""Where a name was given, and what a promise consists of."""

import pytest

from medlofte.core.source import Span, on_line
from medlofte.lsp.definition import Definition, definition_at, headings
from medlofte.validation.checker import ProjectFile
from tests.conftest import LOG, PROMISE
from tests.lsp import LOG_PATH, PROMISE_PATH, known, page_of

AREA = PROMISE.replace("activities:\n", "focus_areas:\n  torg: {title: Torget}\nactivities:\n")


def goes_to(path: str, text: str, promise: str = PROMISE) -> Definition | None:
    page, position = page_of(path, text, known(promise, ids=frozenset({"exempelby-2025", "exempelby-2026"})))
    return definition_at(page, position, ProjectFile(PROMISE_PATH, promise.encode()))


def line_of(text: str, promise: str = PROMISE) -> int:
    return promise.splitlines().index(text) + 1


def test_an_activity_of_a_log_is_found_in_the_promise() -> None:
    found = goes_to(LOG_PATH, LOG.replace("fotpatrull", "fot¦patrull", 1))
    assert found == Definition(PROMISE_PATH, on_line(line_of("  fotpatrull:"), 3, len("fotpatrull")))


def test_one_of_several_is_found() -> None:
    found = goes_to(LOG_PATH, "- {date: 2026-01-01, activity: [fotpatrull, vand¦ring]}")
    assert found is not None
    assert found.span.start.line == line_of("  vandring:")


def test_a_party_is_found() -> None:
    found = goes_to(PROMISE_PATH, PROMISE.replace("[polis]", "[po¦lis]"))
    assert found is not None
    assert found.span.start.line == line_of("  polis: {name: Polisen, kind: police}")


def test_a_focus_area_is_found() -> None:
    found = goes_to(PROMISE_PATH, "activities:\n  a:\n    focus_area: to¦rg", AREA)
    assert found is not None
    assert found.span.start.line == line_of("  torg: {title: Torget}", AREA)


def test_the_promise_before_is_found() -> None:
    found = goes_to(PROMISE_PATH, "follows: exempelby-¦2025")
    assert found is not None
    assert found.path == "promises/exempelby-2025.yaml"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (LOG_PATH, "- {date: 2026-01-01, activity: ok¦änd}"),
        (LOG_PATH, "- {date: 2026-01-01, note: fot¦patrull}"),
        (LOG_PATH, "- {acti¦vity: fotpatrull}"),
        (PROMISE_PATH, "follows: nå¦got"),
        (PROMISE_PATH, "title: po¦lis"),
        (PROMISE_PATH, "¦"),
    ],
)
def test_what_names_nothing_leads_nowhere(path: str, text: str) -> None:
    assert goes_to(path, text) is None


@pytest.mark.parametrize("broken", ["a: [", "", "- 1"])
def test_a_promise_that_cannot_be_read_leads_nowhere(broken: str) -> None:
    page, position = page_of(LOG_PATH, LOG.replace("fotpatrull", "fot¦patrull", 1))
    assert definition_at(page, position, ProjectFile(PROMISE_PATH, broken.encode())) is None
    assert headings(ProjectFile(PROMISE_PATH, broken.encode())) == ()


def test_a_promise_consists_of_its_keys_and_the_names_in_them() -> None:
    found = {each.name: each for each in headings(ProjectFile(PROMISE_PATH, PROMISE.encode()))}
    assert list(found)[:3] == ["format", "title", "municipality"]
    activities = found["activities"].parts
    assert [(each.name, each.detail) for each in activities] == [
        ("fotpatrull", "Fotpatruller på torget"),
        ("vandring", "Trygghetsvandringar"),
    ]
    assert found["title"].parts == ()


def test_a_heading_holds_its_key_and_its_parts() -> None:
    def check(whole: Span, key: Span) -> None:
        assert whole.start <= key.start <= key.end <= whole.end

    for heading in headings(ProjectFile(PROMISE_PATH, AREA.encode())):
        check(heading.whole, heading.key)
        for part in heading.parts:
            check(part.whole, part.key)
            check(heading.whole, part.whole)
