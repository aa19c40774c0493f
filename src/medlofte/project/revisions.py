"""What a change is held against: the commit where it began."""

import os
from pathlib import Path

from medlofte.core.record import Record
from medlofte.project import git

SHORT = 12


class Base(Record):
    """The commit that a change is held against: its full name, and what it is called."""

    commit: str
    called: str


def base(root: Path, name: str, other: str = "HEAD") -> Base:
    """The merge base of a revision and another, HEAD if none is named. Raises ``MedlofteError``."""
    commit = git.merge_base(root, name, other)
    return Base(commit, _called(name, commit))


def revision(root: Path, name: str) -> Base:
    """A revision as it is. Raises ``MedlofteError``."""
    commit = git.commit_of(root, name)
    return Base(commit, _called(name, commit))


def default(root: Path) -> str:
    """The branch that a pull request goes into, where a platform says so; else the default branch.

    Raises ``MedlofteError``.
    """
    named = (os.environ.get(name) for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"))
    return next((f"origin/{name}" for name in named if name), "") or git.default_branch(root)


def _called(name: str, commit: str) -> str:
    return commit[:SHORT] if commit.startswith(name) else f"{name} ({commit[:SHORT]})"
