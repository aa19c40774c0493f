"""GitHub: ten annotations of each level, and everything in the summary of the step, where no text means anything."""

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from medlofte.core import escaping
from medlofte.core.diagnostic import LocatedDiagnostic, Severity, in_order
from medlofte.core.messages import Translator
from medlofte.reports.validation import Look, ValidationReport, render, summary
from tests.conftest import PROMISE
from tests.support.commands import Runner
from tests.support.invariants import commands_in, hidden_in, voice
from tests.support.report_readers import of_github
from tests.support.report_samples import REPORTS, TRICKS, diagnostic, report_of, reports

ROOM = 1 << 20
GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = {"h2", "h3", "p", "ul", "li", "strong", "code", "br"}


class _Page(HTMLParser):
    """The texts in code and the text around them, and the tags that make it."""

    def __init__(self, markdown: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.code: list[str] = []
        self.around = ""
        self._is_code = False
        self.feed(GITHUB.render(markdown))
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        if tag == "code":
            self._is_code = True
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_code = self._is_code and tag != "code"

    def handle_comment(self, data: str) -> None:
        self.tags.append("!--")

    def handle_data(self, data: str) -> None:
        if self._is_code:
            self.code[-1] += data
        else:
            self.around += data


def many(
    errors: int, warnings: int = 0, notes: int = 0, path: str = "promises/a.yaml"
) -> tuple[LocatedDiagnostic, ...]:
    numbers = {Severity.ERROR: errors, Severity.WARNING: warnings, Severity.NOTE: notes}
    return tuple(
        in_order(
            diagnostic(f"{severity.word} {number}", path, at=(number, 1), until=(number, 2), severity=severity)
            for severity, count in numbers.items()
            for number in range(1, count + 1)
        )
    )


# Annotations


@pytest.mark.parametrize(
    ("numbers", "look", "annotated", "last"),
    [
        ((3, 2, 1), Look(), (3, 2, 0), "3 errors, 2 warnings, 1 note."),
        ((10, 10, 10), Look(notes=True), (10, 10, 10), "10 errors, 10 warnings, 10 notes."),
        (
            (12, 11, 13),
            Look(notes=True),
            (10, 10, 10),
            "13 notes. 6 are not annotated, for GitHub shows ten of each level; see them with --format text.",
        ),
        (
            (11, 0, 13),
            Look(summary=True),
            (10, 0, 0),
            "1 is not annotated, because GitHub shows ten of each level; it is in the summary of the step.",
        ),
    ],
)
def test_ten_of_each_level_are_annotated_gravest_first(
    numbers: tuple[int, int, int], look: Look, annotated: tuple[int, int, int], last: str, english: Translator
) -> None:
    written = render("github", report_of(many(*numbers)), english, look)
    *commands, closing = written.splitlines()
    assert len(commands_in(written)) == len(commands) == sum(annotated)
    read = of_github(written)
    assert [each.severity for each in read] == [
        word for word, number in zip(("error", "warning", "note"), annotated) for _ in range(number)
    ]
    assert [each.line for each in read] == [line for number in annotated for line in range(1, number + 1)]
    assert closing.endswith(last)


def test_the_gravest_of_all_files_are_annotated_first(english: Translator) -> None:
    said = many(2, 4, path="promises/a.yaml") + many(9, 1, path="promises/b.yaml")
    read = of_github(render("github", report_of(said), english, Look()))
    assert [each.severity for each in read] == ["error"] * 10 + ["warning"] * 5
    assert [each.path for each in read if each.severity == "error"] == ["promises/a.yaml"] * 2 + ["promises/b.yaml"] * 8


# The summary of the step


def page_of(report: ValidationReport, translator: Translator) -> tuple[_Page, str]:
    markdown = summary(report, translator, Look(notes=True), ROOM)
    return _Page(markdown), markdown


def test_the_summary_is_by_file_the_gravest_first_with_all_that_is_known(swedish: Translator) -> None:
    said = (
        *many(0, 1, path="promises/a.yaml"),
        *many(1, 1, 1, path="promises/b.yaml"),
        diagnostic("Sist.", "promises/b.yaml", at=(9, 1), hint=None),
    )
    assert summary(report_of(said, ("x",)), swedish, Look(), ROOM) == (
        "## medlofte\n\n"
        "Kontrollerade 1 löfte i 1 fil: 2 fel, 2 varningar, 1 anmärkning. Visa anmärkningarna med --notes.\n\n"
        "### `promises/b.yaml`\n\n"
        "- **fel** 1:1 `unknown-key` `error 1`\\\n  hjälp: `Ta bort den.`\n"
        "- **fel** 9:1 `unknown-key` `Sist.`\n"
        "- **varning** 1:1 `unknown-key` `warning 1`\\\n  hjälp: `Ta bort den.`\n\n"
        "### `promises/a.yaml`\n\n"
        "- **varning** 1:1 `unknown-key` `warning 1`\\\n  hjälp: `Ta bort den.`\n\n"
        "Vad en kod betyder: medlofte explain unknown-key\n"
    )


@pytest.mark.parametrize("name", REPORTS)
def test_everything_stands_in_the_summary_as_code(name: str, english: Translator) -> None:
    report = REPORTS[name]
    page, _ = page_of(report, english)
    assert set(page.tags) <= OURS
    for each in report.diagnostics:
        assert escaping.escape_line(english(each.message)).strip() in [code.strip() for code in page.code]
        assert escaping.escape_line(each.path) in page.code
    assert page.tags.count("li") == len(report.diagnostics)


@pytest.mark.parametrize("trick", TRICKS)
def test_no_text_means_anything_in_the_summary(trick: str, english: Translator) -> None:
    plain, _ = page_of(report_of((diagnostic("harmless", "promises/harmless.yaml", hint="harmless"),)), english)
    page, markdown = page_of(report_of((diagnostic(trick, f"promises/{trick}", hint=trick),)), english)
    assert page.tags == plain.tags
    assert page.around == plain.around
    assert hidden_in(markdown) == set()
    assert commands_in(markdown) == []


@given(reports())
@settings(deadline=None, max_examples=100)
def test_no_text_at_all_means_anything_in_the_summary(report: ValidationReport) -> None:
    page, markdown = page_of(report, voice("en"))
    assert set(page.tags) <= OURS
    assert page.tags.count("li") == len(report.diagnostics)
    assert hidden_in(markdown) == set()
    assert re.fullmatch(
        r"medlofte Checked 1 promise in 0 files:[a-z0-9, ]+\. ?"
        r"((error|warning|note) \d+:\d+ (help: )?)*"
        r"(What a code means: medlofte explain [a-z0-9-]+)?",
        " ".join(page.around.split()),
    )


@given(st.text() | st.lists(st.sampled_from(TRICKS) | st.text("` \\\n", max_size=4), max_size=6).map("".join))
@example("`")
@example(" `` ` ")
@example("\\`")
@settings(deadline=None, max_examples=300)
def test_a_code_span_shows_a_text_as_it_is(value: str) -> None:
    page = _Page(f"- x {escaping.escape_markdown_code(value)} y")
    if value.strip():
        assert [" ".join(code.split()) for code in page.code] == [" ".join(escaping.escape_line(value).split())]
    assert set(page.tags) <= {"ul", "li", "code", "p"}
    assert page.around.split() in (["x", "y"], ["x", "``", "y"])


@pytest.mark.parametrize("room", [0, 1023, 1100, 5_000, 100_000, ROOM])
def test_the_summary_has_room(room: int, english: Translator) -> None:
    report = report_of(tuple(each for n in range(100) for each in many(50, 50, path=f"promises/{n:03}.yaml")))
    markdown = summary(report, english, Look(), room)
    assert len(markdown.encode()) <= room
    listed = markdown.count("\n- ")
    if room < ROOM:
        assert not markdown or f"{len(report.diagnostics) - listed} more do not fit here" in markdown
    assert (listed > 0) == (room >= 5_000)
    if room == ROOM:
        assert listed > 8_000


def test_who_wants_quiet_gets_no_summary_of_nothing(english: Translator) -> None:
    assert summary(REPORTS["sound"], english, Look(quiet=True), ROOM) == ""
    assert summary(REPORTS["sound"], english, Look(), ROOM).startswith("## medlofte\n\nChecked 1 promise in 2 files")
    assert summary(report_of(many(1)), english, Look(quiet=True), ROOM)


# The command


@pytest.fixture
def step(project: Path, monkeypatch: pytest.MonkeyPatch, medlofte: Runner) -> Path:
    """The file of the step's summary, in a project with twelve errors."""
    extra = "".join(f"nyckel{number}: 1\n" for number in range(12))
    (project / "promises" / "exempelby-2026.yaml").write_text(PROMISE + extra, "utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    path = project / "step_summary"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    return path


def test_the_summary_is_added_to_and_never_replaced(step: Path, medlofte: Runner) -> None:
    for before in ("", "# Det som stod här", "# Det som stod här\n"):
        step.write_text(before, "utf-8")
        done = medlofte("validate", lang="en_GB.UTF-8")
        assert (done.code, done.err) == (1, "")
        assert done.out.count("::error ") == 10
        assert done.out.endswith(
            "2 are not annotated, because GitHub shows ten of each level; they are in the summary of the step.\n"
        )
        after = step.read_text("utf-8")
        assert after.startswith(f"{before}\n## medlofte" if before else "## medlofte")
        assert after.count("\n- **error**") == 12
        medlofte("validate")
        assert step.read_text("utf-8").startswith(after)
        assert step.read_text("utf-8").count("## medlofte") == 2


def test_without_a_summary_the_rest_is_told_by_number(
    step: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (None, ""):
        if name is None:
            monkeypatch.delenv("GITHUB_STEP_SUMMARY")
        else:
            monkeypatch.setenv("GITHUB_STEP_SUMMARY", name)
        done = medlofte("validate", lang="en_GB.UTF-8")
        assert done.out.count("::error ") == 10
        assert done.out.endswith("see them with --format text.\n")
        assert not step.exists()


@pytest.mark.parametrize("format", ["text", "json"])
def test_other_formats_write_no_summary(format: str, step: Path, medlofte: Runner) -> None:
    medlofte("validate", "--format", format)
    assert not step.exists()


def test_a_full_summary_is_left_as_it_is(step: Path, medlofte: Runner) -> None:
    step.write_bytes(b"x" * (ROOM - 100))
    done = medlofte("validate", lang="en_GB.UTF-8")
    assert step.stat().st_size == ROOM - 100
    assert done.out.endswith("see them with --format text.\n")
    step.write_bytes(b"x" * (ROOM - 1900))
    medlofte("validate")
    assert ROOM - 1900 < step.stat().st_size <= ROOM


@pytest.mark.parametrize("kind", ["folder", "nowhere", "pipe", "full disk"])
def test_a_summary_that_can_not_be_written_is_a_message(
    kind: str, step: Path, medlofte: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "folder":
        step.mkdir()
    elif kind == "pipe":
        os.mkfifo(step)
    else:
        named = str(step / "x") if kind == "nowhere" else "/dev/full"
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", named)
    done = medlofte("validate", lang="en_GB.UTF-8")
    assert done.code == 2
    assert done.out.count("::error ") == 10
    assert "can't be written" in done.err
    assert "Traceback" not in done.err
