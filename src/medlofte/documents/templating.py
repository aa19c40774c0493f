"""The templates' language: Jinja in its sandbox, strict about unknown names, every printed value escaped.

In a document's template values are escaped as Markdown, in the layout of a web page as HTML.
What a template could take too much of by one short expression is refused here, with its line; what is left (time,
memory, files) is bounded where a template that is not medlofte's own is run, in ``sandbox``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import GeneratorType
from typing import Any
from urllib.parse import quote

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_eval_context,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from medlofte.core.errors import MedlofteError, TemplateFault
from medlofte.core.escaping import escape_css, escape_html, escape_invisible, escape_markdown, escape_markdown_cell
from medlofte.core.messages import Message, msg
from medlofte.core.personal_data import has_identity_number
from medlofte.core.suggestions import suggest
from medlofte.documents import swedish

LARGEST_OUTPUT = 1 << 20
"""So many characters a document may have; the longest that is known has a fiftieth of it."""
LARGEST_PAGE = 4 << 20
"""So many characters a web page may have: an index of every promise, style sheet and logo are within it."""
PAGE = "page.html.j2"
"""The name of a web page's layout."""

_EXTENDS = re.compile(r"\{%[-+]?\s*extends\b")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)

Loader = Callable[[str], str | None]
"""From a template's name to its text; nothing when there is no such template."""


class Refused(Exception):
    """The template does what no document needs; ``what`` says what."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.text.format_map(what.values))
        self.what = what


def render(name: str, view: Mapping[str, Any], load: Loader, kept: BytecodeCache | None = None) -> str:
    """The text that the template prints for the view. Raises ``TemplateFault`` with template and line.

    ``kept`` is where compiled templates are kept from one run to the next.
    """
    return _printed(
        name, view, _environment(load, kept), LARGEST_OUTPUT, lambda text: _tidy(escape_invisible(text.expandtabs(4)))
    )


def render_page(view: Mapping[str, Any], load: Loader, kept: BytecodeCache | None = None) -> str:
    """The web page that the layout makes of its parts. Raises ``TemplateFault`` with template and line.

    A part that is HTML already comes as ``Markup``; everything else is escaped as HTML. Pages that are made with one
    loader share their compiled templates.
    """
    return _printed(
        PAGE, view, _page_environment(load, kept), LARGEST_PAGE, lambda text: escape_invisible(text.expandtabs(4))
    )


def _printed(
    name: str, view: Mapping[str, Any], environment: Environment, most: int, finish: Callable[[str], str]
) -> str:
    try:
        template = environment.get_template(name)
        _refuse_stray_block(environment, name)
        return finish("".join(_bounded(template.generate(view), environment, most)))
    except TemplateFault:
        raise
    except TemplateSyntaxError as error:
        raise _fault(error.name or name, error.lineno, *_in_words(error, view, environment)) from None
    except Exception as error:  # whatever a template does wrong, it is the template's fault
        raise _fault(*_place(error, name), *_in_words(error, view, environment)) from None


def _refuse_stray_block(environment: Environment, name: str) -> None:
    """Raises ``TemplateFault`` for a block that would never be printed: its name is most likely misspelt."""
    if not _EXTENDS.search(_COMMENT.sub("", _source(environment, name))):
        return  # as most do, and a tree takes its time
    try:
        tree, *above = _family(environment, name)
    except TemplateNotFound:
        return  # it is told where the template asks for it
    known = dict.fromkeys(block.name for each in above for block in each.find_all(nodes.Block))
    for node in tree.body if above else ():
        if isinstance(node, nodes.Block) and node.name not in known:
            raise _fault(name, node.lineno, msg("There is no block {name}.", name=node.name), _meant(node.name, known))


def _family(environment: Environment, name: str) -> list[nodes.Template]:
    """The template, what it extends, what that extends, and so on, as trees. Raises ``TemplateNotFound``."""
    family: dict[str, nodes.Template] = {}
    above: str | None = name
    while above is not None and above not in family:
        family[above] = environment.parse(_source(environment, above), above)
        above = _extended(family[above])
    return list(family.values())


def _source(environment: Environment, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _extended(tree: nodes.Template) -> str | None:
    """The name of the template that this one extends, if it is written out."""
    for node in tree.find_all(nodes.Extends):
        return str(node.template.value) if isinstance(node.template, nodes.Const) else None
    return None


def _bounded(parts: Iterator[str], environment: Environment, most: int) -> Iterator[str]:
    """The parts, as long as they are not too much together."""
    printed = 0
    for part in parts:
        printed += len(part)
        if printed > most:
            raise _fault(*_standing_at(parts, environment), _too_much(most))
        yield part


def _standing_at(parts: Iterator[str], environment: Environment) -> tuple[str, int]:
    """The template and line that a template being printed has come to."""
    inner: Any = parts
    while isinstance(inner.gi_yieldfrom, GeneratorType):
        inner = inner.gi_yieldfrom
    name = inner.gi_frame.f_code.co_filename
    return name, environment.get_template(name).get_corresponding_lineno(inner.gi_frame.f_lineno)


def _too_much(most: int = LARGEST_OUTPUT) -> Message:
    return msg("The template prints more than {n} characters.", n=most)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with the operators watched that make much out of little."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The value of ``left * right``. Raises ``Refused`` when it would be large, and for every power."""
        if operator == "**":
            raise Refused(msg("Powers can't be used in a template."))
        if _size(left) + _size(right) > _MOST_DIGITS and isinstance(left, int) and isinstance(right, int):
            raise Refused(msg("The product is too large for a template."))
        for thing, times in ((left, right), (right, left)):
            if isinstance(times, int) and hasattr(thing, "__len__") and len(thing) * times > LARGEST_OUTPUT:
                raise Refused(msg("The product is too large for a template."))
        return super().call_binop(context, operator, left, right)


_MOST_DIGITS = 256


def _size(value: Any) -> int:
    """How many binary digits a whole number has."""
    return value.bit_length() if isinstance(value, int) else 0


@lru_cache(maxsize=4)
def _environment(load: Loader, kept: BytecodeCache | None) -> Environment:
    """The language of documents, with the filters that they need."""
    environment = _strict(load, _finalized, kept)
    environment.filters.update(
        cell=lambda value: _marked(escape_markdown_cell, str(value).strip()),
        stop=_stop,
        after=_after,
        paragraphs=lambda value: _marked(escape_markdown, _paragraphs(str(value))),
        series=lambda words: swedish.series([str(word) for word in words]),
        capital=lambda value: swedish.capital(str(value)),
        number=swedish.number,
    )
    environment.globals |= {"gap": _gap, "link": _link, "mark": _mark, "picture": _picture}
    return environment


@lru_cache(maxsize=4)
def _page_environment(load: Loader, kept: BytecodeCache | None) -> Environment:
    """The language of web pages' layouts; a style sheet that one includes is no template."""

    def source(name: str) -> str | None:
        text = load(name)
        return f"{{% raw %}}{escape_css(text)}{{% endraw %}}" if text is not None and name.endswith(".css") else text

    return _strict(source, _finalized_page, kept)


def _strict(load: Loader, finalize: Callable[..., Any], kept: BytecodeCache | None) -> Environment:
    """Jinja in its sandbox, with few globals."""
    environment = _Sandbox(
        loader=FunctionLoader(lambda name: _named(name, load(name))),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=finalize,
        bytecode_cache=kept,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals = {name: environment.globals[name] for name in ("range", "namespace")}
    return environment


def _named(name: str, text: str | None) -> tuple[str, str, None] | None:
    """What Jinja's loader wants: a text and the name that its lines are spoken of by."""
    return None if text is None else (text, name, None)


@pass_eval_context
def _finalized(context: Any, value: Any) -> Any:
    """A value as it is printed. Asked for with a context, Jinja calls it when printing, and never while compiling."""
    del context
    return escape_value(value)


@pass_eval_context
def _finalized_page(context: Any, value: Any) -> Any:
    """As ``_finalized``, on a web page."""
    del context
    if isinstance(value, (Markup, StrictUndefined)):
        return value
    return Markup(escape_html(str(value)))  # noqa: S704 - html() is what makes it safe


def escape_value(value: Any) -> Any:
    """A value as it is printed: escaped as Markdown, unless it is marked as Markdown already."""
    return value if isinstance(value, (Markup, StrictUndefined)) else _marked(escape_markdown, str(value))


def _marked(escape: Callable[[str], str], text: str) -> Markup:
    """The text, escaped and marked as such. Raises ``Refused`` for a personal number."""
    if len(text) > LARGEST_OUTPUT:
        raise Refused(_too_much())
    if has_identity_number(text):
        raise Refused(msg("The text holds a personal number."))
    return Markup(escape(text))  # noqa: S704 - escape() is what makes it safe


def _gap(name: str) -> Markup:
    """A clearly marked place that has to be filled in by hand."""
    return Markup("**\\[fyll i: {}\\]**").format(_marked(escape_markdown, name))


def _stop(value: object, before: str = "") -> Markup:
    """The value as a sentence on one line, after some words, with one full stop; nothing when there is no value."""
    text = str(value).strip() if value else ""
    return _marked(escape_markdown_cell, f"{before}{text}{'' if text.endswith(_ENDS) else '.'}") if text else Markup("")


_ENDS = (".", "!", "?", "…", ".”", "!”", "?”")


def _after(value: object, before: str, behind: str = "") -> Markup:
    """The value on one line after some words, *, § 101*; nothing at all when there is no value."""
    return _marked(escape_markdown_cell, f"{before}{str(value).strip()}{behind}") if value else Markup("")


def _mark(activity: Mapping[str, Any]) -> Markup:
    """A status with its word, as ``publish.blocks`` reads it."""
    return Markup("[{}](status:{})").format(
        _marked(escape_markdown_cell, str(activity["status"])), _name(activity["status_key"])
    )


def _picture(name: object, words: object) -> Markup:
    """A picture of medlofte's own, with the words that say what it shows; nothing when there is no name."""
    return (
        Markup("![{}](picture:{})").format(_marked(escape_markdown_cell, str(words)), _name(name))
        if name
        else Markup("")
    )


def _name(name: object) -> Markup:
    """A name of ours in an address. Raises ``Refused`` for anything else."""
    if not re.fullmatch(r"[a-z0-9-]{1,200}", str(name)):
        raise Refused(msg("{name} is neither a status nor a picture.", name=str(name)))
    return Markup(name)  # noqa: S704 - letters, digits and hyphens


_WEB = re.compile(
    r"(?i)https?://[^\s]+|mailto:[^\s@?&]+@[^\s@?&]+|tel:[+\d][\d()./-]*"
    r"|(?!//)[a-z0-9./_-]+(#[a-z0-9-]+)?"
)
"""What a link may lead to: a page, one address, a telephone number, or a file beside this one."""
_URL_SAFE = "!#$%&'*+,-./:;=?@_~"


def _link(words: object, url: object) -> Markup:
    """Words that lead somewhere: to the web, or to a file beside this one. What is no address stands behind them."""
    shown = _marked(escape_markdown_cell, str(words))
    if url is None or has_identity_number(str(url)):
        return shown
    if not _WEB.fullmatch(str(url)):
        return shown if str(words) in str(url) else _marked(escape_markdown_cell, f"{words} ({url})")
    address = re.sub(r"&(?=#?\w+;)", r"\\&", quote(str(url), safe=_URL_SAFE))  # Markdown knows entities in it, too
    return Markup("[{}](<{}>)").format(shown, Markup(address))  # noqa: S704 - quoted


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


def _place(error: BaseException, name: str) -> tuple[str, int]:
    """The template and line that an error came from. Jinja has rewritten the traceback to speak of templates."""
    place = (name, 1)
    trace = error.__traceback__
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _in_words(
    error: BaseException, view: Mapping[str, Any], environment: Environment
) -> tuple[Message, Message | None]:
    """What went wrong, in our words where Jinja's are known, and the way out."""
    if isinstance(error, Refused):
        return error.what, _SEE
    if isinstance(error, MedlofteError):
        return error.message, error.hint
    if isinstance(error, RecursionError):
        return msg("The template includes itself, or is nested too deeply."), None
    if isinstance(error, MemoryError):
        return msg("The template takes too much memory."), None
    text = str(error.args[0]) if error.args else type(error).__name__
    for pattern, message, known in _KNOWN:
        match = re.search(pattern, text)
        if match is not None:
            return msg(message.text, name=match[1]), _meant(match[1], known(view, environment))
    if isinstance(error, TemplateNotFound):
        return msg("There is no template {name}.", name=str(error.name)), msg("See: medlofte render --list")
    return msg("{text}", text=text), _SEE


_SEE = msg("See docs/documents.md: variables, blocks and filters.")


def _meant(name: str, known: Iterable[str]) -> Message:
    """The way out of a name that is not known: the one that it resembles, or where they stand."""
    near = suggest(name, sorted(known))
    return _SEE if near is None else msg("Did you mean {key}?", key=near)


def _names_in(view: Any) -> set[str]:
    """The names of a view, at whatever depth."""
    if isinstance(view, Mapping):
        return {str(name) for name in view}.union(*map(_names_in, view.values()))
    if isinstance(view, (list, tuple)):
        return set().union(*map(_names_in, view))
    return set()


_TAGS = ("block", "endblock", "extends", "for", "endfor", "if", "elif", "else", "endif", "include", "set", "endset")

_KNOWN: tuple[tuple[str, Message, Callable[[Mapping[str, Any], Environment], Iterable[str]]], ...] = (
    (r"^'([^']*)' is undefined", msg("There is no variable {name}."), lambda view, jinja: {*view, *jinja.globals}),
    (r"has no attribute '([^']*)'", msg("There is no {name} in it."), lambda view, _: _names_in(view)),
    (r"access to attribute '([^']*)'", msg("{name} may not be used in a template."), lambda _, __: ()),
    (r"No filter named '([^']*)'", msg("There is no filter {name}."), lambda _, jinja: jinja.filters),
    (r"Encountered unknown tag '([^']*)'", msg("There is no tag {name}."), lambda _, __: _TAGS),
    (r"^Range too big()", msg("The range is too long for a template."), lambda _, __: ()),
)


def _fault(name: str, line: int, what: Message, hint: Message | None = None) -> TemplateFault:
    where = msg("{template}:{line}", template=name, line=line)
    return TemplateFault(msg("{where}: {what}", where=where, what=what), hint)
