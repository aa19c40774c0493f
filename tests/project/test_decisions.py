"""A decision written into a promise's file."""

from pathlib import Path

import pytest

from medlofte.core.errors import Rejected
from medlofte.project.context import Context
from medlofte.project.decisions import adopt, open_promise

pytestmark = pytest.mark.quick

ID = "exempelby-2026"
DECISION = {"kind": "revised", "date": "2026-05-04", "body": "kommunstyrelsen"}


def test_a_decision_is_written_once(project: Path) -> None:
    context = Context(project)
    written = adopt(context, open_promise(context, ID), DECISION)
    assert written.is_new
    assert (project / written.path).read_bytes() == written.after
    assert [each.kind for each in open_promise(context, ID).promise.decisions] == ["adopted", "revised"]
    again = adopt(context, open_promise(context, ID), DECISION)
    assert not again.is_new
    assert (project / written.path).read_bytes() == written.after


def test_nothing_is_written_where_the_promise_would_have_an_error(project: Path) -> None:
    context = Context(project)
    file = project / "promises" / f"{ID}.yaml"
    before = file.read_bytes()
    with pytest.raises(Rejected):
        adopt(context, open_promise(context, ID), {**DECISION, "body": "19811218-9876"})
    assert file.read_bytes() == before


def test_a_promise_with_an_error_is_not_opened(project: Path) -> None:
    file = project / "promises" / f"{ID}.yaml"
    file.write_text(file.read_text("utf-8").replace("responsible: [polis]", "responsible: [okänd]"), "utf-8")
    with pytest.raises(Rejected):
        open_promise(Context(project), ID)
