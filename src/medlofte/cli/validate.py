"""``medlofte validate``: every problem in every promise and log, located."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from medlofte.cli import session as _session
from medlofte.cli.options import Color, FailOn, Lang, Output, Quiet, Root, choice
from medlofte.cli.reporting import AUTO, FOR_PEOPLE, chosen, write_report
from medlofte.cli.session import UNABLE, Session
from medlofte.diagnostic import Diagnostic, Severity, in_order
from medlofte.errors import MedlofteError
from medlofte.language import say
from medlofte.ledger import CODES, Bundle, File, check, check_settings
from medlofte.reports.validation import FORMATS, Look, Report

STDIN = "-"


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
            help="auto, text, json, github, gitlab, sarif, junit or rdjson.",
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
            "--stdin-filename", metavar="PATH", help="Which file standard input stands for.", show_default=False
        ),
    ] = None,
    root: Root = None,
    lang: Lang = None,
    color: Color = None,
    quiet: Quiet = False,
) -> None:
    """Find every problem in every promise and log, and show where it is."""
    asked = paths or []
    near = Path(next((path for path in asked if path != STDIN), stdin_filename or "."))
    session = _session.open_session(ctx.obj, root, lang, color, quiet, near)
    name = chosen(format)
    show_notes = notes or fail_on == Severity.NOTE.word
    located = Severity.NOTE if show_notes or name not in FOR_PEOPLE else Severity.WARNING
    report = _report(session, asked, stdin_filename, located, against)
    look = Look(
        width=session.width,
        color=name == "text" and output is None and session.has_color,
        notes=show_notes,
        quiet=session.quiet,
    )
    write_report(session, name, report, look, output)
    raise typer.Exit(_exit_code(report, fail_on))


def _exit_code(report: Report, fail_on: str) -> int:
    if _session.grave(report.diagnostics):
        return UNABLE
    return _session.exit_code((each.severity for each in report.diagnostics), fail_on)


def _report(
    session: Session, asked: list[str], stdin_filename: str | None, located: Severity, against: str | None
) -> Report:
    space = session.workspace
    gate = None if against is None else _Gate(session, against)
    replaced = _from_stdin(session, stdin_filename) if STDIN in asked else None
    everything = not asked
    ids = sorted(space.ids) if everything else [_id(session, path, stdin_filename) for path in asked]
    said: list[Diagnostic] = list(space.arrangement.diagnostics) if everything else []
    paths: list[str] = []
    settings = space.settings() if everything else None
    if settings is not None:
        paths.append(settings.path)
        said += check_settings(settings).diagnostics
    promises = 0
    only_counted: Counter[Severity] = Counter()
    looked_at = list(dict.fromkeys(one for each in ids for one in ([each] if isinstance(each, str) else each)))
    for id in looked_at:
        bundle = space.bundle(id, replaced)
        if gate is not None:
            gate.take(bundle, replaced)
        promises += 1
        paths += (file.path for file in (bundle.promise, *bundle.logs))
        checked = check(bundle, space.ids, located)
        said += checked.diagnostics
        only_counted.update(checked.only_counted)
    codes = tuple(CODES.values())
    if gate is not None:
        said += gate.diagnostics(None if everything else looked_at)
        codes += gate.codes
    against_what = None if gate is None else gate.base.called
    return Report(tuple(in_order(said)), promises, len(paths), codes, tuple(paths), against_what, only_counted)


class _Gate:
    """What has been weakened since a revision, in the files that are read anyway."""

    def __init__(self, session: Session, against: str) -> None:
        from medlofte import comparison  # here, because only the gate needs git and all that compares
        from medlofte.cli import since

        self.codes = comparison.CODES
        self._on_disk, self._diagnostics = since.on_disk, since.diagnostics
        self._space = session.workspace
        self.base = since.base(self._space.root, against)
        self._present = since.Present(self._space, self.base.commit)

    def take(self, bundle: Bundle, replaced: File | None) -> None:
        """Keep the names of a promise's files."""
        self._present.take((bundle.promise, *bundle.logs))
        if replaced is not None:
            self._present.replaced[replaced.path] = replaced.data

    def diagnostics(self, only: Iterable[str] | None) -> list[Diagnostic]:
        """What is said about the changes; ``only`` are the promises that were asked about."""
        return self._diagnostics(self._on_disk(self._space, self.base, self._present, only))


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
        say("{path} is neither a promise nor a log of one.", path=path),
        say("Promises are {folder}/<id>.yaml, logs {folder}/<id>/<party>.yaml.", folder="promises"),
    )


def _from_stdin(session: Session, stdin_filename: str | None) -> File:
    path = session.workspace.relative(Path(stdin_filename)) if stdin_filename else None
    known = path is not None and session.workspace.id_for(Path(stdin_filename or ""), may_be_new=True) is not None
    if path is None or not known or not path.endswith(".yaml"):
        raise MedlofteError(
            say("Which file does standard input stand for?"),
            say("Add --stdin-filename promises/<id>.yaml, the name of a promise or a log."),
        )
    return File(path, sys.stdin.buffer.read())
