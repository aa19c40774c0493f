"""``medlofte diff``: what changed in the promises, in words, graded."""

from typing import Annotated

import typer

from medlofte.changes.codes import CODES
from medlofte.cli import session as _session
from medlofte.cli.options import Color, FailOn, Lang, Output, Quiet, Root, choice
from medlofte.cli.output import AUTO, chosen, write_report
from medlofte.core.diagnostic import Severity
from medlofte.project import revision_diff as since
from medlofte.project.revisions import base, default, revision
from medlofte.project.workspace import Workspace
from medlofte.reports.diff import FORMATS, OWN, Report, render
from medlofte.reports.validation import Look
from medlofte.reports.validation import Report as Validation

SEVERAL, TWO = "...", ".."


def diff(
    ctx: typer.Context,
    ref: Annotated[
        str | None,
        typer.Argument(
            metavar="[REF]",
            help="A revision, or two: A..B, or A...B from what they have in common; the default branch if left out.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format", help="As validate has it; markdown is a comment for a pull request.", **choice(AUTO, *FORMATS)
        ),
    ] = AUTO,
    output: Output = None,
    fail_on: FailOn = Severity.ERROR.word,
    root: Root = None,
    lang: Lang = None,
    color: Color = None,
    quiet: Quiet = False,
) -> None:
    """Show what changed in the promises, and what it means for those who were promised something."""
    session = _session.open_session(ctx.obj, root, lang, color, quiet)
    report = _report(session.workspace, ref)
    name = chosen(format)
    look = Look(
        width=session.width,
        color=name == "text" and output is None and session.has_color,
        notes=True,
        quiet=session.quiet,
    )
    if name in OWN:
        _session.write_out(render(name, report, session.voice, look), output)
    else:
        write_report(session, name, _as_validation(report), look, output)
    raise typer.Exit(_session.exit_code((each.diagnostic.severity for each in report.differences), fail_on))


def _as_validation(report: Report) -> Validation:
    return report.as_validation(since.diagnostics(report.differences), tuple(CODES.values()))


def _report(space: Workspace, ref: str | None) -> Report:
    """What differs: of one revision what is on disk since their merge base, of two the one since the other."""
    root = space.root
    first, dots, second = _parted(default(root) if ref is None else ref)
    if not dots:
        before = base(root, first)
        return Report(tuple(since.on_disk(before, since.Present(space, before.commit))), before.called)
    after = revision(root, second or "HEAD")
    before = base(root, first or "HEAD", after.commit) if dots == SEVERAL else revision(root, first or "HEAD")
    return Report(tuple(since.between(root, before, after)), before.called, after.called)


def _parted(ref: str) -> tuple[str, str, str]:
    """The two revisions, and the dots between them, if there are two."""
    for dots in (SEVERAL, TWO):
        if dots in ref:
            return ref.partition(dots)
    return ref, "", ""
