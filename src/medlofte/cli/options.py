"""The options that several commands have, each written once. Their help is the key of its translation."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from medlofte import __version__
from medlofte.cli.output import write_out
from medlofte.core.diagnostic import Severity
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import LANGUAGES, Verbatim, msg

COLORS = ("auto", "always", "never")


def choice(*names: str) -> dict[str, Any]:
    """The settings of an option or argument that takes one of a few words.

    Plain words, because making an enum for each takes longer than the command itself.
    """

    def check(param: typer.CallbackParam, value: str | None) -> str | None:
        if value is None or value in names:
            return value
        said = param.opts[-1] if param.param_type_name == "option" else (param.name or "").upper()
        raise MedlofteError(msg("{name} takes one of: {choices}.", name=said, choices=Verbatim(", ".join(names))))

    return {"callback": check, "autocompletion": lambda: list(names), "metavar": f"<{'|'.join(names)}>"}


def offers(name: str) -> Callable[[typer.Context, str], list[str]]:
    """What offers names to the shell: a function of the room of completion, imported when it is asked."""

    def offered(ctx: typer.Context, incomplete: str) -> list[str]:
        names: list[str] = getattr(import_module("medlofte.cli.shell_completion"), name)(ctx, incomplete)
        return names

    return offered


def _show_version(wanted: bool) -> None:
    """Print the version and stop, when the option was given."""
    if wanted:
        write_out(f"medlofte {__version__}\n", None)
        raise typer.Exit


Root = Annotated[Path | None, typer.Option("--root", metavar="DIR", help="The project's folder.", show_default=False)]
Lang = Annotated[
    str | None,
    typer.Option("--lang", help="The language of messages: sv or en.", show_default=False, **choice(*LANGUAGES)),
]
Color = Annotated[
    str | None,
    typer.Option("--color", help="Colour: auto, always or never.", show_default=False, **choice(*COLORS)),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what is wrong.", show_default=False)]
SEVERITIES = tuple(severity.word for severity in reversed(Severity))
FailOn = Annotated[str, typer.Option("--fail-on", help="Exit with 1 at this severity or above.", **choice(*SEVERITIES))]
Version = Annotated[
    bool,
    typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.", show_default=False),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="Compute figures as of the end of this date (default: today).",
        show_default=False,
    ),
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write here; - is standard output.", show_default=False),
]
Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...", help="Promises; all of them if left out.", show_default=False, autocompletion=offers("ids")
    ),
]
