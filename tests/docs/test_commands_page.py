"""docs/commands.md is what ``--help`` says, command by command."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from medlofte.cli import COMMANDS
from tests.docs.test_links import anchor_of
from tests.support.commands import Runner
from tests.support.pages import ROOT

PAGE = ROOT / "docs" / "commands.md"
MANUAL = ROOT / "docs" / "cli.md"
INTRODUCTION = """# Commands

Every command with its arguments and options, as `--help` says; `pytest --update` writes this page. How each behaves,
its formats and exit codes are told in [The command line](cli.md). `medlofte --lang sv --help` says the same in Swedish.
"""


def page(medlofte: Runner) -> Iterator[str]:
    yield INTRODUCTION
    for name in ("", *COMMANDS):
        yield f"## medlofte {name}".rstrip() + "\n"
        if name in told():
            yield f"More: [{name}](cli.md#{told()[name]}).\n"
        done = medlofte(*name.split(), "--help", lang="en_GB.UTF-8")
        assert done.code == 0
        yield f"```text\n{done.out.strip()}\n```\n"


def told() -> dict[str, str]:
    """The anchor in the manual under which a command is told of."""
    headings = re.findall("^## (.*)$", MANUAL.read_text("utf-8"), re.MULTILINE)
    return {name: anchor_of(heading) for heading in headings for name in heading.split(", ")}


def test_the_page_of_commands_is_the_programs_own_help(medlofte: Runner, golden: Callable[[Path, str], None]) -> None:
    golden(PAGE, "\n".join(page(medlofte)))


def test_every_command_is_told_of_in_the_manual() -> None:
    assert set(COMMANDS) == set(told())
