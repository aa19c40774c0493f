"""The site's first page: promises by municipality, and where each stands in time."""

from datetime import date
from typing import Any

import pytest

from medlofte.core.messages import Translator
from medlofte.documents.subject import Provenance
from medlofte.model.promise import Municipality, Period, Promise
from medlofte.progress.tally import PromiseProgress, progress_of
from medlofte.site.index_page import view

pytestmark = pytest.mark.quick

DAY = date(2026, 6, 30)


def progress(id: str, name: str = "Exempelby kommun", **keys: Any) -> PromiseProgress:
    period = Period(date(2026, 1, 1), date(2026, 12, 31))
    plain = Promise(id, f"Löfte {id}", Municipality(name), "adopted", {}, {}, period=period)
    return progress_of(plain.replace(**keys), (), DAY)


@pytest.mark.parametrize(
    ("keys", "standing"),
    [
        ({}, "gäller nu"),
        ({"period": Period(date(2026, 6, 30))}, "gäller nu"),
        ({"period": Period(date(2026, 7, 1))}, "har inte börjat"),
        ({"period": Period(date(2026, 1, 1), DAY)}, "är avslutade"),
        ({"status": "closed"}, "är avslutade"),
        ({"status": "proposed"}, "är förslag"),
        ({"period": None}, "är förslag"),
    ],
)
def test_where_a_promise_stands_in_time(swedish: Translator, keys: dict[str, Any], standing: str) -> None:
    found = view([progress("a", **keys)], DAY, swedish, Provenance("1"))
    assert [each["standing"] for each in found["promises"]] == [standing]
    assert [(each["name"], len(each["promises"])) for each in found["by_standing"]] == [(standing, 1)]


def test_promises_come_by_municipality_in_the_swedish_alphabet(swedish: Translator) -> None:
    standing = [progress("c", "Örby"), progress("b", "Ängby"), progress("a", "Åby"), progress("d", "Zby")]
    found = view(standing, DAY, swedish, Provenance("1"))
    assert found["municipalities"] == ["Zby", "Åby", "Ängby", "Örby"]
    assert [each["id"] for each in found["promises"]] == ["d", "a", "b", "c"]


def test_a_police_area_has_its_promises_and_those_without_one_are_in_none(swedish: Translator) -> None:
    standing = [progress("a", police_area="Syd"), progress("b"), progress("c", police_area="syd")]
    found = view(standing, DAY, swedish, Provenance("1"))
    assert [[each["id"] for each in area["promises"]] for area in found["by_police_area"]] == [["a", "c"]]
    assert found["as_of"] == "30 juni 2026"
