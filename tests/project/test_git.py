"""History read from git: what a commit did to files, however the repository looks and wherever the project lies."""

import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from medlofte.changes.commit import FileChange
from medlofte.project import git
from tests.support.repository import ADOPTED, FILE, LOG, PROMISE, Repository, line


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


def blob(repository: Repository, commit: str, path: str = FILE) -> str:
    return repository.git("rev-parse", f"{commit}:./{path}")


def test_commits_come_newest_first_with_their_dates_and_files(repository: Repository) -> None:
    first = repository.commit({FILE: PROMISE, "README.md": "x"}, "2026-01-05T09:00:00+01:00")
    repository.commit({"README.md": "y"}, "2026-01-06T09:00:00+01:00")
    second = repository.commit({FILE: ADOPTED, LOG: ""}, "2026-07-07T23:30:00+02:00")
    newest, oldest = git.history(repository.root, ["promises"])
    assert (newest.id, oldest.id) == (second, first)
    assert newest.date.isoformat() == "2026-07-07T23:30:00+02:00"
    assert oldest.files == (FileChange(FILE, None, blob(repository, first)),)
    assert newest.files == (
        FileChange(FILE, blob(repository, first), blob(repository, second)),
        FileChange(LOG, None, blob(repository, second, LOG)),
    )
    assert not newest.is_edge
    assert not oldest.is_edge


def test_contents_are_read_by_their_names_and_what_is_missing_is_left_out(repository: Repository) -> None:
    commit = repository.commit({FILE: PROMISE, LOG: "", "promises/a.yaml": "\0\n\r\nå"})
    names = [blob(repository, commit, path) for path in (FILE, LOG, "promises/a.yaml")]
    found = git.blobs(repository.root, [names[0], "0" * 39 + "1", "HEAD^{nothing", commit, *names[1:], names[0]])
    assert found == dict(zip(names, (PROMISE.encode(), b"", b"\0\n\r\n\xc3\xa5")))
    assert git.blobs(repository.root, []) == {}


def test_contents_that_have_no_room_are_left_out_and_the_next_that_has_is_not(repository: Repository) -> None:
    commit = repository.commit({FILE: "a" * 60, LOG: "b" * 60, "promises/a.yaml": "c" * 40})
    names = [blob(repository, commit, path) for path in (FILE, LOG, "promises/a.yaml")]
    assert git.blobs(repository.root, names, 100) == {names[0]: b"a" * 60, names[2]: b"c" * 40}


def test_at_most_so_many_commits_are_given_and_what_stood_before_is_known(repository: Repository) -> None:
    ids = [repository.commit({FILE: f"{PROMISE}# {n}\n"}) for n in range(4)]
    found = git.history(repository.root, ["promises"], 2)
    assert [commit.id for commit in found] == [ids[3], ids[2]]
    assert found[-1].files[0].old == blob(repository, ids[1])
    assert not found[-1].is_edge


def test_a_folder_without_git_and_a_repository_without_commits_have_no_history(
    tmp_path: Path, repository: Repository
) -> None:
    (tmp_path / "bare").mkdir()
    for root in (tmp_path / "bare", tmp_path / "nowhere", repository.root):
        assert git.history(root, ["promises"]) == []
        assert git.blobs(root, ["0" * 40]) == {}


def test_without_a_git_program_there_is_no_history(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit({FILE: PROMISE})
    monkeypatch.setenv("PATH", str(repository.root))
    assert git.history(repository.root, ["promises"]) == []
    assert git.blobs(repository.root, ["0" * 40]) == {}


def test_paths_are_from_the_project_when_it_lies_deep_in_the_repository(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "kommun/löften")
    repository.commit({FILE: PROMISE, "../../promises/annan.yaml": PROMISE})
    repository.commit({"../../promises/annan.yaml": ADOPTED})
    (commit,) = git.history(repository.root, ["promises"])
    assert [file.path for file in commit.files] == [FILE]


def test_a_rename_is_followed_with_and_without_changes(repository: Repository) -> None:
    repository.commit({FILE: PROMISE})
    repository.commit({FILE: None, "promises/ny.yaml": ADOPTED})
    (commit, _) = git.history(repository.root, ["promises"])
    (file,) = commit.files
    assert (file.old_path, file.path) == (FILE, "promises/ny.yaml")
    assert file.old != file.new


def test_what_a_branch_did_is_told_by_the_merge_and_once(repository: Repository) -> None:
    repository.commit({FILE: PROMISE}, "2026-01-01T12:00:00+01:00")
    repository.git("checkout", "-qb", "gren")
    repository.commit({FILE: ADOPTED}, "2026-01-02T12:00:00+01:00")
    repository.commit({LOG: line("2026-01-03")}, "2026-01-03T12:00:00+01:00")
    repository.git("checkout", "-q", "main")
    repository.commit({"promises/annan.yaml": PROMISE}, "2026-01-04T12:00:00+01:00")
    repository.git("merge", "-q", "--no-ff", "-m", "x", "gren", date="2026-01-05T12:00:00+01:00")
    merge, own, _ = git.history(repository.root, ["promises"])
    assert merge.date.day == 5
    assert [file.path for file in merge.files] == [FILE, LOG]
    assert [file.path for file in own.files] == ["promises/annan.yaml"]


def test_the_edge_of_a_shallow_clone_is_told_apart_from_a_beginning(repository: Repository, tmp_path: Path) -> None:
    repository.commit({FILE: PROMISE})
    repository.commit({FILE: ADOPTED})
    repository.commit({LOG: line("2026-01-03")})
    subprocess.run(
        ["git", "clone", "-q", "--depth", "2", repository.top.as_uri(), tmp_path / "shallow"],
        check=True,
        capture_output=True,
    )
    newest, edge = git.history(tmp_path / "shallow", ["promises"])
    assert (newest.is_edge, edge.is_edge) == (False, True)
    assert [file.path for file in edge.files] == [FILE]
    assert git.blobs(tmp_path / "shallow", [edge.files[0].new or ""]) == {edge.files[0].new: ADOPTED.encode()}


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_names_of_any_bytes_are_read_as_they_are(repository: Repository) -> None:
    names = ["promises/å ä.yaml", "promises/ny\nrad.yaml", "promises/:000 commit.yaml", 'promises/"\x1e\t.yaml']
    repository.commit({**dict.fromkeys(names, "x"), "promises/-rf.yaml": "x"})
    odd = os.fsencode(repository.root) + b"/promises/\xff\n:.yaml"
    Path(os.fsdecode(odd)).write_bytes(b"y")
    repository.commit({})
    newest, oldest = git.history(repository.root, ["promises"])
    assert sorted(file.path for file in oldest.files) == sorted([*names, "promises/-rf.yaml"])
    assert os.fsencode(newest.files[0].path) == b"promises/\xff\n:.yaml"


def test_links_have_no_contents(repository: Repository) -> None:
    (repository.root / "promises").mkdir()
    (repository.root / FILE).symlink_to("/etc/hostname")
    repository.commit({})
    (commit,) = git.history(repository.root, ["promises"])
    assert commit.files == (FileChange(FILE),)


def test_no_names_or_addresses_of_authors_are_asked_for(repository: Repository) -> None:
    repository.commit({FILE: PROMISE})
    assert "Namn" in repository.git("log")
    said = git._all_of(repository.root, *git._LOG, "HEAD") or b""
    assert said
    assert b"amn" not in said


def test_settings_of_the_repository_run_nothing_and_change_nothing(repository: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho x >>{trap}\n", "utf-8")
    program.chmod(0o755)
    repository.commit({FILE: PROMISE, ".gitattributes": "*.yaml diff=evil filter=evil\n"})
    repository.git("checkout", "-qb", "gren")
    repository.commit({FILE: None, "promises/ny.yaml": ADOPTED})
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "x", "gren")
    before = git.history(repository.root, ["promises"])
    content = before[0].files[0].new or ""
    signed = repository.git("cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n", 1
    )
    (tmp_path / "signed").write_text(f"{signed}\n", "utf-8")
    signed_id = repository.git("hash-object", "-t", "commit", "-w", str(tmp_path / "signed"))
    repository.git("update-ref", "HEAD", signed_id)
    for name in ("gpg.program", "core.pager", "pager.log", "diff.external", "diff.evil.textconv", "diff.evil.command"):
        repository.git("config", name, str(program))
    for name in ("core.fsmonitor", "filter.evil.smudge", "filter.evil.clean", "core.sshCommand", "core.askPass"):
        repository.git("config", name, str(program))
    for name, value in {
        "log.showSignature": "true",
        "log.follow": "true",
        "log.showRoot": "false",
        "log.diffMerges": "off",
        "diff.renames": "false",
        "diff.noprefix": "true",
        "color.ui": "always",
        "format.pretty": "full",
        "log.decorate": "full",
        "core.hooksPath": str(tmp_path),
        "diff.relative": "true",
    }.items():
        repository.git("config", name, value)
    after = git.history(repository.root, ["promises"])
    assert [each.files for each in after] == [each.files for each in before]
    assert len(before[0].files) == 1
    assert git.blobs(repository.root, [content]) == {content: ADOPTED.encode()}
    assert not trap.exists()


def test_a_folder_that_a_change_laid_out_as_a_repository_is_none(tmp_path: Path) -> None:
    outer = Repository(tmp_path / "outer", "kommun")
    outer.commit({FILE: PROMISE})
    trap = Repository(tmp_path / "trap")
    trap.commit({FILE: PROMISE})
    shutil.copytree(trap.top / ".git", outer.root, dirs_exist_ok=True)
    ran = tmp_path / "ran"
    core = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n"
    settings = f'{core}[filter "evil"]\n\tclean = "touch {ran}; cat"\n'
    outer.put({"config": settings, ".gitattributes": "* filter=evil\n", FILE: PROMISE})
    careless = ("-c", "safe.bareRepository=all")
    subprocess.run(["git", *careless, "status", "--porcelain"], cwd=outer.root, capture_output=True)
    assert ran.exists(), "git alone walks into it"
    ran.unlink()
    assert git.revision(outer.root, "promises") is None
    assert git.history(outer.root, ["promises"]) == []
    assert git.read_committed(outer.root, FILE) == b""
    assert not ran.exists()


def test_what_was_not_fetched_is_not_fetched_now(repository: Repository, tmp_path: Path) -> None:
    repository.commit({FILE: PROMISE})
    commit = repository.commit({FILE: None, "promises/ny.yaml": ADOPTED})
    repository.git("config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    command = ["git", "clone", "-q", "--filter=blob:none", "--no-checkout", repository.top.as_uri(), str(partial)]
    subprocess.run(command, check=True, capture_output=True)
    name = blob(repository, commit, "promises/ny.yaml")
    assert git.blobs(partial, [name]) == {}
    newest, oldest = git.history(partial, ["promises"])
    assert newest.files == (FileChange(FILE, oldest.files[0].new), FileChange("promises/ny.yaml", None, name))
    assert git.blobs(partial, [name]) == {}


def test_a_date_that_no_calendar_has_falls_back_on_the_commits_own(repository: Repository, tmp_path: Path) -> None:
    repository.commit({FILE: PROMISE}, "2026-01-05T09:00:00+01:00")
    raw = repository.git("cat-file", "commit", "HEAD")
    author = next(each for each in raw.splitlines() if each.startswith("author "))
    (tmp_path / "odd").write_text(raw.replace(author, f"{author.split('>')[0]}> 999999999999999 +0100") + "\n", "utf-8")
    odd = repository.git("hash-object", "-t", "commit", "-w", "--literally", str(tmp_path / "odd"))
    repository.git("update-ref", "HEAD", odd)
    (commit,) = git.history(repository.root, ["promises"])
    assert commit.date == datetime.fromisoformat("2026-01-05T09:00:00+01:00")


@pytest.mark.skipif(os.name == "nt", reason="a program of the shell")
def test_a_git_that_says_nothing_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(git, "_LONGEST_WAIT", 0.2)
    assert git.history(tmp_path, ["promises"]) == []
    assert git.blobs(tmp_path, ["0" * 40]) == {}


@pytest.mark.parametrize(
    "tokens",
    [
        [b"commit a", b"", b"2026-01-01T00:00:00+01:00"],
        [b"x"],
        [b"commit a", b"", b"x", b"y", b"\n:1"],
        [b"commit a", b"", b"x", b"y", b"\n:100644 100644 a b R100", b"p"],
    ],
)
def test_words_that_were_cut_off_are_no_commit(tokens: list[bytes]) -> None:
    assert list(git._commits(tokens, False)) == []
