"""What the schema asks for in a place: which keys, which words, and what each is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from medlofte.core.record import Record
from medlofte.core.source import Route
from medlofte.parsing import schema
from medlofte.parsing.schema import editor

_Node = Mapping[str, Any]


class ExpectedSchema(Record):
    """What may stand in a place: the schema's nodes for it, of which one holds for the value that is there."""

    nodes: tuple[_Node, ...]

    @property
    def keys(self) -> dict[str, _Node]:
        """The keys that there may be, and what is asked of the value of each."""
        return {key: node for each in self.nodes for key, node in each.get("properties", {}).items()}

    def keys_beside(self, present: Sequence[str]) -> dict[str, _Node]:
        """The keys that may be added to those present: a target is of one kind."""
        only = [names for node in self.nodes if (names := _only(node, present)) is not None]
        allowed = set(self.keys).intersection(*only)
        return {key: node for key, node in self.keys.items() if key in allowed and key not in present}

    @property
    def words(self) -> list[str]:
        """The words that the value may be one of."""
        found = [str(word) for node in self.nodes for word in node.get("enum", ())]
        found += [_written(node["const"]) for node in self.nodes if "const" in node]
        return found + ["true", "false"] * any(_is(node, "boolean") for node in self.nodes)

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return any(_is(node, "array") for node in self.nodes[:1])

    @property
    def is_mapping(self) -> bool:
        """Whether the value is a mapping."""
        return any(_is(node, "object") for node in self.nodes)

    def about(self, language: str) -> str:
        """What the place is for, in one language; empty where the schema does not say."""
        return editor.about(self._description, language)

    def meaning(self, word: str) -> str:
        """What a word means in Swedish; empty where the schema does not say."""
        return editor.meaning(self._description, word)

    @property
    def _description(self) -> str:
        return next((str(node["description"]) for node in self.nodes if "description" in node), "")


def _is(node: _Node, type: str) -> bool:
    types = node.get("type", ())
    return type == types or type in types


def expected_schema(name: str, route: Route) -> ExpectedSchema:
    """What a schema asks for at a route; nothing where the format has no such place."""
    root = schema.document(name)
    nodes = list(_resolved(root, root))
    for step in route:
        nodes = [found for node in nodes for below in _below(node, step) for found in _resolved(root, below)]
    return ExpectedSchema(tuple(nodes))


def _resolved(root: _Node, node: _Node) -> Iterator[_Node]:
    """A node with what it refers to, and the nodes that hold for some values only."""
    if "$ref" in node:
        named = root["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        node = {**named, **{key: value for key, value in node.items() if key != "$ref"}}
    yield node
    if node.get("if", {}).get("type") == "array":
        yield {"items": node["then"]["items"]}
        yield from _resolved(root, node["else"])
    elif "if" in node:
        yield from _resolved(root, node["then"])
        yield from _resolved(root, node["else"])


def _below(node: _Node, step: str | int) -> Iterable[_Node]:
    if isinstance(step, int):
        return (node["items"],) if "items" in node else ()
    if step in node.get("properties", {}):
        return (node["properties"][step],)
    others = node.get("additionalProperties")
    return (others,) if isinstance(others, dict) else ()


def _only(node: _Node, present: Sequence[str]) -> Sequence[str] | None:
    """The keys that go with those present, where the schema says so."""
    condition = node.get("if", {}).get("required")
    if condition is None:
        return None
    if all(key in present for key in condition):
        names: Sequence[str] | None = node["then"].get("propertyNames", {}).get("enum")
        return names
    return _only(node["else"], present)


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
