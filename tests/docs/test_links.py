"""Every link in the README and the guides leads to a file, and to a heading in it as GitHub and the site name it."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pages import PAGES, ROOT

FENCE = re.compile(r"^(```+)[^\n]*\n.*?^\1\n", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\((?![a-z]+:)([^)\s#]*)(?:#([^)\s]*))?\)|(?:src|href)=\"(?!https?:)([^\"#]*)\"")
MORE = [ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "SECURITY.md"]


def anchors_in(page: Path) -> Iterator[str]:
    """The anchors of a page: of its headings, numbered where a heading stands again, and those of its own."""
    text = FENCE.sub("", page.read_text("utf-8"))
    yield from re.findall(r'<a id="([^"]+)">', text)
    seen: Counter[str] = Counter()
    for heading in re.findall(r"^#+ +(.*?) *$", text, re.MULTILINE):
        name = anchor_of(heading)
        yield f"{name}-{seen[name]}" if seen[name] else name
        seen[name] += 1


def anchor_of(heading: str) -> str:
    """What GitHub makes of a heading: small letters, no punctuation, hyphens for blanks."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").replace("*", "")
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", [*PAGES, *MORE], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    text = CODE.sub("", FENCE.sub("", page.read_text("utf-8")))
    for target, anchor, source in LINK.findall(text):
        there = page.parent / (target or source) if target or source else page
        assert there.exists(), f"{page.name} links to {target or source}"
        assert not anchor or anchor in set(anchors_in(there)), f"{page.name} links to {target}#{anchor}"


def test_links_and_anchors_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Löfte, `ja`!\n\n## A – b\n\n## A – b\n\n```text\n# Not this\n```\n", "utf-8")
    assert list(anchors_in(page)) == ["löfte-ja", "a--b", "a--b-1"]
    links = LINK.findall('[a](b.md#c) [![x](y.png)](z.md) [w](https://x.example) <img src="p.png" alt="">')
    assert links == [("b.md", "c", ""), ("y.png", "", ""), ("z.md", "", ""), ("", "", "p.png")]
