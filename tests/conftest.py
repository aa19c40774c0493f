"""What the whole suite shares: golden files with one flag to rewrite them, and voices.

Property tests draw the same examples every time; with ``HYPOTHESIS_PROFILE=nightly`` they draw others, and more.

The message catalogues are compiled before anything is read from them, if they are not in step with their PO files.
"""

import gettext
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# The suite starts hundreds of processes. Where Python is told to keep no bytecode, as in many containers, each of them
# would compile medlofte and what it uses again, and start five times more slowly.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


from hatch_build import compile_catalogues
from medlofte.core.messages import Translator
from medlofte.project.context import translator_for
from tests.support.commands import Runner, runner

compile_catalogues(Path(__file__).parents[1])


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files from what the program says now")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, or rewrite the file under ``--update``."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{path} is missing; run pytest --update and look at it"
        assert text == path.read_bytes().decode()

    return compare


@pytest.fixture
def english() -> Translator:
    return Translator("en", gettext.NullTranslations())


@pytest.fixture
def swedish() -> Translator:
    return translator_for("sv")


settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("nightly", max_examples=1000, deadline=None)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci")
settings.load_profile(PROFILE)


def tries(examples: int) -> settings:
    """Settings for a property whose examples take long: so many in the suite, and the profile's number nightly."""
    return settings(max_examples=settings.get_profile(PROFILE).max_examples if PROFILE == "nightly" else examples)


ROOT = Path(__file__).parents[1]
PROMISE = """\
# Exempelby är en påhittad kommun.
format: 1
title: Medborgarlöfte för Exempelby 2026
municipality: {name: Exempelby kommun}
period: {start: 2026-01-01, end: 2026-12-31}
status: adopted
parties:
  polis: {name: Polisen, kind: police}
  kommun: {name: Exempelby kommun, kind: municipality}
decisions:
  - {kind: adopted, date: 2025-12-01, body: kommunstyrelsen}
activities:
  fotpatrull:
    title: Fotpatruller på torget
    responsible: [polis]
    target: {at_least: 200, unit: tillfällen}
  vandring:
    title: Trygghetsvandringar
    responsible: [kommun]
    target: {exact: 2, unit: vandringar}
"""
LOG = """\
- {date: 2026-01-09, activity: fotpatrull, count: 3, place: Torget, ref: k1}
- {date: 2026-02, activity: fotpatrull, count: 41, ref: k2}
- {date: 2026-11-30, activity: fotpatrull, total: 199, ref: k3}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of a made-up municipality with one promise and a log."""
    (tmp_path / "promises" / "exempelby-2026").mkdir(parents=True)
    (tmp_path / "promises" / "exempelby-2026.yaml").write_text(PROMISE, "utf-8")
    (tmp_path / "promises" / "exempelby-2026" / "polis.yaml").write_text(LOG, "utf-8")
    return tmp_path


@pytest.fixture
def medlofte(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path) -> Runner:
    """Runs a command in the project."""
    return runner(monkeypatch, capsys, project)
