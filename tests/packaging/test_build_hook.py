"""What ``hatch_build.py`` does when medlofte is built: catalogues, and what a package index shows."""

import gettext
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from markdown_it import MarkdownIt
from markdown_it.token import Token

import hatch_build
from hatch_build import (
    CatalogueHook,
    IndexHook,
    compile_catalogues,
    compiled,
    repository_of,
    urls_of,
    with_absolute_links,
)
from tests.support import catalogue
from tests.support.workflows import ROOT

REPOSITORY = "https://git.example/OWNER/medlofte"
PO = b'msgid "a"\nmsgstr "b"\n\nmsgid "one x"\nmsgid_plural "many x"\nmsgstr[0] "ett x"\nmsgstr[1] "flera x"\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source tree with one catalogue, which is not compiled."""
    folder = tmp_path / hatch_build.LOCALE / "sv" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "medlofte.po").write_bytes(PO)
    return tmp_path


def addresses(markdown: str) -> Iterator[tuple[str, str]]:
    """Every link and picture of a Markdown text as a reader of CommonMark finds them, with the name of its element."""

    def walk(tokens: list[Token]) -> Iterator[tuple[str, str]]:
        for token in tokens:
            for name in ("href", "src"):
                if name in token.attrs:
                    yield token.tag, str(token.attrs[name])
            if token.type.startswith("html_"):
                yield from re.findall(r"<(\w+)[^>]*?\s(?:src|href)=[\"']([^\"']*)", token.content)
            yield from walk(token.children or [])

    return walk(MarkdownIt("commonmark").parse(markdown))


def test_the_tree_s_own_catalogue_is_compiled_whole() -> None:
    read = gettext.GNUTranslations(io.BytesIO(compiled(catalogue.PO.read_bytes(), "sv")))
    texts = {m.id: m.string for m in catalogue.read() if isinstance(m.id, str) and m.id}
    assert len(texts) > 1000
    assert {text: read.gettext(text) for text in texts} == texts


def test_the_suite_runs_with_a_catalogue_in_step() -> None:
    assert catalogue.MO.read_bytes() == compiled(catalogue.PO.read_bytes(), "sv")


def test_who_compiles_and_when_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    header = (
        b'msgid ""\nmsgstr ""\n"PO-Revision-Date: 2026-01-31 10:00+0000\\n"\n"Generated-By: Babel 9.9\\n"\n'
        b'"Last-Translator: Somebody <x@y.example>\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    )
    data = compiled(PO, "sv")
    monkeypatch.setattr("babel.messages.catalog.VERSION", "9.9")
    assert b"9.9" in b"".join(f"{name}{value}".encode() for name, value in Catalog("sv").mime_headers)
    assert compiled(header + PO, "sv") == data
    assert not re.search(rb"Date|Babel|Generated|Translator|20\d\d", data)


def test_what_is_missing_or_stale_is_compiled_and_nothing_else_is_written(tree: Path) -> None:
    (path,) = compile_catalogues(tree)
    assert path.read_bytes() == compiled(PO, "sv")
    os.utime(path, (1, 1))
    assert compile_catalogues(tree) == [path]
    assert path.stat().st_mtime == 1
    changed = PO.replace(b'"b"', b'"c"')
    path.with_suffix(".po").write_bytes(changed)
    compile_catalogues(tree)
    assert path.read_bytes() == compiled(changed, "sv") != compiled(PO, "sv")
    assert sorted(each.name for each in path.parent.iterdir()) == ["medlofte.mo", "medlofte.po"]


def test_a_write_that_fails_leaves_what_was_there(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = compile_catalogues(tree)
    path.with_suffix(".po").write_bytes(PO.replace(b'"b"', b'"c"'))

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        compile_catalogues(tree)
    assert path.read_bytes() == compiled(PO, "sv")
    assert sorted(each.name for each in path.parent.iterdir()) == ["medlofte.mo", "medlofte.po"]


def test_the_build_compiles_and_packs_what_git_ignores(tree: Path) -> None:
    nothing: Any = None
    hook = CatalogueHook(str(tree), {}, nothing, nothing, "", "wheel")
    data: dict[str, Any] = {"artifacts": []}
    hook.initialize("editable", data)
    (name,) = data["artifacts"]
    assert (tree / name.lstrip("/")).read_bytes() == compiled(PO, "sv")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](docs/b.md#c)", "[a](R/blob/v1/docs/b.md#c)"),
        ("[a](./b.md 'title')", "[a](R/blob/v1/b.md 'title')"),
        ("[a](<b.md>)", "[a](<R/blob/v1/b.md>)"),
        ("[a](/LICENSE)", "[a](R/blob/v1/LICENSE)"),
        ("[a](#b)", "[a](R/blob/v1/README.md#b)"),
        ("![a](b.png)", "![a](R/raw/v1/b.png)"),
        ("[![a](b.png)](c.md)", "[![a](R/raw/v1/b.png)](R/blob/v1/c.md)"),
        ("[a]: b.md\n[c]: https://d.example\n", "[a]: R/blob/v1/b.md\n[c]: https://d.example\n"),
        ('<img src="b.png" width="3">', '<img src="R/raw/v1/b.png" width="3">'),
        ("<img width='3' src='b.png'>", "<img width='3' src='R/raw/v1/b.png'>"),
        ('<a href="b.md">c</a>', '<a href="R/blob/v1/b.md">c</a>'),
        *((text, text) for text in ("[a](https://b.example/c)", "[a](mailto:b@c.example)", "[a](//b.example)")),
        *((text, text) for text in ("`[a](b)`", "``[a](b) ` [c](d)``", "```\n[a](b)\n```\n", "x [y] z (w)")),
        ("```md\n[a](b)\n```\n[c](d)", "```md\n[a](b)\n```\n[c](R/blob/v1/d)"),
        ("`a` [b](c) `d`", "`a` [b](R/blob/v1/c) `d`"),
    ],
)
def test_relative_links_become_absolute_and_nothing_else_changes(text: str, expected: str) -> None:
    assert with_absolute_links(text, "R", "v1") == expected


def test_no_link_or_picture_of_the_readme_is_left_relative() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    before = list(addresses(text))
    after = list(addresses(with_absolute_links(text, REPOSITORY, "v1")))
    assert len(after) == len(before) > 20
    assert sum(tag == "img" for tag, _ in after) >= 3
    for (tag, old), (_, new) in zip(before, after, strict=True):
        kind = "raw" if tag == "img" else "blob"
        assert new == (old if old.startswith("https://") else f"{REPOSITORY}/{kind}/v1/{old}")
        assert old.startswith("https://") or (ROOT / old.partition("#")[0]).is_file()


def test_the_addresses_lead_to_what_is_there() -> None:
    urls = urls_of(REPOSITORY, "v1")
    assert list(urls) == ["Homepage", "Documentation", "Changelog", "Issues", "Source", "Security"]
    assert all(url.startswith(REPOSITORY) for url in urls.values())
    files = [url.removeprefix(f"{REPOSITORY}/blob/v1/") for url in urls.values() if "/blob/" in url]
    assert len(files) == 2
    assert all((ROOT / file).is_file() for file in files)


@pytest.mark.parametrize(
    ("value", "address"),
    [("", None), (" ", None), (REPOSITORY, REPOSITORY), (f"{REPOSITORY}/\n", REPOSITORY)],
)
def test_the_address_comes_from_the_environment(value: str, address: str | None) -> None:
    assert repository_of({"MEDLOFTE_REPOSITORY": value}) == address
    assert repository_of({}) is None


@pytest.mark.parametrize("value", ["medlofte", "http://git.example/a/b", "https://git.example", f"{REPOSITORY}/tree/x"])
def test_what_is_no_address_of_a_repository_stops_the_build(value: str) -> None:
    with pytest.raises(ValueError, match="MEDLOFTE_REPOSITORY must be like"):
        repository_of({"MEDLOFTE_REPOSITORY": value})


def test_without_an_address_the_readme_is_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEDLOFTE_REPOSITORY", raising=False)
    metadata: dict[str, Any] = {"version": "1.2.3"}
    IndexHook(str(ROOT), {}).update(metadata)
    assert metadata.pop("readme") == {
        "content-type": "text/markdown",
        "text": (ROOT / "README.md").read_text("utf-8"),
    }
    assert metadata == {"version": "1.2.3"}


def test_with_an_address_the_readme_leads_to_the_version_s_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDLOFTE_REPOSITORY", REPOSITORY)
    metadata: dict[str, Any] = {"version": "1.2.3"}
    IndexHook(str(ROOT), {}).update(metadata)
    assert f"]({REPOSITORY}/blob/v1.2.3/CHANGELOG.md)" in metadata["readme"]["text"]
    assert metadata["urls"] == urls_of(REPOSITORY, "v1.2.3")


def test_what_an_sdist_says_of_itself_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDLOFTE_REPOSITORY", REPOSITORY)
    metadata: dict[str, Any] = {"version": "1.2.3", "readme": {"text": "x"}, "urls": {"Homepage": "https://x.example"}}
    before = dict(metadata)
    IndexHook(str(ROOT), {}).update(metadata)
    assert metadata == before
