"""``medlofte schema``: the JSON Schemas that files are checked by."""

from typing import Annotated

import typer

from medlofte.cli.options import Output, choice
from medlofte.cli.session import write_out
from medlofte.schema import SCHEMAS, text_of


def schema(
    name: Annotated[str, typer.Argument(help="promise, log or config.", show_default=False, **choice(*SCHEMAS))],
    output: Output = None,
) -> None:
    """Print a JSON Schema, for editors and other programs."""
    write_out(text_of(name), output)
