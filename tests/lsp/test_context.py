"""What is known around a place: which file it is, how far an activity has come, and what the logs have written."""

from datetime import date

import pytest

from medlofte.lsp.context import CONFIG, LOG, PROMISE, kind_of, promise_of
from tests.conftest import LOG as LOG_TEXT
from tests.lsp import LOG_PATH, PROMISE_PATH, known, page_of

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("medlofte.yaml", CONFIG),
        (PROMISE_PATH, PROMISE),
        (LOG_PATH, LOG),
        ("promises/x/a/polis.yaml", None),
        ("promises/.x.yaml", None),
        ("promises/x.yml", None),
        ("a/medlofte.yaml", None),
    ],
)
def test_a_path_says_what_a_file_is(path: str, kind: str | None) -> None:
    assert kind_of(path) == kind


def test_a_log_belongs_to_the_promise_of_its_folder() -> None:
    assert promise_of(LOG_PATH) == promise_of(PROMISE_PATH) == PROMISE_PATH


def test_figures_are_known_by_day_and_only_when_nothing_is_an_error() -> None:
    around = known()
    january, february = (around.tally("fotpatrull", date(2026, *day)) for day in ((1, 31), (2, 28)))
    assert (january and january.done, february and february.done) == (3, 44)
    assert around.tally("okänd", date(2026, 1, 31)) is None
    broken = known(log=LOG_TEXT + "- {date: 2026-02-03, activity: okänd}\n")
    assert broken.promise is not None
    assert broken.tally("fotpatrull", date(2026, 1, 31)) is None


def test_what_the_logs_write_most_comes_first() -> None:
    log = LOG_TEXT + "".join(
        f"- {{date: 2026-03-0{n}, activity: fotpatrull, place: Parken, ref: x{n}}}\n" for n in (1, 2)
    )
    assert known(log=log).written["place"] == ("Parken", "Torget")
    assert known(log=log).written["type"] == ()


def test_a_page_knows_its_activities() -> None:
    page, _ = page_of(LOG_PATH, "- {date: ¦}\n")
    assert [each.id for each in page.activities] == ["fotpatrull", "vandring"]
    assert page.activity("okänd") is None
