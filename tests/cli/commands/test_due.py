"""``medlofte due``: what a person, a nightly job and a calendar are given."""

import json
import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import icalendar
import pytest
from markdown_it import MarkdownIt

from medlofte.core.escaping import find_hidden
from tests.conftest import PROMISE, ROOT
from tests.support.commands import Runner

FILE = Path("promises/exempelby-2026.yaml")
TWO = """\
followups:
  - {every: tertial, to: kommunstyrelsen, form: kort rapport, note: 'Muntligt, går bra'}
  - {due: 2026-09-15, to: brottsförebyggande rådet}
"""
NASTY = "followups:\n  - {due: 2026-09-15, to: '%s', form: '%s', note: '%s'}\n"
SIGNS = '::error::x ##[error]y | [z](javascript:q) <b>;,"\\n" \\n BEGIN:VEVENT --- åäö ' + "lång " * 40


@pytest.fixture
def owing(project: Path) -> Path:
    (project / FILE).write_text(PROMISE + TWO, "utf-8")
    (project / "medlofte.yaml").write_text("due: {silence_days: 400}\n", "utf-8")
    return project


def test_a_real_follow_up_is_coming_and_then_overdue(medlofte: Runner) -> None:
    coming = medlofte("due", "hammaro-2023", "--as-of", "2024-08-15", cwd=ROOT)
    assert coming.code == 0
    assert "kommande      Uppföljning till kommunstyrelsen i Hammarö kommun ska lämnas" in coming.out
    overdue = medlofte("due", "hammaro-2023", "--as-of", "2024-12-01", cwd=ROOT)
    assert overdue.code == 1
    assert "försenad      Uppföljning till kommunstyrelsen i Hammarö kommun skulle ha" in overdue.out


def test_the_table(medlofte: Runner, owing: Path) -> None:
    done = medlofte("due", "--as-of", "2026-09-10")
    assert (done.code, done.err) == (1, "")
    assert done.out == (
        "Per 2026-09-10\n"
        "\n"
        "exempelby-2026  Medborgarlöfte för Exempelby 2026\n"
        "  försenad      Uppföljning till kommunstyrelsen om tiden 2026-01-01–2026-04-30\n"
        "                (kort rapport) skulle ha lämnats senast 2026-05-31, för 102\n"
        "                dagar sedan, och är inte antecknad\n"
        "  kommande      Uppföljning till brottsförebyggande rådet ska lämnas senast\n"
        "                2026-09-15, 5 dagar kvar\n"
        "  kommande      Uppföljning till kommunstyrelsen om tiden 2026-05-01–2026-08-31\n"
        "                (kort rapport) ska lämnas nu, senast 2026-09-30, 20 dagar kvar\n"
        "\n"
        "1 försenad uppföljning, 2 kommande uppföljningar.\n"
        "Det som inte är antecknat här kan ändå vara gjort.\n"
    )


def test_nothing_owed_is_one_line(medlofte: Runner, owing: Path) -> None:
    done = medlofte("due", "--as-of", "2026-01-15", "--within", "4w")
    assert (done.code, done.out) == (
        0,
        "Per 2026-01-15\n\nInget är försenat, inget saknas och inget ska lämnas till och med 2026-02-12.\n",
    )
    assert medlofte("due", "--as-of", "2026-01-15", "--within", "4w", "--quiet").out == ""


@pytest.mark.parametrize(
    ("within", "until"), [("60d", "2026-03-16"), ("0d", "2026-01-15"), ("8w", "2026-03-12"), ("3m", "2026-04-15")]
)
def test_how_far_ahead(within: str, until: str, medlofte: Runner, owing: Path) -> None:
    done = medlofte("due", "--as-of", "2026-01-15", "--within", within, "--format", "json")
    assert json.loads(done.out)["until"] == until


@pytest.mark.parametrize("within", ["60", "d", "-1d", "3y", "12345d", "1d ", "٣d"])
def test_what_is_no_length_of_time_is_refused(within: str, medlofte: Runner, owing: Path) -> None:
    done = medlofte("due", f"--within={within}")
    assert (done.code, done.out) == (2, "")
    assert "60d, 8w eller 3m" in done.err


def test_the_end_of_the_calendar_is_no_fault(medlofte: Runner, owing: Path) -> None:
    assert medlofte("due", "--as-of", "2999-12-31", "--within", "9999m").code == 1


@pytest.mark.parametrize(
    ("as_of", "fail_on", "code"),
    [
        ("2026-09-10", "error", 1),
        ("2026-05-31", "error", 0),
        ("2026-05-31", "warning", 0),
        ("2026-05-31", "note", 1),
        ("2026-02-01", "note", 0),
    ],
)
def test_a_nightly_job(as_of: str, fail_on: str, code: int, medlofte: Runner, owing: Path) -> None:
    assert medlofte("due", "--as-of", as_of, "--fail-on", fail_on).code == code


def test_the_days_of_silence_are_a_setting(medlofte: Runner, owing: Path) -> None:
    def silent() -> int:
        out = medlofte("due", "--as-of", "2026-03-15", "--format", "json").out
        return int(json.loads(out)["summary"]["activity-silent"])

    (owing / "medlofte.yaml").unlink()
    assert silent() == 0
    (owing / "medlofte.yaml").write_text("due: {silence_days: 30}\n", "utf-8")
    assert silent() == 1
    (owing / "medlofte.yaml").write_text("due: {silence_days: noll}\n", "utf-8")
    assert silent() == 0
    assert medlofte("validate").code == 1


def test_json_says_everything(medlofte: Runner, owing: Path) -> None:
    document = json.loads(medlofte("due", "--as-of", "2026-09-10", "--format", "json", lang="en_GB.UTF-8").out)
    assert {key: document[key] for key in ("format", "as_of", "until")} == {
        "format": 1,
        "as_of": "2026-09-10",
        "until": "2026-11-09",
    }
    (promise,) = document["promises"]
    assert (promise["id"], promise["title"]) == ("exempelby-2026", "Medborgarlöfte för Exempelby 2026")
    assert promise["duties"][0] == {
        "kind": "followup-overdue",
        "severity": "error",
        "activity": None,
        "day": "2026-05-31",
        "days": 102,
        "due": {"start": "2026-05-01", "end": "2026-05-31"},
        "about": {"start": "2026-01-01", "end": "2026-04-30"},
        "to": "kommunstyrelsen",
        "form": "kort rapport",
        "note": "Muntligt, går bra",
        "message": "Follow-up to kommunstyrelsen about 2026-01-01–2026-04-30 (kort rapport) was due by 2026-05-31, "
        "102 days ago, and is not recorded",
    }
    assert document["summary"] == {
        "followup-overdue": 1,
        "followup-coming": 2,
        "final-followup-missing": 0,
        "feedback-missing": 0,
        "activity-silent": 0,
        "reason-missing": 0,
    }


def test_markdown_is_a_table_for_each_promise(medlofte: Runner, owing: Path) -> None:
    text = medlofte("due", "--as-of", "2026-09-10", "--format", "markdown").out
    tokens = MarkdownIt().enable("table").parse(text)
    cells = [after.content for each, after in pairwise(tokens) if each.type in ("th_open", "td_open")]
    assert cells[:5] == ["Status", "Dag", "Vad", "försenad", "2026-05-31"]
    assert len(cells) == 4 * 3


def events(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_the_calendar_has_a_whole_day_for_each_follow_up(medlofte: Runner, owing: Path) -> None:
    text = medlofte("due", "--as-of", "2026-09-10", "--format", "ics").out
    first, second, third = events(text)
    assert [each["dtstart"].dt for each in (first, second, third)] == [
        date(2026, 5, 31),
        date(2026, 9, 15),
        date(2026, 9, 30),
    ]
    assert first["dtend"].dt - first["dtstart"].dt == timedelta(days=1)
    assert first["summary"] == "Uppföljning till kommunstyrelsen: Medborgarlöfte för Exempelby 2026"
    assert first["description"] == "exempelby-2026\n2026-05\n2026-01-01–2026-04-30\nkort rapport\nMuntligt, går bra"
    assert first["uid"] == "exempelby-2026-2026-05-31-1@medlofte"
    assert str(first["dtstamp"].dt) == "2026-09-10 00:00:00+00:00"
    assert all(line.endswith("\r") for line in text.split("\n")[:-1])
    assert all(len(line.encode()) <= 76 for line in text.split("\n"))


def test_the_calendar_is_the_same_bytes_and_keeps_its_uids(medlofte: Runner, owing: Path) -> None:
    texts = [
        medlofte("due", "--as-of", day, "--format", "ics").out for day in ("2026-09-10", "2026-09-10", "2026-09-11")
    ]
    assert texts[0] == texts[1]
    uids, later = ({str(each["uid"]) for each in events(text)} for text in texts[1:])
    assert uids == later
    assert len(uids) == 3
    assert texts[0].replace("20260910T", "20260911T") == texts[2]


def test_without_the_library_it_says_what_to_install(owing: Path) -> None:
    code = (
        "import sys; sys.modules['icalendar'] = None; sys.argv = ['medlofte', 'due', '--format', 'ics']; "
        "from medlofte.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=owing, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'medlofte[calendar]'" in done.stderr


def test_nothing_raw_reaches_a_screen_or_a_calendar(medlofte: Runner, project: Path) -> None:
    quoted = SIGNS.replace("'", "''")
    (project / FILE).write_text(PROMISE + NASTY % (quoted, quoted, quoted), "utf-8")
    for format in ("table", "json", "markdown", "ics"):
        done = medlofte("due", "--as-of", "2026-09-16", "--format", format)
        assert done.code == 1
        assert not find_hidden(done.out.replace("\r\n", "\n"))
        assert not any(line.lstrip().startswith("::") or "##[" in line for line in done.out.splitlines())
    table = medlofte("due", "--as-of", "2026-09-16")
    assert max(map(len, table.out.splitlines())) <= 80
    (event,) = events(medlofte("due", "--as-of", "2026-09-16", "--format", "ics").out)
    assert "BEGIN:VEVENT --- åäö lång" in event["summary"]
    document = json.loads(medlofte("due", "--as-of", "2026-09-16", "--format", "json").out)
    assert document["promises"][0]["duties"][0]["to"] == SIGNS


def test_a_promise_with_an_error_is_refused(medlofte: Runner, owing: Path) -> None:
    (owing / FILE).write_text(PROMISE.replace("[kommun]", "[region]"), "utf-8")
    done = medlofte("due")
    assert (done.code, done.out) == (1, "")
    assert "unknown-party" in done.err


def test_a_promise_that_is_not_here(medlofte: Runner, owing: Path) -> None:
    assert medlofte("due", "exempelby-2025").code == 2


def test_it_can_be_written_to_a_file(medlofte: Runner, owing: Path) -> None:
    done = medlofte("due", "--as-of", "2026-09-10", "--format", "ics", "--output", "due.ics")
    assert (done.code, done.out) == (1, "")
    assert len(events((owing / "due.ics").read_bytes().decode())) == 3
