"""What git knows: the commit that files were read at."""

from __future__ import annotations

import subprocess
from pathlib import Path

from medlofte.record import Record


class Revision(Record):
    """The newest commit, shortened, and whether the promises' folder differs from it."""

    commit: str
    dirty: bool


def revision(root: Path, *paths: str) -> Revision | None:
    """The revision of a project, or nothing where there is no git or no commit. ``dirty`` looks at the paths only."""
    commit = _git(root, "rev-parse", "--short=12", "HEAD")
    if commit is None:
        return None
    status = _git(root, "status", "--porcelain", "--untracked-files=all", "--", *paths)
    return Revision(commit, bool(status))


def committed(root: Path, path: str) -> bytes:
    """What the newest commit holds of a file; nothing where there is no commit or no such file in it."""
    inside = _git(root, "rev-parse", "--show-prefix")
    if inside is None:
        return b""
    return _bytes(root, "cat-file", "blob", f"HEAD:{inside}{path}") or b""


def _git(root: Path, *arguments: str) -> str | None:
    said = _bytes(root, *arguments)
    return None if said is None else said.decode("utf-8", "replace").strip()


def _bytes(root: Path, *arguments: str) -> bytes | None:
    command = ["git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=30)  # noqa: S603 - no shell, no user text
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
