"""The one exception base: something could not be done, said in words for people."""

from __future__ import annotations

from medlofte.core.messages import Message


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
