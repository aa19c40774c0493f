"""What the groups of this folder need is there, or they are skipped."""

from pathlib import Path
from typing import NoReturn

import pytest

from tests import npm
from tests.platforms import HERE, Missing, is_required, program


@pytest.fixture(scope="session")
def checkers() -> None:
    """All programs are there; else the test is skipped, or fails with ``MEDLOFTE_PLATFORMS=required``."""
    try:
        for name in ("check-jsonschema", "hadolint", "zizmor", "shellcheck", "pre-commit"):
            program(name)
        npm.packages(HERE)
    except Missing as missing:
        give_up(missing)


@pytest.fixture(scope="session")
def yaml_server() -> Path:
    """The program of yaml-language-server, which editors' YAML extensions run."""
    try:
        return npm.packages(HERE) / ".bin" / "yaml-language-server"
    except Missing as missing:
        give_up(missing)


def give_up(missing: Missing) -> NoReturn:
    """Skip, or fail where nothing may be missing."""
    if is_required():
        pytest.fail(str(missing))
    pytest.skip(str(missing))
