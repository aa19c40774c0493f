"""``validate --changed`` with real git: what it says is what the whole run says of what a change has touched."""

import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from medlofte.parsing.pipeline import owner_of
from medlofte.project import git
from tests.support.commands import Done, Runner, runner
from tests.support.repository import ADOPTED, PROMISE, Repository, line

IDS = [f"exempelby-{year}" for year in range(2020, 2028)]
LINES = line("2026-02-03") + line("2026-02-10", count=2)
FAULTS = ("status: draft", "status: dratf"), ("polis: {name", "polis: {nam"), ("period:", "peroid:")


def path_of(id: str, party: str | None = None) -> str:
    return f"promises/{id}.yaml" if party is None else f"promises/{id}/{party}.yaml"


def promise(id: str, follows: str | None = None) -> str:
    return f"{PROMISE}# {id}\n" + (f"follows: {follows}\n" if follows else "")


def made(top: Path, inside: str = "") -> Repository:
    repository = Repository(top, inside)
    chain = zip(IDS, [None, *IDS], strict=False)
    promises = {path_of(id): promise(id, before) for id, before in chain}
    repository.commit({**promises, **{path_of(id, "polis"): LINES for id in IDS}})
    repository.git("checkout", "-q", "-b", "pr")
    return repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return made(tmp_path / "r")


@pytest.fixture
def medlofte(repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return runner(monkeypatch, capsys, repository.root)


def report(done: Done) -> Any:
    assert done.code in (0, 1, 2), done.err
    return json.loads(done.out)


def checked(done: Done) -> tuple[int, int]:
    """How many promises were checked, of how many."""
    summary = report(done)["summary"]
    return summary["promises"], summary["of"]


def is_touched(said: Any, touched: set[str], gone: set[str]) -> bool:
    """Whether a diagnostic is about something that a change has touched, or needs all files' names."""
    owner = owner_of(said["path"])
    names_one_gone = said["code"] == "follows-nothing" and any(id in said["message"] for id in gone)
    return (
        owner is None or owner in touched or names_one_gone or said["code"] in ("log-without-promise", "file-not-read")
    )


# What is said


@pytest.mark.parametrize("seed", range(40))
def test_it_says_what_the_whole_run_says_of_what_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    dice = random.Random(seed)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    repository = made(tmp_path / "r", "deeper" if seed % 4 == 0 else "")
    repository.git("checkout", "-q", "main")
    for _ in range(dice.randint(0, 3)):
        spoil(repository, dice)
    repository.commit({})
    repository.git("checkout", "-q", "-B", "pr")
    before = files(repository)
    for _ in range(dice.randint(1, 6)):
        dice.choice([spoil, spoil, remove, rename, add, mend, settle])(repository, dice)
        if dice.random() < 0.4:
            repository.commit({})
    after = files(repository)
    touched = {str(owner_of(path)) for path in {*before, *after} if before.get(path) != after.get(path)} - {"None"}
    gone = {path.split("/")[1].removesuffix(".yaml") for path in before.keys() - after.keys() if path.count("/") == 1}
    medlofte = runner(monkeypatch, capsys, repository.root)
    against = ["--against", "main"]
    whole = report(medlofte("validate", *against, "--format", "json"))
    part = report(medlofte("validate", "--changed", *against, "--format", "json"))
    followers = {str(owner_of(each["path"])) for each in whole["diagnostics"] if each["code"] == "follows-nothing"}
    followers = {id for id in followers if any(gone_one in after.get(path_of(id), "") for gone_one in gone)}
    wanted = [each for each in whole["diagnostics"] if is_touched(each, touched | followers, gone)]
    assert part["diagnostics"] == wanted
    assert part["summary"]["of"] == whole["summary"]["promises"]
    assert part["summary"]["promises"] <= len(touched | followers)


def files(repository: Repository) -> dict[str, str]:
    found = (path for path in (repository.root / "promises").rglob("*") if path.is_file())
    return {path.relative_to(repository.root).as_posix(): path.read_text("utf-8") for path in found}


def some_file(repository: Repository, dice: random.Random, wants_promise: bool = False) -> str:
    return dice.choice(sorted(path for path in files(repository) if not wants_promise or path.count("/") == 1))


def spoil(repository: Repository, dice: random.Random) -> None:
    path = some_file(repository, dice)
    text = files(repository)[path]
    is_log = path.count("/") == 2
    worse = text + dice.choice(["- {date: 2026-02-31, activity: patrull}\n", "- {\n"]) if is_log else text
    repository.put({path: worse if is_log else text.replace(*dice.choice(FAULTS))})


def mend(repository: Repository, dice: random.Random) -> None:
    path = some_file(repository, dice)
    id = path.split("/")[1].removesuffix(".yaml")
    repository.put({path: LINES + line("2026-03-01") if path.count("/") == 2 else promise(id)})


def remove(repository: Repository, dice: random.Random) -> None:
    repository.put({some_file(repository, dice, dice.random() < 0.6): None})


def rename(repository: Repository, dice: random.Random) -> None:
    path = some_file(repository, dice, wants_promise=True)
    text = files(repository)[path]
    repository.put({path: None})
    repository.put({path_of(f"exempelby-{dice.randint(2030, 2040)}"): text})


def add(repository: Repository, dice: random.Random) -> None:
    id = f"exempelby-{dice.randint(2028, 2032)}"
    new = dice.choice([path_of(id), path_of(id, "polis"), "promises/lapp.txt", "promises/ny.yml"])
    repository.put({new: promise(id, dice.choice([*IDS, "exempelby-1999"])) if new == path_of(id) else LINES})


def settle(repository: Repository, dice: random.Random) -> None:
    repository.put({"medlofte.yaml": dice.choice(["lang: en\n", "lagn: en\n"])})


# What has changed


def test_the_closing_line_says_what_was_checked_and_what_was_not(repository: Repository, medlofte: Runner) -> None:
    repository.commit({path_of(IDS[2], "polis"): LINES + line("2026-03-01")})
    repository.put({path_of(IDS[4], "kommun"): "- {date: 2026-03-01, activity: vandring, count: 1}\n"})
    commit = repository.git("rev-parse", "--short=12", "main")
    done = medlofte("validate", "--changed", lang="en_GB.UTF-8")
    assert done.out.splitlines()[-1] == (
        f"Checked 2 promises of 8 in 5 files, what has changed since main ({commit}): no errors, no warnings, "
        "6 notes. Show the notes with --notes. 6 other promises were not checked."
    )
    done = medlofte("validate", "--changed", "--against", "main")
    assert f"Kontrollerade 2 löften av 8 i 5 filer, det som har ändrats sedan main ({commit})" in done.out
    assert "och jämfört med den versionen: inga fel" in done.out
    assert done.out.endswith("6 andra löften kontrollerades inte.\n")


def test_nothing_changed_is_nothing_checked_and_said(repository: Repository, medlofte: Runner) -> None:
    done = medlofte("validate", "--changed", lang="en_GB.UTF-8")
    assert done.code == 0
    assert "Checked 0 promises of 8 in 0 files" in done.out
    assert checked(medlofte("validate", "--changed", "--format", "json")) == (0, 8)


def test_other_formats_have_no_share_without_it(repository: Repository, medlofte: Runner) -> None:
    assert "of" not in report(medlofte("validate", "--format", "json"))["summary"]


def test_the_same_time_and_size_hide_no_change(repository: Repository, medlofte: Runner) -> None:
    """Git's index remembers times; a change within the same tick, of the same size, is read all the same."""
    path = repository.root / path_of(IDS[3])
    index = repository.top / ".git" / "index"
    os.utime(path, ns=(10**18, 10**18))
    repository.git("update-index", "--refresh")
    os.utime(index, ns=(10**18, 10**18))
    path.write_text(path.read_text("utf-8").replace("draft", "dratf"), "utf-8")
    os.utime(path, ns=(10**18, 10**18))
    assert checked(medlofte("validate", "--changed", "--format", "json")) == (1, 8)


def test_files_that_were_only_touched_or_copied_are_not_changed(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", str(repository.top), str(copy)], check=True)
    os.utime(copy / path_of(IDS[0]))
    assert checked(runner(monkeypatch, capsys, copy)("validate", "--changed", "--format", "json")) == (0, 8)


def test_what_git_ignores_is_checked_all_the_same(repository: Repository, medlofte: Runner) -> None:
    repository.commit({".gitignore": "*.yaml\n"})
    repository.put({path_of("ny"): promise("ny").replace("status: draft", "status: dratf")})
    done = medlofte("validate", "--changed", "--format", "json")
    assert (done.code, checked(done)) == (1, (1, 9))


@pytest.mark.parametrize("bit", ["--assume-unchanged", "--skip-worktree"])
def test_files_that_git_was_told_to_leave_out_hide_nothing(repository: Repository, medlofte: Runner, bit: str) -> None:
    repository.git("update-index", bit, path_of(IDS[3]))
    repository.put({path_of(IDS[3]): promise(IDS[3]).replace("status: draft", "status: dratf")})
    done = medlofte("validate", "--changed", lang="en_GB.UTF-8")
    assert done.code == 1
    assert "Checked 8 promises in 16 files" in done.out
    assert "git can't tell which files have changed" in done.err


@pytest.mark.parametrize("is_committed", [True, False])
def test_what_is_behind_a_link_is_checked(repository: Repository, medlofte: Runner, is_committed: bool) -> None:
    (repository.root / "annat").mkdir()
    (repository.root / "annat" / "a.yaml").write_text(promise("a"), "utf-8")
    (repository.root / path_of("a")).symlink_to("../annat/a.yaml")
    if is_committed:
        repository.commit({})
        repository.git("branch", "-f", "main")
    (repository.root / "annat" / "a.yaml").write_text("fel", "utf-8")
    assert medlofte("validate", "--changed").code == 1


def test_another_repository_in_between_hides_nothing(repository: Repository, medlofte: Runner) -> None:
    inner = repository.root / "promises" / IDS[1]
    subprocess.run(["git", "init", "-q", str(inner)], check=True)
    (inner / "polis.yaml").write_text("- {\n", "utf-8")
    assert medlofte("validate", "--changed").code == 1


def test_no_filter_that_the_repository_names_is_run(repository: Repository, medlofte: Runner) -> None:
    for name in ("a", 'b "=c'):
        for key in ("clean", "process"):
            repository.git("config", f"filter.{name}.{key}", "touch körd; cat")
        repository.git("config", f"filter.{name}.required", "true")
    (repository.top / ".git" / "info" / "attributes").write_text("*.yaml filter=a\n", "utf-8")
    text = (repository.root / path_of(IDS[3])).read_text("utf-8")
    repository.put({path_of(IDS[3]): text.replace("draft", "dratf")})
    assert checked(medlofte("validate", "--changed", "--format", "json")) == (1, 8)
    assert not list(repository.top.rglob("körd"))
    assert git.revision(repository.root, "medlofte.yaml") is not None


def test_nothing_is_written_in_the_repository(repository: Repository, medlofte: Runner) -> None:
    os.utime(repository.root / path_of(IDS[0]))
    inside = {path: path.stat().st_mtime_ns for path in (repository.top / ".git").rglob("*")}
    assert medlofte("validate", "--changed", "--against", "main").code == 0
    assert inside == {path: path.stat().st_mtime_ns for path in (repository.top / ".git").rglob("*")}


# Since when


def test_a_base_that_has_moved_on_is_not_the_change_s(repository: Repository, medlofte: Runner) -> None:
    repository.commit({path_of(IDS[1], "polis"): LINES + line("2026-03-01")})
    repository.git("checkout", "-q", "main")
    repository.commit({path_of(IDS[6], "polis"): "- {\n"})
    repository.git("checkout", "-q", "pr")
    assert checked(medlofte("validate", "--changed", "--against", "main", "--format", "json")) == (1, 8)


def test_in_a_pull_request_the_base_is_the_branch_that_it_goes_into(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.git("branch", "utgåva")
    repository.commit({path_of(IDS[1], "polis"): LINES + line("2026-03-01")})
    repository.git("branch", "-f", "main")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", f"file://{repository.top}", str(clone)], check=True)
    medlofte = runner(monkeypatch, capsys, clone)
    monkeypatch.setenv("GITHUB_BASE_REF", "utgåva")
    assert report(medlofte("validate", "--changed", "--format", "json"))["summary"]["promises"] == 1
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert report(medlofte("validate", "--changed", "--format", "json"))["summary"]["promises"] == 0


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "", "a b", "main..pr", "HEAD~9"])
def test_a_base_that_git_does_not_know_is_said(repository: Repository, medlofte: Runner, ref: str) -> None:
    done = medlofte("validate", "--changed", f"--against={ref}")
    assert (done.code, done.out) == (2, "")
    assert done.err == medlofte("validate", f"--against={ref}").err


def test_without_git_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "promises").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    done = runner(monkeypatch, capsys, tmp_path)("validate", "--changed", lang="en_US.UTF-8")
    assert (done.code, done.out) == (2, "")
    assert "There is no git repository here" in done.err


def test_a_shallow_clone_is_told_the_line_that_mends_it(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({path_of(IDS[1], "polis"): LINES + line("2026-03-01")})
    clone = tmp_path / "clone"
    source = f"file://{repository.top}"
    subprocess.run(["git", "clone", "-q", "--depth", "1", "--branch", "pr", source, str(clone)], check=True)
    done = runner(monkeypatch, capsys, clone)("validate", "--changed", "--against", "origin/main")
    assert (done.code, done.out) == (2, "")
    assert "git fetch --unshallow" in done.err


def test_paths_and_changed_are_not_asked_for_together(repository: Repository, medlofte: Runner) -> None:
    done = medlofte("validate", "--changed", path_of(IDS[0]), lang="en_GB.UTF-8")
    assert (done.code, done.out) == (2, "")
    assert "Leave out --changed, or the paths." in done.err


def test_an_adopted_promise_that_is_weakened_fails(repository: Repository, medlofte: Runner) -> None:
    repository.commit({path_of(IDS[5]): ADOPTED})
    repository.git("branch", "-f", "main")
    repository.commit({path_of(IDS[5]): ADOPTED.replace("at_least: 200", "at_least: 150")})
    done = medlofte("validate", "--changed", "--against", "main", "--format", "json")
    assert done.code == 1
    assert "target-lowered" in {each["code"] for each in report(done)["diagnostics"]}
