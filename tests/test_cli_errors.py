"""What is said of what could not be done: in the project's language, wherever it came from."""

from pathlib import Path

import pytest

from tests.commands import Runner

NO_SUCH = {"sv": "Löftet x finns inte", "en": "There is no promise x"}


@pytest.fixture
def english(project: Path) -> Path:
    (project / "medlofte.yaml").write_text("lang: en\n", "utf-8")
    return project


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("command", [["show", "x"], ["render", "memo", "x"], ["progress", "x"], ["log", "x", "y"]])
def test_an_error_is_said_in_the_project_s_language(command: list[str], medlofte: Runner) -> None:
    assert NO_SUCH["en"] in medlofte(*command).err
    assert NO_SUCH["en"] in medlofte(*command, lang="sv_SE.UTF-8").err
    assert NO_SUCH["sv"] in medlofte(*command, "--lang", "sv").err


def test_so_are_wrong_arguments_and_those_of_a_project_that_is_named(
    english: Path, medlofte: Runner, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert "There is no option --formt." in medlofte("validate", "--formt").err
    assert NO_SUCH["en"] in medlofte("show", "x", "--root", str(english), cwd=elsewhere).err
    assert NO_SUCH["en"] in medlofte(f"--root={english}", "show", "x", cwd=elsewhere).err
    assert "Flaggan --formt finns inte." in medlofte("validate", "--formt", cwd=elsewhere).err


@pytest.mark.parametrize("settings", ["lang: de\n", "lang: [en]\n", "{{{", "\x00"])
def test_settings_that_say_nothing_leave_the_locale_s(settings: str, project: Path, medlofte: Runner) -> None:
    (project / "medlofte.yaml").write_text(settings, "utf-8")
    assert NO_SUCH["sv"] in medlofte("show", "x").err
    assert NO_SUCH["en"] in medlofte("show", "x", lang="en_GB.UTF-8").err


def test_where_there_is_no_promise_the_next_step_is_told(project: Path, medlofte: Runner) -> None:
    (project / "promises" / "exempelby-2026.yaml").unlink()
    (project / "promises" / "exempelby-2026" / "polis.yaml").unlink()
    for command in ("progress", "due", "list"):
        done = medlofte(command, "--lang", "en")
        assert (done.code, "help: medlofte new begins one;" in done.err) == (2, True)
