"""``medlofte schema``: the JSON Schemas of the files, and of what validate prints."""

from typing import Annotated

import typer

from medlofte.cli.options import Output, choice
from medlofte.cli.session import write_out
from medlofte.schema import PUBLISHED, text_of


def schema(
    name: Annotated[
        str, typer.Argument(help="promise, log, config or diagnostics.", show_default=False, **choice(*PUBLISHED))
    ],
    output: Output = None,
) -> None:
    """Print a JSON Schema, for editors and other programs."""
    write_out(text_of(name), output)
