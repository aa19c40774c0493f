"""``medlofte log``: one line, checked before it is written, and taken back as easily."""

import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from medlofte.cli import log_entry
from medlofte.cli.session import Session
from tests.conftest import LOG, PROMISE
from tests.support.commands import Done, Runner

pytestmark = pytest.mark.quick

LOG_PATH = Path("promises/exempelby-2026/polis.yaml")
MORE = """\
  arbetstid:
    title: Arbete på torget
    responsible: [polis]
    target: {at_least: 900, unit: timmar}
  skolor:
    title: Besök i skolor
    responsible: [polis]
    target: {all: skolor, of: 14}
  kamera:
    title: Kameror på torget
    responsible: [polis]
    target: {done: Kamerorna är uppsatta, by: 2026-06-30}
  gemensamt:
    title: Gemensamma besök
    responsible: [polis, kommun]
    target: {at_least: 10, unit: besök}
"""


@pytest.fixture(autouse=True)
def _last_day_of_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """The calendar stands still, for of a day that has not been more is said."""
    monkeypatch.setattr(log_entry, "today_or", lambda _: date(2026, 12, 31))


@pytest.fixture
def rich(project: Path) -> Path:
    """The project with an activity of every kind."""
    (project / "promises" / "exempelby-2026.yaml").write_text(PROMISE + MORE, "utf-8")
    return project


def written(project: Path, before: str = LOG) -> str:
    """What was added to the log, without its reference."""
    text = (project / LOG_PATH).read_text("utf-8")
    assert text.startswith(before)
    return re.sub(r", ref: [a-z][a-z0-9]{6}\}", "}", text.removeprefix(before))


@pytest.fixture
def log(rich: Path, medlofte: Runner) -> Runner:
    def run(*arguments: str, lang: str = "en_GB.UTF-8") -> Done:
        return medlofte("log", "exempelby-2026", *arguments, lang=lang)

    return run


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["fotpatrull", "3"], "count: 3"),
        (["fotpatrull"], "count: 1"),
        (["fotpatrull", "0"], "count: 0"),
        (["fotpatrull", "1 000"], "count: 1000"),
        (["Fotpatruller på torget", "3", "--place", "Torget"], "count: 3, place: Torget"),
        (["fotpatrull", "--place", "Torget", "--place", "Parken"], "count: 1, place: [Torget, Parken]"),
        (["fotpatrull", "--total", "250", "--source", "Rapport: mars"], 'total: 250, source: "Rapport: mars"'),
        (["fotpatrull", "2", "--precision", "about", "--type", "kväll", "--note", "a # b"], None),
        (["fotpatrull", "--words", "flertalet"], "words: flertalet"),
        (["fotpatrull", "--deviation", "Inställd", "--instead", "Enkät"], "deviation: Inställd, instead: Enkät"),
        (["fotpatrull", "--assessed", "partly", "--reason", "Tja?"], "assessed: partly, reason: Tja?"),
        (["fotpatrull", "2", "--tag", "kväll", "--tag", "helg"], "count: 2, tags: [kväll, helg]"),
        (
            ["fotpatrull", "4", "--result", "böter=6", "--result", "rattfylleri.alkohol=2", "--result", "a=minst 80"],
            "count: 4, results: {böter: 6, rattfylleri: {alkohol: 2}, a: minst 80}",
        ),
        (["fotpatrull", "--note", "::error::x"], 'count: 1, note: "::error::x"'),
        (["fotpatrull", "--note", "no"], 'count: 1, note: "no"'),
        (
            ["fotpatrull", "--note", "ga\u030aende", "--result", "bo\u0308ter=1"],
            "count: 1, note: gående, results: {böter: 1}",
        ),
    ],
)
def test_a_line_in_canonical_form_is_added(arguments: list[str], line: str | None, rich: Path, log: Runner) -> None:
    done = log(*arguments, "--date", "2026-12-01")
    assert (done.code, done.err) == (0, "")
    line = line or 'count: 2, precision: about, type: kväll, note: "a # b"'
    assert written(rich) == f"- {{date: 2026-12-01, activity: fotpatrull, {line}}}\n"
    assert done.out.split("\n")[0] == LOG_PATH.as_posix()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["arbetstid", "2,5"], "activity: arbetstid, count: 2.5"),
        (["skolor", "--reached", "6"], "activity: skolor, reached: 6"),
        (["skolor", "--reached", "alla"], "activity: skolor, reached: all"),
        (["kamera", "--done"], "activity: kamera, done: true"),
        (["kamera", "--not-done"], "activity: kamera, done: false"),
        (["fotpatrull,arbetstid"], "activity: [fotpatrull, arbetstid], count: 1"),
        (["gemensamt", "--party", "polis"], "activity: gemensamt, count: 1"),
    ],
)
def test_every_kind_of_activity_can_be_logged(arguments: list[str], line: str, rich: Path, log: Runner) -> None:
    assert log(*arguments, "--date", "2026-12-01").code == 0
    assert written(rich) == f"- {{date: 2026-12-01, {line}}}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["fotpatrul"], "Did you mean fotpatrull?"),
        (["fotpatrull", "ca 20"], "ca 20 is not a number"),
        (["fotpatrull", "007"], "007 is not a number"),
        (["fotpatrull", "+5"], "+5 is not a number"),
        (["fotpatrull", "10 st"], "10 st is not a number"),
        (["fotpatrull", "2,5"], "Only hours"),
        (["fotpatrull", "3", "--total", "250"], "either how many more"),
        (["fotpatrull", "--total", "3"], "the new reading only 3"),
        (["fotpatrull", "--date", "2025-12-31"], "does not lie in the period"),
        (["fotpatrull", "--date", "2025-12-31/2026-01-02"], "does not lie in the period"),
        (["fotpatrull", "--date", "2026-02-30"], "2026-02-30 is not a date"),
        (["fotpatrull", "--date", "2026-03/2026-01"], "ends before it begins"),
        *(
            (["fotpatrull", "--date", date], "is not a date")
            for date in ("20260305", "2026-3-5", "5.3.2026", "２０２６-03-05", "mars")
        ),
        (["fotpatrull", "--date", "31/2"], "is not a date"),
        (["fotpatrull", "--note", "a\nb"], "is on one line"),
        (["fotpatrull", "--note", "a\tb"], "is on one line"),
        (["fotpatrull", "--place", "a\x1b[31m"], "is on one line"),
        (["fotpatrull", "--note", "811218-9876"], "personal number"),
        (["fotpatrull", "--party", "bank"], "no party bank"),
        (["gemensamt"], "--party: kommun, polis"),
        (["kamera", "2"], "error["),
        (["fotpatrull", "--result", "x"], "is not a side figure"),
        (["fotpatrull", "--result", "a\nb=3"], "is on one line"),
        (["fotpatrull", "--result", "a.b\nc=3"], "is on one line"),
        (["fotpatrull", "--result", "a=minst\n3"], "is on one line"),
        (["fotpatrull", "--ref", "k1"], "error[ref-conflict]"),
        (["fotpatrull", "--joint"], "No other party"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_written(
    arguments: list[str], words: str, rich: Path, log: Runner
) -> None:
    done = log(*arguments) if "--date" in arguments else log(*arguments, "--date", "2026-12-01")
    assert done.code in (1, 2)
    assert words in done.err
    assert (rich / LOG_PATH).read_text("utf-8") == LOG
    assert sorted(os.listdir(rich / "promises" / "exempelby-2026")) == ["polis.yaml"]


def test_words_may_come_after_the_period(rich: Path, log: Runner) -> None:
    assert log("fotpatrull", "--words", "bra", "--date", "2027-01-15").code == 0
    assert log("fotpatrull", "--words", "bra", "--total", "300", "--date", "2027-01-15").code == 1


def test_the_new_standing_is_told(rich: Path, log: Runner) -> None:
    out = log("fotpatrull", "3", "--date", "2026-12-01", lang="sv_SE.UTF-8").out
    assert "Fotpatruller på torget: 202 av minst 200 tillfällen, uppfyllt (per 20" in out
    assert log("fotpatrull", "--quiet", "--date", "2026-12-02").out.count("\n") == 2


def test_a_day_in_words_is_read_back(rich: Path, log: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_entry, "today_or", lambda _: date(2026, 11, 25))  # a Wednesday
    for said, meant in {
        "igår": "2026-11-24",
        "i går": "2026-11-24",
        "i förrgår": "2026-11-23",
        "idag": "2026-11-25",
        "i måndags": "2026-11-23",
        "i onsdags": "2026-11-18",
        "i söndags": "2026-11-22",
        "5/11": "2026-11-05",
        "25/11": "2026-11-25",
    }.items():
        done = log("fotpatrull", "--date", said, "--note", said)
        assert done.err.startswith(f"{said} is ")
        assert done.err.endswith(f" {meant}\n")
        assert f"date: {meant}," in done.out
    assert "2025-11-26" in log("fotpatrull", "--date", "26/11").err


def test_a_log_with_errors_is_added_to_and_it_is_said(rich: Path, log: Runner) -> None:
    (rich / LOG_PATH).write_text(LOG + "- {date: 2026-13-01, activity: fotpatrull, ref: x}\n", "utf-8")
    done = log("fotpatrull", "--date", "2026-12-01")
    assert done.code == 0
    assert "The log has 1 error" in done.err


@pytest.mark.parametrize("half", ["-", "- ", "- {", "- {date: 2026-0\r", "- {date: 2026-12-01, activity: fot"])
def test_any_half_of_a_line_is_set_aside(half: str, rich: Path, log: Runner) -> None:
    with (rich / LOG_PATH).open("ab") as opened:
        opened.write(half.encode())
    assert log("fotpatrull", "--date", "2026-12-01").code == 0
    assert written(rich) == "- {date: 2026-12-01, activity: fotpatrull, count: 1}\n"
    assert (rich / f"{LOG_PATH}.rest").read_bytes() == half.encode() + b"\n"


def test_a_whole_line_torn_inside_its_line_break_stays(rich: Path, log: Runner) -> None:
    (rich / LOG_PATH).write_bytes(LOG.replace("\n", "\r\n").encode()[:-1])
    assert log("fotpatrull", "--date", "2026-12-01").code == 0
    assert (rich / LOG_PATH).read_bytes().startswith(LOG.replace("\n", "\r\n").encode())
    assert sorted(os.listdir(rich / "promises" / "exempelby-2026")) == ["polis.yaml"]


def test_half_a_line_is_set_aside_and_named(rich: Path, log: Runner) -> None:
    with (rich / LOG_PATH).open("a", encoding="utf-8") as opened:
        opened.write("- {date: 2026-12-01, activity: fot")
    done = log("fotpatrull", "--date", "2026-12-01")
    assert done.code == 0
    assert "polis.yaml.rest" in done.err
    assert written(rich) == "- {date: 2026-12-01, activity: fotpatrull, count: 1}\n"
    assert (rich / f"{LOG_PATH}.rest").read_text("utf-8") == "- {date: 2026-12-01, activity: fot\n"


def test_another_file_of_the_party_may_be_named(rich: Path, log: Runner) -> None:
    assert log("fotpatrull", "--file", "2026-12", "--date", "2026-12-01").code == 0
    assert (rich / "promises/exempelby-2026/polis.2026-12.yaml").exists()
    assert log("fotpatrull", "--file", "../x", "--date", "2026-12-01").code == 2


def test_joint_work_is_one_event(rich: Path, log: Runner, medlofte: Runner) -> None:
    assert log("gemensamt", "4", "--party", "polis", "--date", "2026-12-01", "--place", "Torget").code == 0
    assert log("gemensamt", "--party", "kommun", "--date", "2026-12-01", "--joint").code == 0
    lines = [
        (rich / f"promises/exempelby-2026/{party}.yaml").read_text("utf-8").split("\n")[-2]
        for party in ("polis", "kommun")
    ]
    assert lines[0] == lines[1]
    out = medlofte("progress", "exempelby-2026", "--format", "json", "--as-of", "2026-12-31").out
    assert re.search(r'"done": 4,.*"by_party": \{\s*"kommun": 4,\s*"polis": 4', out, re.S)


def test_an_entry_is_taken_back_until_it_is_committed(rich: Path, log: Runner, medlofte: Runner) -> None:
    def git(*arguments: str) -> None:
        settings = ("-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *settings, *arguments], cwd=rich, check=True, capture_output=True)

    git("init", "-q")
    log("fotpatrull", "--ref", "one", "--date", "2026-12-01")
    git("add", "-A")
    git("commit", "-qm", "x")
    log("fotpatrull", "--ref", "two", "--date", "2026-12-02")
    log("fotpatrull", "--ref", "three", "--date", "2026-12-03")
    assert medlofte("log", "--undo", "two").code == 0
    done = medlofte("log", "--undo", "one", "--lang", "en")
    assert (done.code, "committed already" in done.err) == (2, True)
    assert medlofte("log", "--undo", "nowhere").code == 2
    assert re.findall("ref: (one|two|three)", (rich / LOG_PATH).read_text("utf-8")) == ["one", "three"]


FORM = """\
### Löfte

exempelby-2026

### Aktivitet

Fotpatruller på torget

### Datum

2026-12-01

### Antal

3

### Plats

_No response_

### Personuppgifter

- [X] Jag har inte skrivit något om en enskild person.
"""


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (FORM, 0),
        (FORM.replace("\n", "\r\n"), 0),
        (FORM + "### Part\n\npolisen\n", 0),
        (FORM + "### Något annat\n\n::error::x\n", 2),
        (FORM + "### Part\n\nBrandkåren\n", 1),
        (FORM + "### Anteckning\n\nen \u202e\n", 2),
        (FORM + "### 811218-9876\n\nx\n", 2),
        (FORM.replace("### Antal\n\n3", "### Antal\n\nca 3"), 1),
        (FORM.replace("### Aktivitet", "### Verksamhet"), 2),
        (FORM + "### Antal\n\n4\n", 2),
        (FORM.replace("exempelby-2026", "../../etc"), 2),
        (FORM + "### Anteckning\n\nrad ett\nrad två\n", 1),
        (FORM + "### Anteckning\n\n811218-9876\n", 1),
        ("### " * 100_000, 2),
        ("\x1b[31m", 2),
        ("", 2),
    ],
)
def test_a_form_is_read_as_hostile_as_all_else(form: str, code: int, rich: Path, medlofte: Runner) -> None:
    (rich / "form.md").write_bytes(form.encode())
    done = medlofte("log", "--form", "form.md", "--lang", "en")
    assert done.code == code
    assert not re.search("\x1b|9876|(?m:^::)", done.out + done.err)
    expected = "- {date: 2026-12-01, activity: fotpatrull, count: 3}\n" if code == 0 else ""
    assert written(rich) == expected


def event(body: str, number: int = 12) -> bytes:
    """What GitHub tells of an issue."""
    told = {"action": "opened", "issue": {"number": number, "title": "Insats", "body": body}, "sender": {"login": "x"}}
    return json.dumps(told).encode()


def test_an_issue_is_logged_once(rich: Path, medlofte: Runner) -> None:
    (rich / "event.json").write_bytes(event(FORM))
    assert medlofte("log", "--form", "event.json").code == 0
    line = "- {date: 2026-12-01, activity: fotpatrull, count: 3, ref: arende-12}\n"
    assert (rich / LOG_PATH).read_text("utf-8") == LOG + line
    again = medlofte("log", "--form", "event.json", "--lang", "en")
    assert (again.code, again.err) == (0, "medlofte: The entry arende-12 has been logged before.\n")
    (rich / "event.json").write_bytes(event(FORM.replace("\n3\n", "\n4\n")))
    changed = medlofte("log", "--form", "event.json", "--lang", "en")
    assert (changed.code, "has another entry arende-12" in changed.err) == (1, True)
    assert (rich / LOG_PATH).read_text("utf-8") == LOG + line
    (rich / "event.json").write_bytes(event(FORM, 13))
    assert medlofte("log", "--form", "event.json").code == 0
    assert (rich / LOG_PATH).read_text("utf-8").endswith("ref: arende-13}\n")


@pytest.mark.parametrize("data", [b'{"issue": {}}', b'{"a":' * 100_000, b"\xff", b"x" * (1 << 21)])
def test_what_is_no_issue_is_said(data: bytes, rich: Path, medlofte: Runner) -> None:
    (rich / "event.json").write_bytes(data)
    done = medlofte("log", "--form", "event.json", "--lang", "en")
    assert (done.code, done.out, "event.json" in done.err) == (2, "", True)
    assert (rich / LOG_PATH).read_text("utf-8") == LOG


def test_a_form_stands_alone(rich: Path, medlofte: Runner) -> None:
    (rich / "form.md").write_text(FORM, "utf-8")
    assert medlofte("log", "exempelby-2026", "--form", "form.md").code == 2
    assert medlofte("log", "--form", "form.md", "--ref", "x").code == 2
    assert medlofte("log", "--form", "none.md").code == 2
    assert (rich / LOG_PATH).read_text("utf-8") == LOG


def test_a_log_that_is_a_link_is_not_written_to(rich: Path, log: Runner) -> None:
    (rich / "elsewhere.yaml").write_bytes((rich / LOG_PATH).read_bytes())
    (rich / LOG_PATH).unlink()
    (rich / LOG_PATH).symlink_to(rich / "elsewhere.yaml")
    assert log("fotpatrull", "--date", "2026-12-01").code == 2
    assert (rich / "elsewhere.yaml").read_text("utf-8") == LOG


def test_missing_arguments_are_an_error_where_nobody_can_be_asked(medlofte: Runner) -> None:
    assert "ID" in medlofte("log").err
    assert "ACTIVITY" in medlofte("log", "exempelby-2026").err
    assert medlofte("log").code == 2


def test_a_full_disk_leaves_the_log_as_it_was(tmp_path: Path) -> None:
    script = f"""
set -e
mount -t tmpfs -o size=64k tmpfs .
cd "$PWD"
note=$(printf 'x%.0s' $(seq 900))
mkdir -p promises/x-2026
cat > promises/x-2026.yaml <<'END'
{PROMISE}END
printf '%s' '- {{date: 2026-01-09, activity: fotpatrull, ref: k1}}' > promises/x-2026/polis.yaml
echo >> promises/x-2026/polis.yaml
head -c 60000 /dev/zero > filler 2>/dev/null || true
code=0
for number in $(seq 200); do
  {sys.executable} -m medlofte log x-2026 fotpatrull --date 2026-01-10 --note $note >/dev/null 2>&1 || code=$?
  [ $code = 0 ] || break
done
echo "code $code"
tail -c 1 promises/x-2026/polis.yaml | od -An -c
{sys.executable} -m medlofte validate >/dev/null && echo sound
ls -A promises/x-2026
"""
    done = subprocess.run(
        ["unshare", "--mount", "bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    if "mount:" in done.stderr or "unshare:" in done.stderr:
        pytest.skip("no tmpfs can be mounted here")
    assert done.stdout.split("\n") == ["code 2", r"  \n", "sound", "polis.yaml", ""], done.stderr


@pytest.mark.parametrize(
    ("arguments", "answers", "line"),
    [
        ([], "2026-12-01\n3\nTorget\nkväll\n", "activity: fotpatrull, count: 3, place: Torget, note: kväll"),
        ([], "2026-12-01\n\n\n\n", "activity: fotpatrull, count: 1"),
        (["fotpatrull"], "7\n", "activity: fotpatrull, count: 7"),
        (["fotpatrull", "4"], "", "activity: fotpatrull, count: 4"),
        (["gemensamt"], "2\n1\n", "activity: gemensamt, count: 2"),
        (["gemensamt"], "2\npolis\n", "activity: gemensamt, count: 2"),
        (["kamera"], "ja\n", "activity: kamera, done: true"),
        (["kamera"], "nej\n", "activity: kamera, done: false"),
        (["skolor"], "7\n", "activity: skolor, reached: 7"),
    ],
)
def test_a_person_is_asked_for_what_was_left_out(
    arguments: list[str], answers: str, line: str, rich: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "is_conversation", True)
    given = ["--date", "2026-12-01"] if arguments else []
    first = "" if arguments else "1\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(first + answers))
    done = medlofte("log", "exempelby-2026", *arguments, *given)
    assert done.code == 0
    assert written(rich) == f"- {{date: 2026-12-01, {line}}}\n"
    assert arguments or "   1  Fotpatruller på torget: " in done.err


def test_a_person_is_asked_again_after_a_wrong_answer(
    rich: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "is_conversation", True)
    answers = ("99", "fotpatrlu", "fotpatrull", "i övermorgon", "2026-12-01", "två och en halv", "3", "", "")
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
    done = medlofte("log", "exempelby-2026")
    assert done.code == 0
    assert written(rich) == "- {date: 2026-12-01, activity: fotpatrull, count: 3}\n"
    assert done.err.count("Svara med ett nummer från 1 till") == 2
    assert "i övermorgon" in done.err
    assert "två och en halv" in done.err


def test_what_validate_will_warn_about_is_told_at_once(rich: Path, medlofte: Runner) -> None:
    medlofte("log", "exempelby-2026", "fotpatrull", "1", "--date", "2026-03-05")
    done = medlofte("log", "exempelby-2026", "fotpatrull", "9", "--date", "2026-03")
    assert done.code == 0
    assert "2026-03 överlappar en annan notering" in done.err
    assert medlofte("log", "exempelby-2026", "fotpatrull", "1", "--date", "2026-05-05").err.count("överlappar") == 0
    quiet = medlofte("log", "exempelby-2026", "fotpatrull", "9", "--date", "2026-03", "--quiet")
    assert quiet.err == ""


def test_a_person_who_leaves_has_written_nothing(rich: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "is_conversation", True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n"))
    assert medlofte("log", "exempelby-2026").code == 130
    assert written(rich) == ""


def test_the_shell_is_offered_promises_activities_and_places(rich: Path) -> None:
    def offered(words: str) -> list[str]:
        environment = {
            **os.environ,
            "_MEDLOFTE_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        }
        command = [sys.executable, "-m", "medlofte"]
        done = subprocess.run(command, cwd=rich, env=environment, capture_output=True, text=True, check=False)
        return done.stdout.split()

    assert offered("medlofte log ex") == ["exempelby-2026"]
    assert offered("medlofte log exempelby-2026 fot") == ["fotpatrull"]


def test_another_partys_entry_of_the_day_is_pointed_at(rich: Path, log: Runner) -> None:
    assert log("gemensamt", "4", "--party", "polis", "--date", "2026-12-01", "--ref", "p").err == ""
    assert "--joint" in log("gemensamt", "4", "--party", "kommun", "--date", "2026-12", "--ref", "k").err
    assert log("gemensamt", "4", "--party", "kommun", "--date", "2026-11-01").err == ""
    assert log("gemensamt", "--party", "kommun", "--date", "2026-12-01", "--joint", "--ref", "p").err == ""


def test_of_a_day_that_has_not_been_it_is_told(log: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_entry, "today_or", lambda _: date(2026, 11, 22))
    done = log("fotpatrull", "3", "--date", "2026-12-24", "--ref", "jul")
    assert done.code == 0
    assert "2026-12-24 has not been yet" in done.err
    assert "medlofte log --undo jul" in done.err
    assert log("fotpatrull", "3", "--date", "2026-11-22").err == ""
    assert "has not been yet" not in log("fotpatrull", "3", "--date", "2026-11").err


def test_of_what_stands_in_the_log_already_it_is_told(log: Runner) -> None:
    given = ("fotpatrull", "3", "--date", "2026-12-01", "--place", "Torget")
    assert log(*given, "--ref", "a1").err == ""
    assert log(*given[:1], "4", *given[2:], "--ref", "a2").err == ""
    again = log(*given, "--ref", "a3")
    assert again.code == 0
    assert "The log already has the same (a1), and both are counted." in again.err
    assert "medlofte log --undo a3" in again.err
    assert log(*given, "--ref", "a4", "--quiet").err == ""


@pytest.mark.parametrize("said", ["1 december 2026", "den 1 dec 2026", "1/12 2026", "1/12"])
def test_a_date_may_be_written_as_in_swedish(said: str, rich: Path, log: Runner) -> None:
    done = log("fotpatrull", "3", "--date", said)
    assert (done.code, done.err) == (0, f"{said} is Tuesday 2026-12-01\n")
    assert written(rich) == "- {date: 2026-12-01, activity: fotpatrull, count: 3}\n"


def test_a_misspelt_party_is_recognised(log: Runner) -> None:
    done = log("gemensamt", "3", "--date", "2026-12-01", "--party", "komun")
    assert done.code == 1
    assert "Did you mean kommun?" in done.err


def test_an_unknown_option_leads_to_the_help_of_its_command(log: Runner) -> None:
    assert "medlofte log --help" in log("fotpatrull", "--dagen", "2026-12-01").err
