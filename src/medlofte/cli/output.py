"""What a command writes: documents, messages to the person at the terminal, and the exit code."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from medlofte.cli.session import Session
from medlofte.core.diagnostic import Severity
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line, escape_terminal
from medlofte.core.messages import Message, Translator, msg
from medlofte.project import workspace

OK, FINDINGS, UNABLE = 0, 1, 2


# Documents


def write_out(text: str, output: str | None) -> None:
    """Write a finished text to standard output or to a file; what UTF-8 can't hold is spelled out in both."""
    if output is None or output == "-":
        sys.stdout.write(text)
    else:
        workspace.write(Path(output), text.encode(errors="backslashreplace"))


def write_bytes(data: bytes, output: str) -> None:
    """Write a finished document that is no text to a file or, for ``-``, to standard output."""
    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    else:
        workspace.write(Path(output), data)


def write_to_screen_or_pipe(data: bytes) -> None:
    """Write a document that is no text to standard output. Raises ``MedlofteError`` where a person would see it."""
    if sys.stdout.isatty():
        raise MedlofteError(msg("The file is not text for a screen."), msg("Name a file with --output, or with >."))
    write_bytes(data, "-")


def show_document(text: str) -> None:
    """Write a document to standard output; on a screen or in a CI log, so that nothing in it is a command to either."""
    is_watched = sys.stdout.isatty() or os.environ.get("GITHUB_ACTIONS") == "true"
    sys.stdout.write(escape_terminal(text) if is_watched else text)


def tell_path(session: Session, path: str) -> None:
    """Print where a file was written, unless that is standard output."""
    if path != "-" and not session.quiet:
        write_out(f"{escape_line(display_path(Path(path)))}\n", None)


def display_path(path: Path) -> str:
    """The path as it is printed: from the working directory, where it lies in that."""
    try:
        here = Path.cwd()
    except OSError:  # it is gone
        return str(path)
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else str(path)


# Messages


def write_stderr(text: str) -> None:
    """Write words for people beside a machine format: on standard error."""
    sys.stderr.write(text)


def tell_user(translator: Translator, message: Message, hint: Message | None = None) -> None:
    """Tell the person who gave the command something, and the way out: on standard error."""
    write_stderr(f"medlofte: {translator(message)}\n")
    if hint is not None:
        write_stderr(f"  {translator(msg('help'))}: {translator(hint)}\n")


def tell(session: Session, message: Message) -> None:
    """Write a sentence to standard error, unless only what is wrong is to be told."""
    if not session.quiet:
        write_stderr(f"{session.translator(message)}\n")


def exit_code(severities: Iterable[Severity], fail_on: str) -> int:
    """1 when anything is at or above the severity that ``--fail-on`` names, else 0."""
    least = Severity[fail_on.upper()]
    return FINDINGS if any(severity >= least for severity in severities) else OK
