"""What the groups of this folder need is there, or they are skipped."""

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
        if is_required():
            pytest.fail(str(missing))
        pytest.skip(str(missing))
