"""The README and the guides: every command shown is run, and every output shown is the real one."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"<!-- (?P<kind>shown|file): (?P<what>.*?) -->\n```\w+\n(?P<text>.*?)```\n", re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def medlofte(arguments: list[str], cwd: Path, language: str) -> str:
    """What a command prints, errors included, piped and without colour, in a language."""
    environment = {**os.environ, "LANG": language, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    for name in ("LC_ALL", "LC_MESSAGES", "FORCE_COLOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "medlofte", *arguments],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout.decode()
    return done.stdout.decode()


def settings_of(what: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in what.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_output_shown_is_the_real_one(page: Path, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    def replayed(match: re.Match[str]) -> str:
        if match["kind"] == "file":
            path = tmp_path / match["what"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(match["text"], "utf-8")
            return match.group()
        settings = settings_of(match["what"])
        where = settings.get("cwd", ".")
        cwd = tmp_path if where == "first" else ROOT / where
        commands = [line for line in match["text"].splitlines() if line.startswith("$ medlofte ")]
        assert commands, "a block of shown output begins with a command"
        parts = [f"{line}\n{medlofte(shlex.split(line)[2:], cwd, settings['LANG'])}" for line in commands]
        return match.group().replace(match["text"], "\n".join(parts))

    golden(page, BLOCK.sub(replayed, page.read_text("utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(re.sub(r"`[^`\n]*`", "", page.read_text("utf-8"))):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_console_block_is_run(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.count("```console") == len([m for m in BLOCK.finditer(text) if m["kind"] == "shown"])


def test_the_main_command_of_the_readme_works_without_its_installation(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    line = re.search(r"<!-- run -->\n```sh\n(.*)\n```", text)
    assert line is not None
    commands = [part.strip() for part in line[1].split("&&")]
    assert commands[:3] == ["python3 -m venv .venv", ". .venv/bin/activate", "pip install ."]
    for folder in ("promises", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for command in commands[3:]:
        medlofte(shlex.split(command)[1:], tmp_path, "sv_SE.UTF-8")
    assert len(list((tmp_path / "build").glob("*-memo.md"))) == 6


def test_ci_calls_the_readmes_own_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "/<!-- test -->/,/<!-- \\/test -->/p' README.md" in script
