"""A real git repository of Exempelby's, which does not exist, made commit by commit for a test."""

import os
import subprocess
from pathlib import Path

PROMISE = """\
format: 1
title: Medborgarlöfte för Exempelby 2026
municipality: {name: Exempelby kommun}
period: {start: 2026-01-01, end: 2026-12-31}
status: draft
parties:
  polis: {name: Polisen, kind: police}
  kommun: {name: Exempelby kommun, kind: municipality}
activities:
  patrull:
    title: Fotpatruller
    responsible: [polis]
    target: {at_least: 200, unit: tillfällen}
  vandring:
    title: Trygghetsvandringar
    responsible: [kommun]
    target: {exact: 2, unit: vandringar}
"""
ADOPTED = PROMISE.replace("status: draft", "status: adopted") + (
    "decisions:\n  - {kind: adopted, date: 2026-01-12, body: kommunfullmäktige, reference: KS 2026/1}\n"
)
LOWERED = ADOPTED.replace("at_least: 200", "at_least: 150") + (
    "  - {kind: revised, date: 2026-05-04, body: kommunstyrelsen, reference: KS 2026/9}\n"
)
FILE = "promises/exempelby-2026.yaml"
LOG = "promises/exempelby-2026/polis.yaml"


def line(day: str, activity: str = "patrull", count: int = 1) -> str:
    return f"- {{date: {day}, activity: {activity}, count: {count}}}\n"


class Repository:
    """A repository in a folder, whose project may lie deeper down."""

    def __init__(self, top: Path, inside: str = "") -> None:
        self.top = top
        self.root = top / inside
        self.root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, date: str = "2026-01-01T12:00:00+01:00") -> str:
        settings = ("-c", "user.name=Namn Namnsson", "-c", "user.email=namn@exempelby.example", "-c", "gc.auto=0")
        dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "GIT_CONFIG_GLOBAL": os.devnull}
        command = ["git", *settings, *arguments]
        done = subprocess.run(command, cwd=self.top, capture_output=True, check=True, env={**os.environ, **dates})
        return done.stdout.decode("utf-8", "replace").strip()

    def put(self, files: dict[str, str | None]) -> None:
        for path, text in files.items():
            full = self.root / path
            if text is None:
                full.unlink()
            else:
                full.parent.mkdir(parents=True, exist_ok=True)
                full.write_text(text, "utf-8")

    def commit(self, files: dict[str, str | None], date: str = "2026-01-01T12:00:00+01:00") -> str:
        self.put(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x", date=date)
        return self.git("rev-parse", "HEAD")
