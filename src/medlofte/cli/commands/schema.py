"""``medlofte schema``: the JSON Schemas of the files, and of what validate prints."""

from typing import Annotated

import typer

from medlofte.cli.options import Output, choice
from medlofte.cli.output import write_out
from medlofte.core.messages import LANGUAGES
from medlofte.parsing.schema import PUBLISHED, text_of
from medlofte.parsing.schema.editor import in_language


def schema(
    name: Annotated[str, typer.Argument(help="What it describes.", show_default=False, **choice(*PUBLISHED))],
    output: Output = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            help="For an editor: descriptions in this language only, sv or en.",
            show_default=False,
            **choice(*LANGUAGES),
        ),
    ] = None,
) -> None:
    """Print a JSON Schema, for editors and other programs."""
    write_out(text_of(name) if lang is None else in_language(name, lang), output)
