"""Ids that a new promise can have."""

from pathlib import Path

import pytest

from medlofte.core.errors import MedlofteError
from medlofte.project.context import Context
from medlofte.project.drafts import require_new_id

pytestmark = pytest.mark.quick


def test_a_free_id_can_be_had(project: Path) -> None:
    require_new_id(Context(project), "exempelby-2027")


@pytest.mark.parametrize(
    ("id", "near"),
    [
        ("exempelby-2026", None),
        ("Exempelby 2027", "exempelby-2027"),
        ("../x", "x"),
        ("19811218-9876", None),
        ("", None),
    ],
)
def test_one_that_is_taken_misspelt_or_somebody_s_number_can_not(project: Path, id: str, near: str | None) -> None:
    with pytest.raises(MedlofteError) as refused:
        require_new_id(Context(project), id)
    if near is not None:
        assert refused.value.hint is not None
        assert refused.value.hint.values["id"] == near
    elif id != "exempelby-2026":
        assert refused.value.hint is None
