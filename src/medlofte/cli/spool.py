"""What is put aside until all of it may be told: in memory while it is little, then in a file that nobody else sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import IO, Generic, TypeVar

from medlofte.core.errors import MedlofteError
from medlofte.core.messages import say

T = TypeVar("T")


class Shelf(Generic[T]):
    """Things in the order that they were put there, which can be taken through again and again.

    Those in memory weigh at most ``most`` together. Where no file can be made all of them stay there.
    """

    def __init__(self, most: int, weigh: Callable[[T], int] = lambda _: 1) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._here: list[T] = []
        self._away: IO[bytes] | None = None
        self._length = 0

    def __del__(self) -> None:
        if self._away is not None:
            self._away.close()

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        yield from self._put_away()
        yield from self._here

    def put(self, things: Iterable[T]) -> None:
        """Put things behind those that are there. Raises ``MedlofteError`` when the file has no more room."""
        for thing in things:
            self._here.append(thing)
            self._length += 1
            self._weight += self._weigh(thing)
            if self._weight >= self._most:
                self._clear_away()

    def _clear_away(self) -> None:
        import pickle  # here, because only much work needs it: of our own things, in a file without a name

        if self._away is None:
            self._away = _file()
        if self._away is None:
            self._most *= 2
            return
        try:
            pickle.dump(self._here, self._away, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            reason = error.strerror or str(error)
            raise MedlofteError(say("There is no room for a temporary file: {reason}", reason=reason)) from None
        self._here = []
        self._weight = 0

    def _put_away(self) -> Iterator[T]:
        if self._away is None:
            return
        import pickle

        end = self._away.seek(0, 2)
        place = 0
        while place < end:
            self._away.seek(place)
            things: list[T] = pickle.load(self._away)  # noqa: S301 - nobody else can have written it
            place = self._away.tell()
            yield from things


def _file() -> IO[bytes] | None:
    import tempfile

    try:
        return tempfile.TemporaryFile()
    except OSError:
        return None
