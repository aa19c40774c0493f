"""What the Swedish guides tell of the program, beside what they show, is so; and every guide can be found."""

import re

import pytest
import yaml

from medlofte import scaffold
from medlofte.drafting import target_of
from tests.pages import PAGES, ROOT

GUIDES = ROOT / "docs" / "sv"


def text_of(name: str) -> str:
    return (GUIDES / f"{name}.md").read_text("utf-8")


def targets() -> list[tuple[str, str]]:
    """What the guide says can be answered, and what it says comes of it."""
    rows = text_of("skriv-ett-lofte").partition("| svara | blir |")[2].splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[: rows.index("")]]
    return [(row[0], row[1].strip("`")) for row in cells if row[1]]


@pytest.mark.parametrize(("answer", "written"), targets())
def test_an_answer_becomes_what_the_guide_says(answer: str, written: str) -> None:
    told = {key: str(value) for key, value in (target_of(answer) or {}).items()}
    assert told == yaml.load(written, yaml.BaseLoader)


def test_the_guide_shows_the_form_as_it_is() -> None:
    form = yaml.safe_load(scaffold.text("dot-github/ISSUE_TEMPLATE/logga-en-insats.yml"))
    shown = text_of("logga").partition("```text\nLogga en insats\n\n")[2].partition("```")[0].splitlines()
    labels = [each["attributes"]["label"] for each in form["body"] if "label" in each["attributes"]]
    assert [line.split()[0] for line in shown] == labels
    assert shown[-1].endswith(f"[x] {form['body'][-1]['attributes']['options'][0]['label']}")
    assert form["name"] == "Logga en insats"


def test_the_navigation_has_every_page_once() -> None:
    named = re.findall(r"^ +- .*: (\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    there = [page.relative_to(ROOT / "docs").as_posix() for page in PAGES if page.parent != ROOT]
    assert sorted(named) == sorted(there)


def test_the_guides_for_officers_are_reached_from_their_first_page() -> None:
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", text_of("index")))
    assert linked == {page.name for page in GUIDES.glob("*.md")} - {"index.md"}


@pytest.mark.parametrize("name", [page.stem for page in GUIDES.glob("*.md")])
def test_a_guide_that_names_exempelby_says_that_it_is_made_up(name: str) -> None:
    text = text_of(name)
    assert "xempelby" not in text or re.search(
        r"Exempelby\W[^.|]*(är|finns inte|heter)[^.|]*påhitta|påhittad kommun, Exempelby", text
    )
