"""Medlofte's own templates, compiled: kept beside the code that Python has compiled of its modules, and as that is.

Nothing is kept of a project's templates, nor where Python may keep nothing. What is kept fits one version of Python,
Jinja and the template, or is made anew.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, __version__
from jinja2.bccache import Bucket

from medlofte.project.workspace import default_template

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(cache_from_source(__file__)).parent


class Compiled(BytecodeCache):
    """Jinja's cache, for templates whose text is medlofte's own."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place for a template's code, with what is kept of it if the template is medlofte's own."""
        own = name.removeprefix("medlofte/")
        if default_template(own) == source:
            self._names[self.get_cache_key(name, filename)] = own
        return super().get_bucket(environment, name, filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the place with what is kept, if it fits."""
        with suppress(OSError, KeyError), self._path(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the place holds, if it can be."""
        if sys.dont_write_bytecode or bucket.key not in self._names:
            return
        path = self._path(bucket)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            try:
                part.write_bytes(bucket.bytecode_to_string())
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def _path(self, bucket: Bucket) -> Path:
        """Raises ``KeyError`` when the template is not medlofte's own."""
        name = self._names[bucket.key].replace("/", "-")
        return FOLDER / f"{name}.{sys.implementation.cache_tag}-jinja-{__version__}.bin"
