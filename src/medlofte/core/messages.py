"""Messages that are written once, in English, and said in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from medlofte.core.escaping import escape_line, quote_short
from medlofte.core.record import Record

LANGUAGES = ("sv", "en")


class Verbatim(str):
    """A text that a reader will copy, such as a command: it is shown whole, however long it is."""

    __slots__ = ()


class Message(Record):
    """A sentence with its values apart, so that it can be translated before they are put in.

    ``text`` is the English sentence and the catalogue's key; ``plural`` is its form when ``n`` is not 1.
    """

    text: str
    values: Mapping[str, object] = MappingProxyType({})
    plural: str | None = None
    n: int = 1

    def __str__(self) -> str:
        """The sentence in English, as it is said in a diagnostic."""
        return Translator("en", _AsWritten())(self)


def msg(text: str, /, **values: object) -> Message:
    """A message: ``msg("{name} is missing", name="title")``."""
    return Message(text, values)


def msg_n(text: str, plural: str, n: int, /, **values: object) -> Message:
    """A message with a number in it: ``text`` for one, ``plural`` for any other ``n``."""
    return Message(text, {"n": n, **values}, plural, n)


class Translations(Protocol):
    """The two calls of the standard library's gettext classes that are used here."""

    def gettext(self, message: str, /) -> str:
        """The translation of a message, or the message itself."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """The translation of the form that fits the number."""
        ...


class _AsWritten:
    """No translation: each message as it stands in the code."""

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return msgid1 if n == 1 else msgid2


class Translator:
    """Says messages in one language.

    Called with a message it returns the finished sentence for a diagnostic: values that are text are shown shortened
    and with control characters spelled out. ``plain`` leaves them as they are, for tables and documents, where the
    sink does the escaping. A message as a value is said in the same language.
    """

    def __init__(self, language: str, translations: Translations) -> None:
        self.language = language
        self._translations = translations

    def __call__(self, message: Message) -> str:
        """The sentence for a diagnostic."""
        return self._say(message, quote_short)

    def plain(self, message: Message) -> str:
        """The finished text, with its values unshortened and unescaped."""
        return self._say(message, str)

    def _say(self, message: Message, show: Callable[[str], str]) -> str:
        if message.plural is None:
            text = self._translations.gettext(message.text)
        else:
            text = self._translations.ngettext(message.text, message.plural, message.n)
        return text.format_map({name: self._value(value, show) for name, value in message.values.items()})

    def _value(self, value: object, show: Callable[[str], str]) -> str:
        if isinstance(value, Message):
            return self._say(value, show)
        if isinstance(value, Verbatim):
            return escape_line(value)
        return show(value) if isinstance(value, str) else str(value)
