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
from medlofte.core.escaping import plain, terminal
from medlofte.core.messages import Voice, say
from medlofte.core.suggestions import nearest


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
    voice = ctx.obj.voice
    if code not in CODES:
        near = nearest(code, list(CODES))
        hint = say("Did you mean {key}?", key=near) if near else say("All codes: medlofte rules")
        raise MedlofteError(say("There is no code {code}.", code=code), hint)
    found = CODES[code]
    severity = voice(say(found.severity.word))
    about = textwrap.fill(plain(voice(say(found.about))), _WIDTH, break_long_words=False, break_on_hyphens=False)
    write_out("\n\n".join((f"{found.name} ({severity})", about, *_example(code, voice))) + "\n", None)


_WIDTH = 78


def _example(code: str, voice: Voice) -> Iterator[str]:
    """The paragraphs that show the fault and its remedy. They are made from the test suite's case of the code."""
    packed = pkgutil.get_data("medlofte", "examples.json")
    assert packed is not None
    example = json.loads(packed).get(code)
    if example is None:
        yield voice(say("This can't be shown in a few lines."))
        return
    for part, heading, nothing in _HEADINGS:
        lines = example.get(part) or (voice(nothing) if nothing and part in example else "")
        if lines:
            yield voice(heading)
            yield textwrap.indent(terminal(lines), "    ")


_HEADINGS = (
    ("bad", say("Not so:"), say("(taken away)")),
    ("good", say("But so:"), say("(taken away)")),
    ("before", say("Before:"), say("(nothing)")),
    ("now", say("Now:"), say("(taken away)")),
    ("decision", say("Let through by a new decision:"), None),
)
"""What an example can hold, what it is called, and what is said where it is empty."""
