"""What the guides show, done again: commands run, questions answered, files written, as a reader would, page by page.

A block that a comment stands above is held: ``shown`` has commands with what they print, ``dialogue`` a command at a
terminal of 80 columns, with the answers in the comment, ``file`` what the reader saves, ``adds`` what is added at the
end of a file, and ``holds`` what a file has come to hold. ``cwd=first`` is the reader's own folder, others are the
repository's, and ``today`` stops the clock. A page with ``<!-- after: other.md -->`` goes on in the folder that the
other page left.
"""

import os
import re
import select
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"<!-- (?P<kind>shown|dialogue|file|adds|holds): (?P<what>.*?) -->\n```\w+\n(?P<text>.*?)```\n", re.DOTALL
)
AFTER = re.compile(r"<!-- after: (\S+) -->")
PROMPT = re.compile(rb": $")
"""How a question ends."""
PATIENCE = 60
"""How many seconds a command may be silent."""


def chains() -> Iterator[list[Path]]:
    """The pages in the order that they are read in; most stand for themselves."""
    follower = {page_before(page): page for page in PAGES}
    for page in PAGES:
        if page_before(page) is None:
            chain = [page]
            while chain[-1] in follower:
                chain.append(follower[chain[-1]])
            yield chain


def page_before(page: Path) -> Path | None:
    """The page whose folder this one goes on in."""
    found = AFTER.search(page.read_text("utf-8"))
    return page.parent / found[1] if found else None


class Reader:
    """Somebody who follows pages from the first block to the last, in a folder that was empty."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, page: Path) -> str:
        """The page with what its blocks come to when they are done."""
        return BLOCK.sub(self._done, page.read_text("utf-8"))

    def _done(self, block: re.Match[str]) -> str:
        kinds = {"shown": self._shown, "dialogue": self._dialogue, "file": self._file, "adds": self._adds}
        text = kinds.get(block["kind"], self._holds)(block["what"], block["text"])
        start = block.start("text") - block.start()
        return block[0][:start] + text + block[0][start + len(block["text"]) :]

    def _shown(self, what: str, text: str) -> str:
        settings = dict(part.split("=", 1) for part in what.split())
        lines = [line for line in text.splitlines() if line.startswith("$ ")]
        assert lines, "a block of shown output begins with a command"
        return "\n".join(f"{line}\n{self._run(line, settings)}" for line in lines)

    def _run(self, line: str, settings: dict[str, str]) -> str:
        program, *arguments = shlex.split(line)[1:]
        if program == "cd":
            self.folder /= arguments[0]
            return ""
        assert program == "medlofte", f"a guide shows what can't be run here: {line}"
        where = settings.get("cwd", ".")
        folder = self.folder if where == "first" else ROOT / where
        return medlofte(arguments, folder, settings["LANG"], settings.get("today"))

    def _dialogue(self, what: str, text: str) -> str:
        line = text.splitlines()[0]
        found = re.fullmatch("today=(.*?) answers=(.*)", what)
        assert found is not None, what
        answers = found[2].split("|") if found[2] else []
        return f"{line}\n{conversation(shlex.split(line)[2:], answers, self.folder, found[1])}"

    def _file(self, what: str, text: str) -> str:
        path = self.folder / what
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return text

    def _adds(self, what: str, text: str) -> str:
        with (self.folder / what).open("a", encoding="utf-8") as file:
            file.write(f"\n{text}")
        return text

    def _holds(self, what: str, text: str) -> str:
        return (self.folder / what).read_text("utf-8")


def surroundings(language: str) -> dict[str, str]:
    """The environment of a reader who has set a language and nothing else."""
    environment = {**os.environ, "LANG": language, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(ROOT))))
    for name in ("LC_ALL", "LC_MESSAGES", "FORCE_COLOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI"):
        environment.pop(name, None)
    return environment


def medlofte(arguments: list[str], cwd: Path, language: str, today: str | None = None) -> str:
    """What a command prints, errors included, piped and without colour, in a language."""
    done = subprocess.run(
        called(arguments, today),
        cwd=cwd,
        env=surroundings(language),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout.decode()
    return done.stdout.decode()


def called(arguments: list[str], today: str | None) -> list[str]:
    """The whole command, on the day if one is given."""
    return [sys.executable, "-m", *(["tests.support.clock", today] if today else ["medlofte"]), *arguments]


def conversation(arguments: list[str], answers: list[str], cwd: Path, today: str) -> str:
    """What a command asks and says at a terminal in Swedish, with the answers as they are typed."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    ours, theirs = pty.openpty()
    environment = {**surroundings("sv_SE.UTF-8"), "TERM": "dumb", "COLUMNS": "80"}
    command = called(arguments, today)
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    waiting = list(answers)
    while part := _read(ours):
        said += part
        if PROMPT.search(said) and waiting:
            os.write(ours, f"{waiting.pop(0)}\n".encode())
        elif PROMPT.search(said):
            process.kill()
    os.close(ours)
    assert (process.wait(), waiting) == (0, []), said.decode()
    return re.sub(" *\r?\n", "\n", said.decode()).rstrip("\n") + "\n"


def _read(terminal: int) -> bytes:
    """What has been said; nothing when the other end has been closed, or is silent for too long."""
    if not select.select([terminal], [], [], PATIENCE)[0]:
        return b""
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux tells that the other end has been closed
        return b""
