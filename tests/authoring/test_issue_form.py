"""The form of an issue: read as it is filled in, and refused in words when it is anything else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.authoring.issue_form import HEADINGS, LARGEST, LONGEST, Form, issue_of, read
from medlofte.core.messages import Translator

WHOLE = "### Löfte\n\nexempelby-2026\n\n### Aktivitet\n\nFotpatruller\n"
ANSWERS = {"id": "exempelby-2026", "activity": "Fotpatruller"}


def said(form: Form, translator: Translator) -> list[str]:
    return [translator(each.message) for each in form.faults]


@pytest.mark.parametrize(
    ("body", "answers"),
    [
        (WHOLE, ANSWERS),
        (WHOLE.replace("\n", "\r\n"), ANSWERS),
        (WHOLE.replace("\n\n", "\n"), ANSWERS),
        (WHOLE.rstrip(), ANSWERS),
        (f"\n\n{WHOLE}", ANSWERS),
        (WHOLE.replace("Aktivitet", "aktivitet:"), ANSWERS),
        (f"{WHOLE}### Plats\n\n_No response_\n", ANSWERS),
        (f"{WHOLE}### Plats\n\n", ANSWERS),
        (f"{WHOLE}### I stället\n\nFoldrar\n", {**ANSWERS, "instead": "Foldrar"}),
        (f"{WHOLE}### Anteckning\n\n#### Antal\n\n9\n", {**ANSWERS, "note": "#### Antal\n\n9"}),
        (f"{WHOLE}### Anteckning\n\n## Antal\n", {**ANSWERS, "note": "## Antal"}),
        (f"{WHOLE}### Anteckning\n\nett ### Antal\n", {**ANSWERS, "note": "ett ### Antal"}),
        (f"{WHOLE}### Anteckning\n\n###Antal\n", {**ANSWERS, "note": "###Antal"}),
        (f"{WHOLE}### Anteckning\n\n    ### Antal\n", {**ANSWERS, "note": "### Antal"}),
        (f"{WHOLE}### Anteckning\n\n###\n", {**ANSWERS, "note": "###"}),
        (f"{WHOLE}### Personuppgifter\n\n- [X] Jag lovar.\n", ANSWERS),
    ],
)
def test_the_answers_are_what_stands_below_the_headings(body: str, answers: dict[str, str]) -> None:
    assert read(body) == Form(answers)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("", "The form does not answer Löfte."),
        (WHOLE.replace("exempelby-2026", "_No response_"), "The form does not answer Löfte."),
        (WHOLE.replace("Fotpatruller", ""), "The form does not answer Aktivitet."),
        (f"{WHOLE}### Antal\n\n1\n\n### Antal\n\n2\n", "The form has the heading Antal twice."),
        (f"{WHOLE}### Antal\n\n1\n\n   ### Antal\n\n2\n", "The form has the heading Antal twice."),
        (f"{WHOLE}### Antal\n\n1\n\n### Count\n\n2\n", "The form has the heading Count twice."),
        (f"{WHOLE}### Anteckning\n\n```\n### Löfte\n\nannat-2026\n```\n", "The form has the heading Löfte twice."),
        (f"{WHOLE}### Anteckning\n\n~~~\n### rm -rf\n~~~\n", "The heading rm -rf is not known here."),
        (f"{WHOLE}### Datu\n\n2026-01-01\n", "The heading Datu is not known here."),
        (f"{WHOLE}### Plats\n\n<!-- Torget -->\n", "The answer to Plats holds something that does not show."),
        (f"<!-- x -->\n{WHOLE}", "The form has text before its first heading."),
        (f"count: 3\n\n{WHOLE}", "The form has text before its first heading."),
        (f"{WHOLE}### Personuppgifter\n\n- [ ] Jag lovar.\n", "A box in the form is not ticked."),
        (f"{WHOLE}### Ref\n\nx\n", "The heading Ref is not known here."),
        (f"{WHOLE}### 811218-9876\n\nx\n", "The heading ******-**** is not known here."),
        ("### Löfte\n" * 9000, f"The form is longer than {LONGEST} characters."),
    ],
)
def test_what_is_no_form_is_refused_in_words(body: str, fault: str, english: Translator) -> None:
    form = read(body)
    assert fault in said(form, english)
    assert all("9876" not in each for each in said(form, english))


def test_every_fault_is_told_at_once(english: Translator) -> None:
    form = read("x\n### Datu\n\n2026\n\n### Plats\n\n<!-- -->\n")
    assert len(said(form, english)) == 5


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (WHOLE.encode(), None),
        (json.dumps({"issue": {"body": WHOLE, "number": 12}}).encode(), 12),
        (json.dumps({"issue": {"body": WHOLE}}).encode(), None),
        (json.dumps({"issue": {"body": WHOLE, "number": "12; rm"}}).encode(), None),
        (json.dumps({"issue": {"body": WHOLE, "number": True}}).encode(), None),
        (json.dumps({"issue": {"body": WHOLE, "number": -1}}).encode(), None),
    ],
)
def test_an_issue_is_its_text_or_the_event_that_tells_of_it(data: bytes, number: int | None) -> None:
    issue = issue_of(data)
    assert issue is not None
    assert (issue.body, issue.number) == (WHOLE, number)


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b'{"issue": 1}',
        b'{"issue": {"body": null}}',
        b'{"comment": {"body": "x"}}',
        b'{"issue": {"body": "\\ud800"}}',
        b'{"a":' * 100_000,
        b'{"a": ' + b"9" * 10_000 + b"}",
        b"\xff",
    ],
)
def test_what_is_no_issue_is_none(data: bytes) -> None:
    assert issue_of(data) is None


@given(st.text())
def test_any_text_has_an_answer_to_what_is_needed_or_a_fault(body: str) -> None:
    form = read(body)
    assert form.faults or {"id", "activity"} <= form.answers.keys()


@given(st.lists(st.tuples(st.sampled_from(sorted(HEADINGS)), st.text("abc #-<!\n", max_size=9)), max_size=6))
def test_no_heading_is_passed_over(parts: list[tuple[str, str]]) -> None:
    form = read("".join(f"### {heading}\n\n{answer}\n\n" for heading, answer in parts))
    if not form.faults:
        assert len({HEADINGS[heading] for heading, _ in parts}) == len(parts)
        assert form.answers.keys() <= {HEADINGS[heading] for heading, _ in parts}


@given(st.binary(max_size=200))
def test_any_bytes_are_an_issue_or_none(data: bytes) -> None:
    issue = issue_of(data)
    assert issue is None or len(issue.body) <= LARGEST
