"""The options that several commands have, each written once. Their help is the key of its translation."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ColorChoice(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Language(StrEnum):
    """The languages that messages are said in."""

    SV = "sv"
    EN = "en"


class FailOn(StrEnum):
    """From which severity findings make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


def _version(wanted: bool) -> None:
    from medlofte.cli.app import print_version

    print_version(wanted)


Root = Annotated[Path | None, typer.Option("--root", metavar="DIR", help="The project's folder.", show_default=False)]
Lang = Annotated[
    Language | None, typer.Option("--lang", help="The language of messages: sv or en.", show_default=False)
]
Color = Annotated[
    ColorChoice | None, typer.Option("--color", help="Colour: auto, always or never.", show_default=False)
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what is wrong.", show_default=False)]
Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.", show_default=False)
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="YYYY-MM-DD", help="Reckon at the close of this day; today if left out.", show_default=False
    ),
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write here; - is standard output.", show_default=False),
]
