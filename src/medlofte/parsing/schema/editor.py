"""The schemas as an editor shows them: each text in one language, each word with its meaning, each key with a type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from medlofte.core.escaping import json_text
from medlofte.parsing.schema import document


def in_language(name: str, language: str) -> str:
    """The JSON Schema ``name`` told in Swedish or English; what it accepts is the same.

    Editors take what a key inserts from its type, so that those that have several conditions are given theirs here. The
    checker's own schema has none there, or one fault would be said twice.
    """
    root = document(name)
    return json_text(_LocalizedSchema(root, language).of(root))


def about(description: str, language: str) -> str:
    """A description in one language. It is Swedish, then English between asterisks."""
    swedish, _, english = description.partition("\n\n")
    return english.strip("*") if language == "en" and english else swedish


def meaning(description: str, word: str) -> str:
    """What a word means in Swedish, as the description has it: ``draft (utkast)``; empty where it does not."""
    match = re.search(rf"(?:^|[\s:]){re.escape(word)} \(([^)]*)\)", about(description, "sv"))
    return match[1] if match else ""


class _LocalizedSchema:
    """A schema on its way to be told in one language."""

    def __init__(self, root: Mapping[str, Any], language: str) -> None:
        self.root = root
        self.language = language

    def of(self, node: Any) -> Any:
        """A part of the schema, told."""
        if isinstance(node, list):
            return [self.of(each) for each in node]
        if not isinstance(node, dict):
            return node
        told = {key: self.of(value) for key, value in node.items()}
        description = node.get("description")
        if isinstance(description, str):
            told |= self._of_place(node, description)
        return told

    def _of_place(self, node: Mapping[str, Any], description: str) -> Iterator[tuple[str, Any]]:
        """What is said of a place that has a description."""
        yield "description", about(description, self.language)
        meanings = [meaning(description, str(word)) for word in node.get("enum", ())]
        if self.language == "sv" and any(meanings):
            yield "enumDescriptions", meanings
        types = list(dict.fromkeys(self._types(node)))
        if "type" not in node and types:
            yield "type", types if len(types) > 1 else types[0]

    def _types(self, node: Mapping[str, Any]) -> Iterator[str]:
        """The types that a value can have, the usual one first, as its words or its conditions tell."""
        yield from (_type_of(word) for word in node.get("enum", ()))
        if "const" in node:
            yield _type_of(node["const"])
        for branch in (node["else"], node["if"]) if "if" in node else ():
            named = self.root["$defs"][branch["$ref"].rsplit("/", 1)[-1]] if "$ref" in branch else branch
            yield from (named["type"],) if "type" in named else self._types(named)


def _type_of(word: object) -> str:
    return "boolean" if isinstance(word, bool) else "integer" if isinstance(word, int) else "string"
