"""Every format tells of every diagnostic its place, its severity, its code and its words, whatever text is in them."""

from collections import Counter

import pytest
from hypothesis import given, settings

from medlofte.core.messages import Translator
from medlofte.reports.validation import FORMATS, Look, ValidationReport, render
from medlofte.reports.validation.github import MOST_OF_A_LEVEL
from tests.support.invariants import commands_in, hidden_in, voice
from tests.support.report_readers import READERS, told
from tests.support.report_samples import REPORTS, reports

LOOK = Look(notes=True)


def test_every_format_of_a_machine_is_read_back() -> None:
    assert set(FORMATS) - {"text"} == set(READERS)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("format", READERS)
def test_what_was_put_in_is_read_back(format: str, name: str, english: Translator) -> None:
    tells_all(format, REPORTS[name], english)


@pytest.mark.parametrize("format", READERS)
@given(reports())
@settings(deadline=None, max_examples=100)
def test_any_text_is_read_back(format: str, report: ValidationReport) -> None:
    tells_all(format, report, voice("en"))


def tells_all(format: str, report: ValidationReport, said_by: Translator) -> None:
    text = render(format, report, said_by, LOOK)
    assert hidden_in(text) == set()
    assert "##[" not in text
    if format == "github":
        counted: Counter[int] = Counter()
        said = []
        for each in report.diagnostics:
            counted[each.severity] += 1
            if counted[each.severity] <= MOST_OF_A_LEVEL:
                said.append(each)
    else:
        assert commands_in(text) == []
        said = list(report.diagnostics)
    assert Counter(READERS[format](text)) == Counter(told(format, each, said_by) for each in said)


@pytest.mark.parametrize("format", [each for each in READERS if each not in ("github", "junit")])
def test_the_order_is_that_of_the_report(format: str, english: Translator) -> None:
    report = REPORTS["hostile"]
    read = READERS[format](render(format, report, english, LOOK))
    assert read == [told(format, each, english) for each in report.diagnostics]
