"""The one exception base: something could not be done, said in words for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medlofte.core.messages import Message, msg
from medlofte.core.record import Record

if TYPE_CHECKING:
    from medlofte.core.diagnostic import LocatedDiagnostic

UNREADABLE = "unreadable-file"
"""The code of a file that could not be opened and read."""


class MedlofteError(Exception):
    """What was asked for could not be done.

    ``message`` says what and ``hint`` says the way out; both are translated where they are shown, and as texts English.
    ``exit_code`` is what the process ends with: 2 unless a subclass says otherwise.
    """

    exit_code = 2

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


class TemplateFault(MedlofteError):
    """A template is at fault, not the call: the message names ``template:line``. Ends with 1."""

    exit_code = 1


class MissingCatalogue(MedlofteError):
    """The texts of a language are not compiled, as in a source tree that is not installed.

    What translates messages is what is missing, so this one is in Swedish and English at once.
    """

    def __init__(self) -> None:
        super().__init__(
            Message("The Swedish texts are not compiled. (De svenska texterna är inte kompilerade.)"),
            Message(
                "Run `pip install -e .` in the folder that holds medlofte's pyproject.toml. "
                "(Kör `pip install -e .` i mappen med medloftes pyproject.toml.)"
            ),
        )


class Notice(Record):
    """Something to tell the user, and what to do about it."""

    message: Message
    hint: Message | None = None


NOTHING_WRITTEN = msg("Nothing was written.")


class Rejected(MedlofteError):
    """Something was not done because of what is wrong in it.

    ``outcome`` says what was not done. ``diagnostics`` are the errors in the ``files`` of so many ``promises``,
    ``problems`` what else is wrong, and ``notices`` what was done before that was found. ``message`` is the first of
    them. Ends with 1, or 2 when a file could not be read.
    """

    def __init__(
        self,
        outcome: Message = NOTHING_WRITTEN,
        diagnostics: Sequence[LocatedDiagnostic] = (),
        problems: Sequence[Notice] = (),
        notices: Sequence[Notice] = (),
        promises: int = 1,
        files: int = 1,
        exit_code: int | None = None,
    ) -> None:
        listed: list[LocatedDiagnostic | Notice] = [*diagnostics, *problems]
        first = listed[0]
        super().__init__(first.message, first.hint)
        is_unreadable = any(each.code == UNREADABLE for each in diagnostics)
        self.exit_code = exit_code or (2 if is_unreadable else 1)
        self.outcome = outcome
        self.diagnostics = tuple(diagnostics)
        self.problems = tuple(problems)
        self.notices = tuple(notices)
        self.promises = promises
        self.files = files


def internal_error(error: Exception) -> Message:
    """A report of an error in medlofte itself: its kind and its place, never the data it was about."""
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{place.filename.rsplit('medlofte', 1)[-1].lstrip('/')}:{place.lineno}"
    return msg(
        "An error in medlofte itself, not in your files: {kind} in {where}.", kind=type(error).__name__, where=where
    )
