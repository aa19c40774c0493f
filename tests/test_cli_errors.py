"""What is said of what could not be done: in the project's language, wherever it came from."""

from pathlib import Path

import pytest

from medlofte.project import context
from tests.commands import Runner

pytestmark = pytest.mark.quick

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


@pytest.fixture
def uncompiled(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The package as in a source tree that was never built: without its compiled catalogue."""
    monkeypatch.setattr(context, "PACKAGE", tmp_path_factory.mktemp("package"))


@pytest.mark.usefixtures("uncompiled")
@pytest.mark.parametrize(
    "command", [["validate"], ["--help"], ["show", "--help"], ["--nope"], ["show", "x"], ["--lang", "sv", "progress"]]
)
def test_without_a_compiled_catalogue_nobody_gets_english_for_swedish(command: list[str], medlofte: Runner) -> None:
    done = medlofte(*command)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(
        "medlofte: The Swedish texts are not compiled. (De svenska texterna är inte kompilerade.)"
    )
    assert "Run `pip install -e .`" in done.err
    assert "Kör `pip install -e .`" in done.err


@pytest.mark.usefixtures("uncompiled")
def test_english_needs_no_compiled_catalogue(medlofte: Runner) -> None:
    assert medlofte("validate", "--lang", "en").code == 0
