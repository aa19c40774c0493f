"""``medlofte lsp``: the same diagnostics in an editor, and help while one writes."""

import sys

import typer

from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.extras import missing
from medlofte.core.messages import msg


def lsp(ctx: typer.Context) -> None:
    """Serve an editor: diagnostics, fixes, completion and the progress of activities."""
    session: Session = ctx.obj
    try:
        from medlofte.lsp import server  # here, because only this command needs pygls
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise missing("medlofte lsp", "lsp") from None
    if sys.stdin.isatty():
        raise MedlofteError(
            msg("medlofte lsp is started by an editor, which speaks to it on standard input."),
            msg("Name the command medlofte lsp in the editor's settings for language servers."),
        )
    server.serve(session)
