"""What must hold of any files at all, however broken: nothing raises, everything has a place, nothing gets out."""

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

from medlofte.core.diagnostic import Checked, LocatedDiagnostic, Severity
from medlofte.core.messages import LANGUAGES, Translator
from medlofte.core.source import Span
from medlofte.documents import DOCUMENTS, Subject
from medlofte.documents.subject import Provenance
from medlofte.progress.predecessors import PredecessorActivity, Predecessors
from medlofte.progress.tally import PromiseProgress, progress_of
from medlofte.project.context import translator_for
from medlofte.reports import progress as _progress
from medlofte.reports import validation
from medlofte.reports.progress import ProgressReportOptions
from medlofte.reports.validation import Look, ValidationReport
from medlofte.reports.validation.github import MOST_OF_A_LEVEL
from medlofte.validation import checker
from medlofte.validation.checker import ProjectFile, PromiseFiles
from medlofte.validation.rules import LoggedPromise

DAYS = (date(2018, 12, 31), date(2021, 6, 1), date(2026, 9, 30))
"""The days that progress is reckoned for: of the tested promises, some have not begun, some are over."""

_COMMAND = re.compile(
    r"::(?:error|warning|notice) file=[^,:]+,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[a-z0-9-]+::"
)
_DIRECTIONS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_MARKS = frozenset("\u200e\u200f\u061c")


@cache
def voice(language: str) -> Translator:
    """The voice of a language, made once."""
    return translator_for(language)


def bundle_at(root: Path, id: str) -> PromiseFiles:
    """A promise of a project on disk with its logs, their paths as from its root."""
    paths = [root / "promises" / f"{id}.yaml", *sorted((root / "promises" / id).glob("*.yaml"))]
    promise, *logs = (ProjectFile(path.relative_to(root).as_posix(), path.read_bytes()) for path in paths)
    return PromiseFiles(promise, tuple(logs))


def with_file(bundle: PromiseFiles, path: str, data: bytes) -> PromiseFiles:
    """The bundle with other bytes in the file at the path."""
    promise, *logs = (file.replace(data=data) if file.path == path else file for file in (bundle.promise, *bundle.logs))
    return PromiseFiles(promise, tuple(logs))


def check_all(bundle: PromiseFiles) -> Checked[LoggedPromise]:
    """What ``checker.check_promise`` finds, when all that must hold of it and of every report made from it has held."""
    checked = checker.check_promise(bundle)
    places_are_real(bundle, checked.diagnostics)
    report = ValidationReport(checked.diagnostics, promises=1, files=1 + len(bundle.logs))
    for language in LANGUAGES:
        reports_are_safe(report, voice(language))
    if not checked.has_errors:
        assert checked.value is not None
        figures_can_be_made(checked.value)
    return checked


def places_are_real(bundle: PromiseFiles, diagnostics: Iterable[LocatedDiagnostic]) -> None:
    """Everything said points into a file of the bundle, at most one line past its end."""
    ends = {file.path: file.data.count(b"\n") + 2 for file in (bundle.promise, *bundle.logs)}
    for each in diagnostics:
        assert each.severity is checker.CODES[each.code].severity
        _is_inside(each.span, ends[each.path])
        for other in each.related:
            _is_inside(other.span, ends[other.path])


def _is_inside(span: Span, last: int) -> None:
    assert 1 <= span.start.line <= span.end.line <= last, span
    assert span.start.column >= 1, span
    assert span.start <= span.end, span


def reports_are_safe(report: ValidationReport, said_by: Translator) -> None:
    """Each format of ``validate`` renders, shows no character that hides, and commands nothing but its own."""
    look = Look(notes=True)
    written = {name: validation.render(name, report, said_by, look) for name in validation.FORMATS}
    assert len(json.loads(written["json"])["diagnostics"]) == len(report.diagnostics)
    for name, text in written.items():
        assert hidden_in(text) == set(), name
        assert "##[" not in text, name
        assert name == "github" or commands_in(text) == [], name
        text.encode()
    commands = commands_in(written["github"])
    assert len(commands) == sum(min(report.number_of(each), MOST_OF_A_LEVEL) for each in Severity)
    assert all(_COMMAND.match(command) for command in commands)


def hidden_in(text: str) -> set[str]:
    """The characters of the text that are controls, turn the direction of others, or show nothing."""
    return {char for char in set(text) - {"\n"} if _is_hidden(char)}


def _is_hidden(char: str) -> bool:
    if char.isascii():
        return not char.isprintable()
    category, direction = unicodedata.category(char), unicodedata.bidirectional(char)
    if category in ("Cc", "Cs", "Zl", "Zp"):
        return True
    return category == "Cf" and (direction in _DIRECTIONS or direction == "BN" or char in _MARKS)


def commands_in(text: str) -> list[str]:
    """The lines that GitHub could take for a workflow command; ``:::`` and a blank is our own mark and is none."""
    return [line for line in text.split("\n") if re.match(r"\s*::(?!: )", line)]


def figures_can_be_made(dossier: LoggedPromise) -> None:
    """From what has no error, progress on any day in every format, and the view of every document."""
    swedish = voice("sv")
    for day in DAYS:
        progress = progress_of(dossier.promise, dossier.logged, day)
        whole = ProgressReportOptions(day, swedish)
        together = ProgressReportOptions(day, swedish, "police-area", overview=True, chain_of=_before)
        for name, setting in product(_progress.FORMATS, (whole, together)):
            text = _progress.render(name, [progress], swedish, setting)
            assert name == "json" or hidden_in(text) <= {"\r"}
            text.encode()
        for document in DOCUMENTS.values():
            document.view(Subject(progress, swedish, voice("en"), Provenance("0"), dossier.logged, "tertial"))


def _before(progress: PromiseProgress) -> Predecessors:
    """A chain in which the promise follows itself."""
    return Predecessors(
        (progress,), {each.activity.id: (PredecessorActivity(progress.promise, each),) for each in progress.tallies}
    )


def said(checked: Checked[LoggedPromise], least: Severity = Severity.NOTE) -> list[tuple[str, int, str]]:
    """Path, line and code of everything as grave as that, in order."""
    return [(d.path, d.span.start.line, d.code) for d in checked.diagnostics if d.severity >= least]


def meaning(checked: Checked[LoggedPromise]) -> object:
    """All that must be the same however the files are written: the codes, and all figures on each of the days.

    Activities come in the order of their ids, for theirs is the order of the promise's keys.
    """
    codes = sorted((each.severity, each.code) for each in checked.diagnostics)
    if checked.value is None or checked.has_errors:
        return codes
    promise, logged = checked.value.promise, checked.value.logged
    figures = []
    for day in DAYS:
        setting = ProgressReportOptions(day, voice("sv"))
        document = json.loads(_progress.render("json", [progress_of(promise, logged, day)], voice("sv"), setting))
        for each in document["promises"]:
            each["activities"].sort(key=lambda activity: activity["id"])
        figures.append(document)
    return codes, figures
