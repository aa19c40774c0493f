"""``medlofte diff``: what changed in the promises, in words, graded."""

import os
from typing import Annotated

import typer

from medlofte import git
from medlofte.cli import session as _session
from medlofte.cli import since
from medlofte.cli.options import Color, Lang, Output, Quiet, Root, choice
from medlofte.cli.session import FINDINGS, OK
from medlofte.diagnostic import Severity
from medlofte.reports.comparison import FORMATS, Report, render
from medlofte.reports.validation import Look
from medlofte.workspace import Workspace

AUTO = "auto"
SEVERITIES = tuple(severity.word for severity in reversed(Severity))
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
        str, typer.Option("--format", help="text, markdown, json, or a format of validate.", **choice(AUTO, *FORMATS))
    ] = AUTO,
    output: Output = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="From which severity the exit code is 1.", **choice(*SEVERITIES))
    ] = Severity.ERROR.word,
    root: Root = None,
    lang: Lang = None,
    color: Color = None,
    quiet: Quiet = False,
) -> None:
    """Show what changed in the promises, and what it means for those who were promised something."""
    session = _session.open_session(ctx.obj, root, lang, color, quiet)
    report = _report(session.workspace, ref)
    name = _chosen(format)
    look = Look(
        width=session.width,
        color=name == "text" and output is None and session.has_color,
        notes=True,
        quiet=session.quiet,
    )
    _session.write_out(render(name, report, session.voice, look), output)
    least = Severity[fail_on.upper()]
    is_over = any(each.diagnostic.severity >= least for each in report.differences)
    raise typer.Exit(FINDINGS if is_over else OK)


def _chosen(format: str) -> str:
    if format != AUTO:
        return format
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def _report(space: Workspace, ref: str | None) -> Report:
    """What differs: of one revision what is on disk since their merge base, of two the one since the other."""
    root = space.root
    first, dots, second = _parted(ref or git.default_branch(root))
    if not dots:
        before = since.base(root, first)
        return Report(tuple(since.on_disk(space, before, since.Present(space, before.commit))), before.called)
    after = since.revision(root, second or "HEAD")
    before = (
        since.base(root, first or "HEAD", after.commit) if dots == SEVERAL else since.revision(root, first or "HEAD")
    )
    return Report(tuple(since.between(root, before, after)), before.called, after.called)


def _parted(ref: str) -> tuple[str, str, str]:
    """The two revisions, and the dots between them, if there are two."""
    for dots in (SEVERAL, TWO):
        if dots in ref:
            return ref.partition(dots)
    return ref, "", ""
