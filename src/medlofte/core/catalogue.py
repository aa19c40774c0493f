"""A catalogue of translations, read where it lies: a message is searched for in it when it is to be said.

``gettext`` of the standard library reads all messages of a catalogue before the first is said, which took a twentieth
of a short run. The form is GNU's, so any tool can read it: https://www.gnu.org/software/gettext/manual/
"""

from __future__ import annotations

from struct import unpack_from

_HEADER = "<5I"


class MessageCatalogue:
    """The translations in the bytes of an MO file. Its plural has two forms: one for 1, one for any other number."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        _, _, self._number, self._messages, self._translations = unpack_from(_HEADER, data)

    def gettext(self, message: str) -> str:
        """The translation of a message, or the message itself."""
        return self._found(message, 0) or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation of the form that fits the number, or that form itself."""
        return self._found(msgid1, int(n != 1)) or (msgid1 if n == 1 else msgid2)

    def _found(self, message: str, form: int) -> str | None:
        """The translation's form for a message, which is found by halving: the messages lie in order."""
        sought = message.encode()
        first, end = 0, self._number
        while first < end:
            middle = (first + end) // 2
            here = self._text(self._messages, middle).partition(b"\0")[0]
            if here == sought:
                return self._text(self._translations, middle).split(b"\0")[form].decode()
            first, end = (middle + 1, end) if here < sought else (first, middle)
        return None

    def _text(self, table: int, index: int) -> bytes:
        length, start = unpack_from("<2I", self._data, table + 8 * index)
        return self._data[start : start + length]
