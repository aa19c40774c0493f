"""What the repository asks of those who report: forms in one shape, and no address that nobody reads."""

import re
from pathlib import Path

import pytest

from tests.support.workflows import ROOT, read

FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
each_form = pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)


def test_there_is_a_form_for_each_kind() -> None:
    assert [path.stem for path in FORMS] == ["bug", "feature", "rule"]
    assert read(ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml") == {"blank_issues_enabled": "false"}


@each_form
def test_a_form_welcomes_in_swedish_and_asks_for_something(path: Path) -> None:
    welcome, *fields = read(path)["body"]
    assert welcome["attributes"]["value"].startswith("*Välkommen! Skriv på svenska")
    assert any(each.get("validations", {}).get("required") == "true" for each in fields)
    names = [each["id"] for each in fields]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", ["bug", "rule"])
def test_a_form_that_asks_for_files_warns_of_personal_data(name: str) -> None:
    text = (ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text("utf-8")
    assert "Never paste a real person's data" in text


@pytest.mark.parametrize(
    "name",
    ["SECURITY.md", ".github/PULL_REQUEST_TEMPLATE.md", *(f".github/ISSUE_TEMPLATE/{path.name}" for path in FORMS)],
)
def test_no_address_is_made_up(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?://|[\w.]+@[\w-]+\.\w+", text)


def test_security_says_how_and_what() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    for heading in ("Report it privately", "What is in scope", "Supported versions", "What to expect"):
        assert f"\n## {heading}\n" in text
