"""A pull request acted out with real git: what stops it, what lets it through, and what can't be compared."""

import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from medlofte.core.diagnostic import Checked
from medlofte.core.source import Source
from medlofte.parsing import encoding
from medlofte.project.workspace import Workspace
from medlofte.validation.checker import ProjectFile
from tests.support.commands import Done, Runner, runner
from tests.support.repository import ADOPTED, FILE, LOG, Repository, line

LOGGED = line("2026-02-03") + line("2026-02-10", count=2)
LOWER = ADOPTED.replace("at_least: 200", "at_least: 150")
DECISION = (
    "  - {kind: revised, date: 2026-05-04, body: kommunstyrelsen, reference: KS 2026/9, "
    "changes: [activities.patrull.target]}\n"
)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "r")
    made.commit({FILE: ADOPTED, LOG: LOGGED})
    made.git("checkout", "-q", "-b", "pr")
    return made


@pytest.fixture
def medlofte(repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return runner(monkeypatch, capsys, repository.root)


def said(done: Done) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(done.out)["diagnostics"]
    return [each for each in found if each["code"] not in ("entry-without-ref", "activity-without-focus-area")]


def test_a_lowered_promise_fails_and_both_places_are_named(repository: Repository, medlofte: Runner) -> None:
    repository.commit({FILE: f"# En ny rad.\n{LOWER}"})
    done = medlofte("validate", "--against", "main", "--format", "json")
    assert done.code == 1
    (found,) = said(done)
    assert (found["code"], found["severity"], found["path"]) == ("target-lowered", "error", FILE)
    assert found["message"] == "Fotpatruller: från minst 200 till minst 150 tillfällen: 50 färre"
    assert found["start"] == {"line": 14, "column": 24}
    assert found["route"] == ["activities", "patrull", "target", "at_least"]
    (before,) = found["related"]
    assert (before["path"], before["start"]) == (FILE, {"line": 13, "column": 24})


def test_the_newer_side_is_read_and_parsed_once(
    repository: Repository, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = {FILE: LOWER.encode(), LOG: (LOGGED + LOGGED.splitlines()[-1] + "\n").encode()}
    repository.commit({path: data.decode() for path, data in newer.items()})
    opened, parsed = list[str](), list[bytes]()
    read, decode = Workspace.read, encoding.read

    def count_read(space: Workspace, path: str) -> ProjectFile:
        opened.append(path)
        return read(space, path)

    def count_parsed(path: str, data: bytes, largest: int = encoding.LARGEST_PROMISE) -> Checked[Source]:
        parsed.append(data)
        return decode(path, data, largest)

    monkeypatch.setattr(Workspace, "read", count_read)
    monkeypatch.setattr(encoding, "read", count_parsed)
    assert medlofte("validate", "--against", "main").code == 1
    assert sorted(opened) == sorted(newer)
    assert sorted(data for data in parsed if data in newer.values()) == sorted(newer.values())
    assert len(parsed) > len(newer)


def test_the_same_passes_by_a_decision_and_the_comment_shows_it(repository: Repository, medlofte: Runner) -> None:
    repository.commit({FILE: LOWER + DECISION})
    assert medlofte("validate", "--against", "main").code == 0
    comment = medlofte("diff", "main", "--format", "markdown")
    assert comment.code == 0
    assert "Inget som har lovats försvagas utan beslut" in comment.out
    assert "✓ beslutat" in comment.out
    assert "reviderat 2026\\-05\\-04, kommunstyrelsen, KS 2026/9" in comment.out or "KS 2026/9" in comment.out


@pytest.mark.parametrize(
    "decision",
    [
        DECISION.replace(", changes: [activities.patrull.target]", ""),
        DECISION.replace("activities.patrull.target", "activities.vandring.target"),
        DECISION.replace("activities.patrull.target", "activities.patrull.target.unit"),
        DECISION.replace("kind: revised", "kind: adopted"),
        DECISION.replace(", reference: KS 2026/9", ""),
        DECISION.replace(", body: kommunstyrelsen", ""),
        DECISION.replace(", date: 2026-05-04", ""),
    ],
)
def test_a_decision_that_says_too_little_lifts_nothing(repository: Repository, medlofte: Runner, decision: str) -> None:
    repository.commit({FILE: LOWER + decision})
    done = medlofte("validate", "--against", "main", "--format", "json")
    assert done.code == 1
    assert "target-lowered" in [each["code"] for each in said(done) if each["severity"] == "error"]


def test_a_raised_promise_passes_with_a_note(repository: Repository, medlofte: Runner) -> None:
    repository.commit({FILE: ADOPTED.replace("at_least: 200", "at_least: 250")})
    done = medlofte("validate", "--against", "main", "--format", "json")
    assert (done.code, [(each["code"], each["severity"]) for each in said(done)]) == (0, [("target-raised", "note")])
    assert medlofte("diff", "main").code == 0


def test_a_deleted_log_line_fails(repository: Repository, medlofte: Runner) -> None:
    repository.commit({LOG: line("2026-02-03")})
    done = medlofte("validate", "--against", "main", "--format", "json")
    (found,) = said(done)
    assert (done.code, found["code"], found["path"]) == (1, "entry-removed", LOG)
    assert "Fotpatruller" in str(found["message"])
    assert found["related"][0]["start"]["line"] == 2


def test_what_is_not_committed_counts_too(repository: Repository, medlofte: Runner) -> None:
    repository.put({FILE: LOWER})
    assert medlofte("diff", "main").code == 1
    assert medlofte("diff").code == 1
    assert medlofte("diff", "main..pr").out == "pr ({}) jämfört med main ({}): inget har ändrats.\n".format(
        *(repository.git("rev-parse", name)[:12] for name in ("pr", "main"))
    )


def test_a_branch_that_lags_behind_is_not_blamed_for_what_others_raised(
    repository: Repository, medlofte: Runner
) -> None:
    repository.git("checkout", "-q", "main")
    repository.commit({FILE: ADOPTED.replace("at_least: 200", "at_least: 250")})
    repository.git("checkout", "-q", "pr")
    repository.commit({LOG: LOGGED + line("2026-02-11")})
    assert medlofte("validate", "--against", "main").code == 0
    assert medlofte("diff", "main...pr").code == 0
    assert medlofte("diff", "main..pr").code == 1


def test_what_two_commits_say_is_read_from_git_alone(repository: Repository, medlofte: Runner) -> None:
    repository.commit({FILE: LOWER})
    repository.put({FILE: None, LOG: None})
    (repository.root / "promises" / "nytt.yaml").write_text(ADOPTED, "utf-8")
    assert '"target-lowered"' in medlofte("diff", "main..pr", "--format", "json").out
    assert repository.git("status", "--porcelain") != ""


def test_canonical_form_and_taking_back_never_trip_the_gate(repository: Repository, medlofte: Runner) -> None:
    repository.git("checkout", "-q", "main")
    loose = '- {"activity": patrull, count: 2, date: "2026-02-12"}\n'
    repository.commit({LOG: LOGGED + loose, LOG.replace("polis", "polis.2026-03"): line("2026-03-01")})
    repository.git("checkout", "-q", "-b", "other")
    medlofte("log", "exempelby-2026", "patrull", "4", "--date", "2026-03-02", "--party", "polis")
    ref = (repository.root / LOG).read_text("utf-8").rsplit("ref: ", 1)[1].strip().rstrip("}")
    assert medlofte("log", "--undo", ref).code == 0
    before = (repository.root / LOG).read_text("utf-8")
    assert medlofte("fmt").code == 0
    assert (repository.root / LOG).read_text("utf-8") != before
    done = medlofte("diff", "main")
    assert (done.code, "inget har ändrats" in done.out) == (0, True), done.out


def test_a_project_deeper_in_its_repository_is_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Repository(tmp_path / "stor", "kommun/löften")
    made.commit({FILE: ADOPTED})
    made.put({FILE: LOWER})
    done = runner(monkeypatch, capsys, made.root)("validate", "--against", "HEAD", "--format", "json")
    assert [(each["code"], each["path"]) for each in said(done)] == [("target-lowered", FILE)]


def test_only_the_promises_that_are_asked_about_are_judged(repository: Repository, medlofte: Runner) -> None:
    repository.put({FILE: LOWER, "promises/annat.yaml": ADOPTED})
    assert medlofte("validate", "--against", "main", "promises/annat.yaml").code == 0
    assert medlofte("validate", "--against", "main", FILE).code == 1


def test_a_file_on_standard_input_is_the_one_that_is_judged(
    repository: Repository, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    stdin = io.TextIOWrapper(io.BytesIO(LOWER.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    done = medlofte("validate", "-", "--stdin-filename", FILE, "--against", "main", "--format", "json")
    assert [each["code"] for each in said(done)] == ["target-lowered"]


# What can't be compared


def test_where_there_is_no_repository_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "promises").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    medlofte = runner(monkeypatch, capsys, tmp_path)
    for arguments in (["validate", "--against", "main"], ["diff"], ["diff", "main"]):
        done = medlofte(*arguments, lang="en_US.UTF-8")
        assert (done.code, done.out) == (2, "")
        assert "There is no git repository here" in done.err


def test_where_there_is_no_commit_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Repository(tmp_path).put({FILE: ADOPTED})
    done = runner(monkeypatch, capsys, tmp_path)("validate", "--against", "main", lang="en_US.UTF-8")
    assert (done.code, done.out) == (2, "")
    assert "no commit here yet" in done.err


@pytest.mark.parametrize(
    "ref", ["nowhere", "origin/nowhere", "--output=x", "-p", "HEAD~99", "a b", "", "main..x", "x...main"]
)
def test_what_git_does_not_know_is_said(repository: Repository, medlofte: Runner, ref: str) -> None:
    done = medlofte("diff", "--format", "json", "--", ref) if ref.startswith("-") else medlofte("diff", ref)
    assert (done.code, done.out) == (2, "")
    assert not (repository.root / "x").exists()


def test_a_shallow_clone_is_told_the_line_that_mends_it(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({FILE: LOWER})
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", "--branch", "pr", f"file://{repository.top}", str(clone)], check=True
    )
    medlofte = runner(monkeypatch, capsys, clone)
    done = medlofte("validate", "--against", "origin/main", lang="en_US.UTF-8")
    assert (done.code, done.out) == (2, "")
    fetch = done.err[done.err.index("git fetch") :].split("\n")[0].strip()
    subprocess.run(shlex.split(fetch), check=True, cwd=clone, capture_output=True)
    assert medlofte("validate", "--against", "origin/main").code == 1


def test_the_default_branch_is_that_of_the_remote(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.git("branch", "-m", "main", "huvud")
    repository.git("checkout", "-q", "huvud")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", f"file://{repository.top}", str(clone)], check=True)
    (clone / FILE).write_text(LOWER, "utf-8")
    done = runner(monkeypatch, capsys, clone)("diff")
    assert (done.code, "origin/huvud" in done.out) == (1, True)


def test_nothing_is_written_and_no_checkout_is_made(repository: Repository, medlofte: Runner) -> None:
    repository.commit({FILE: LOWER})

    def everything() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(repository.top.rglob("*")) if path.is_file()}

    before = everything()
    medlofte("diff", "main")
    medlofte("validate", "--against", "main")
    assert everything() == before


def test_a_fingerprint_survives_lines_that_move(repository: Repository, medlofte: Runner) -> None:
    repository.put({FILE: LOWER})
    first = said(medlofte("diff", "main", "--format", "json"))
    repository.put({FILE: f"# Ny rad.\n\n# En till.\n{LOWER}"})
    second = said(medlofte("diff", "main", "--format", "json"))
    assert [each["fingerprint"] for each in first] == [each["fingerprint"] for each in second]
    assert first[0]["start"] != second[0]["start"]


def test_diff_speaks_the_formats_of_validate(repository: Repository, medlofte: Runner) -> None:
    repository.put({FILE: LOWER})
    done = medlofte("diff", "main", "--format", "github")
    assert (done.code, done.out.startswith("::error file=promises/exempelby-2026.yaml,line=13")) == (1, True)


def test_a_promise_that_could_not_be_read_hides_nothing_in_its_log(repository: Repository, medlofte: Runner) -> None:
    repository.git("checkout", "-q", "main")
    repository.commit({FILE: ADOPTED.replace("title: Medborgarlöfte", "title: [Medborgarlöfte")})
    repository.put({FILE: ADOPTED, LOG: line("2026-02-03")})
    done = medlofte("diff", "HEAD", "--format", "json")
    assert [(each["code"], each["severity"]) for each in said(done)] == [
        ("not-compared", "warning"),
        ("entry-removed", "error"),
    ]
    assert done.code == 1


def test_two_promises_that_trade_names_are_the_same(repository: Repository, medlofte: Runner) -> None:
    other = ADOPTED.replace("2026", "2027").replace("at_least: 200", "at_least: 20")
    repository.git("checkout", "-q", "main")
    repository.commit({"promises/annat.yaml": other})
    repository.put(
        {FILE: other, "promises/annat.yaml": ADOPTED, LOG: None, LOG.replace("exempelby-2026", "annat"): LOGGED}
    )
    done = medlofte("diff", "HEAD", "--format", "json")
    assert [(each["code"], each["severity"]) for each in said(done)] == [("promise-renamed", "note")] * 2
