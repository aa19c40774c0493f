"""Frozen records: what a dataclass is, made so that a class costs next to nothing at start-up.

A dataclass or a named tuple writes and compiles its methods when the class is made, half a millisecond each; with
fifty types that is longer than it takes to check a municipality's promises. See ``docs/decisions.md``.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar, dataclass_transform

Self = TypeVar("Self", bound="Record")


@dataclass_transform(frozen_default=True)
class Record:
    """A value with named, typed fields that never change. Equal when of one type and equal in every field."""

    _fields: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._fields = tuple(cls.__annotations__)
        cls._defaults = {name: getattr(cls, name) for name in cls._fields if name in cls.__dict__}

    def __init__(self, *values: Any, **named: Any) -> None:
        given = {**self._defaults, **dict(zip(self._fields, values)), **named}
        if len(given) != len(self._fields) or len(values) > len(self._fields):
            raise TypeError(f"{type(self).__name__} takes {', '.join(self._fields)}, not {', '.join(given)}")
        self.__dict__.update(given)

    def replace(self: Self, **changes: Any) -> Self:
        """The same record with some fields changed."""
        return type(self)(**{**self.__dict__, **changes})

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __lt__(self: Self, other: Self) -> bool:
        return self._values() < other._values()

    def __le__(self: Self, other: Self) -> bool:
        return self._values() <= other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def _values(self) -> tuple[Any, ...]:
        return tuple(self.__dict__[name] for name in self._fields)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._fields)
        return f"{type(self).__name__}({shown})"
