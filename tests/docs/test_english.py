"""The hand-written English docs use field-standard words, not the project's former dialect."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "benchmarks/README.md",
    "docs/api.md",
    "docs/ci.md",
    "docs/cli.md",
    "docs/concepts.md",
    "docs/decisions.md",
    "docs/documents.md",
    "docs/editor.md",
    "docs/forecast.md",
    "docs/format.md",
    "docs/gate.md",
    "docs/index.md",
    "docs/open-data.md",
    "docs/reliability.md",
    ".github/PULL_REQUEST_TEMPLATE.md",
    ".github/ISSUE_TEMPLATE/bug.yml",
    ".github/ISSUE_TEMPLATE/config.yml",
    ".github/ISSUE_TEMPLATE/feature.yml",
    ".github/ISSUE_TEMPLATE/rule.yml",
)
WORDS = {
    r"told|tells?|telling": "report, print, show or describe",
    r"said|says?|saying": "report, print or state",
    r"stands?|stood|standing": "is, is stored, or is described",
    r"faults?|faulty": "problem or error",
    r"mend(?:s|ed|ing)?": "fix",
    r"grave(?:r|st|ly)?": "severe",
    r"remed(?:y|ies)": "fix",
    r"ways? out": "hint",
    r"rooms?": "module",
    r"floors?": "layer, or minimum",
    r"houses?(?! style)": "codebase",
    r"stumbl(?:e|es|ed|ing)": "fail",
    r"strangers?": "untrusted user, or newcomer",
    r"lift(?:s|ed|ing)?": "approve",
    r"lets? (?:it|them|this) through": "approve",
    r"weigh(?:s|ed|ing)?": "grade or judge",
    r"lags?(?: behind)?": "is behind",
    r"blam(?:e|es|ed|ing)": "report for",
    r"beside": "compared with, next to, or in addition to",
    r"as of a day|at the close of": "on a date, or as of the end of",
    r"made[- ]up": "fictional",
    r"an own|one's own": "a custom, or your own",
    r"no such date": "“is not a date”",
    r"not so|but so": "“Incorrect” and “Correct”",
    r"reckon(?:s|ed|ing)?": "compute",
    r"hold together": "are combined with AND",
    r"same bytes again|who (?:builds|wants|publishes|leaves)": "address the reader, or describe the property",
    r"gainsay(?:s|ing)?": "contradict",
    r"if left out": "“(default: …)”",
    r"glued?": "joined",
}
DIALECT = [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), instead) for pattern, instead in WORDS.items()]
BLOCK = re.compile(r"^(\s*)```.*?^\1```$|^<!-- columns -->$.*?^<!-- /columns -->$", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`[^`]+`|\]\([^)]*\)|<img [^>]*>", re.DOTALL)
SWEDISH = re.compile(r"<div lang=\"sv\".*?</div>|^## Skriv i VS Code$.*?^## ", re.MULTILINE | re.DOTALL)


def blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def prose_of(name: str, text: str) -> str:
    """Blank code, shown output, names in backticks, links and generated tables; keep the line numbers."""
    if name == "docs/gate.md":
        text = text.partition("\n## The table\n")[0]
    for pattern in (BLOCK, SWEDISH, QUOTED):
        text = pattern.sub(blank, text)
    return text


def dialect_in(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(prose_of(name, text).split("\n"), 1):
        for pattern, instead in DIALECT:
            for match in pattern.finditer(line):
                yield f"{name}:{number}: “{match[0]}”: write {instead}"


@pytest.mark.parametrize("name", FILES)
def test_the_page_is_in_field_standard_english(name: str) -> None:
    findings = list(dialect_in(name, (ROOT / name).read_text("utf-8")))
    assert not findings, "\n" + "\n".join(findings)


def test_a_word_of_the_dialect_is_found_at_its_line() -> None:
    assert list(dialect_in("a.md", "One.\n\nThe `fault` is told.\n")) == [
        "a.md:3: “told”: write report, print, show or describe"
    ]


@pytest.mark.parametrize(
    "text",
    ["```text\nA fault is told.\n```\n", "See [this](told.md) and `said`.\n", "## House style\n", "Compare the two.\n"],
)
def test_code_links_and_standard_words_are_allowed(text: str) -> None:
    assert not list(dialect_in("a.md", text))
