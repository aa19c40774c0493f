"""The templates' language: Jinja, strict about unknown names, every printed value escaped as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from medlofte.documents import swedish
from medlofte.errors import TemplateFault
from medlofte.language import Message, say
from medlofte.text import markdown, markdown_cell

Loader = Callable[[str], str | None]
"""From a template's name to its text; nothing when there is no such template."""


def render(name: str, view: Mapping[str, Any], load: Loader) -> str:
    """The text that the template prints for the view. Raises ``TemplateFault`` with template and line."""
    environment = _environment(load)
    try:
        text = environment.get_template(name).render(view)
    except TemplateSyntaxError as error:
        raise _fault(error.name or name, error.lineno, _in_words(error)) from None
    except (TemplateError, ArithmeticError, TypeError, ValueError, KeyError, RecursionError) as error:
        raise _fault(*_place(error, name), _in_words(error)) from None
    return _tidy(text)


def _environment(load: Loader) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda name: _named(name, load(name))),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        cell=lambda value: Markup(markdown_cell(str(value))),  # noqa: S704 - made safe by the call inside
        paragraphs=lambda value: Markup(markdown(_paragraphs(str(value)))),  # noqa: S704 - as above
        series=lambda words: swedish.series([str(word) for word in words]),
        capital=lambda value: swedish.capital(str(value)),
        number=swedish.number,
    )
    environment.globals["gap"] = _gap
    return environment


def _named(name: str, text: str | None) -> tuple[str, str, None] | None:
    """What Jinja's loader wants: a text and the name that its lines are spoken of by."""
    return None if text is None else (text, name, None)


def escaped(value: Any) -> Any:
    """A value as it is printed: escaped as Markdown, unless it is marked as Markdown already."""
    if isinstance(value, (Markup, StrictUndefined)):
        return value
    return Markup(markdown(str(value)))  # noqa: S704 - markdown() is what makes it safe


def _gap(name: str) -> Markup:
    """A clearly marked place that has to be filled in by hand."""
    return Markup(f"**\\[fyll i: {markdown(name)}\\]**")  # noqa: S704 - the name is escaped


def _paragraphs(text: str) -> str:
    """The text with each paragraph on one line, and an empty line between."""
    parts: Sequence[str] = [" ".join(part.split()) for part in text.split("\n\n")]
    return "\n\n".join(part for part in parts if part)


def _tidy(text: str) -> str:
    """No more than one empty line in a row, and one line break at the end."""
    lines: list[str] = []
    for line in text.strip("\n").split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).rstrip("\n") + "\n"


def _place(error: BaseException, name: str) -> tuple[str, int | None]:
    """The template and line that an error came from. Jinja has rewritten the traceback to speak of templates."""
    place: tuple[str, int | None] = (name, None)
    trace = error.__traceback__
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _in_words(error: BaseException) -> Message:
    """What went wrong, in our words where Jinja's are known."""
    text = str(error.args[0]) if error.args else type(error).__name__
    for pattern, message in _KNOWN:
        match = re.search(pattern, text)
        if match is not None:
            return say(message.text, name=match[1])
    if isinstance(error, TemplateNotFound):
        return say("There is no template {name}.", name=str(error.name))
    return say("{text}", text=text)


_KNOWN = (
    (r"^'([^']*)' is undefined", say("There is no variable {name}.")),
    (r"has no attribute '([^']*)'", say("There is no {name} in it.")),
    (r"access to attribute '([^']*)'", say("{name} may not be used in a template.")),
    (r"No filter named '([^']*)'", say("There is no filter {name}.")),
    (r"Encountered unknown tag '([^']*)'", say("There is no tag {name}.")),
    (r"(maximum recursion) depth", say("The template includes or extends itself ({name}).")),
)


def _fault(name: str, line: int | None, what: Message) -> TemplateFault:
    where: Message = say("{template}:{line}", template=name, line=line) if line else say("{template}", template=name)
    return TemplateFault(say("{where}: {what}", where=where, what=what), say("See the variables in docs/documents.md."))
