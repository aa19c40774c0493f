"""Ways to get a weakening past the gate, or to make it stumble; each was tried on it, and is held shut here."""

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from medlofte.changes import compare
from medlofte.changes.compare import Difference
from medlofte.core.messages import Translator
from medlofte.reports.diff import DiffReport, render
from medlofte.reports.validation import Look
from medlofte.reports.validation.fingerprint import fingerprints
from tests.changes.gate.test_pull_request import DECISION, LOGGED, LOWER
from tests.support.commands import Runner, runner
from tests.support.repository import ADOPTED, FILE, LOG, Repository, line

Files = dict[str, bytes | None]


def between(old: str, new: str, logs: tuple[str, str] = ("", "")) -> list[Difference]:
    before: Files = {FILE: old.encode(), LOG: logs[0].encode()}
    after: Files = {FILE: new.encode(), LOG: logs[1].encode()}
    return list(compare.compare(before, after, "main"))


def codes(found: list[Difference]) -> list[tuple[str, str]]:
    return [(each.diagnostic.code, each.diagnostic.severity.word) for each in found]


COUNT = ADOPTED.replace("{at_least: 200, unit: tillfällen}", "{at_least: 52, unit: tillfällen}")
RATE = ADOPTED.replace("{at_least: 200, unit: tillfällen}", "{at_least: 1, per: week, unit: tillfällen}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (COUNT, RATE.replace("end: 2026-12-31", "end: 2026-02-28")),
        (COUNT, RATE.replace("start: 2026-01-01", "start: 2026-11-01")),
        (COUNT, RATE.replace("responsible: [polis]", "responsible: [polis]\n    period: {start: 2026-11-01}")),
        (RATE, COUNT.replace("start: 2026-01-01", "start: 2025-01-01")),
    ],
)
def test_another_kind_of_target_does_not_hide_another_period(old: str, new: str) -> None:
    assert "error" in [severity for _, severity in codes(between(old, new))]


def test_an_earlier_decision_copied_lifts_nothing() -> None:
    assert ("target-lowered", "error") in codes(between(ADOPTED + DECISION, LOWER + DECISION * 2))
    other = DECISION.replace("activities.patrull.target", "activities.vandring.target")
    assert ("target-lowered", "error") in codes(between(ADOPTED + other, LOWER + other + DECISION))


def test_no_decision_lifts_what_is_done_to_a_decision() -> None:
    named = DECISION.replace("activities.patrull.target", "decisions")
    found = codes(between(ADOPTED, ADOPTED.replace("KS 2026/1", "KS 2026/2") + named))
    assert ("decision-altered", "error") in found


def test_a_status_that_was_missing_is_not_taken_for_a_draft() -> None:
    old = ADOPTED.replace("status: adopted\n", "")
    assert codes(between(old, LOWER)) == [("not-compared", "warning"), ("target-lowered", "error")]


def test_what_is_faulty_now_is_said_and_hides_no_other_line() -> None:
    found = codes(between(ADOPTED, ADOPTED.replace("{at_least: 200, unit: tillfällen}", "{at_least: 0}")))
    assert found == [("unreadable-now", "error")]
    logged = line("2026-02-03") + line("2026-02-10") + line("2026-02-17")
    faulty = line("2026-02-03").replace("count: 1", "count: abc") + line("2026-02-10")
    assert codes(between(ADOPTED, ADOPTED, (logged, faulty))) == [
        ("unreadable-now", "error"),
        ("entry-removed", "error"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("total: 30", "count: 30"),
        ("words: flera", "count: 5"),
        ("reached: 5", "reached: all"),
        ("deviation: Inställt", "words: klart"),
        ("done: false", "done: true"),
    ],
)
def test_a_gain_in_another_form_is_a_gain(old: str, new: str) -> None:
    logged = [f"- {{date: 2026-02-03, activity: patrull, {each}, ref: a}}\n" for each in (old, new)]
    assert [severity for _, severity in codes(between(ADOPTED, ADOPTED, (logged[0], logged[1])))] == ["error"]


def test_one_event_in_two_logs_can_t_be_made_two() -> None:
    joint = "- {date: 2026-02-03, activity: vandring, count: 5, ref: j}\n"
    other = "promises/exempelby-2026/kommun.yaml"
    before: Files = {FILE: ADOPTED.encode(), LOG: joint.encode(), other: joint.encode()}
    for changed in (joint.replace("ref: j", "ref: k"), joint.replace(", ref: j", "")):
        found = list(compare.compare(before, {**before, LOG: changed.encode()}, "main"))
        assert codes(found) == [("entry-raised", "error")]


def test_a_focus_area_takes_its_places_with_it() -> None:
    areas = "focus_areas:\n  torg: {title: Torget, places: [Torget]}\n  gata: {title: Gatan}\n"
    without = areas.replace("  torg: {title: Torget, places: [Torget]}\n", "")
    assert codes(between(ADOPTED + areas, ADOPTED + without)) == [("place-removed", "error")]


DIALOGUES = """\
basis:
  dialogues:
    - {kind: citizens, when: "2025", places: [Torget, Ängen]}
    - {kind: staff, when: 2025-10}
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (DIALOGUES, DIALOGUES.replace('"2025"', "2025-01/2025-12").replace("Torget, Ängen", "Ängen, Torget"), []),
        (DIALOGUES, f"{DIALOGUES}    - {{kind: citizens, when: 2025-11}}\n", [("text-added", "note")]),
        (f"{DIALOGUES}    - {{kind: citizens, when: 2025-11}}\n", DIALOGUES, [("reworded", "warning")]),
        ("area: Ängen\n", "area: A\u0308ngen\n", []),
    ],
)
def test_what_is_only_written_otherwise_is_no_change(old: str, new: str, said: list[tuple[str, str]]) -> None:
    assert codes(between(ADOPTED + old, ADOPTED + new)) == said


def test_a_promise_in_another_form_under_another_name_is_renamed() -> None:
    new = ADOPTED.replace("{at_least: 200, unit: tillfällen}", '\n      unit: "tillfällen"\n      at_least: 200')
    new = "# Ny form.\n" + "\n".join(f"{each}  # rad" if each.endswith("]") else each for each in new.split("\n"))
    found = compare.compare({FILE: ADOPTED.encode()}, {"promises/nytt.yaml": new.encode()}, "main")
    assert codes(list(found)) == [("promise-renamed", "note")]


def test_logs_that_a_renamed_promise_leaves_behind_are_gone() -> None:
    before = {FILE: "a", LOG: "b"}
    after = {"promises/nytt.yaml": "a", LOG: "b"}
    assert compare.paths_needed(before, after) == ([FILE, LOG], ["promises/nytt.yaml", LOG])
    files: Files = {FILE: ADOPTED.encode(), LOG: LOGGED.encode()}
    later: Files = {"promises/nytt.yaml": ADOPTED.encode(), LOG: LOGGED.encode()}
    found = codes(list(compare.compare(files, later, "main")))
    assert found == [("promise-renamed", "note"), *[("entry-removed", "error")] * 2]


def test_keys_that_are_renamed_in_the_promise_alone_are_no_change_of_the_log() -> None:
    new = ADOPTED.replace("  patrull:", "  fotpatrull:")
    assert codes(between(ADOPTED, new, (LOGGED, LOGGED))) == [("renamed", "note")]
    assert codes(between(ADOPTED, new, (LOGGED, LOGGED.replace("patrull", "fotpatrull")))) == [("renamed", "note")]


def test_a_log_that_is_emptied_is_pointed_at_itself_and_one_that_can_t_be_read_is_said_once() -> None:
    found = between(ADOPTED, ADOPTED, (LOGGED, "# Tom.\n"))
    assert [each.diagnostic.path for each in found] == [LOG, LOG]
    assert codes(between(ADOPTED, ADOPTED, (LOGGED, "- {date: [\n"))) == [("unreadable-now", "error")]


def test_a_period_of_its_own_that_is_the_promise_s_is_a_note() -> None:
    own = "responsible: [kommun]\n    period: {start: 2026-01-01, end: 2026-12-31}"
    assert codes(between(ADOPTED, ADOPTED.replace("responsible: [kommun]", own))) == [("aside-changed", "note")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("24, unit: timmar", "3, unit: månader", "time-limit-longer"),
        ("24, unit: timmar", "1, unit: dygn", "unit-changed"),
        ("30, unit: dagar", "1, unit: månad", "unit-changed"),
        ("24, unit: timmar", "5, unit: arbetsdagar", "unit-changed"),
        ("1, unit: vecka", "24, unit: timmar", "unit-changed"),
    ],
)
def test_times_in_different_units_are_compared_where_they_can_be(old: str, new: str, code: str) -> None:
    limits = [ADOPTED.replace("{exact: 2, unit: vandringar}", f"{{within: {each}}}") for each in (old, new)]
    assert [each for each, _ in codes(between(limits[0], limits[1]))] == [code]


# What is printed


def test_no_line_begins_a_workflow_command(english: Translator) -> None:
    words = "ett ord till " * 6
    old, new = (
        ADOPTED.replace("target: {exact", f'counts: "{words}::error::x {words}{end}"\n    target: {{exact')
        for end in ("a", "b")
    )
    for width in range(40, 110):
        text = render("text", DiffReport(tuple(between(old, new)), "main"), english, Look(width=width))
        assert not any(each.lstrip().startswith("::") for each in text.splitlines())


def test_half_an_identity_number_is_not_shown_beside_the_other_half(english: Translator) -> None:
    old, new = (ADOPTED + f"area: Ring 19800101 {end} nu\n" for end in ("0010", "0019"))
    for format in ("text", "markdown", "json"):
        text = render(format, DiffReport(tuple(between(old, new)), "main"), english, Look(width=200))
        assert "0019" not in text, format


def test_long_values_that_differ_are_seen_to_differ(english: Translator) -> None:
    long = "lång" * 30
    (each,) = between(f"{ADOPTED}area: {long}a\n", f"{ADOPTED}area: {long}b\n")
    message = english(each.diagnostic.message)
    assert "a”" in message
    assert "b”" in message


def test_a_fingerprint_of_what_is_gone_survives_what_is_put_in_its_place() -> None:
    first = between(ADOPTED, ADOPTED, (LOGGED, line("2026-02-03")))
    second = between(ADOPTED, ADOPTED, (LOGGED, f"# En ny rad.\n{line('2026-02-03')}"))
    third = between(ADOPTED, ADOPTED, (LOGGED, line("2026-02-10", count=2)))
    marks = [fingerprints([each.diagnostic for each in found]) for found in (first, second, third)]
    assert marks[0] == marks[1] != marks[2]


def test_very_many_changes_are_all_counted(english: Translator) -> None:
    logs = ["".join(line("2026-02-03", count=n) for n in range(1 + more, 400 + more)) for more in (0, 1000)]
    report = DiffReport(tuple(between(ADOPTED, ADOPTED, (logs[0], logs[1]))), "main")
    text = render("text", report, english, Look())
    assert "399 changes: 399 weaker. 349 of them are not shown." in text


@pytest.mark.parametrize("many", [3_000])
def test_very_many_of_anything_are_compared_in_their_time(many: int) -> None:
    """Were any of it quadratic, this would take minutes."""
    parts: dict[str, Callable[[int, str], str]] = {
        "decisions": lambda n, w: f"  - {{kind: revised, date: 2026-05-04, body: b, reference: {w}{n}}}\n",
        "followups": lambda n, w: f"  - {{due: 2026-05-04, to: {w}{n}}}\n",
        "effects": lambda n, w: f"  - {{goal: {w}{n}}}\n",
    }
    base = ADOPTED.split("decisions:")[0]
    for key, item in parts.items():
        old, new = (f"{base}{key}:\n" + "".join(item(n, word) for n in range(many)) for word in "ab")
        assert len(between(old, new)) >= many
    activities = [
        "".join(f"  {word}{n}:\n    title: {word}{n}\n    responsible: [polis]\n" for n in range(many)) for word in "ab"
    ]
    old, new = (base + each for each in activities)
    assert len(between(old, new)) == 2 * many


# With git


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    made = Repository(tmp_path / "r")
    made.commit({FILE: ADOPTED, LOG: LOGGED})
    made.git("checkout", "-q", "-b", "pr")
    return made


@pytest.fixture
def medlofte(repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    for name in ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"):
        monkeypatch.delenv(name, raising=False)
    return runner(monkeypatch, capsys, repository.root)


@pytest.mark.parametrize("path", [FILE, LOG, "promises"])
def test_a_link_in_place_of_a_file_is_an_error(repository: Repository, medlofte: Runner, path: str) -> None:
    place = repository.root / path
    place.rename(repository.root / "annat")
    place.symlink_to(os.path.relpath(repository.root / "annat", place.parent))
    assert medlofte("validate").code == 0
    done = medlofte("validate", "--against", "main")
    assert (done.code, "unreadable-now" in done.out) == (1, True)


def test_a_link_as_it_was_is_not_a_promise_that_is_new(repository: Repository, medlofte: Runner) -> None:
    place = repository.root / FILE
    place.rename(repository.root / "annat.yaml")
    place.symlink_to("../annat.yaml")
    repository.commit({})
    place.unlink()
    repository.put({FILE: LOWER})
    assert "not-compared" in medlofte("diff", "HEAD").out


def test_another_repository_in_place_of_the_promises_can_t_be_compared(
    repository: Repository, medlofte: Runner
) -> None:
    subprocess.run(["git", "init", "-q"], cwd=repository.root / "promises", check=True)
    done = medlofte("validate", "--against", "main", lang="en_GB.UTF-8")
    assert (done.code, done.out) == (2, "")
    assert "repository of its own" in done.err


@pytest.mark.parametrize("way", [["--depth", "1", "--branch", "pr"], ["--single-branch", "--branch", "pr"]])
def test_a_clone_that_does_not_know_the_default_branch_says_so(
    repository: Repository, tmp_path: Path, medlofte: Runner, way: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({FILE: LOWER})
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", *way, f"file://{repository.top}", str(clone)], check=True)
    done = medlofte("diff", cwd=clone, lang="en_GB.UTF-8")
    assert (done.code, done.out) == (2, "")
    fetch = done.err[done.err.index("git fetch") :].split("\n")[0].strip()
    subprocess.run(shlex.split(fetch), check=True, cwd=clone, capture_output=True)
    assert medlofte("diff", cwd=clone).code == 1
    monkeypatch.setenv("GITHUB_BASE_REF", "pr")
    assert medlofte("diff", cwd=clone).code == 0


def test_a_commit_that_is_not_here_is_fetched_by_its_name(
    repository: Repository, tmp_path: Path, medlofte: Runner
) -> None:
    base = repository.git("rev-parse", "main")
    repository.commit({FILE: LOWER})
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", "--branch", "pr", f"file://{repository.top}", str(clone)], check=True
    )
    for name in (base, "HEAD~1"):
        done = medlofte("validate", "--against", name, cwd=clone, lang="en_GB.UTF-8")
        assert done.code == 2
        fetch = done.err[done.err.index("git fetch") :].split("\n")[0].strip()
        assert "refs/heads" not in fetch
    subprocess.run(shlex.split(fetch), check=True, cwd=clone, capture_output=True)
    assert medlofte("validate", "--against", "HEAD~1", cwd=clone).code == 1
    assert medlofte("validate", "--against", base, cwd=clone).code == 1
