"""What the Swedish guides tell of the program, beside what they show, is so; and every guide can be found."""

import contextlib
import re
import shlex

import pytest
import typer
import yaml
from typer import _click as click

from medlofte.authoring import scaffold
from medlofte.authoring.new_promise import target_of
from medlofte.cli import COMMANDS
from medlofte.cli.app import build
from tests.docs.test_links import FENCE as CODE_BLOCK
from tests.support.commands import Runner
from tests.support.pages import PAGES, ROOT

GUIDES = ROOT / "docs" / "sv"
PLACEHOLDER = re.compile(r"[<|]|DOCUMENT|--(from|as-of)$")
"""What shows that a command is named rather than given."""


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


def codes_in(name: str, heading: str) -> list[str]:
    """What stands as code in the last column of the table below a heading."""
    table = text_of(name).partition(f"| {heading} |\n")[2].partition("\n\n")[0]
    return [row.split("|")[2].split("`")[1] for row in table.splitlines() if "`" in row]


@pytest.mark.parametrize("options", codes_in("logga", "du vill berätta | lägg till"))
def test_what_can_t_be_counted_is_logged_as_the_guide_says(options: str, medlofte: Runner) -> None:
    count = [] if re.search("--(total|done|words|deviation|assessed)", options) else ["3"]
    done = medlofte("log", "exempelby-2026", "fotpatrull", *count, "--date", "2026-01-05", *shlex.split(options))
    assert done.code == 0, done.err


@pytest.mark.parametrize("options", codes_in("arendet-till-namnden", "du vill ha | skriv"))
def test_a_memo_is_made_as_the_guide_says(options: str, medlofte: Runner) -> None:
    assert medlofte("render", "memo", "exempelby-2026", *shlex.split(options)).code == 0


def mentioned() -> list[tuple[str, str]]:
    """The commands with arguments that are mentioned in running text, with their pages."""
    found = []
    for page in PAGES:
        text = CODE_BLOCK.sub("", page.read_text("utf-8"))
        found += [(page.name, each) for each in re.findall(r"`medlofte ([a-z]+ [^`…]+)`", text)]
    return sorted(each for each in set(found) if not PLACEHOLDER.search(each[1]))


@pytest.mark.parametrize(("page", "command"), mentioned())
def test_a_command_that_is_mentioned_can_be_given(page: str, command: str) -> None:
    name, *arguments = shlex.split(command)
    group = build(COMMANDS)
    found = group.get_command(typer.Context(group), name)  # type: ignore[attr-defined]
    assert found is not None, f"{page} mentions a command that is not there"
    with contextlib.suppress(click.exceptions.MissingParameter):
        found.make_context(name, arguments)


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
