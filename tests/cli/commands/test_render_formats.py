"""``medlofte render``: formats and where they are put, and what is refused before any work."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROMISE
from tests.support.commands import Runner

FORMATS = ("md", "html", "docx", "pdf")
BEGINS = {"md": b"**", "html": b"<!DOCTYPE html>", "docx": b"PK\x03\x04", "pdf": b"%PDF-"}
ID = "exempelby-2026"
AS_OF = ("--as-of", "2026-03-31")
EXTRAS = {"pdf": "typst", "docx": "docx"}


@pytest.fixture
def two(project: Path) -> Path:
    """The project with a second promise."""
    (project / "promises" / "annanby-2026.yaml").write_text(PROMISE.replace("Exempelby", "Annanby"), "utf-8")
    return project


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_is_asked_for_or_follows_from_the_name(format: str, project: Path, medlofte: Runner) -> None:
    folder = project / "folder"
    folder.mkdir()
    for arguments, path in (
        (("-o", f"a.{format}"), f"a.{format}"),
        (("-o", f"b.{format.upper()}"), f"b.{format.upper()}"),
        (("-o", "c.other", "--format", format), "c.other"),
        (("-o", "folder", "--format", format), f"folder/{ID}-memo.{format}"),
        (("-o", "new/", "--format", format), f"new/{ID}-memo.{format}"),
    ):
        done = medlofte("render", "memo", ID, *AS_OF, *arguments)
        assert (done.code, done.out) == (0, f"{path}\n")
        assert (project / path).read_bytes().startswith(BEGINS[format])
    assert len({each.read_bytes() for each in project.rglob("*") if each.suffix.lower() == f".{format}"}) == 1


@pytest.mark.parametrize("format", FORMATS[1:])
def test_one_file_goes_under_build_and_its_path_is_printed(format: str, project: Path, medlofte: Runner) -> None:
    done = medlofte("render", "memo", ID, "--format", format)
    assert done.out == f"build/{ID}-memo.{format}\n"
    assert medlofte("render", "memo", ID, "--format", format, "--quiet").out == ""


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("ids", [(), (ID, "annanby-2026")])
def test_several_go_into_a_folder(format: str, ids: tuple[str, ...], two: Path, medlofte: Runner) -> None:
    for arguments, folder in ((("-o", "out"), "out"), ((), "build")):
        done = medlofte("render", "memo", *ids, "--format", format, *arguments)
        assert done.code == 0
        assert {line.rpartition("/")[0] for line in done.out.splitlines()} == {folder}
        assert len(list((two / folder).iterdir())) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_standard_output_takes_one_file_of_any_format(format: str, project: Path) -> None:
    command = [sys.executable, "-m", "medlofte", "render", "memo", ID, *AS_OF, "--format", format, "-o", "-"]
    done = subprocess.run(command, cwd=project, capture_output=True, check=True)
    assert done.stdout.startswith(BEGINS[format])
    assert not (project / "build").exists()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("memo", ID, "--format", "pdf", "-o", "x.docx"), "x.docx"),
        (("memo", ID, "--format", "md", "-o", "x.html"), "x.html"),
        (("memo", "--format", "pdf", "-o", "-"), "pdf"),
        (("memo", "--format", "html", "-o", "-"), "html"),
        (("memo", "-o", "x.pdf"), "x.pdf"),
        (("memo", "--format", "docx", "-o", "there.txt"), "there.txt"),
        (("memo", "--format", "rtf"), "--format"),
        (("memo", ID, "--by", "month"), "--by"),
        (("page", ID, "--by", "tertial"), "--by"),
        (("interpellation", ID, "--by", "quarter"), "--by"),
        (("followup", ID, "--by", "week"), "--by"),
        (("nowhere", ID), "DOCUMENT"),
        ((), "memo"),
    ],
)
def test_what_can_not_be_meant_is_refused_in_words(
    arguments: tuple[str, ...], named: str, two: Path, medlofte: Runner
) -> None:
    (two / "there.txt").write_text("kvar", "utf-8")
    before = sorted(two.rglob("*"))
    done = medlofte("render", *arguments, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert named in done.err
    assert sorted(two.rglob("*")) == before
    assert (two / "there.txt").read_text("utf-8") == "kvar"


@pytest.mark.parametrize("format", EXTRAS)
def test_a_screen_gets_no_bytes(format: str, project: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    done = medlofte("render", "memo", ID, "--format", format, "-o", "-", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "--output" in done.err


@pytest.mark.parametrize("has_own", [False, True], ids=["medlofte's look", "own look"])
@pytest.mark.parametrize("format", EXTRAS)
def test_without_the_extra_one_line_says_what_to_install(
    format: str, has_own: bool, project: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, EXTRAS[format], None)
    if has_own:
        monkeypatch.setattr("medlofte.rendering.sandbox._is_threaded", lambda: False)
        (project / "templates").mkdir()
    done = medlofte("render", "memo", ID, "--format", format)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert f"pip install 'medlofte[{format}]'" in done.err


@pytest.mark.parametrize("format", FORMATS)
def test_another_process_makes_the_same_bytes(format: str, project: Path) -> None:
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        command = [sys.executable, "-m", "medlofte", "render", "followup", ID, *AS_OF, "-o", f"{seed}.{format}"]
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": ":".join(sys.path)}
        subprocess.run(command, cwd=project, check=True, capture_output=True, env=environment)
        made.append((project / f"{seed}.{format}").read_bytes())
    assert made[0] == made[1]


def test_nothing_is_written_through_a_link_of_the_project(project: Path, tmp_path: Path, medlofte: Runner) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (project / "build").symlink_to(elsewhere)
    for command in (("render", "memo"), ("site",)):
        assert medlofte(*command).code == 2
    assert not list(elsewhere.iterdir())
    (project / "build").unlink()
    shutil.rmtree(elsewhere)
