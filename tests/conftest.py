"""What the whole suite shares: golden files with one flag to rewrite them, and voices."""

import gettext
from collections.abc import Callable
from pathlib import Path

import pytest

from medlofte.cli.session import voice_for
from medlofte.language import Voice


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
def english() -> Voice:
    return Voice("en", gettext.NullTranslations())


@pytest.fixture
def swedish() -> Voice:
    return voice_for("sv")
