"""Files on disk: where the project is, what lies in it, and what is never read or written."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from medlofte.core.errors import MedlofteError
from medlofte.project import workspace
from medlofte.project.workspace import LARGEST_TEMPLATE, Workspace, at_root, find
from medlofte.validation.checker import ProjectFile

pytestmark = pytest.mark.quick


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two promises, the first with logs of two parties."""
    root = tmp_path / "project"
    for path in (
        "promises/x-2018.yaml",
        "promises/x-2018/polis.yaml",
        "promises/x-2018/polis.2019-03.yaml",
        "promises/x-2018/kommun.yaml",
        "promises/y-2019.yaml",
    ):
        put(root / path, path)
    return root


def put(path: Path, text: str = "x") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


# Where the project is


def test_a_project_is_found_from_any_folder_inside_it(project: Path) -> None:
    for folder in (project, project / "promises", project / "promises" / "x-2018"):
        assert find(folder).root == project


def test_a_project_is_also_where_its_settings_are(tmp_path: Path) -> None:
    put(tmp_path / "medlofte.yaml")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find(tmp_path / "a" / "b").root == at_root(tmp_path).root == tmp_path


def test_the_nearest_project_is_the_one(project: Path) -> None:
    put(project / "inner" / "promises" / "z-2020.yaml")
    assert find(project / "inner").root == project / "inner"


@pytest.mark.parametrize("name", ["promises", "medlofte.yaml"])
def test_a_file_named_promises_or_a_folder_named_as_the_settings_is_no_project(name: str, tmp_path: Path) -> None:
    put(tmp_path / name) if name == "promises" else (tmp_path / name).mkdir()
    with pytest.raises(MedlofteError):
        at_root(tmp_path)


def test_where_there_is_no_project_the_way_out_is_said(tmp_path: Path) -> None:
    with pytest.raises(MedlofteError) as raised:
        at_root(tmp_path)
    assert raised.value.message.values["root"] == str(tmp_path)
    with pytest.raises(MedlofteError) as raised:
        find(Path("/"))
    assert raised.value.hint is not None
    assert raised.value.exit_code == 2


# What lies in it


def test_promises_and_logs_are_told_apart(project: Path) -> None:
    found = Workspace(project).arrangement
    assert dict(found.promises) == {"x-2018": "promises/x-2018.yaml", "y-2019": "promises/y-2019.yaml"}
    assert {id: set(paths) for id, paths in found.logs.items()} == {
        "x-2018": {f"promises/x-2018/{name}.yaml" for name in ("kommun", "polis", "polis.2019-03")}
    }
    assert found.diagnostics == ()
    assert Workspace(project).ids == {"x-2018", "y-2019"}


def test_hidden_files_and_folders_are_not_seen(project: Path) -> None:
    for path in ("promises/.x.yaml.swp", "promises/.git/y.yaml", "promises/x-2018/.polis.yaml", "promises/.y.yaml"):
        put(project / path)
    assert Workspace(project).arrangement.diagnostics == ()
    assert Workspace(project).ids == {"x-2018", "y-2019"}


def test_what_nobody_reads_is_said(project: Path) -> None:
    for path in ("promises/a.yml", "promises/b.txt", "promises/x-2018/a/b.yaml", "promises/z-2020/polis.yaml"):
        put(project / path)
    put(project / "promises" / "README.md")
    put(project / "promises" / "x-2018" / "polis.yaml.rest")
    assert sorted((each.code, each.path) for each in Workspace(project).arrangement.diagnostics) == [
        ("file-not-read", "promises/a.yml"),
        ("file-not-read", "promises/b.txt"),
        ("file-not-read", "promises/x-2018/a/b.yaml"),
        ("log-without-promise", "promises/z-2020/polis.yaml"),
    ]


def test_a_project_without_promises_is_empty(tmp_path: Path) -> None:
    put(tmp_path / "medlofte.yaml")
    assert Workspace(tmp_path).ids == frozenset()
    assert list(Workspace(tmp_path).bundles([])) == []


def test_a_bundle_is_the_promise_and_all_its_logs(project: Path) -> None:
    bundle = Workspace(project).bundle("x-2018")
    assert bundle.id == "x-2018"
    assert (bundle.promise.path, bundle.promise.data) == ("promises/x-2018.yaml", b"promises/x-2018.yaml")
    assert [each.path for each in bundle.logs] == [
        f"promises/x-2018/{name}.yaml" for name in ("kommun", "polis", "polis.2019-03")
    ]
    assert all(each.data.decode() == each.path for each in bundle.logs)
    assert Workspace(project).bundle("y-2019").logs == ()


@pytest.mark.parametrize("path", ["promises/x-2018.yaml", "promises/x-2018/polis.yaml"])
def test_a_file_may_be_replaced_by_what_an_editor_holds(path: str, project: Path) -> None:
    bundle = Workspace(project).bundle("x-2018", ProjectFile(path, b"new"))
    assert [each.path for each in (bundle.promise, *bundle.logs) if each.data == b"new"] == [path]


def test_bundles_are_read_when_their_turn_comes(project: Path) -> None:
    space = Workspace(project)
    bundles = space.bundles(["x-2018", "y-2019"])
    assert next(bundles).id == "x-2018"
    put(project / "promises/y-2019.yaml", "later")
    assert next(bundles).promise.data == b"later"


def test_settings_are_read_where_there_are_any(project: Path) -> None:
    assert Workspace(project).settings() is None
    put(project / "medlofte.yaml", "lang: sv\n")
    assert Workspace(project).settings() == ProjectFile("medlofte.yaml", b"lang: sv\n")


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("promises/x-2018.yaml", "x-2018"),
        ("promises/x-2018", "x-2018"),
        ("promises/x-2018/polis.yaml", "x-2018"),
        ("promises/../promises/y-2019.yaml", "y-2019"),
        ("promises/z-2020.yaml", None),
        ("promises", None),
        ("templates/x-2018.yaml", None),
        ("x-2018", None),
        (".", None),
        ("../promises/x-2018.yaml", None),
    ],
)
def test_a_path_belongs_to_its_promise(
    path: str, id: str | None, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Workspace(project).id_for(project / path) == id
    monkeypatch.chdir(project)
    assert Workspace(Path()).id_for(Path(path)) == id


def test_a_path_is_told_from_the_root_unless_it_lies_outside(project: Path) -> None:
    assert Workspace(project).relative(project / "promises" / "x-2018.yaml") == "promises/x-2018.yaml"
    assert Workspace(project).relative(project.parent / "secret.yaml") is None
    assert Workspace(project).relative(project / ".." / "project" / "a") == "a"


# Templates


def test_the_projects_template_goes_before_medloftes_own(project: Path) -> None:
    load = Workspace(project).template_loader("memo", None)
    own = load("memo.md.j2")
    assert own is not None
    assert own == load("medlofte/memo.md.j2")
    put(project / "templates" / "memo.md.j2", "projektets")
    assert load("memo.md.j2") == "projektets"
    assert load("medlofte/memo.md.j2") == own


def test_the_chosen_template_goes_before_all_but_only_for_its_document(project: Path) -> None:
    put(project / "templates" / "memo.md.j2", "projektets")
    put(project / "templates" / "del.j2", "delen")
    put(project / "min.j2", "\ufeffmin\r\n")
    load = Workspace(project).template_loader("memo", project / "min.j2")
    assert load("memo.md.j2") == "min\n"
    assert load("del.j2") == "delen"
    assert load("medlofte/memo.md.j2") not in ("min\n", "projektets", None)


def test_a_template_may_lie_in_a_folder_of_templates(project: Path) -> None:
    put(project / "templates" / "delar" / "sidfot.j2", "fot")
    assert Workspace(project).template_loader("memo", None)("delar/sidfot.j2") == "fot"


@pytest.mark.parametrize(
    "name",
    [
        *("../secret.j2", "/etc/passwd", "a/../../secret.j2", ".hidden.j2", "a/.b", "", "a//b", "nowhere.j2", "folder"),
        *("medlofte/../../pyproject.toml", "medlofte//etc/passwd", "medlofte/nowhere", "link.j2", "a\x00b"),
    ],
)
def test_no_name_of_a_template_leads_out_of_its_folder(name: str, project: Path) -> None:
    put(project / "secret.j2", "hemligt")
    put(project / "templates" / ".hidden.j2", "hemligt")
    (project / "templates" / "folder").mkdir()
    (project / "templates" / "link.j2").symlink_to("../secret.j2")
    load = Workspace(project).template_loader("memo", None)
    if name in ("folder", "link.j2"):
        with pytest.raises(MedlofteError):
            load(name)
    else:
        assert load(name) is None


def test_a_link_inside_the_folder_is_refused_too(project: Path) -> None:
    put(project / "templates" / "one.j2", "x")
    (project / "templates" / "two.j2").symlink_to("one.j2")
    (project / "templates" / "more").symlink_to(".")
    load = Workspace(project).template_loader("memo", None)
    assert load("one.j2") == "x"
    for name in ("two.j2", "more/one.j2"):
        with pytest.raises(MedlofteError, match="link"):
            load(name)


def test_a_pipe_among_the_templates_is_not_waited_for(project: Path) -> None:
    (project / "templates").mkdir()
    os.mkfifo(project / "templates" / "memo.md.j2")
    with pytest.raises(MedlofteError, match="not a regular file"):
        Workspace(project).template_loader("memo", None)("memo.md.j2")


def test_a_chosen_template_that_is_a_pipe_is_not_waited_for(project: Path) -> None:
    os.mkfifo(project / "pipe.j2")
    with pytest.raises(MedlofteError, match="not a regular file"):
        Workspace(project).template_loader("memo", project / "pipe.j2")


def test_a_folder_of_templates_that_leads_out_is_not_followed(project: Path) -> None:
    put(project.parent / "elsewhere" / "del.j2", "hemligt")
    (project / "templates").symlink_to(project.parent / "elsewhere")
    with pytest.raises(MedlofteError, match="link"):
        Workspace(project).template_loader("memo", None)("del.j2")


def test_a_name_too_long_for_a_file_is_no_template(project: Path) -> None:
    load = Workspace(project).template_loader("memo", None)
    assert load("x" * 300) is None
    assert load("medlofte/" + "x" * 300) is None


def test_a_chosen_template_that_can_not_be_used_is_said(project: Path) -> None:
    put(project / "largest.j2", "x" * LARGEST_TEMPLATE)
    put(project / "large.j2", "x" * (LARGEST_TEMPLATE + 1))
    (project / "latin.j2").write_bytes(b"l\xf6fte")
    assert Workspace(project).template_loader("memo", project / "largest.j2")("memo.md.j2") is not None
    for name in ("large.j2", "latin.j2", "nowhere.j2", "promises"):
        with pytest.raises(MedlofteError) as raised:
            Workspace(project).template_loader("memo", project / name)
        assert raised.value.message.values["path"] == str(project / name)


# Writing


def test_a_document_is_put_in_place_with_the_folders_it_needs(tmp_path: Path) -> None:
    workspace.write(tmp_path / "a" / "b" / "c.md", "löfte\n".encode())
    assert (tmp_path / "a" / "b" / "c.md").read_bytes() == "löfte\n".encode()
    workspace.write(tmp_path / "a" / "b" / "c.md", b"")
    assert (tmp_path / "a" / "b" / "c.md").read_bytes() == b""


@pytest.mark.parametrize("path", ["file/below.md", "folder"])
def test_what_can_not_be_written_is_said(path: str, tmp_path: Path) -> None:
    put(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    with pytest.raises(MedlofteError) as raised:
        workspace.write(tmp_path / path, b"x")
    assert raised.value.message.values["path"] == str(tmp_path / path)


def test_a_document_takes_the_place_of_a_link_and_is_never_written_through_it(tmp_path: Path) -> None:
    put(tmp_path / "secret", "orört")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "memo.md").symlink_to("../secret")
    with suppress(MedlofteError):
        workspace.write(tmp_path / "build" / "memo.md", b"new")
    assert (tmp_path / "secret").read_text("utf-8") == "orört"


# Where in its repository it is


@pytest.mark.parametrize(
    ("repository", "expected"), [(".", "project/"), ("project", ""), ("project/promises", ""), (None, "")]
)
def test_a_project_is_found_in_its_repository(
    repository: str | None, expected: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if repository is not None:
        put(project.parent / repository / ".git", "gitdir: elsewhere")
    monkeypatch.chdir(project)
    assert workspace.inside_repository(project) == workspace.inside_repository(Path()) == expected


# What is added to a file that others write too


def test_what_is_added_comes_last_and_the_file_is_made_when_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "sammanfattning"
    workspace.append(path, b"ett\n")
    workspace.append(path, "två\n".encode())
    assert path.read_text("utf-8") == "ett\ntvå\n"


def test_what_is_added_goes_where_a_link_leads(tmp_path: Path) -> None:
    put(tmp_path / "file", "ett\n")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    workspace.append(tmp_path / "link", b"tv\xc3\xa5\n")
    assert (tmp_path / "file").read_text("utf-8") == "ett\ntvå\n"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("kind", ["folder", "missing folder", "pipe", "no name at all"])
def test_what_can_not_be_added_to_is_an_error(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    if kind == "folder":
        path.mkdir()
    elif kind == "missing folder":
        path = path / "y"
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path = tmp_path / "x\0y"
    with pytest.raises(MedlofteError, match="can't be written"):
        workspace.append(path, b"x")
