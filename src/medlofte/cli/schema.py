"""``medlofte schema``: the JSON Schemas that files are checked by."""

from enum import StrEnum
from typing import Annotated

import typer

from medlofte.cli.options import Output
from medlofte.cli.session import write_out
from medlofte.schema import SCHEMAS, text_of

Name = StrEnum("Name", {name: name for name in SCHEMAS})  # type: ignore[misc]


def schema(
    name: Annotated[Name, typer.Argument(help="promise, log or config.", show_default=False)],
    output: Output = None,
) -> None:
    """Print a JSON Schema, for editors and other programs."""
    write_out(text_of(name.value), output)
