"""Running commands in this process, as a person would from a folder."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from medlofte.cli import COMMANDS
from medlofte.cli.app import build, run


class Done(NamedTuple):
    """What a command did: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Runner = Callable[..., Done]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Runner:
    """A function that runs a command in the folder, in Swedish unless another language is asked for."""
    for name in (
        "LC_ALL",
        "LC_MESSAGES",
        "NO_COLOR",
        "FORCE_COLOR",
        "GITHUB_ACTIONS",
        "GITHUB_STEP_SUMMARY",
        "GITLAB_CI",
    ):
        monkeypatch.delenv(name, raising=False)

    def medlofte(*arguments: str, lang: str = "sv_SE.UTF-8", cwd: Path = folder) -> Done:
        monkeypatch.setenv("LANG", lang)
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["medlofte", *arguments])
        code = run(build(COMMANDS))
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return medlofte
