"""The Python API: what it gives, that it is all, and that it says what the command line says."""

import ast
import doctest
import inspect
import json
import subprocess
import sys
import textwrap
import threading
import typing
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import medlofte
from medlofte import api
from medlofte.authoring import scaffold
from medlofte.core.errors import MedlofteError
from medlofte.core.record import Record
from medlofte.rendering import sandbox
from tests.conftest import LOG, ROOT
from tests.support.commands import Runner
from tests.support.repository import Repository

MID = date(2026, 6, 30)
GOLDEN = Path(__file__).parent / "golden" / "public-api.txt"


@pytest.fixture
def lofte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder above a committed example of ``medlofte init --example lofte``; the working directory is there."""
    for name in scaffold.EXAMPLE:
        path = tmp_path / "lofte" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(scaffold.text(f"exempelby/{name}"), "utf-8")
    Repository(tmp_path / "lofte").commit({})
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("lofte")
@pytest.mark.parametrize(
    "name", ["load", "check", "progress_of", "duties_of", "compare", "render", "export", "log_entry"]
)
def test_the_examples_of_a_function_are_true(name: str) -> None:
    function = getattr(medlofte, name)
    (found,) = doctest.DocTestFinder(recurse=False).find(function, name, module=False)
    assert found.examples
    assert doctest.DocTestRunner().run(found).failed == 0


@pytest.mark.usefixtures("lofte")
def test_the_examples_of_the_guide_are_true() -> None:
    failed, tried = doctest.testfile(str(ROOT / "docs" / "api.md"), module_relative=False, encoding="utf-8")
    assert (failed, tried > 10) == (0, True)


def test_the_guide_names_all_that_is_public() -> None:
    table = (ROOT / "docs" / "api.md").read_text("utf-8").split("\n\n")[2]
    named = {name for name in medlofte.__all__ if f"`{name}" in table}
    assert named == set(medlofte.__all__) - {"__version__"}


def types_in(hint: Any) -> Iterator[type]:
    """The classes of ours that a type is made of."""
    if isinstance(hint, type) and hint.__module__.startswith("medlofte"):
        yield hint
    for part in typing.get_args(hint):
        yield from types_in(part)


def fields(kind: type) -> dict[str, Any]:
    return {name: hint for name, hint in typing.get_type_hints(kind).items() if not name.startswith("_")}


def described(kind: type) -> str:
    """A class by all that a user of it can see, by name, as it is written: the same text on every Python."""
    (written,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(written, ast.ClassDef)
    lines: list[str] = []
    for part in written.body:
        match part:
            case ast.AnnAssign(target=ast.Name(id=name)) if not name.startswith("_"):
                lines.append(f"{name}: {ast.unparse(part.annotation)}")
            case ast.Assign(targets=[ast.Name(id=name)]) if not name.startswith("_"):
                lines.append(f"{name} = {ast.unparse(part.value)}")
            case ast.FunctionDef(name=name, returns=ast.expr() as returned) if not name.startswith("_"):
                called = "" if part.decorator_list else f"({ast.unparse(part.args)})"
                lines.append(f"{name}{called} -> {ast.unparse(returned)}")
    return "\n    ".join([f"class {kind.__name__}", *sorted(lines)])


def surface() -> str:
    """Every public name, and every class that can be reached from one."""
    functions = [name for name in medlofte.__all__ if inspect.isfunction(getattr(medlofte, name))]
    waiting = [each for name in medlofte.__all__ if isinstance(each := getattr(medlofte, name), type)]
    seen: dict[str, type] = {}
    while waiting:
        kind = waiting.pop()
        if kind.__name__ not in seen:
            seen[kind.__name__] = kind
            waiting += [each for hint in fields(kind).values() for each in types_in(hint)]
    said = [f"def {name}{inspect.signature(getattr(medlofte, name))}" for name in functions]
    return "\n\n".join([*said, *(described(seen[name]) for name in sorted(seen))]) + "\n"


def test_what_is_public_is_changed_on_purpose(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN, surface())


def test_all_that_is_listed_is_there_and_nothing_else_is_handed_out() -> None:
    assert dir(medlofte) == sorted(medlofte.__all__)
    assert all(hasattr(medlofte, name) for name in medlofte.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Workspace'"):
        medlofte.Workspace  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_imports_nothing_until_something_is_asked_for() -> None:
    code = "import sys, medlofte; print(*[name for name in sys.modules if name.startswith('medlofte')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["medlofte"]


def test_values_are_frozen(project: Path) -> None:
    loaded = medlofte.load(project)
    for value in (loaded, loaded["exempelby-2026"], *loaded.diagnostics[:1]):
        assert isinstance(value, Record)
        with pytest.raises(AttributeError, match="frozen"):
            value.id = "other"


@pytest.mark.parametrize(
    "inside", ["", "promises", "promises/exempelby-2026.yaml", "promises/exempelby-2026/polis.yaml"]
)
def test_a_project_is_found_from_within(project: Path, inside: str) -> None:
    found = medlofte.load(project / inside)
    assert (found.root, found.ids, len(found)) == (project, ("exempelby-2026",), 1)


def test_a_path_of_one_promise_is_that_promise_only(project: Path) -> None:
    other = (project / "promises" / "exempelby-2026.yaml").read_text("utf-8")
    (project / "promises" / "other.yaml").write_text(other.replace("format: 1", "formt: 1"), "utf-8")
    (project / "promises" / "stray.txt").write_text("x", "utf-8")
    everything = {each.path for each in medlofte.check(project)}
    assert everything >= {"promises/other.yaml", "promises/stray.txt"}
    assert {each.path for each in medlofte.check(project / "promises" / "other.yaml")} == {"promises/other.yaml"}


@pytest.mark.parametrize("path", ["nowhere", "stray.txt", "a\0b"])
def test_what_is_no_project_and_no_promise_is_refused(project: Path, path: str) -> None:
    (project / "stray.txt").write_text("x", "utf-8")
    with pytest.raises(medlofte.MedlofteError):
        medlofte.load(project / path)


def test_outside_a_project_there_is_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(medlofte.MedlofteError) as caught:
        medlofte.load(tmp_path)
    assert "promises/" in str(caught.value)
    assert "--root" in str(caught.value.hint)


def test_the_same_is_said_as_by_validate(project: Path, medlofte: Runner) -> None:
    log = project / "promises" / "exempelby-2026" / "polis.yaml"
    log.write_text(
        LOG + "- {date: 2026-02-30, activity: fotpatrul}\n- {date: 2027-03-01, activity: fotpatrull}\n", "utf-8"
    )
    (project / "medlofte.yaml").write_text("lnag: sv\n", "utf-8")
    told = json.loads(medlofte("validate", "--format", "json").out)["diagnostics"]
    found = api.check(project)
    assert [
        (each.code, each.severity, each.message, each.hint, each.path, each.line, each.column) for each in found
    ] == [
        (*(each[key] for key in ("code", "severity", "message", "hint", "path")), *each["start"].values())
        for each in told
    ]
    assert {each.severity for each in found} == {"error", "warning", "note"}


def test_the_same_figures_as_by_progress(lofte: Path, medlofte: Runner) -> None:
    told = json.loads(medlofte("progress", "--format", "json", "--as-of", "2026-06-30", cwd=lofte / "lofte").out)
    (told,) = told["promises"]
    figures = api.progress_of(api.load(lofte / "lofte")["exempelby-2026"], MID)
    assert [each.id for each in figures.activities] == [each["id"] for each in told["activities"]]
    for each, activity in zip(figures.activities, told["activities"]):
        assert set(each._fields) == set(activity)
        for name in (
            "done",
            "wanted",
            "wanted_now",
            "percent",
            "status",
            "kind",
            "precision",
            "by_party",
            "text",
            "words",
        ):
            assert getattr(each, name) == activity[name], (each.id, name)
    assert (figures.title, figures.later, figures.summary) == (told["title"], told["later"], told["summary"])


def test_what_is_published_tells_of_no_few_persons(lofte: Path) -> None:
    dossier = medlofte.load(lofte / "lofte")["exempelby-2026"]
    everything, shown = (medlofte.progress_of(dossier, date(2026, 12, 31), public=public) for public in (False, True))
    of_persons = next(place for place, each in enumerate(everything.activities) if each.id == "samtal")
    assert everything.activities[of_persons].done == 3
    assert shown.activities[of_persons].done is None
    assert "färre än 5" in shown.activities[of_persons].text


@pytest.mark.parametrize("day", [datetime(2026, 6, 30, 12, tzinfo=UTC), "2026-06-30", None])
def test_a_day_is_a_day(project: Path, day: Any) -> None:
    dossier = medlofte.load(project)["exempelby-2026"]
    for make in (lambda: medlofte.progress_of(dossier, day), lambda: medlofte.render(dossier, "page", day)):
        with pytest.raises(medlofte.MedlofteError, match="is not a date"):
            make()


def test_nothing_is_made_of_a_promise_with_an_error(project: Path) -> None:
    path = project / "promises" / "exempelby-2026.yaml"
    path.write_text(path.read_text("utf-8").replace("2026-12-31", "2025-12-31"), "utf-8")
    loaded = medlofte.load(project)
    dossier = loaded["exempelby-2026"]
    assert (loaded.has_errors, dossier.has_errors) == (True, True)
    for make in (lambda: medlofte.progress_of(dossier, MID), lambda: medlofte.render(dossier, "memo", MID)):
        with pytest.raises(medlofte.MedlofteError, match="exempelby-2026 has errors"):
            make()


def test_a_file_that_is_no_promise_is_told_of_and_not_passed_over(project: Path) -> None:
    (project / "promises" / "broken.yaml").write_text("- [\n", "utf-8")
    loaded = medlofte.load(project)
    assert loaded.ids == ("broken", "exempelby-2026")
    assert [each.id for each in loaded] == ["exempelby-2026"]
    assert ("exempelby-2026" in loaded, "broken" in loaded, "other" in loaded) == (True, False, False)
    assert loaded.has_errors
    with pytest.raises(medlofte.MedlofteError, match="broken has errors"):
        loaded["broken"]
    with pytest.raises(medlofte.MedlofteError) as caught:
        loaded["exempelby-2025"]
    assert str(caught.value.hint) == "Did you mean exempelby-2026?"


@pytest.mark.parametrize("document", ["memo", "followup", "interpellation", "page"])
def test_a_document_is_what_render_writes(lofte: Path, medlofte: Runner, document: str) -> None:
    written = medlofte("render", document, "exempelby-2026", "--as-of", "2026-06-30", cwd=lofte / "lofte").out
    text: str = api.render(api.load(lofte / "lofte")["exempelby-2026"], document, MID)
    assert text == written


def test_other_formats_are_bytes_or_text(project: Path) -> None:
    dossier = medlofte.load(project)["exempelby-2026"]
    page: str = medlofte.render(dossier, "page", MID, format="html")
    word: bytes = medlofte.render(dossier, "followup", MID, format="docx", by="quarter")
    assert (page.startswith("<!DOCTYPE html>"), word[:2]) == (True, b"PK")


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"document": "letter"}, "document takes one of: memo, followup, interpellation, page."),
        ({"format": "odt"}, "format takes one of: md, html, docx, pdf."),
        ({"by": "week"}, "by takes one of: tertial, quarter, month."),
    ],
)
def test_a_word_that_is_not_known_is_answered_with_those_that_are(project: Path, asked: Any, named: str) -> None:
    dossier = medlofte.load(project)["exempelby-2026"]
    with pytest.raises(medlofte.MedlofteError) as caught:
        medlofte.render(dossier, **{"document": "memo", "as_of": MID, **asked})
    assert str(caught.value) == named


def test_a_template_of_ones_own_is_used_beside_other_threads(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook has threads, and a copy of a process that has some may wait for them for ever."""
    monkeypatch.setattr(sandbox, "_by_fork", lambda _: pytest.fail("a process with threads was copied"))
    template = tmp_path / "mine.md.j2"
    template.write_text("# {{ promise.title }}, mitt\n", "utf-8")
    dossier = medlofte.load(project)["exempelby-2026"]
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        text = medlofte.render(dossier, "memo", MID, template=template)
    finally:
        done.set()
        thread.join()
    assert text == "# Medborgarlöfte för Exempelby 2026, mitt\n"


def test_what_an_error_says_is_safe_to_print(project: Path) -> None:
    with pytest.raises(medlofte.MedlofteError) as caught:
        medlofte.load(project)["\x1b[31mx"]
    assert "\x1b" not in str(caught.value)
    assert "\x1b" not in str(caught.value.hint)


def test_a_notebook_shows_a_project_and_a_promise_in_a_few_words(project: Path) -> None:
    loaded = medlofte.load(project)
    assert repr(loaded) == f"<Project {str(project)!r}, promises: 1>"
    assert repr(loaded["exempelby-2026"]) == "<Dossier 'exempelby-2026', entries: 3>"


def test_diagnostics_are_the_objects_of_validate(project: Path, medlofte: Runner) -> None:
    log = project / "promises" / "exempelby-2026" / "polis.yaml"
    wrong = "- {date: 2026-02-30, activity: fotpatrul}\n"
    log.write_text(LOG + wrong * 2, "utf-8")
    told = json.loads(medlofte("validate", "--format", "json").out)["diagnostics"]
    loaded = api.load(project)
    assert [each.to_dict() for each in loaded.diagnostics] == told
    by_fingerprint = {each["fingerprint"]: each for each in told}
    for each in loaded["exempelby-2026"].diagnostics:
        assert by_fingerprint[each.fingerprint] == each.to_dict()


def test_figures_are_the_objects_of_progress_and_promises_those_of_list(lofte: Path, medlofte: Runner) -> None:
    folder = lofte / "lofte"
    (told,) = json.loads(medlofte("progress", "--format", "json", "--as-of", "2026-06-30", cwd=folder).out)["promises"]
    dossier = api.load(folder)["exempelby-2026"]
    figures = api.progress_of(dossier, MID).to_dict()
    assert json.loads(json.dumps(figures)) == {key: value for key, value in told.items() if key != "chain"}
    assert [dossier.to_dict()] == json.loads(medlofte("list", "--format", "json", cwd=folder).out)["promises"]


@pytest.mark.parametrize("within", ["60d", "9m"])
def test_what_is_owed_is_the_document_of_due(lofte: Path, medlofte: Runner, within: str) -> None:
    folder = lofte / "lofte"
    given = ("--as-of", "2026-06-30", "--within", within, "--format", "json")
    told = json.loads(medlofte("due", *given, cwd=folder).out)
    owed = api.duties_of(api.load(folder), MID, within=within)
    assert owed.to_dict() == told
    duties = [(each["kind"], each["day"], each["days"], each["message"]) for each in told["promises"][0]["duties"]]
    assert [(each.kind, str(each.day), each.days, each.message) for each in owed.duties] == duties
    with pytest.raises(MedlofteError, match="not a length of time"):
        api.duties_of(api.load(folder), MID, within="soon")


def test_what_changed_is_the_document_of_diff(lofte: Path, medlofte: Runner) -> None:
    folder = lofte / "lofte"
    path = folder / "promises" / "exempelby-2026.yaml"
    path.write_text(path.read_text("utf-8").replace("at_least: 200", "at_least: 150"), "utf-8")
    told = json.loads(medlofte("diff", "HEAD", "--format", "json", cwd=folder).out)
    found = api.compare(folder, "HEAD")
    assert found.to_dict() == told
    assert [(each.grade, each.before, each.after) for each in found.changes] == [("weaker", 200, 150)]
    with pytest.raises(MedlofteError):
        api.compare(folder, "no-such-branch")


@pytest.mark.parametrize("format", ["json", "csv", "csv-sv"])
def test_open_data_are_the_files_of_export(lofte: Path, medlofte: Runner, format: str) -> None:
    folder = lofte / "lofte"
    made = api.export(api.load(folder), MID, format=format)
    output = folder / ("out.json" if format == "json" else "out")
    given = ("--tables", "--format", format, "--as-of", "2026-06-30", "-o", str(output))
    assert medlofte("export", *given, cwd=folder).code == 0
    if format == "json":
        assert [*made.values()] == [output.read_bytes()]
    else:
        assert made == {path.name: path.read_bytes() for path in output.iterdir()}


ENTRIES: list[tuple[dict[str, Any], list[str]]] = [
    ({"count": 3, "place": "Torget"}, ["3", "--place", "Torget"]),
    ({"date": date(2026, 12, 1), "count": 2, "place": ["Torget", "Parken"]}, []),
    ({"total": 250, "source": "Rapport: mars", "precision": "about"}, ["--total", "250", "--source", "Rapport: mars"]),
    ({"words": "flertalet", "results": {"besök": {"nya": 6}, "samtal": 2}, "tags": ["kväll"]}, []),
]


@pytest.mark.parametrize(("entry", "arguments"), ENTRIES)
def test_an_entry_is_logged_as_by_the_command(
    entry: dict[str, Any], arguments: list[str], project: Path, medlofte: Runner
) -> None:
    today = date(2026, 12, 31)
    log = project / "promises" / "exempelby-2026" / "polis.yaml"
    new = api.log_entry(project, "exempelby-2026", "fotpatrull", {"date": today, "ref": "en", **entry}, today)
    assert log.read_text("utf-8") == LOG + new.line + "\n"
    assert (new.promise, new.party, new.path, new.ref) == (
        "exempelby-2026",
        "polis",
        "promises/exempelby-2026/polis.yaml",
        "en",
    )
    assert api.load(project)["exempelby-2026"].entries[-1].entry.ref == "en"
    if arguments:
        log.write_text(LOG, "utf-8")
        given = ("exempelby-2026", "fotpatrull", *arguments, "--date", "2026-12-31", "--ref", "en")
        precision = ("--precision", "about") if "precision" in entry else ()
        assert medlofte("log", *given, *precision).code == 0
        assert log.read_text("utf-8") == LOG + new.line + "\n"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"count": "ca 20"}, "ca 20 is not a number."),
        ({"date": "2026-02-30"}, "2026-02-30 is not a date."),
        ({"date": "2027-03-01"}, "does not lie in the period"),
        ({"count": 1, "total": 2}, "either how many more"),
        ({"note": "två\nrader"}, "is on one line"),
        ({"nots": "x"}, "entry takes one of: date, "),
        ({"precision": "sure"}, "sure"),
    ],
)
def test_an_entry_that_the_command_refuses_is_refused_and_nothing_is_written(
    project: Path, entry: dict[str, Any], said: str
) -> None:
    log = project / "promises" / "exempelby-2026" / "polis.yaml"
    with pytest.raises(MedlofteError) as caught:
        api.log_entry(project, "exempelby-2026", "fotpatrull", entry, date(2026, 12, 31))
    assert said in str(caught.value)
    assert log.read_text("utf-8") == LOG


def test_an_entry_is_logged_once_and_what_is_doubtful_is_told(project: Path) -> None:
    given = {"date": "igår", "count": 3, "ref": "en"}
    first, again = (
        api.log_entry(project, "exempelby-2026", "fotpatrull", given, MID, once=True, lang="en") for _ in range(2)
    )
    assert (first.is_new, again.is_new, first.line == again.line) == (True, False, True)
    assert first.entry["date"] == "2026-06-29"
    later = api.log_entry(project, "exempelby-2026", "fotpatrull", {"date": "2026-12-24"}, MID, lang="en")
    assert any("has not been yet" in each for each in later.notices)
    assert set(later.to_dict()) == set(later._fields)
    json.dumps(later.to_dict())
