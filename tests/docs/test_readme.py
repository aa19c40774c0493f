"""The README and the guides: every command shown is run, and every output shown is the real one."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.support.pages import BLOCK, PAGES, ROOT, Reader, chains, medlofte


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("chain", list(chains()), ids=lambda chain: name_of(chain[0]))
def test_every_output_shown_is_the_real_one(
    chain: list[Path], tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    reader = Reader(tmp_path)
    for page in chain:
        golden(page, reader.read(page))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_console_block_is_run(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.count("```console") == len([m for m in BLOCK.finditer(text) if m["kind"] in ("shown", "dialogue")])


def test_the_main_command_of_the_readme_works_without_its_installation(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    line = re.search(r"<!-- run -->\n```sh\n(.*)\n```", text)
    assert line is not None
    commands = [part.strip() for part in line[1].split("&&")]
    assert commands[:2] == ["python3 -m venv .venv", ". .venv/bin/activate"]
    assert [command.split()[:2] for command in commands[2:4]] == [["pip", "install"]] * 2
    for folder in ("promises", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for command in commands[4:]:
        medlofte(shlex.split(command)[1:], tmp_path, "sv_SE.UTF-8")
    assert len(list((tmp_path / "build").glob("*-memo.md"))) == 6


INSTALLED = re.compile(r'pip install "(medlofte[^"]*)"$', re.MULTILINE)


@pytest.mark.parametrize("name", ["README.md", "docs/sv/kom-igang.md"])
def test_the_first_installation_is_from_git_until_there_is_a_release(name: str) -> None:
    """An index that does not have medlofte gives nothing, or what somebody else has put there."""
    releases = re.findall(r"(?m)^## (\S+) \((.*)\)$", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    is_released = any(day != "unreleased" for _, day in releases)
    text = (ROOT / name).read_text("utf-8")
    (shown,) = INSTALLED.findall(text)
    wanted = Requirement(shown)
    assert (wanted.name, wanted.extras) == ("medlofte", {"all"})
    assert wanted.url == (None if is_released else "git+https://HOST/OWNER/medlofte@COMMIT")
    assert ("Nothing is released yet" in text or "har inte getts ut än" in text) is not is_released


def test_ci_calls_the_readmes_own_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "/<!-- test -->/,/<!-- \\/test -->/p' README.md" in script
