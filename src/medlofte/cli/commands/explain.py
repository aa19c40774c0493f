"""``medlofte explain``: what a code means, with a fault and its remedy."""

import json
import pkgutil
import textwrap
from collections.abc import Iterator
from typing import Annotated

import typer

from medlofte.changes.codes import CODES
from medlofte.cli.options import offers
from medlofte.cli.output import write_out
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_terminal, strip_asterisks
from medlofte.core.messages import Translator, msg
from medlofte.core.suggestions import suggest


def explain(
    ctx: typer.Context,
    code: Annotated[
        str,
        typer.Argument(
            metavar="CODE", help="A code, as validate prints it.", show_default=False, autocompletion=offers("codes")
        ),
    ],
) -> None:
    """Say what a code means and why it matters, with an example."""
    translator = ctx.obj.translator
    if code not in CODES:
        near = suggest(code, list(CODES))
        hint = msg("Did you mean {key}?", key=near) if near else msg("All codes: medlofte rules")
        raise MedlofteError(msg("There is no code {code}.", code=code), hint)
    found = CODES[code]
    severity = translator(msg(found.severity.word))
    about = textwrap.fill(
        strip_asterisks(translator(msg(found.about))), _WIDTH, break_long_words=False, break_on_hyphens=False
    )
    write_out("\n\n".join((f"{found.name} ({severity})", about, *_example(code, translator))) + "\n", None)


_WIDTH = 78


def _example(code: str, translator: Translator) -> Iterator[str]:
    """The paragraphs that show the fault and its remedy. They are made from the test suite's case of the code."""
    packed = pkgutil.get_data("medlofte", "examples.json")
    assert packed is not None
    example = json.loads(packed).get(code)
    if example is None:
        yield translator(msg("This can't be shown in a few lines."))
        return
    for part, heading, nothing in _HEADINGS:
        lines = example.get(part) or (translator(nothing) if nothing and part in example else "")
        if lines:
            yield translator(heading)
            yield textwrap.indent(escape_terminal(lines), "    ")


_HEADINGS = (
    ("bad", msg("Incorrect:"), msg("(removed)")),
    ("good", msg("Correct:"), msg("(removed)")),
    ("before", msg("Before:"), msg("(nothing)")),
    ("now", msg("Now:"), msg("(removed)")),
    ("decision", msg("Let through by a new decision:"), None),
)
"""What an example can hold, what it is called, and what is said where it is empty."""
