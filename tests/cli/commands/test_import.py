"""``medlofte import`` and ``export``: what a person with a sheet meets."""

import datetime
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from medlofte.project.log_file import LogFile
from tests.support.commands import Done, Runner, runner
from tests.support.sheets import ID, cells, dossier_of, entries_of, make_project, xlsx

HEAD = "Datum;Aktivitet;Antal;Plats;Anteckning\n"
Import = Callable[..., Done]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_project(tmp_path)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Runner:
    return runner(monkeypatch, capsys, folder)


@pytest.fixture
def bring(run: Runner, folder: Path) -> Import:
    """Imports a sheet, given as text or bytes, in English."""

    def bring(sheet: str | bytes, *options: str) -> Done:
        path = folder / "sheet"
        path.write_bytes(sheet.encode() if isinstance(sheet, str) else sheet)
        return run("import", ID, str(path), *options, lang="en_GB.UTF-8")

    return bring


def log(folder: Path, party: str = "polis") -> str:
    path = folder / "promises" / ID / f"{party}.yaml"
    return path.read_text("utf-8") if path.exists() else ""


def test_a_sheet_becomes_lines_and_the_same_sheet_adds_nothing(bring: Import, folder: Path) -> None:
    sheet = "\ufeff" + HEAD + "2026-01-09;fotpatrull;3;Torget;\n5 mars 2026;Fotpatruller på torget;;;kväll\n"
    done = bring(sheet)
    assert (done.code, done.err) == (0, "")
    lines = log(folder).splitlines()
    assert lines[0].startswith("- {date: 2026-01-09, activity: fotpatrull, count: 3, place: Torget, ref: i")
    assert "date: 2026-03-05, activity: fotpatrull, count: 1, note: kväll, ref: i" in lines[1]
    assert bring(sheet).out == "0 entries were added. 2 rows were in the log already.\n"
    assert log(folder).splitlines() == lines
    assert dossier_of(folder)


@pytest.mark.parametrize("row", ["Summa;;12;;", ";Summa:;12;;", "Totalt;fotpatrull;12;;"])
def test_a_row_of_sums_is_told_as_one(bring: Import, folder: Path, row: str) -> None:
    done = bring(f"{HEAD}2026-01-09;fotpatrull;12;Torget;\n{row}\n")
    assert done.code == 1
    assert (done.out + done.err).count("This is a row of sums.") == 1
    assert "no activity" not in done.out + done.err


def test_a_dry_run_shows_and_writes_nothing(bring: Import, folder: Path) -> None:
    bring(HEAD + "2026-01-09;fotpatrull;3;Torget;\n2026-01-10;fotpatrull;3;Torget;\n")
    before = log(folder)
    sheet = HEAD + "2026-01-09;fotpatrull;4;Torget;\n2026-01-10;fotpatrull;3;Torget;\n2026-01-11;fotpatrull;0;;\n"
    done = bring(sheet, "--dry-run")
    assert done.code == 1
    assert "+ A4  promises/exempelby-2026/polis.yaml  - {date: 2026-01-11, activity: fotpatrull, count: 0" in done.out
    assert "= A3" in done.out
    assert "! C2: The log says count: 3, and the sheet 4." in done.out
    assert log(folder) == before
    assert bring(sheet).code == 1
    assert log(folder) == before


def test_a_dry_run_makes_no_file(bring: Import, folder: Path) -> None:
    assert bring(HEAD + "2026-01-09;fotpatrull;4;Torget;\n", "--dry-run").code == 0
    assert list((folder / "promises" / ID).iterdir()) == []


def test_equal_rows_are_equal_events_and_one_added_later_is_one_new(bring: Import, folder: Path) -> None:
    row = "2026-01-09;fotpatrull;1;Torget;\n"
    first = bring(HEAD + row * 2)
    assert "2 entries were added" in first.out
    assert first.err == "medlofte: Equal to a row above, and counted too: A3\n"
    assert "1 entry was added. 2 rows were in the log already." in bring(HEAD + row * 3).out
    assert [line.rsplit("-", 1)[1] for line in log(folder).splitlines()] == ["1}", "2}", "3}"]


def test_another_note_is_a_new_entry(bring: Import) -> None:
    bring(HEAD + "2026-01-09;fotpatrull;1;Torget;\n")
    assert "1 entry was added" in bring(HEAD + "2026-01-09;fotpatrull;1;Torget;kväll\n").out


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("2026-01-09;fotpatrull;10 st;;", "C2"),
        ("2026-01-09;fotpatrull;ca 20;;", "C2"),
        ("2026-01-09;fotpatrull;+5;;", "C2"),
        ("2026-01-09;fotpatrull;5*;;", "C2"),
        ("2026-01-09;fotpatrull;=3;;", "C2"),
        ("2026-01-09;fotpatrull;007;;", "C2"),
        ("2026-01-09;fotpatrull;-1;;", "C2"),
        ("2026-01-09;fotpatrull;2,5;;", "C2"),
        ("2026-01-09;fotpatrull;true;;", "C2"),
        ("2024;fotpatrull;1;;", "A2"),
        ("46031;fotpatrull;1;;", "A2"),
        ("igår;fotpatrull;1;;", "A2"),
        ("5/3;fotpatrull;1;;", "A2"),
        ("2026-02-30;fotpatrull;1;;", "A2"),
        ("2025-12-31;fotpatrull;1;;", "A2"),
        ("2026-12-31/2027-01-01;fotpatrull;1;;", "A2"),
        ("Summa;;12;;", "A2"),
        (";fotpatrull;12;;", "A2"),
        ("2026-01-09;patrull;1;;", "B2"),
        ("2026-01-09;vandring;1;;", "B2"),
        ("2026-01-09;kamera;1;;", "C2"),
        ("2026-01-09;fotpatrull;1;;;extra", "F2"),
        ('2026-01-09;fotpatrull;1;"a\nb";', "D2"),
        ("2026-01-09;fotpatrull;1;a\tb;", "D2"),
        ("2026-01-09;fotpatrull;1;;ring 19800101-1231", "E2"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_written(
    bring: Import, folder: Path, row: str, cell: str
) -> None:
    done = bring(HEAD + row + "\n2026-01-10;fotpatrull;1;;\n")
    assert done.code == 1
    assert done.err.startswith(f"{cell}: ") or f"\n{cell}: " in done.err
    assert done.err.endswith("Nothing was written.\n")
    assert log(folder) == ""
    assert "19800101-1231" not in done.out + done.err


def test_rows_are_numbered_as_a_spreadsheet_shows_them(bring: Import) -> None:
    sheet = "sep=;\nTitel;;\n\n" + HEAD + ';;;;\n2026-01-09;fotpatrull;1;Torget;"ett\n två"\n2026-01-09;x;;;\n'
    done = bring(sheet)
    assert "E5 (line 6 of the file): note is on one line" in done.err
    assert "B6 (line 8 of the file): The promise has no activity x." in done.err


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_any_of_three_delimiters(bring: Import, folder: Path, delimiter: str) -> None:
    sheet = HEAD.replace(";", delimiter) + delimiter.join(["2026-01-09", "fotpatrull", "3", "Torget", '"a, b; c"'])
    assert bring(sheet).code == 0
    assert entries_of(folder)[0].entry.note == "a, b; c"


def test_swedish_numbers_and_dates(bring: Import, folder: Path) -> None:
    rows = (
        "5/3 2026;narvaro;1 234,50;;\n05/03-2026;narvaro;1\u00a0000;;\nmars 2026;narvaro;0;;\når 2026;narvaro;7,0;;\n"
    )
    assert bring(HEAD + rows).code == 0
    assert [(each.entry.date.text, str(each.entry.count)) for each in entries_of(folder)] == [
        ("2026-03-05", "1234.5"),
        ("2026-03-05", "1000"),
        ("2026-03", "0"),
        ("2026", "7"),
    ]


def test_cp1252_is_read_with_a_notice_or_when_asked_for(bring: Import, folder: Path) -> None:
    sheet = (HEAD + "2026-01-09;fotpatrull;1;Västra torget;\n").encode("cp1252")
    assert bring(sheet, "--encoding", "utf-8").code == 2
    done = bring(sheet, "--dry-run")
    assert "cp1252" in done.err
    assert "Västra torget" in done.out
    asked = bring(sheet, "--encoding", "cp1252")
    assert (asked.code, asked.err) == (0, "")


def test_utf8_is_not_read_as_cp1252(bring: Import) -> None:
    sheet = HEAD + "2026-01-09;fotpatrull;1;Västra torget;\n"
    assert bring(sheet, "--encoding", "cp1252", "--dry-run").code == 2
    assert bring(sheet.replace("ä", "a"), "--encoding", "cp1252", "--dry-run").code == 0


def test_headings_in_another_case_or_language(bring: Import, folder: Path) -> None:
    assert bring("d A t e;ACTIVITY;count;Of Which;tags\n2026-01-09;fotpatrull;3;kväll=2;a; \n").code == 0
    assert log(folder).startswith(
        "- {date: 2026-01-09, activity: fotpatrull, count: 3, tags: [a], of_which: {kväll: 2}"
    )


def test_a_heading_that_stands_twice(bring: Import) -> None:
    done = bring("Datum;Aktivitet;Date\n2026-01-09;fotpatrull;2026-01-09\n")
    assert done.code == 1
    assert "C1: The heading Date is used twice" in done.err


def test_a_heading_of_ones_own(bring: Import, folder: Path) -> None:
    sheet = "När;Insats;Hur många\n2026-01-09;fotpatrull;3\n"
    done = bring(sheet)
    assert (done.code, "Datum, Aktivitet" in done.err) == (1, True)
    assert "--map '…=date' --map '…=activity'" in done.err
    own = ("--map", "när=date", "--map", "Insats=activity")
    assert bring(sheet, *own, "--dry-run").err == "medlofte: Columns that are left aside: Hur många (C)\n"
    assert bring(sheet, *own, "--map", "Hurmånga=count").code == 0
    assert entries_of(folder)[0].entry.count == 3
    assert bring(sheet, *own, "--map", "Hur mycket=count").code == 2
    assert bring(sheet, *own, "--map", "Hur många=number").code == 2
    (folder / "medlofte.yaml").write_text("import: {map: {När: date, Insats: activity, Hur många: count}}\n", "utf-8")
    assert "1 row was in the log already" in bring(sheet).out


def test_a_hand_logged_entry_that_equals_a_row(bring: Import, folder: Path) -> None:
    make_project(folder, polis="- {date: 2026-01-09, activity: fotpatrull, count: 3, place: Torget, ref: abc}\n")
    make_project(folder, kommun="- {date: 2026-01-09, activity: fotpatrull, count: 3, place: Torget}\n")
    sheet = HEAD + "2026-01-09;fotpatrull;3;Torget;\n"
    done = bring(sheet)
    assert done.code == 1
    assert "A2: An entry that was not imported says the same" in done.err
    assert "1 entry was added" in bring(sheet, "--accept-equal").out
    assert "1 row was in the log already" in bring(sheet).out


def test_a_row_that_is_added_to_an_export_and_equals_one_in_it_is_an_event_of_its_own(
    run: Runner, bring: Import, folder: Path
) -> None:
    make_project(folder, polis="- {date: 2026-01-09, activity: fotpatrull, count: 3}\n")
    sheet = run("export", ID, "--format", "csv").out
    row = sheet.splitlines(keepends=True)[1]
    assert "1 row was in the log already" in bring(sheet).out
    assert "1 entry was added. 1 row was in the log already." in bring(sheet + row).out
    assert "2 rows were in the log already" in bring(sheet + row).out


def test_whose_log(bring: Import, folder: Path) -> None:
    sheet = (
        "Datum;Aktivitet;Part\n2026-01-09;vandring;Exempelby kommun\n2026-01-10;vandring;\n2026-01-11;vandring;polis\n"
    )
    assert "C3: Several parties are responsible." in bring(sheet).err
    assert bring(sheet, "--party", "kommun").code == 0
    assert [len(log(folder, party).splitlines()) for party in ("polis", "kommun")] == [1, 2]
    assert bring(sheet, "--party", "skolan").code == 2


@pytest.mark.parametrize(
    "cell", ['{a: "x\\ny"}', "{a: [1]}", "{a: -1}", "{a", "a", "a=1; a=2", "=1", "{a: 1, a: 2}", "{}"]
)
def test_side_figures_that_are_none(bring: Import, cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    done = bring(f"Datum;Aktivitet;Resultat\n2026-01-09;fotpatrull;{quoted}\n")
    assert done.code == 1
    assert done.err.startswith("C2: ")


def test_a_reading_lower_than_what_was_counted(bring: Import) -> None:
    sheet = (
        "Datum;Aktivitet;Antal;Totalt\n2026-02-01;fotpatrull;;4\n2026-01-01;fotpatrull;5;\n2026-03-01;fotpatrull;1;9\n"
    )
    done = bring(sheet)
    assert "D2: The log says 5 up to that day, and the new reading only 4." in done.err
    assert "D4: An entry says either how many more" in done.err


def test_words_may_lie_outside_the_period(bring: Import) -> None:
    assert bring("Datum;Aktivitet;Med ord\n2027-01-15;fotpatrull;flertalet\n").code == 0


def test_a_log_with_half_a_line(bring: Import, folder: Path) -> None:
    make_project(folder, polis="- {date: 2026-01-09, activity: fotpatrull, count: 3}\n- {date: 2026-01-")
    done = bring(HEAD + "2026-01-10;fotpatrull;1;;\n")
    assert done.code == 0
    assert "half a line" in done.err
    lines = log(folder).splitlines()
    assert (len(lines), "2026-01-10" in lines[1]) == (2, True)


def test_what_can_not_be_read(bring: Import, run: Runner) -> None:
    assert run("import", ID, "nowhere.csv").code == 2
    assert run("import", "annan-2026", "nowhere.csv").code == 2
    for data in (b"", b"\0\0", b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0", HEAD.encode("utf-16"), b"a;b\n1;2\n", b'"a'):
        done = bring(data)
        assert done.code in (1, 2)
        assert "fault in medlofte" not in done.err
        assert "Error" not in done.err


def test_a_workbook_with_real_dates_and_numbers(bring: Import, folder: Path) -> None:
    sheet = xlsx(
        ["Fotpatruller"],
        [],
        ["Datum", "Aktivitet", "Antal", "Plats"],
        [datetime.date(2026, 1, 9), "narvaro", 0.1 + 0.2, 7],
        [],
        [datetime.datetime.fromisoformat("2026-01-09T18:30:00"), "fotpatrull", 3.0, "Torget"],
    )
    assert bring(sheet).code == 0
    assert 'date: 2026-01-09, activity: narvaro, count: 0.3, place: "7"' in log(folder, "kommun")
    assert "date: 2026-01-09, activity: fotpatrull, count: 3, place: Torget" in log(folder)


def test_formulas_that_are_filled_down_beside_the_table_make_no_rows(bring: Import) -> None:
    sheet = xlsx(
        ["Datum", "Aktivitet", "Vecka"], ["2026-01-09", "fotpatrull", "=A2"], [None, None, "=A3"], [None, None, 2]
    )
    done = bring(sheet)
    assert [line for line in done.err.splitlines() if "!" in line] == [
        "Blad1!A4: The row has no date.",
        "Blad1!B4: The row has no activity.",
    ]


def _numbers_as_dates(book: Any) -> None:
    for cell in book.active["A"][1:]:
        cell.number_format = "yyyy-mm-dd"


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (["2026-01-09", "fotpatrull", "=1+2"], "C3"),
        (["2026-01-09", "fotpatrull", True], "C3"),
        (["2026-01-09", "fotpatrull", "#REF!"], "C3"),
        (["2026-01-09", "fotpatrull", datetime.date(2026, 1, 1)], "C3"),
        (["2026-01-09", "fotpatrull", datetime.timedelta(hours=2)], "C3"),
        (["2026-01-09", "fotpatrull", -2], "C3"),
        (["=A1", "fotpatrull", 1], "A3"),
        ([46031, "fotpatrull", 1], "A3"),
        ([2024, "fotpatrull", 1], "A3"),
        ([True, "fotpatrull", 1], "A3"),
        (["2026-01-09", "fotpatrull", 1, 5], "D3"),
        (["2026-01-09", "fotpatrull", 1, None, 198001011231], "E3"),
    ],
)
def test_what_is_wrong_in_a_workbook(bring: Import, folder: Path, row: Sequence[Any], cell: str) -> None:
    done = bring(xlsx(["Datum", "Aktivitet", "Antal", None, "Nr"], [], row))
    assert done.code == 1
    assert f"Blad1!{cell}: " in done.err
    assert log(folder) == ""
    assert "198001011231" not in done.out + done.err


@pytest.mark.parametrize("serial", [0, 0.5, -3, 60, 99_999_999])
def test_serials_that_are_no_days(bring: Import, serial: float) -> None:
    done = bring(xlsx(["Datum", "Aktivitet"], [serial, "fotpatrull"], change=_numbers_as_dates))
    assert done.code == 1
    assert "Blad1!A2: " in done.err


def test_sheets_are_chosen_and_the_others_named(bring: Import) -> None:
    rows = [["Datum", "Aktivitet"], ["2026-01-09", "fotpatrull"]]

    def second(book: Any) -> None:
        other = book.create_sheet("Blad 2")
        for row in rows:
            other.append(row)

    def hidden(book: Any) -> None:
        second(book)
        book["Blad1"].sheet_state = "hidden"

    assert bring(xlsx(*rows, change=second)).code == 2
    assert "Sheets that are left aside: Blad1" in bring(xlsx(*rows, change=hidden), "--dry-run").err
    assert "'Blad 2'!A2" in bring(xlsx(*rows, change=second), "--sheet", "Blad 2", "--dry-run").out
    assert bring(xlsx(*rows), "--sheet", "Blad3").code == 2
    assert "Sheets that are left aside: Blad1" in bring(xlsx(["Försättsblad"], change=second), "--dry-run").err


def test_a_workbook_that_would_fill_the_memory_is_not_opened(bring: Import) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (70 << 20))
    done = bring(out.getvalue())
    assert done.code == 2
    assert "Unpacked, the workbook would be 74 MB." in done.err


def test_a_cell_far_away(bring: Import) -> None:
    def far(book: Any) -> None:
        book.active["XFD1048576"] = "x"

    done = bring(xlsx(["Datum", "Aktivitet"], ["2026-01-09", "fotpatrull"], change=far))
    assert done.code == 2


def test_without_the_extra_one_line_says_what_to_install(
    bring: Import, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = xlsx(["Datum"])
    for library in ("openpyxl", "defusedxml"):
        with monkeypatch.context() as patched:
            patched.setitem(sys.modules, library, None)
            tried = [bring(sheet)] + ([run("export", ID, "--format", "xlsx")] if library == "openpyxl" else [])
            for done in tried:
                assert done.code == 2
                assert len(done.err.splitlines()) == 1
                assert "medlofte[excel]" in done.err


LOG = """\
- {date: 2026-01-09, activity: fotpatrull, count: 3, place: Torget}
- {date: 2026-01-09, activity: [fotpatrull, vandring], place: [Torget, "Parken; norra"], note: "=1+1", ref: k1}
- {date: 2026-02, activity: fotpatrull, count: 41, of_which: {kväll: 12}, tags: [kväll, "a;b"], type: "'@x"}
- {date: 2026, activity: fotpatrull, total: 300, precision: over, source: Rapport}
- {date: 2026-04-10, activity: skolor, reached: all, ref: "007"}
- {date: 2026-05-05, activity: vandring, results: {trasiga lampor: 9, klotter: {vägg: 3, "b, d": 1.5}, bot: minst 80}}
- {date: 2026-09-01, activity: vandring, deviation: Inställd på grund av storm, instead: "- Enkät"}
- {date: 2026-12-31, activity: fotpatrull, assessed: partly, reason: Bilen var på verkstad}
- {date: 2026-06-30/2026-07-01, activity: fotpatrull, words: flertalet helger}
"""
OTHER_LOG = """\
- {date: 2026-06-10, activity: kamera, done: true}
- {date: 2026-06-11, activity: kamera, done: false, ref: k1x}
- {date: 2026-01-09, activity: narvaro, count: 2.123456789012}
- {date: 2026-01-10, activity: narvaro, count: 2.25}
"""


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_is_exported_can_be_imported_again(run: Runner, tmp_path: Path, format: str) -> None:
    make_project(tmp_path, polis=LOG, kommun=OTHER_LOG)
    before = [each.entry for each in entries_of(tmp_path)]
    assert run("export", ID, "--format", format, "-o", "first").code == 0
    assert "0 poster" in run("import", ID, "first").out or "0 entries" in run("import", ID, "first", "--lang", "en").out
    for log in (tmp_path / "promises" / ID).iterdir():
        log.unlink()
    done = run("import", ID, "first")
    assert (done.code, done.err) == (0, "")
    assert [each.entry for each in entries_of(tmp_path)] == before
    assert run("export", ID, "--format", format, "-o", "second").code == 0
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_a_changed_row_of_an_export_is_a_conflict_and_an_added_one_is_new(run: Runner, tmp_path: Path) -> None:
    make_project(tmp_path, polis=LOG)
    run("export", ID, "--format", "xlsx", "-o", "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.active
    assert sheet["A2"].is_date
    assert (sheet["A3"].value, sheet["B3"].value) == (
        datetime.datetime.fromisoformat("2026-01-09"),
        "fotpatrull; vandring",
    )
    sheet["D2"] = 4
    sheet.append([datetime.date(2026, 8, 8), "fotpatrull", "polis", 8])
    book.save(tmp_path / "a.xlsx")
    done = run("import", ID, "a.xlsx", "--dry-run", lang="en")
    assert done.code == 1
    assert "! Log" in done.out or "! Logg!D2: " in done.out
    assert done.out.count("\n+ ") + done.out.startswith("+ ") == 1


def test_formulas_are_text_in_what_is_exported(run: Runner, tmp_path: Path) -> None:
    make_project(tmp_path, polis=LOG)
    assert ",'=1+1," in run("export", ID, "--format", "csv").out
    run("export", ID, "--format", "xlsx", "-o", "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    found = [cell for row in book.active.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("f", True)] or found[0].data_type == "s"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_template_that_is_filled_in_is_imported_without_questions(run: Runner, folder: Path) -> None:
    assert run("export", ID, "--format", "xlsx", "--template", "-o", "t.xlsx").code == 0
    book = openpyxl.load_workbook(folder / "t.xlsx")
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    assert headings[:4] == ["Datum", "Aktivitet", "Part", "Antal"]
    assert len(sheet.data_validations.dataValidation) == 4
    listed = [[cell.value for cell in column if cell.value] for column in book["Listor"].iter_cols()]
    assert listed[:2] == [
        ["Fotpatruller på torget", "Trygghetsvandringar", "Närvaro", "Besök i alla skolor", "Kameror på torget"],
        ["Polisen", "Exempelby kommun"],
    ]
    sheet["A2"], sheet["B2"], sheet["C2"] = datetime.date(2026, 3, 5), listed[0][1], listed[1][1]
    sheet[f"{'ABCDEFGHIJKL'[headings.index('Plats')]}2"] = listed[-1][1]
    book.save(folder / "t.xlsx")
    done = run("import", ID, "t.xlsx")
    assert done.code == 0
    (entry,) = [each.entry for each in entries_of(folder)]
    assert (entry.activities, entry.places) == (("vandring",), ("Parken; norra delen",))


def test_a_promise_with_errors_is_not_exported(run: Runner, tmp_path: Path) -> None:
    make_project(tmp_path, polis="- {date: 2026-01-09, activity: x}\n")
    assert run("export", ID, "--format", "csv").code == 1
    assert run("export", ID).code == 2


def test_a_workbook_without_output_goes_to_build(run: Runner, folder: Path) -> None:
    assert run("export", ID, "--format", "xlsx").code == 0
    assert cells((folder / "build" / f"{ID}.xlsx").read_bytes())[0][:2] == ["Datum", "Aktivitet"]


def test_all_logs_grow_or_none(bring: Import, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_project(folder, polis="- {date: 2026-01-09, activity: fotpatrull, count: 3}\n")
    before = log(folder)
    append = LogFile.append

    def full_disk(self: LogFile, lines: list[str]) -> None:
        if self.path.name == "polis.yaml":
            raise OSError(28, "No space left on device")
        append(self, lines)

    sheet = "Datum;Aktivitet;Part\n2026-01-10;vandring;polis\n2026-01-11;vandring;kommun\n"
    with monkeypatch.context() as patched:
        patched.setattr(LogFile, "append", full_disk)
        done = bring(sheet)
    assert done.code == 2
    assert "No space left on device" in done.err
    assert (log(folder), log(folder, "kommun")) == (before, "")
    assert bring(sheet).code == 0
    assert len(log(folder).splitlines()) == 2


def test_both_at_once_add_a_sheet_once(folder: Path) -> None:
    (folder / "a.csv").write_text(HEAD + "2026-01-09;fotpatrull;1;;\n" * 300, "utf-8")
    command = [sys.executable, "-m", "medlofte", "import", ID, "a.csv"]
    running = [subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [each.wait() for each in running] == [0, 0]
    assert len(log(folder).splitlines()) == 300


def test_standard_input_and_output(run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_project(folder, polis=LOG)
    done = subprocess.run(
        [sys.executable, "-m", "medlofte", "export", ID, "--format", "xlsx", "-o", "-"],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    assert cells(done.stdout)[0][0] in ("Datum", "Date")
    read = subprocess.run(
        [sys.executable, "-m", "medlofte", "import", ID, "-"], cwd=folder, input=done.stdout, capture_output=True
    )
    assert read.returncode == 0
    assert log(folder) == LOG


def test_bytes_that_no_encoding_has(bring: Import) -> None:
    for options in ((), ("--encoding", "cp1252")):
        done = bring(HEAD.encode() + b"2026-01-09;fotpatrull;1;V\x81;\n", *options)
        assert (done.code, "on its line 2" in done.err) == (2, True)


def test_one_ref_for_two_things(bring: Import) -> None:
    sheet = (
        "Datum;Aktivitet;Antal;Ref\n2026-01-09;fotpatrull;1;a\n2026-01-09;fotpatrull;2;a\n2026-01-09;fotpatrull;2;a b\n"
    )
    done = bring(sheet)
    assert "D3: An earlier row has the ref a" in done.err
    assert "D4: A ref has no blanks" in done.err
    assert bring(sheet.replace(";a\n2026-01-09;fotpatrull;2;a b", ";b\n2026-01-09;fotpatrull;1;a")).code == 0


def test_the_same_ref_is_the_same_entry_whatever_has_been_changed(bring: Import) -> None:
    sheet = "Datum;Aktivitet;Antal;Ref\n2026-01-09;fotpatrull;1;a\n"
    assert bring(sheet).code == 0
    done = bring(sheet.replace("01-09", "01-10"))
    assert "A2: The log says date: 2026-01-09, and the sheet 2026-01-10." in done.err


def test_settings_with_an_error(bring: Import, folder: Path) -> None:
    (folder / "medlofte.yaml").write_text("import: {map: {När: when}}\n", "utf-8")
    assert bring(HEAD).code == 2


def test_options_that_can_not_be(bring: Import) -> None:
    for options in (("--map", "Datum"), ("--map", "=date"), ("--sheet", "Blad1"), ("--encoding", "latin-1")):
        done = bring(HEAD, *options)
        assert (done.code, "fault in medlofte" in done.err) == (2, False)


def test_a_log_that_can_not_be_read_can_not_be_compared_with(bring: Import, folder: Path) -> None:
    make_project(folder, polis="- {date: 2026-01-09, activity: fotpatrull, count: x}\n")
    assert bring(HEAD + "2026-01-10;fotpatrull;1;;\n").code == 1
    assert len(log(folder).splitlines()) == 1


def test_errors_of_rules_that_were_there_before_are_no_hindrance(bring: Import, folder: Path) -> None:
    make_project(folder, polis="- {date: 2026-01-09, activity: patrull}\n")
    assert bring(HEAD + "2026-01-10;fotpatrull;1;;\n").code == 0


def test_figures_that_contradict_each_other_are_said_at_a_cell(bring: Import, folder: Path) -> None:
    make_project(folder, polis="- {date: 2026-01-09, activity: fotpatrull, total: 3}\n")
    done = bring("Datum;Aktivitet;Totalt;Källa\n2026-01-09;fotpatrull;4;Rapport\n")
    assert done.code == 1
    assert done.err.startswith(("C2: ", "A2: "))


def test_a_column_whose_heading_is_no_text_is_left_aside_too(project: Path, medlofte: Runner) -> None:
    from datetime import date

    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Datum", "Aktivitet", 2026, date(2026, 1, 1), "=1+1"])
    book.active.append([date(2026, 2, 2), "fotpatrull", 3, 4, 5])
    book.save(project / "ark.xlsx")
    done = medlofte("import", "exempelby-2026", "ark.xlsx", "--lang", "en")
    assert done.code == 0
    assert "2026 (C)" in done.err
