"""What a template overwrites of another. A block that the other has not is never printed, which is a fault."""

from __future__ import annotations

import re

from jinja2 import Environment, TemplateNotFound, nodes

from medlofte.core.record import Record

_EXTENDS = re.compile(r"\{%[-+]?\s*extends\b")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


class Stray(Record):
    """A block that is never printed: its line and name, and the blocks there are."""

    line: int
    name: str
    known: tuple[str, ...]


def stray_block(environment: Environment, name: str) -> Stray | None:
    """The first block of a template that nothing it extends has, if there is one."""
    if not _EXTENDS.search(_COMMENT.sub("", _text(environment, name))):
        return None  # as most do, and a tree takes its time
    try:
        tree, *above = _family(environment, name)
    except TemplateNotFound:
        return None  # it is told where the template asks for it
    if not above:
        return None
    known = dict.fromkeys(block.name for each in above for block in each.find_all(nodes.Block))
    own = (node for node in tree.body if isinstance(node, nodes.Block) and node.name not in known)
    return next((Stray(block.lineno, block.name, tuple(known)) for block in own), None)


def _family(environment: Environment, name: str) -> list[nodes.Template]:
    """The template, what it extends, what that extends, and so on, as trees. Raises ``TemplateNotFound``."""
    family: dict[str, nodes.Template] = {}
    above: str | None = name
    while above is not None and above not in family:
        family[above] = environment.parse(_text(environment, above), above)
        above = _extended(family[above])
    return list(family.values())


def _text(environment: Environment, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _extended(tree: nodes.Template) -> str | None:
    """The name of the template that this one extends, if it is written out."""
    for node in tree.find_all(nodes.Extends):
        return str(node.template.value) if isinstance(node.template, nodes.Const) else None
    return None
