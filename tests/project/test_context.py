"""An open project: the promises that are named, its language, and figures that nothing wrong is in."""

from pathlib import Path

import pytest

from medlofte.core.errors import MedlofteError, Rejected
from medlofte.project.context import Context

pytestmark = pytest.mark.quick

ID = "exempelby-2026"


def test_promises_are_named_by_id_or_path_and_all_when_none_is(project: Path) -> None:
    context = Context(project)
    assert context.ids([]) == [ID]
    assert context.ids([ID, str(project / "promises" / f"{ID}.yaml"), ID]) == [ID]
    with pytest.raises(MedlofteError):
        context.ids(["exempelby-2062"])


def test_the_settings_decide_the_language_unless_one_is_asked_for(project: Path) -> None:
    (project / "medlofte.yaml").write_text("lang: en\n", "utf-8")
    assert Context(project).translator.language == "en"
    assert Context(project, "sv").translator.language == "sv"
    assert Context(project).swedish.language == "sv"


def test_settings_with_an_error_are_required_in_vain(project: Path) -> None:
    (project / "medlofte.yaml").write_text("lang: [en]\n", "utf-8")
    with pytest.raises(MedlofteError):
        Context(project).require_settings()
    assert "lang" not in Context(project).settings


def test_no_promise_is_given_when_any_has_an_error(project: Path) -> None:
    assert [each.promise.id for each in Context(project).require_valid([ID])] == [ID]
    log = project / "promises" / ID / "polis.yaml"
    log.write_text(log.read_text("utf-8") + "- {date: 2026-02-30, activity: fotpatrull}\n", "utf-8")
    with pytest.raises(Rejected) as refused:
        Context(project).require_valid([ID])
    assert [each.code for each in refused.value.diagnostics] == ["impossible-date"]
    assert (refused.value.exit_code, refused.value.files) == (1, 2)
