"""``medlofte validate``: every problem in every promise and log, located."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medlofte.cli.options import FailOn, Output, choice
from medlofte.cli.output import UNABLE, exit_code, tell_user
from medlofte.cli.report import AUTO, FOR_PEOPLE, output_format, write_report
from medlofte.cli.session import Session
from medlofte.core.diagnostic import LocatedDiagnostic, Severity, in_order
from medlofte.core.errors import UNREADABLE, MedlofteError
from medlofte.core.messages import msg
from medlofte.core.record import Record
from medlofte.reports.validation import FORMATS, Look, Share, ValidationReport
from medlofte.validation.checker import (
    CODES,
    ParsedBundle,
    ProjectFile,
    PromiseFiles,
    check_promise,
    check_settings,
    parse,
)

if TYPE_CHECKING:
    from medlofte.project.revisions import ChangedPromises

STDIN = "-"
CHECKING = msg("Checking promises")


class _ComparisonOptions(Record):
    """What is to be compared with, and whether only what has changed since then is to be checked."""

    against: str | None = None
    changed: bool = False


def validate(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files or folders; all promises if left out; - reads standard input.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help="For people, programs or a platform; auto is github in GitHub Actions, else text.",
            **choice(AUTO, *FORMATS),
        ),
    ] = AUTO,
    output: Output = None,
    fail_on: FailOn = Severity.ERROR.word,
    notes: Annotated[bool, typer.Option("--notes", help="Show the notes too.", show_default=False)] = False,
    against: Annotated[
        str | None,
        typer.Option(
            "--against", metavar="REF", help="Also what was weakened since this revision.", show_default=False
        ),
    ] = None,
    stdin_filename: Annotated[
        str | None,
        typer.Option(
            "--stdin-filename", metavar="PATH", help="The file that standard input is read as.", show_default=False
        ),
    ] = None,
    changed: Annotated[
        bool,
        typer.Option(
            "--changed",
            help="Only promises that have changed since --against, or the default branch.",
            show_default=False,
        ),
    ] = False,
) -> None:
    """Find every problem in every promise and log, and show where it is."""
    asked = paths or []
    if changed and asked:
        message = msg("--changed finds out itself which promises to check.")
        raise MedlofteError(message, msg("Leave out --changed, or the paths."))
    session: Session = ctx.obj
    session.near = Path(next((path for path in asked if path != STDIN), stdin_filename or "."))
    name = output_format(format)
    show_notes = notes or fail_on == Severity.NOTE.word
    min_reported = Severity.NOTE if show_notes or name not in FOR_PEOPLE else Severity.WARNING
    report = _report(session, asked, stdin_filename, min_reported, _ComparisonOptions(against, changed))
    look = Look(
        width=session.width,
        color=name == "text" and output is None and session.has_color,
        notes=show_notes,
        quiet=session.quiet,
    )
    write_report(session, name, report, look, output)
    raise typer.Exit(_exit_code(report, fail_on))


def _exit_code(report: ValidationReport, fail_on: str) -> int:
    if any(each.code == UNREADABLE for each in report.diagnostics):
        return UNABLE
    return exit_code((each.severity for each in report.diagnostics), fail_on)


def _report(
    session: Session, asked: list[str], stdin_filename: str | None, min_reported: Severity, wish: _ComparisonOptions
) -> ValidationReport:
    space = session.workspace
    since = _changed(session, wish.against) if wish.changed else None
    gate = None if wish.against is None else _Gate(session, wish.against, since)
    replaced = _from_stdin(session, stdin_filename) if STDIN in asked else None
    everything = not asked
    ids = _ids(session, asked, stdin_filename) if since is None else since.ids
    said: list[LocatedDiagnostic] = list(space.arrangement.diagnostics) if everything else []
    paths: list[str] = []
    settings = space.settings() if everything else None
    if settings is not None:
        paths.append(settings.path)
        said += check_settings(settings).diagnostics
    known = space.ids
    only_counted: Counter[Severity] = Counter()
    for id in session.track(ids, CHECKING):
        bundle = space.bundle(id, replaced)
        parsed = parse(bundle)
        if gate is not None:
            gate.take(bundle, parsed)
        paths += (file.path for file in (bundle.promise, *bundle.logs))
        checked = check_promise(bundle, known, min_reported, parsed=parsed)
        said += checked.diagnostics
        only_counted.update(checked.only_counted)
    codes = tuple(CODES.values())
    if gate is not None:
        said += gate.diagnostics(None if everything else ids)
        codes += gate.codes
    told = None if since is None or since.touched is None else Share(since.base.called, len(known))
    against = None if gate is None else gate.base.called
    return ValidationReport(
        tuple(in_order(said)), len(ids), len(paths), codes, tuple(paths), against, only_counted, told
    )


def _changed(session: Session, against: str | None) -> "ChangedPromises":
    from medlofte.project.revisions import find_changed  # here, because only this needs git

    found = find_changed(session.workspace, against)
    if found.touched is None and not session.quiet:
        message = msg("git can't tell which files have changed, so all promises are checked.")
        hint = msg("It can't where there are links, other repositories, or files that it was told to leave out.")
        tell_user(session.translator, message, hint)
    return found


def _ids(session: Session, asked: list[str], stdin_filename: str | None) -> Sequence[str]:
    """The promises that are asked for, each once; all of them when none is."""
    if not asked:
        return sorted(session.workspace.ids)
    ids = (_id(session, path, stdin_filename) for path in asked)
    return list(dict.fromkeys(one for each in ids for one in ([each] if isinstance(each, str) else each)))


class _Gate:
    """What has been weakened since a revision, in the files that are read anyway."""

    def __init__(self, session: Session, against: str, changed: "ChangedPromises | None") -> None:
        from medlofte.changes import compare  # here, because only the gate needs git and all that compares
        from medlofte.project import revisions

        self.codes = compare.CODES
        self._on_disk, self._diagnostics = revisions.diff_working_tree, revisions.diagnostics
        space = session.workspace
        self.base = revisions.base(space.root, against) if changed is None else changed.base
        self._present = revisions.WorkingTree(space, self.base.commit, None if changed is None else changed.touched)

    def take(self, bundle: PromiseFiles, parsed: ParsedBundle) -> None:
        """Keep what is needed of a promise's files."""
        self._present.take(bundle, parsed)

    def diagnostics(self, only: Iterable[str] | None) -> list[LocatedDiagnostic]:
        """What is said about the changes; ``only`` are the promises that were asked about."""
        return self._diagnostics(self._on_disk(self.base, self._present, only))


def _id(session: Session, path: str, stdin_filename: str | None) -> str | list[str]:
    space = session.workspace
    named = Path(stdin_filename or "") if path == STDIN else Path(path)
    id = space.id_for(named, may_be_new=path == STDIN)
    if id is None and path in space.ids:
        return path
    if id is not None:
        return id
    inside = space.relative(named)
    if inside is not None and named.is_dir() and (inside in (".", "promises")):
        return sorted(space.ids)
    raise MedlofteError(
        msg("{path} is neither a promise nor a log of one.", path=path),
        msg("Promises are {folder}/<id>.yaml, logs {folder}/<id>/<party>.yaml.", folder="promises"),
    )


def _from_stdin(session: Session, stdin_filename: str | None) -> ProjectFile:
    path = session.workspace.relative(Path(stdin_filename)) if stdin_filename else None
    known = path is not None and session.workspace.id_for(Path(stdin_filename or ""), may_be_new=True) is not None
    if path is None or not known or not path.endswith(".yaml"):
        raise MedlofteError(
            msg("Which file is standard input read as?"),
            msg("Add --stdin-filename promises/<id>.yaml, the name of a promise or a log."),
        )
    return ProjectFile(path, sys.stdin.buffer.read())
