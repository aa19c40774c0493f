"""What a command needs of its surroundings: the project, the language, the screen and the day."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from medlofte.cli.progress_bar import waiting
from medlofte.cli.spool import Shelf
from medlofte.core.catalogue import Catalogue
from medlofte.core.dates import NotADay, days
from medlofte.core.diagnostic import Checked, Diagnostic, Severity
from medlofte.core.errors import MedlofteError, MissingCatalogue
from medlofte.core.escaping import terminal
from medlofte.core.messages import LANGUAGES, Message, Voice, say
from medlofte.core.record import Record
from medlofte.core.suggestions import nearest
from medlofte.project import workspace
from medlofte.project.workspace import Workspace
from medlofte.validation.checker import Bundle, check, check_settings
from medlofte.validation.rules import Dossier

OK, FINDINGS, UNABLE = 0, 1, 2
MOST_AT_HAND = 1 << 20
"""So many characters of a text wait in memory until all of it is made."""

READING = say("Reading promises")
PACKAGE = Path(__file__).parent.parent


class Globals(Record):
    """The options given before the command's name."""

    root: Path | None = None
    lang: str | None = None
    color: str | None = None
    quiet: bool = False


class Session:
    """One run of one command: options before and after the command's name joined, the latter first.

    ``near`` is where to look for a project when the working directory is in none.
    """

    def __init__(
        self, root: Path | None, lang: str | None, color: str | None, quiet: bool, near: Path | None = None
    ) -> None:
        self.root = root
        self.lang = lang
        self.color = color
        self.quiet = quiet
        self.near = near

    @cached_property
    def workspace(self) -> Workspace:
        """The project. Raises ``MedlofteError`` when there is none."""
        if self.root is not None:
            return workspace.at_root(self.root)
        try:
            return workspace.find(Path.cwd())
        except MedlofteError:
            if self.near is None:
                raise
            return workspace.find(self.near.absolute())

    @cached_property
    def voice(self) -> Voice:
        """The voice that messages are said in."""
        return voice_for(language_of(self.lang, self._settings_language()))

    @cached_property
    def swedish(self) -> Voice:
        """A Swedish voice, for what is Swedish whoever reads it."""
        return self.voice if self.voice.language == "sv" else voice_for("sv")

    @cached_property
    def english(self) -> Voice:
        """An English voice, for what is English whoever reads it."""
        return self.voice if self.voice.language == "en" else voice_for("en")

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """What ``medlofte.yaml`` says, without what is wrong in it. Raises ``MedlofteError`` outside a project."""
        file = self.workspace.settings()
        return (check_settings(file).value if file is not None else None) or {}

    def _settings_language(self) -> str | None:
        try:
            language = self.settings.get("lang")
        except MedlofteError:
            return None
        return language if isinstance(language, str) else None

    @property
    def has_color(self) -> bool:
        """Whether standard output gets colour. ``NO_COLOR`` and ``FORCE_COLOR`` are honoured."""
        if self.color in ("always", "never"):
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        return bool(os.environ.get("FORCE_COLOR")) or (self.is_terminal and os.environ.get("TERM") != "dumb")

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads standard output as it is written."""
        return sys.stdout.isatty()

    @property
    def is_conversation(self) -> bool:
        """Whether a person is there to answer questions."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    @property
    def width(self) -> int:
        """The terminal's columns; 100 where there is none."""
        return shutil.get_terminal_size((100, 24)).columns

    @property
    def has_blocks(self) -> bool:
        """Whether standard output can show block characters."""
        return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")

    def ids(self, asked: Sequence[str]) -> list[str]:
        """The promises asked for, by id or path; all of them when none is. Raises ``MedlofteError``."""
        known = self.workspace.ids
        if not known and not asked:
            message = say("There are no promises in {folder}.", folder="promises/")
            raise MedlofteError(message, say("medlofte new begins one; medlofte init --example shows how they look."))
        ids = [each if each in known else self.workspace.id_for(Path(each)) or each for each in asked]
        for id in ids:
            if id not in known:
                raise no_promise(id, sorted(known))
        return list(dict.fromkeys(ids)) or sorted(known)

    def check(self, ids: Iterable[str]) -> Iterator[tuple[Bundle, Checked[Dossier]]]:
        """Each promise checked for errors, when its turn comes."""
        known = self.workspace.ids
        for bundle in self.workspace.bundles(waiting(self, ids, READING)):
            yield bundle, check(bundle, known, Severity.ERROR, Severity.ERROR)


def open_session(
    globals: Globals | None,
    root: Path | None = None,
    lang: str | None = None,
    color: str | None = None,
    quiet: bool = False,
    near: Path | None = None,
) -> Session:
    """The session of a command; ``near`` is where to look for a project when the working directory is in none."""
    above = globals or Globals()
    return Session(root or above.root, lang or above.lang, color or above.color, quiet or above.quiet, near)


def language_of(asked: str | None, settings: str | None) -> str:
    """The language: as asked, else as set in the project, else the locale's, else Swedish."""
    for language in (asked, settings):
        if language in LANGUAGES:
            return str(language)
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "en" if locale.startswith("en") else "sv"


def voice_for(language: str) -> Voice:
    """The voice of a language, from the catalogue in the package. English is what the messages are written in.

    Raises ``MissingCatalogue`` where the package was never built: nobody who asked for Swedish gets English instead.
    """
    if language == "en":
        return Voice(language, NullTranslations())
    try:
        data = (PACKAGE / "locale" / language / "LC_MESSAGES" / "medlofte.mo").read_bytes()
    except FileNotFoundError:
        raise MissingCatalogue from None
    return Voice(language, Catalogue(data))


def today_or(text: str | None) -> date:
    """The day asked for, or today: the one place where the program reads the calendar. Raises ``MedlofteError``."""
    if text is None:
        return date.today()  # noqa: DTZ011 - the reader's own day is what is meant
    try:
        if len(text) == len("2026-01-31") and "/" not in text:
            return days(text).first
    except NotADay:
        pass
    message = say("{text} is not a date with year, month and day.", text=text)
    raise MedlofteError(message, say("Write it as 2026-01-31."))


def write_out(text: str, output: str | None) -> None:
    """Write a finished text to standard output or to a file; what UTF-8 can't hold is spelled out in both."""
    if output is None or output == "-":
        sys.stdout.write(text)
    else:
        workspace.write(Path(output), text.encode(errors="backslashreplace"))


def write_pieces(pieces: Iterable[str], output: str | None) -> None:
    """As ``write_out``, for a text in pieces. Nothing is written before the last has come."""
    shelf: Shelf[str] = Shelf(MOST_AT_HAND, len)
    shelf.put(pieces)
    if output is None or output == "-":
        for piece in shelf:
            sys.stdout.write(piece)
    else:
        workspace.write_parts(Path(output), (piece.encode(errors="backslashreplace") for piece in shelf))


def write_bytes(data: bytes, output: str) -> None:
    """Write a finished document that is no text to a file or, for ``-``, to standard output."""
    write_parts((data,), output)


def write_parts(parts: Iterable[bytes], output: str) -> None:
    """As ``write_bytes``, for a document in parts."""
    if output == "-":
        sys.stdout.flush()
        for part in parts:
            sys.stdout.buffer.write(part)
    else:
        workspace.write_parts(Path(output), parts)


def write_to_screen_or_pipe(data: bytes) -> None:
    """Write a document that is no text to standard output. Raises ``MedlofteError`` where a person would see it."""
    if sys.stdout.isatty():
        raise MedlofteError(say("The file is no text for a screen."), say("Name a file with --output, or with >."))
    write_bytes(data, "-")


def show_document(text: str) -> None:
    """Write a document to standard output; on a screen or in a CI log, so that nothing in it is a command to either."""
    is_watched = sys.stdout.isatty() or os.environ.get("GITHUB_ACTIONS") == "true"
    sys.stdout.write(terminal(text) if is_watched else text)


def say_aside(text: str) -> None:
    """Write words for people beside a machine format: on standard error."""
    sys.stderr.write(text)


def seen_from_here(path: Path) -> str:
    """The path as it is told: from the working directory, where it lies in that."""
    try:
        here = Path.cwd()
    except OSError:  # it is gone
        return str(path)
    return str(path.relative_to(here)) if path.is_absolute() and path.is_relative_to(here) else str(path)


def notify(voice: Voice, message: Message, hint: Message | None = None) -> None:
    """Say something to the person who gave the command, and the way out: on standard error."""
    say_aside(f"medlofte: {voice(message)}\n")
    if hint is not None:
        say_aside(f"  {voice(say('help'))}: {voice(hint)}\n")


def our_fault(error: Exception) -> Message:
    """What is said of an error that is medlofte's own: its kind and its place, never what it was about."""
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{place.filename.rsplit('medlofte', 1)[-1].lstrip('/')}:{place.lineno}"
    return say(
        "A fault in medlofte itself, not in your files: {kind} in {where}.", kind=type(error).__name__, where=where
    )


def exit_code(severities: Iterable[Severity], fail_on: str) -> int:
    """1 when anything is at or above the severity that ``--fail-on`` names, else 0."""
    least = Severity[fail_on.upper()]
    return FINDINGS if any(severity >= least for severity in severities) else OK


def grave(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether something could not be read at all."""
    return any(each.code == "unreadable-file" for each in diagnostics)


def no_promise(id: str, known: Sequence[str]) -> MedlofteError:
    """The error for a promise that is not there: the nearest that is, or which there are."""
    near = nearest(id, known, 0.5)
    hint = say("Known promises: {ids}", ids=", ".join(known[:8]) + (" …" if len(known) > 8 else ""))
    if near:
        hint = say("Did you mean {key}?", key=near)
    return MedlofteError(say("There is no promise {id}.", id=id), hint)
