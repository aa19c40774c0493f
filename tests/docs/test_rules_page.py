"""docs/rules.md is made from the table of codes and the cases on disk."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from medlofte.core.diagnostic import Code, Severity
from medlofte.validation.checker import CODES
from tests.support.explained import WITHOUT, example_of
from tests.validation.test_cases import CASES

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
INTRODUCTION = """# What is looked for

This page is made from the program's own table and the test suite's cases; `pytest --update` writes it. An *error* stops
`progress` and `render`; a *warning* is probably a mistake; a *note* is advice and is only shown with `--notes`.
What is wrong stands after `-`, and how it is put right after `+`. [The gallery](gallery.md) has
the same by subject, with what the terminal prints.
Exempelby is made up.
"""
HEADINGS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}


def page() -> str:
    parts = [INTRODUCTION]
    for severity, heading in HEADINGS.items():
        parts.append(f"## {heading}\n")
        codes = sorted((code for code in CODES.values() if code.severity is severity), key=lambda code: code.name)
        parts += (part for code in codes for part in section(code))
    return "\n".join(parts)


def section(code: Code) -> Iterator[str]:
    yield f"### {code.name}\n"
    yield f"{code.about}\n"
    case = CASES / code.name
    if code.name not in WITHOUT:
        bad, good = (text.splitlines() for text in example_of(code.name))
        yield "\n".join(("```diff", *(f"- {line}" for line in bad), *(f"+ {line}" for line in good), "```\n"))
    if case.is_dir():
        said = (case / "said.en.txt").read_text("utf-8")
        first = re.search(rf"\[{code.name}\]: (.*)", said)
        hint = re.search(rf"\[{code.name}\].*?(?:= help: (.*?)$|\n\n)", said, re.DOTALL | re.MULTILINE)
        assert first is not None
        yield f"> {first[1]}" + (f"\n> *{hint[1]}*" if hint and hint[1] else "") + "\n"


def test_the_page_of_rules_is_the_program_s_own(golden: Callable[[Path, str], None]) -> None:
    golden(PAGE, page())
