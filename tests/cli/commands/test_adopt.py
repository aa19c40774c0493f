"""``medlofte adopt``: the decision and its mark are put into the file, once, and nothing that is faulty is adopted."""

import io
import sys
from pathlib import Path

import pytest

from medlofte.cli.session import Session
from medlofte.project import log_file
from tests.conftest import PROMISE
from tests.support.commands import Done, Runner

FILE = Path("promises/exempelby-2026.yaml")
DECIDED = ("--date", "2026-01-12", "--body", "kommunfullmäktige", "--reference", "KS 2026/1")
DRAFT = "# Exempelby är en påhittad kommun.\n" + (
    PROMISE.split("\n", 1)[1]
    .replace("status: adopted", "status: draft  # än så länge")
    .replace("decisions:\n  - {kind: adopted, date: 2025-12-01, body: kommunstyrelsen}\n", "")
)
MARK = "v1-47e2e821084bb1bc"


@pytest.fixture
def draft(project: Path) -> Path:
    (project / FILE).write_text(DRAFT, "utf-8")
    return project


@pytest.fixture
def adopt(medlofte: Runner) -> Runner:
    def run(*arguments: str, lang: str = "en_GB.UTF-8") -> Done:
        return medlofte("adopt", "exempelby-2026", *arguments, lang=lang)

    return run


def text(project: Path) -> str:
    return (project / FILE).read_bytes().decode()


def test_a_draft_is_adopted_in_place(draft: Path, adopt: Runner, medlofte: Runner) -> None:
    done = adopt(*DECIDED, "--paragraph", "§ 12")
    assert (done.code, done.err) == (0, "")
    line = (
        "  - {kind: adopted, date: 2026-01-12, body: kommunfullmäktige, reference: KS 2026/1, "
        f'paragraph: "§ 12", fingerprint: {MARK}}}\n'
    )
    assert text(draft) == DRAFT.replace("draft", "adopted").replace("activities:", f"decisions:\n{line}activities:")
    assert done.out == f"{FILE}\nstatus: adopted  # än så länge\ndecisions:\n{line}"
    assert medlofte("validate").code == 0


def test_the_same_call_again_changes_nothing(draft: Path, adopt: Runner) -> None:
    adopt(*DECIDED)
    before = text(draft)
    for arguments in (DECIDED, ()):
        done = adopt(*arguments)
        assert (done.code, done.out) == (0, "")
        assert "nothing was written" in done.err
        assert text(draft) == before


def test_a_decision_that_stands_there_gets_its_mark(project: Path, adopt: Runner) -> None:
    done = adopt("--date", "2025-12-01", "--body", "kommunstyrelsen", "--reference", "KS 2025/0123")
    assert done.code == 0
    stood = "body: kommunstyrelsen}"
    assert text(project) == PROMISE.replace(
        stood, f"body: kommunstyrelsen, reference: KS 2025/0123, fingerprint: {MARK}}}"
    )


def test_what_a_lone_decision_says_need_not_be_said_again(project: Path, adopt: Runner) -> None:
    assert adopt().code == 2
    assert adopt("--reference", "KS 2025/0123").code == 0
    assert text(project).count("kind: adopted") == 1


def test_another_body_s_decision_is_another(project: Path, adopt: Runner) -> None:
    assert adopt(*DECIDED).code == 0
    assert text(project).count("kind: adopted") == 2
    assert text(project).count("fingerprint") == 1


@pytest.mark.parametrize(
    "hostile", ["a: b", "# a", 'x"y', "'", "å\nb", "{a}", "*a", "no", "0665", "- a", "\\", "::error::x", "[/]"]
)
def test_any_text_is_read_back_as_it_was(hostile: str, draft: Path, adopt: Runner) -> None:
    from medlofte.core.source import Source
    from medlofte.parsing import yaml_reader

    assert adopt("--date", "2026-01-12", "--body", hostile, "--reference", hostile).code == 0
    read = yaml_reader.read(Source("x", text(draft))).value
    assert read is not None
    assert (read.value["decisions"][0]["body"], read.value["decisions"][0]["reference"]) == (hostile, hostile)


def test_a_change_is_seen_and_decided(draft: Path, adopt: Runner, medlofte: Runner) -> None:
    adopt(*DECIDED)
    (draft / FILE).write_text(text(draft).replace("at_least: 200", "at_least: 150"), "utf-8")
    assert "changed-since-decision" in medlofte("validate").out
    again = adopt(*DECIDED)
    assert again.code == 2
    assert "--kind revised" in again.err
    revised = ("--kind", "revised", "--date", "2026-05-04", "--body", "kommunstyrelsen", "--reference", "KS 2026/9")
    done = adopt(*revised, "--changes", "activities.fotpatrull.target")
    assert (done.code, done.err) == (0, "")
    assert "reference: KS 2026/9, changes: [activities.fotpatrull.target], fingerprint: v1-" in done.out
    assert medlofte("validate").code == 0


def test_an_end_closes_the_promise_and_a_revision_does_not_open_it(project: Path, adopt: Runner) -> None:
    assert adopt("--kind", "ended", *DECIDED).code == 0
    assert "status: closed" in text(project)
    assert adopt("--kind", "revised", "--date", "2026-02-01", "--body", "x", "--reference", "y").code == 0
    assert "status: closed" in text(project)
    assert adopt("--kind", "extended", "--date", "2026-03-01", "--body", "x", "--reference", "y").code == 0
    assert "status: adopted" in text(project)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--date"),
        (DECIDED[:4], "--reference"),
        ((*DECIDED, "--date", "12 januari"), "12 januari"),
        ((*DECIDED, "--date", "2026-02-30"), "2026-02-30"),
        ((*DECIDED, "--date", "2026-01/2026-02"), "2026-01/2026-02"),
        ((*DECIDED, "--body", " "), "body"),
        ((*DECIDED, "--kind", "antaget"), "--kind"),
        ((*DECIDED, "--kind", "revised"), "has not been adopted"),
        ((*DECIDED, "--changes", "activities.fotpatrul.target"), "activities.fotpatrull.target"),
        ((*DECIDED, "--changes", "activities.fotpatrull.target.at_least.x"), "has nothing at"),
        ((*DECIDED, "--changes", "fotpatrull"), "activities.fotpatrull.target"),
    ],
)
def test_what_cannot_be_decided_is_refused(arguments: tuple[str, ...], words: str, draft: Path, adopt: Runner) -> None:
    done = adopt(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert text(draft) == DRAFT


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("at_least: 200", "at_least: två hundra", "wrong-type"),
        ("period: {start: 2026-01-01, end: 2026-12-31}\n", "", "period-missing"),
        ("responsible: [kommun]", "responsible: [region]", "unknown-party"),
    ],
)
def test_nothing_faulty_is_adopted(old: str, new: str, code: str, draft: Path, adopt: Runner) -> None:
    faulty = DRAFT.replace(old, new)
    (draft / FILE).write_text(faulty, "utf-8")
    done = adopt(*DECIDED)
    assert (done.code, done.out) == (1, "")
    assert code in done.err
    assert text(draft) == faulty


def test_a_personal_number_is_not_written(draft: Path, adopt: Runner) -> None:
    done = adopt(*DECIDED[:4], "--reference", "19121212-1212")
    assert done.code == 1
    assert "1212-1212" not in done.err
    assert text(draft) == DRAFT


def test_a_later_decision_is_not_passed_over(project: Path, adopt: Runner) -> None:
    done = adopt("--date", "2025-11-01", "--body", "kommunfullmäktige", "--reference", "KS 2026/1")
    assert done.code == 2
    assert "adopted 2025-12-01" in done.err
    assert text(project) == PROMISE


def test_what_was_removed_may_be_named_and_is_told(project: Path, adopt: Runner) -> None:
    done = adopt("--kind", "revised", *DECIDED, "--changes", "activities.fotpatrul", "--changes", "decisions.0")
    assert done.code == 0
    assert "activities.fotpatrul" in done.err
    assert "activities.fotpatrull?" in done.err
    assert "changes: [activities.fotpatrul, decisions.0]" in text(project)


def test_line_ends_and_mark_stay(draft: Path, adopt: Runner) -> None:
    (draft / FILE).write_bytes(b"\xef\xbb\xbf" + DRAFT.replace("\n", "\r\n").encode())
    assert adopt(*DECIDED).code == 0
    data = (draft / FILE).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf#")
    assert data.count(b"\n") == data.count(b"\r\n") == DRAFT.count("\n") + 2


def test_a_person_is_asked_for_what_was_left_out(draft: Path, adopt: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "is_conversation", True)
    answers = ["31 januari", "12/1", "", "kommunfullmäktige", "KS 2026/1", ""]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
    done = adopt(lang="sv_SE.UTF-8")
    assert done.code == 0
    assert "31 januari" in done.err
    assert "-01-12, body: kommunfullmäktige, reference: KS 2026/1, fingerprint: " in done.out


def test_a_person_who_leaves_has_adopted_nothing(draft: Path, adopt: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "is_conversation", True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("2026-01-12\n"))
    assert adopt().code == 130
    assert text(draft) == DRAFT


def test_what_another_has_written_meanwhile_is_kept(
    draft: Path, adopt: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = log_file.replace

    def late(path: Path, data: bytes, expected: bytes) -> None:
        (draft / FILE).write_text(DRAFT + "note: ny\n", "utf-8")
        replace(path, data, expected)

    monkeypatch.setattr(log_file, "replace", late)
    assert adopt(*DECIDED).code == 2
    assert text(draft) == DRAFT + "note: ny\n"


def test_a_file_that_is_written_too_unusually_is_left_alone(draft: Path, adopt: Runner) -> None:
    unusual = DRAFT.replace("status: draft  # än så länge", "status: |-\n  draft")
    (draft / FILE).write_text(unusual, "utf-8")
    done = adopt(*DECIDED)
    assert (done.code, done.out) == (2, "")
    assert "in its place" in done.err
    assert text(draft) == unusual


def test_a_person_is_asked_for_promise_and_changes(
    project: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "promises" / "exempelby-2027.yaml").write_text(DRAFT, "utf-8")
    monkeypatch.setattr(Session, "is_conversation", True)
    answers = [
        "1",
        "2026-05-04",
        "kommunstyrelsen",
        "KS 2026/9",
        "",
        "activities.fotpatrul.target",
        "activities.fotpatrull.target title",
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
    done = medlofte("adopt", "--kind", "revised")
    assert done.code == 0
    assert "changes: [activities.fotpatrull.target, title], fingerprint: " in done.out
    assert "Medborgarlöfte för Exempelby 2026 (exempelby-2026)\n" in done.err
    assert "Menade du activities.fotpatrull.target?" in done.err


def test_without_a_person_the_promise_must_be_named(project: Path, medlofte: Runner) -> None:
    done = medlofte("adopt", *DECIDED)
    assert done.code == 2
    assert "ID" in done.err


def test_what_another_decision_of_the_kind_says_is_not_taken_over(draft: Path, adopt: Runner) -> None:
    first = "  - {kind: adopted, date: 2025-12-01, body: kommunstyrelsen, reference: KS 2025/1}\n"
    second = "  - {kind: revised, date: 2026-03-02, body: kommunstyrelsen, reference: KS 2026/3, paragraph: § 44}\n"
    (draft / FILE).write_text(
        f"{DRAFT}decisions:\n{first}{second}".replace("status: draft", "status: adopted"), "utf-8"
    )
    done = adopt("--kind", "revised", "--date", "2026-05-04", "--body", "kommunstyrelsen", "--reference", "KS 2026/9")
    assert (done.code, done.err.count("approves nothing")) == (0, 1)
    added = text(draft).splitlines()[-1]
    assert "reference: KS 2026/9" in added
    assert "paragraph" not in added
