"""A case before the council: the last of its kind, its header, and the gaps that nobody has filled."""

import pytest

from medlofte.core.dates import days
from medlofte.documents.case import GAPS, case_of, gaps, header
from medlofte.model.promise import Case, Document, Officer
from tests.support.documents import YEAR, subject

pytestmark = pytest.mark.quick


def test_the_last_case_of_the_kinds_is_chosen_and_an_empty_one_if_there_is_none() -> None:
    of = subject(YEAR)
    cases = (Case("memo", "a"), Case("followup", "b"), Case("memo", "c"))
    of = of.replace(progress=of.progress.replace(promise=of.promise.replace(cases=cases)))
    assert case_of(of, "memo").title == "c"
    assert case_of(of, "interpellation", "followup").title == "b"
    assert case_of(of, "interpellation", "motion") == Case("interpellation")


def test_a_header_has_dates_written_out_and_the_board_as_receiver() -> None:
    case = Case(
        "memo",
        date=days("2026-03-31"),
        officer=Officer("Alva Exempelsson", "säkerhetssamordnare"),
        documents=(Document("Lägesbild", days("2026-02")), Document("Enkät")),
    )
    found = header(case)
    assert found["date"] == "31 mars 2026"
    assert found["receiver"] == "kommunstyrelsen"
    assert (found["officer"], found["officer_title"]) == ("Alva Exempelsson", "säkerhetssamordnare")
    assert found["documents"] == [
        {"title": "Lägesbild", "date": "februari 2026"},
        {"title": "Enkät", "date": None},
    ]
    assert header(case.replace(receiver="fullmäktige"))["receiver"] == "fullmäktige"
    assert found["proposal"] is None


def test_gaps_name_what_is_missing_in_the_order_of_the_header() -> None:
    assert gaps(header(Case("memo")), GAPS) == ["förvaltning", "datum", "diarienummer", "handläggare"]
    assert gaps(header(Case("memo", sender="Kansliet", reference="KS 2026/1")), GAPS) == ["datum", "handläggare"]
