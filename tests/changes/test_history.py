"""The history of a promise, told from real repositories: what happened when, and what changed since the adoption."""

import subprocess
from pathlib import Path
from time import perf_counter

import pytest

from medlofte.changes.history import (
    CurrentPromise,
    EventKind,
    History,
    SinceAdoption,
    contents_needed,
    histories,
    promise_in,
    since_adoption,
)
from medlofte.core.messages import Translator
from medlofte.project import git
from tests.support.repository import ADOPTED, FILE, LOG, LOWERED, PROMISE, Repository, line

ID = "exempelby-2026"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo", "projekt")


def present(root: Path, id: str = ID) -> CurrentPromise:
    data = (root / f"promises/{id}.yaml").read_bytes()
    logs = {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / f"promises/{id}").glob("*.yaml")}
    promise = promise_in(id, data)
    assert promise is not None
    return CurrentPromise(promise, data, logs)


def history(repository: Repository, id: str = ID, most: int = 500) -> History:
    commits = git.history(repository.root, ["promises"], most)
    contents = git.blobs(repository.root, contents_needed(commits))
    return histories(commits, contents, {id: present(repository.root, id)})[id]


def since(repository: Repository, most: int = 500) -> SinceAdoption:
    return since_adoption(history(repository, most=most), present(repository.root).promise)


def day(number: int, month: int = 1, hour: int = 12) -> str:
    return f"2026-{month:02}-{number:02}T{hour:02}:00:00+01:00"


def told(found: History) -> list[tuple[str, str | None]]:
    return [(event.what.value, event.date.date().isoformat() if event.date else None) for event in found.events]


def lived(repository: Repository) -> None:
    """A whole life: drafted, adopted, figures, lowered by a decision, closed."""
    repository.commit({FILE: PROMISE}, day(5))
    repository.commit({FILE: ADOPTED}, day(14))
    repository.commit({LOG: line("2026-02-01") + line("2026-02-02", "vandring")}, day(2, 2))
    repository.commit({FILE: LOWERED}, day(6, 5))
    repository.commit({FILE: LOWERED.replace("status: adopted", "status: closed")}, day(30, 12))


def test_a_life_is_told_newest_first(repository: Repository, swedish: Translator) -> None:
    lived(repository)
    found = history(repository)
    assert told(found) == [
        ("closed", "2026-12-30"),
        ("amended", "2026-05-06"),
        ("figures", "2026-02-02"),
        ("adopted", "2026-01-14"),
        ("published", "2026-01-05"),
    ]
    closed, amended, figures, adopted, _ = found.events
    assert (closed.changes, closed.decisions) == ((), ())
    assert [swedish.plain(each.what) for each in amended.changes] == [
        "Fotpatruller: från minst 200 till minst 150 tillfällen"
    ]
    assert [(each.kind, each.reference) for each in amended.decisions] == [("revised", "KS 2026/9")]
    assert [each.kind for each in adopted.decisions] == ["adopted"]
    assert (figures.entries, figures.activities) == (2, ("patrull", "vandring"))
    assert [version.promise.status for version in found.versions] == ["closed", "adopted", "adopted", "draft"]
    assert found.is_whole


def test_what_changed_since_the_adoption_is_told_with_its_decision(repository: Repository, swedish: Translator) -> None:
    lived(repository)
    repository.commit({FILE: LOWERED.replace("title: Trygghetsvandringar", "title: Vandringar")}, day(31, 12))
    found = since(repository)
    assert [(swedish.plain(each.change.what), each.decision and each.decision.reference) for each in found.changes] == [
        ("Fotpatruller: från minst 200 till minst 150 tillfällen", "KS 2026/9"),
        ("Vandringar, titel: från ”Trygghetsvandringar” till ”Vandringar”", None),
    ]
    assert [each.date.date().isoformat() for each in found.changes if each.date] == ["2026-05-06", "2026-12-31"]
    assert (str(found.since), found.is_adoption) == ("2026-01-14 12:00:00+01:00", True)
    assert [each.kind for each in found.decisions] == ["revised"]


def test_what_was_changed_back_is_no_change_since_the_adoption(repository: Repository) -> None:
    lived(repository)
    repository.commit({FILE: LOWERED.replace("at_least: 150", "at_least: 200")}, day(31, 12))
    found = since(repository)
    assert found.changes == ()
    assert len(found.decisions) == 1


def test_a_change_is_followed_back_through_a_renamed_key(repository: Repository) -> None:
    repository.commit({FILE: ADOPTED}, day(1))
    repository.commit({FILE: LOWERED}, day(2))
    repository.commit({FILE: LOWERED.replace("  patrull:", "  fotpatrull:")}, day(3))
    (change,) = since(repository).changes
    assert change.change.route == ("activities", "fotpatrull", "target")
    assert change.date is not None
    assert change.date.day == 2
    assert change.decision is not None


def test_drafts_change_freely_and_a_promise_that_comes_adopted_is_published_and_adopted(
    repository: Repository,
) -> None:
    repository.commit({FILE: PROMISE}, day(1))
    repository.commit({FILE: PROMISE.replace("200", "300")}, day(2))
    repository.commit({"promises/annan.yaml": ADOPTED}, day(3))
    assert told(history(repository)) == [("published", "2026-01-01")]
    assert told(history(repository, "annan")) == [("adopted", "2026-01-03"), ("published", "2026-01-03")]


def test_a_decision_adopts_and_its_completed_text_is_no_new_decision(repository: Repository) -> None:
    decided = ADOPTED.replace("status: adopted", "status: proposed")
    repository.commit({FILE: PROMISE}, day(1))
    repository.commit({FILE: decided}, day(2))
    repository.commit({FILE: ADOPTED}, day(3))
    repository.commit({FILE: LOWERED.replace("150", "200")}, day(4))
    repository.commit({FILE: LOWERED.replace("150", "200").replace("KS 2026/9", "KS 2026/9 § 3")}, day(5))
    found = history(repository)
    assert told(found)[::-1] == [
        ("published", "2026-01-01"),
        ("adopted", "2026-01-02"),
        ("amended", "2026-01-03"),
        ("amended", "2026-01-04"),
    ]
    assert found.events[0].changes == ()


def test_figures_of_a_day_are_one_event_and_rewritten_lines_are_none(repository: Repository) -> None:
    first = line("2026-02-01") + line("2026-02-02")
    repository.commit({FILE: ADOPTED}, day(1))
    repository.commit({LOG: line("2026-02-01")}, day(2, hour=8))
    repository.commit({LOG: first}, day(2, hour=9))
    newest = repository.commit({"promises/exempelby-2026/kommun.yaml": line("2026-02-02", "vandring")}, day(2, hour=10))
    repository.commit({LOG: first.replace(", count: 1", ",  count:  2")}, day(3))
    repository.commit({LOG: None, LOG.replace("polis", "polis.2026"): first}, day(4))
    repository.commit({LOG.replace("polis", "polis.2026"): line("2026-02-01")}, day(5))
    found = history(repository)
    assert told(found)[:-2] == [("figures", "2026-01-02")]
    event = found.events[0]
    assert (event.entries, event.activities, event.commit) == (3, ("patrull", "vandring"), newest)


@pytest.mark.parametrize(
    ("added", "entries", "activities"),
    [
        ("# en kommentar\n\n", None, ()),
        ("- {date: 2026-02-01, activity: [patrull, vandring]}\n", 1, ("patrull", "vandring")),
        ('- {activity: "patrull", date: 2026-02-01}\n' + line("2026-03-01"), 2, ("patrull",)),
        ("- {date: 2026-02-01, activity: [[\n", 1, ()),
        ("- 5\n", 1, ()),
        (line("2026-02-02").strip("\n"), 1, ("patrull",)),
        (line("2026-02-02").replace("\n", "\r\n"), 1, ("patrull",)),
    ],
)
def test_entries_are_counted_by_their_lines(
    repository: Repository, added: str, entries: int | None, activities: tuple[str, ...]
) -> None:
    repository.commit({FILE: ADOPTED, LOG: line("2026-02-01")}, day(1))
    repository.commit({LOG: line("2026-02-01") + added}, day(2))
    found = [event for event in history(repository).events if event.date and event.date.day == 2]
    assert [(each.entries, each.activities) for each in found] == ([] if entries is None else [(entries, activities)])


def test_a_version_that_cannot_be_read_is_passed_over(repository: Repository) -> None:
    repository.commit({FILE: "<<<<<<< ours\n"}, day(1))
    repository.commit({FILE: PROMISE}, day(2))
    repository.commit({FILE: PROMISE.replace("title:", "titel:", 1)}, day(3))
    repository.commit({FILE: "status: [\n"}, day(4))
    repository.commit({FILE: f"{ADOPTED}okänd: 1\n"}, day(5))
    repository.commit({FILE: ADOPTED}, day(6))
    assert told(history(repository)) == [("adopted", "2026-01-05"), ("published", "2026-01-02")]
    assert len(history(repository).versions) == 2


def test_a_renamed_promise_keeps_its_history(repository: Repository) -> None:
    repository.commit({FILE: PROMISE, LOG: line("2026-02-01")}, day(1))
    repository.commit({FILE: ADOPTED}, day(2))
    repository.commit(
        {FILE: None, "promises/ny.yaml": LOWERED, LOG: None, "promises/ny/polis.yaml": line("2026-02-01")}, day(3)
    )
    repository.commit({"promises/ny/polis.yaml": line("2026-02-01") + line("2026-02-02")}, day(4))
    found = history(repository, "ny")
    assert told(found)[:3] == [("figures", "2026-01-04"), ("amended", "2026-01-03"), ("adopted", "2026-01-02")]
    assert found.events[0].entries == 1
    assert ("published", "2026-01-01") in told(found)


def test_what_is_not_committed_counts_as_the_newest_version(repository: Repository) -> None:
    repository.commit({FILE: ADOPTED, LOG: line("2026-02-01")}, day(1))
    repository.put({FILE: LOWERED, LOG: line("2026-02-01") + line("2026-02-02")})
    found = history(repository)
    assert told(found)[:2] == [("figures", None), ("amended", None)]
    assert found.versions[0].date is None
    (change,) = since(repository).changes
    assert (change.date, change.decision and change.decision.kind) == (None, "revised")


def test_a_clean_tree_with_other_line_ends_differs_in_nothing(repository: Repository) -> None:
    repository.commit({FILE: ADOPTED, LOG: line("2026-02-01")}, day(1))
    (repository.root / FILE).write_bytes(ADOPTED.replace("\n", "\r\n").encode())
    (repository.root / LOG).write_bytes(line("2026-02-01").replace("\n", "\r\n").encode())
    assert all(event.date is not None for event in history(repository).events)


def test_where_the_beginning_is_not_known_nothing_is_said_to_begin(repository: Repository, tmp_path: Path) -> None:
    lived(repository)
    repository.git("clone", "-q", "--depth", "2", repository.top.as_uri(), str(tmp_path / "grund"))
    shallow = Repository(tmp_path / "grund", "projekt")
    for found in (history(shallow), history(repository, most=1)):
        assert told(found) == [("closed", "2026-12-30")]
        assert not found.is_whole
    known = since_adoption(history(shallow), present(shallow.root).promise)
    assert (known.changes, known.is_adoption) == ((), False)
    assert [each.reference for each in known.decisions] == ["KS 2026/9"]


def test_without_git_the_file_tells_what_it_knows(tmp_path: Path) -> None:
    promise = promise_in(ID, LOWERED.encode())
    assert promise is not None
    found = histories([], {}, {ID: CurrentPromise(promise)})[ID]
    assert found.events == ()
    known = since_adoption(found, promise)
    assert known == SinceAdoption(decisions=promise.decisions[1:])
    assert since_adoption(History(), promise) == known


def test_a_merged_branch_is_an_event_of_the_merge(repository: Repository) -> None:
    repository.commit({FILE: ADOPTED}, day(1))
    repository.git("checkout", "-qb", "gren")
    repository.commit({FILE: ADOPTED.replace("200", "180")}, day(2))
    repository.commit({FILE: LOWERED}, day(3))
    repository.git("checkout", "-q", "main")
    repository.commit({LOG: line("2026-02-01")}, day(4))
    repository.git("merge", "-q", "--no-ff", "-m", "x", "gren", date=day(5))
    found = history(repository)
    assert told(found)[:2] == [("amended", "2026-01-05"), ("figures", "2026-01-04")]
    assert len(found.events[0].changes) == 1


def test_files_that_are_no_promise_or_log_are_not_asked_for(repository: Repository) -> None:
    others = ("README.md", "promises/x.yml", "promises/.dold.yaml", "promises/a/b/c.yaml", "promises/a\nb.yaml")
    repository.commit({FILE: PROMISE, **dict.fromkeys(others, "annat")}, day(1))
    commits = git.history(repository.root, ["promises", "README.md"])
    assert len(contents_needed(commits)) == 1


def test_logs_that_were_not_read_give_no_figures_and_change_nothing_else(repository: Repository) -> None:
    repository.commit({FILE: ADOPTED, LOG: line("2026-02-01")}, day(1))
    repository.commit({LOG: line("2026-02-01") + line("2026-02-02")}, day(2))
    commits, now = git.history(repository.root, ["promises"]), {ID: present(repository.root)}
    contents = git.blobs(repository.root, contents_needed(commits))
    (newest,) = (file.new for file in commits[0].files)
    for known in (
        git.blobs(repository.root, contents_needed(commits, with_logs=False)),
        {name: data for name, data in contents.items() if name != newest},
    ):
        told_now = told(histories(commits, known, now)[ID])
        assert [each for each in told_now if each[0] != "figures"] == [
            ("adopted", "2026-01-01"),
            ("published", "2026-01-01"),
        ]
        assert all(moment == "2026-01-01" for _, moment in told_now)


def test_a_long_history_takes_a_moment(repository: Repository) -> None:
    files = {f"promises/ex-{n}.yaml": ADOPTED for n in range(300)}
    repository.commit(dict(files), day(1))
    start = repository.git("rev-parse", "HEAD")
    log, stream = "", ""
    for n in range(1, 500):
        log += line(f"2026-02-{n % 28 + 1:02}") * 10
        path, text = (
            ("ex-1/polis.yaml", log) if n % 8 else (f"ex-{n % 300}.yaml", ADOPTED.replace("200", str(n + 1000)))
        )
        stream += f"commit refs/heads/main\ncommitter x <x> {1770000000 + n * 9000} +0100\ndata 0\n"
        stream += f"from {start}\n" if n == 1 else ""
        stream += f"M 100644 inline projekt/promises/{path}\ndata {len(text.encode())}\n{text}\n"
    command = ["git", "fast-import", "--quiet"]
    subprocess.run(command, cwd=repository.top, input=stream.encode(), check=True)
    repository.git("reset", "-q", "--hard")
    commits = git.history(repository.root, ["promises"])
    contents = git.blobs(repository.root, contents_needed(commits))
    now = {f"ex-{n}": present(repository.root, f"ex-{n}") for n in range(300)}
    before = perf_counter()
    found = histories(commits, contents, now)
    taken = perf_counter() - before
    assert len(commits) == 500
    assert sum(each.what is EventKind.FIGURES for each in found["ex-1"].events) > 40
    assert sum(each.what is EventKind.AMENDED for each in found["ex-8"].events) == 1
    assert taken < 0.5
