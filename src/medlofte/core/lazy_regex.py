"""Regular expressions that are compiled when they are first used, for a library that compiles more than is needed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class LazyPattern:
    """Stands in for a compiled expression, and compiles it when something is asked of it."""

    def __init__(self, *arguments: Any) -> None:
        self._arguments = arguments

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._arguments), name)
        setattr(self, name, value)
        return value


@contextmanager
def compile_lazily() -> Iterator[None]:
    """Inside it ``re.compile`` compiles nothing yet. Only for a process that has one thread."""
    compile = re.compile
    re.compile = LazyPattern  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = compile
