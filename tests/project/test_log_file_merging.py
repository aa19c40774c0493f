"""Two branches that both logged, merged by git: the union or a conflict, never less."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlofte.parsing.log_writer import line_of
from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles
from tests.conftest import PROMISE, ROOT

Drawn = list[tuple[int, int, str, int, str | None]]
entries = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.integers(1, 28),
        st.sampled_from(["fotpatrull", "vandring"]),
        st.integers(0, 3),
        st.none() | st.sampled_from(["Torget", "Parken"]),
    ),
    max_size=6,
)


def lines(branch: str, drawn: Drawn, has_refs: bool) -> list[str]:
    made = []
    for number, (month, day, activity, count, place) in enumerate(drawn):
        values = {"date": f"2026-{month:02}-{day:02}", "activity": activity, "count": count}
        values |= {"place": place} if place else {}
        values |= {"ref": f"{branch}{number}"} if has_refs else {}
        made.append(line_of(values))
    return made


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    settings = ("-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *settings, *arguments], cwd=folder, capture_output=True, check=False)


def commit(folder: Path, log: str, message: str) -> None:
    (folder / "promises/exempelby-2026/polis.yaml").write_text(log, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "--allow-empty", "-qm", message)


def merged(
    folder: Path, base: list[str], ours: list[str], theirs: list[str], attributes: str
) -> tuple[bool, list[str]]:
    """Whether git met a conflict, and the lines of the merged log."""
    (folder / "promises/exempelby-2026").mkdir(parents=True)
    (folder / "promises/exempelby-2026.yaml").write_text(PROMISE, "utf-8")
    (folder / ".gitattributes").write_text(attributes, "utf-8")
    git(folder, "init", "-q", "-b", "main")
    text = "".join(f"{line}\n" for line in base)
    commit(folder, text, "base")
    git(folder, "checkout", "-qb", "theirs")
    commit(folder, text + "".join(f"{line}\n" for line in theirs), "theirs")
    git(folder, "checkout", "-q", "main")
    commit(folder, text + "".join(f"{line}\n" for line in ours), "ours")
    met = git(folder, "merge", "-q", "-m", "merge", "theirs").returncode != 0
    return met, (folder / "promises/exempelby-2026/polis.yaml").read_text("utf-8").split("\n")[:-1]


@pytest.mark.parametrize("attributes", [(ROOT / ".gitattributes").read_text("utf-8"), ""], ids=["union", "ordinary"])
@given(base=entries, ours=entries, theirs=entries)
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_branches_make_the_union_or_a_conflict(
    attributes: str, base: Drawn, ours: Drawn, theirs: Drawn, tmp_path_factory: pytest.TempPathFactory
) -> None:
    branches = [lines(name, drawn, True) for name, drawn in (("b", base), ("o", ours), ("t", theirs))]
    met, found = merged(tmp_path_factory.mktemp("git"), branches[0], branches[1], branches[2], attributes)
    if met:
        assert not attributes, "a union merge meets no conflict"
        assert any(line.startswith("<<<<<<<") for line in found)
    assert {line for branch in branches for line in branch} <= set(found)
    assert met or len(found) == sum(map(len, branches))


def test_equal_lines_without_a_ref_are_merged_into_one_and_that_is_why_there_is_a_note(tmp_path: Path) -> None:
    same = lines("x", [(2, 3, "fotpatrull", 2, None)], False)
    met, found = merged(tmp_path, [], same, same, (ROOT / ".gitattributes").read_text("utf-8"))
    assert (met, found) == (False, same)
    log = ProjectFile("promises/exempelby-2026/polis.yaml", f"{same[0]}\n".encode())
    said = checker.check_promise(
        PromiseFiles(ProjectFile("promises/exempelby-2026.yaml", PROMISE.encode()), (log,))
    ).diagnostics
    assert [each.code for each in said if each.path == log.path] == ["entry-without-ref"]
