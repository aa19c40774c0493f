"""docs/gate.md ends in the gate's own table, with what each case says."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from medlofte.changes.gate.kinds import KINDS
from medlofte.core.escaping import escape_markdown_cell
from medlofte.core.messages import Translator
from tests.changes.gate.test_gate_cases import CASES, differences_in, expected_in

PAGE = Path(__file__).parents[2] / "docs" / "gate.md"
HEADING = "## The table\n"


def table(translator: Translator) -> Iterator[str]:
    yield "The table is generated from the program and from the test suite's cases. Exempelby is fictional.\n"
    yield "| code | grade | what it means | message |"
    yield "|---|---|---|---|"
    for kind in KINDS:
        said = next(each for each in differences_in(CASES / kind.name) if each.diagnostic.code == kind.name)
        message = escape_markdown_cell(translator(said.diagnostic.message))
        yield f"| `{kind.name}` | {kind.grade.word} | {kind.about} | {message} |"


def test_the_page_of_the_gate_is_the_program_s_own(golden: Callable[[Path, str], None], english: Translator) -> None:
    prose, heading, _ = PAGE.read_text("utf-8").partition(HEADING)
    assert heading
    golden(PAGE, f"{prose}{heading}\n" + "\n".join(table(english)) + "\n")


def test_the_cases_of_the_page_are_named_after_what_they_show() -> None:
    for kind in KINDS:
        assert kind.name in {code for _, _, code in expected_in(CASES / kind.name)}


def test_the_page_s_own_example_of_a_decision_is_one() -> None:
    example = re.search(r"```yaml\ndecisions:\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert example is not None
    case = (CASES / "decision-added" / "after" / "promises" / "exempelby.yaml").read_text("utf-8")
    assert example[1].strip() in case


def test_what_the_readme_shows_is_what_is_said_of_a_case() -> None:
    readme = (PAGE.parents[1] / "README.md").read_text("utf-8")
    assert f"```text\n{(CASES / 'target-lowered' / 'said.sv.txt').read_text('utf-8')}```" in readme
