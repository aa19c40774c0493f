"""What a document is made from: a promise on a day."""

from datetime import date

import pytest

from tests.support.documents import YEAR, dossier, subject

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(("day", "has_begun"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)])
def test_a_promise_has_begun_at_the_close_of_its_first_day(day: date, has_begun: bool) -> None:
    of = subject(YEAR, day)
    assert of.has_begun is has_begun
    assert (of.promise, of.as_of) == (dossier(YEAR).promise, day)


def test_a_promise_without_a_period_has_never_begun() -> None:
    of = subject(YEAR, date(2026, 6, 30))
    assert not of.replace(progress=of.progress.replace(elapsed=None)).has_begun
